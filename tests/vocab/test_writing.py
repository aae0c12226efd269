"""Names that are added to a user's own vocabulary, and what they then name."""

import pytest

from crosswire.vocab import VocabularyError, load
from crosswire.vocab.writing import ALIASES, add_actor, add_alias

HOSTILE = [
    'X"}\n- {id: evil, name: Evil, kind: militia}',
    "NO",
    "null",
    "- [a, b]",
    "&anchor *anchor !!python/object:os.system",
    "# not a remark",
    "'quoted': \"twice\"",
    "لواء القدس",
    "{{ x }}: <script>",
]


def names(folder, words, **where):
    found = load(folder).actor(words, **where)
    return found and found.id


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_added_is_text_and_nothing_else(tmp_path, name):
    """Does a name come back as it was given, as one row, whatever YAML would make of it?"""
    key = add_actor(tmp_path, load(), {"name": name, "kind": "militia", "country": "SY"})
    before = load(tmp_path)
    assert before.actors[key].name == name
    assert len(before.actors) == len(load().actors) + 1
    add_alias(tmp_path, f"Qux {name}", key, local=False)
    assert load(tmp_path).actors[key].aliases == (f"Qux {name}",)


def test_a_new_actor_has_an_id_of_its_own(tmp_path):
    """Are two of one name, and a name that is built in, three actors?"""
    row = {"name": "Hezbollah", "kind": "party", "country": "LB"}
    keys = [add_actor(tmp_path, load(tmp_path), row) for _ in range(2)]
    assert keys == ["hezbollah_2", "hezbollah_3"]
    assert load(tmp_path).actors["hezbollah"] == load().actors["hezbollah"]
    assert load(tmp_path).actors["hezbollah_2"].inter == 3


def test_a_further_name_of_a_built_in_actor(tmp_path):
    """Does it name the actor, take the name from others, and leave the row as it was otherwise?"""
    add_alias(tmp_path, "the Zebra Brigade", "hezbollah", local=False)
    add_alias(tmp_path, "Nusra Front", "hezbollah", local=False)
    assert names(tmp_path, "fighters of the Zebra Brigade") == "hezbollah"
    assert names(tmp_path, "the Nusra Front", country="SY") == "hezbollah"
    assert names(tmp_path, "Hassan Nasrallah") == "hezbollah"
    (found,) = load(tmp_path).actors_like("zebra")
    assert found.id == "hezbollah"


def test_a_local_name_counts_in_its_own_country_alone(tmp_path):
    """Do "the rebels" of one war stay what they are in all others?"""
    here, elsewhere = {"country": "SD"}, {"country": "SS"}
    before = names(None, "rebels", **elsewhere)
    assert before
    assert names(None, "rebels", **here) not in (None, "jem")
    add_alias(tmp_path, "rebels", "jem", local=True)
    assert names(tmp_path, "rebels", **here) == "jem"
    assert names(tmp_path, "rebels", **elsewhere) == before


def test_the_later_of_two_rows_counts(tmp_path):
    """Is a name that was given to the wrong actor mended by giving it again?"""
    add_alias(tmp_path, "Zebra Brigade", "hezbollah", local=False)
    first = load(tmp_path).hash
    add_alias(tmp_path, "the Zebra brigade", "jem", local=False)
    assert names(tmp_path, "Zebra Brigade") == "jem"
    assert len({load().hash, first, load(tmp_path).hash}) == 3


def test_what_a_user_wrote_there_stays(tmp_path):
    """Are rows and remarks of the file as they were, before the new row?"""
    written = "# mine\n- {words: Zebra Brigade, actor: hezbollah}\n"
    (tmp_path / ALIASES).write_text(written, "utf-8")
    add_alias(tmp_path, "Zebra Corps", "hezbollah", local=False)
    assert (tmp_path / ALIASES).read_text("utf-8").startswith(written)
    assert names(tmp_path, "Zebra Corps") == names(tmp_path, "Zebra Brigade") == "hezbollah"


@pytest.mark.parametrize(
    ("add", "why"),
    [
        (lambda at: add_alias(at, "...", "jem", local=False), "name nobody"),
        (lambda at: add_actor(at, load(), {"name": "X", "kind": "gang"}), "'kind' is 'gang'"),
        (lambda at: add_actor(at, load(), {"name": "X", "kind": ""}), "'kind' is missing"),
    ],
)
def test_a_row_that_cannot_be_read_is_not_written(tmp_path, add, why):
    """Is it refused by what reads the file, with the files as they were?"""
    with pytest.raises(VocabularyError, match=why):
        add(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_that_is_broken_is_left_alone(tmp_path):
    """Is a row refused where the file cannot be read, and the file not made worse?"""
    (tmp_path / ALIASES).write_text("words: not a list\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"aliases\.yaml"):
        add_alias(tmp_path, "Zebra", "jem", local=False)
    assert (tmp_path / ALIASES).read_text("utf-8") == "words: not a list\n"


def test_a_name_of_an_actor_that_is_gone_says_so(tmp_path):
    """Does a row whose actor no file holds tell its place, and what to do?"""
    (tmp_path / ALIASES).write_text("- {words: Zebra, actor: nobody}\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"row 1 .*no actor 'nobody'; name another"):
        load(tmp_path)
