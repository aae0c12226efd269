import pytest

from crosswire.vocab import VocabularyError, load
from crosswire.vocab.loading import _built_in


def written(folder, **files):
    (folder / "actors").mkdir()
    for name, text in files.items():
        path = folder / "outlets.yaml" if name == "outlets" else folder / "actors" / f"{name}.yaml"
        path.write_text(text, "utf-8")
    return folder


def test_built_in_is_read_once():
    """Is the built-in vocabulary read from its files only once?"""
    _built_in.cache_clear()
    assert load() is load()


def test_user_rows_win_by_id_and_by_alias(tmp_path):
    """Does a user's row replace the row of its id, and take its names from others?"""
    mine = """
    - {id: hezbollah, name: Hizb, kind: party, country: LB}
    - {id: my_band, name: My Band, kind: militia, country: SY, local: [band],
       aliases: [Nusra Front]}
    """
    vocabulary = load(written(tmp_path, mine=mine))
    assert vocabulary.actors["hezbollah"].name == "Hizb"
    assert vocabulary.actor("Hassan Nasrallah") is None
    assert vocabulary.actor("the Nusra Front").id == "my_band"
    assert vocabulary.actor("the band", country="SY").id == "my_band"
    assert load().actor("the Nusra Front").id == "nusra_front"


def test_user_states_and_outlets(tmp_path):
    """Do a state and an outlet of the user's own work like the built-in ones?"""
    state = "- {state: QX, name: Quxland, nations: [Quxish], capital: [Qux City]}"
    outlets = "- {id: mine, name: Qux Wire, kind: agency, owner: me, aliases: [QW, Reuters]}"
    vocabulary = load(written(tmp_path, state=state, outlets=outlets))
    assert vocabulary.actor("Quxish troops").id == "qx_military"
    assert vocabulary.agency("QW") == "Qux Wire"
    assert vocabulary.agency("Reuters") == "Qux Wire"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("- {id: x, kind: militia}", "'name' is missing"),
        ("- {id: x, name: X, kind: gang}", "'kind' is 'gang'; use one of"),
        ("- {id: x, name: X, kind: militia, colour: red}", "unknown key 'colour'"),
        ("- {id: x, name: X, kind: militia, start: soon}", "it is a day written as 2016-10-03"),
        ("- {id: x, name: X, kind: militia, inter: two}", "it is a whole number"),
        ("- {id: x, name: [X], kind: militia}", "must be a single value"),
        ("- {id: x, name: X, kind: militia, examples: [a]}", "must be a list of mappings"),
        ("- {id: x, name: X, kind: militia}\n- {id: x, name: Y, kind: militia}", "is taken"),
        ("- just words", "is not a mapping"),
        ("id: x", "expected a list of rows"),
        ("- {id: x", "not readable YAML"),
    ],
)
def test_bad_rows_say_where_and_why(tmp_path, row, reason):
    """Does a row that cannot be read tell its file and what to change, in one line?"""
    folder = written(tmp_path, mine=row)
    with pytest.raises(VocabularyError, match=reason) as caught:
        load(folder)
    assert str(caught.value).startswith(f"{folder / 'actors' / 'mine.yaml'}:")
    assert "\n" not in str(caught.value)


def test_missing_folder_is_said(tmp_path):
    """Does a folder that does not exist raise, rather than load nothing?"""
    with pytest.raises(VocabularyError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_hash_follows_content_alone(tmp_path):
    """Is the hash the same for the same rows in any order and layout, and new for new ones?"""
    one, two, three = (tmp_path / name for name in "abc")
    rows = ["- {id: x, name: X, kind: militia}", "- {id: y, name: Y, kind: militia}"]
    moved = "# remarks\n" + "\n\n".join(rows[::-1]).replace("id: x, name: X", "name: X, id: x")
    for folder, text in ((one, "\n".join(rows)), (two, moved), (three, rows[0])):
        folder.mkdir()
        written(folder, mine=text)
    assert load(one).hash == load(two).hash
    assert len({load().hash, load(one).hash, load(three).hash}) == 3
