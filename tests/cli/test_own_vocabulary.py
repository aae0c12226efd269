"""The vocabulary folder that every command reads where none is named."""


def exported(crosswire, folder, config):
    command = ("export", "incidents", "--format", "csv", "-o", "incidents.csv")
    return crosswire(*command, cwd=folder, config=config)


def test_the_own_folder_is_read_where_it_is(crosswire, coded, tmp_path):
    """Is a row of the user's own folder read without an option, and nothing missed without it?"""
    assert exported(crosswire, coded, tmp_path).returncode == 0
    own = tmp_path / "crosswire" / "vocabulary"
    own.mkdir(parents=True)
    (own / "aliases.yaml").write_text("- {words: Zebra Brigade, actor: nobody}\n", "utf-8")
    done = exported(crosswire, coded, tmp_path)
    assert done.returncode == 2
    assert "there is no actor 'nobody'" in " ".join(done.stderr.split())


def test_a_folder_that_is_named_is_read_in_its_place(crosswire, coded, tmp_path):
    """Does `--vocabulary` leave the own folder aside?"""
    own = tmp_path / "crosswire" / "vocabulary"
    own.mkdir(parents=True)
    (own / "aliases.yaml").write_text("broken", "utf-8")
    other = tmp_path / "other"
    other.mkdir()
    command = ("export", "incidents", "--format", "csv", "--vocabulary", other, "-o", "i.csv")
    assert crosswire(*command, cwd=coded, config=tmp_path).returncode == 0
