from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.incidents import Registered, assign, resolve_id
from crosswire.records import Anchor, EventType, Incident, Span, Status

TEXT = "abcdefghijklmnopqrstuvwxyz"


def anchor(name: str, start: int = 0, words: str | None = None, trigger: str = "hit") -> Anchor:
    """The anchor of claim ``name`` in a document of its own ("a"), or in another ("a@d")."""
    document = name.split("@")[-1]
    quote = words or f"{name} was hit"
    at = start + quote.find(trigger)
    return Anchor(
        f"doc_{document}",
        Span(start, start + len(quote), quote),
        Span(at, at + len(trigger), trigger),
    )


def incident(*claims: str) -> Incident:
    return Incident(f"inc_{'_'.join(claims)}", claims, EventType.SHELLING, Status.OCCURRED)


def groups(*words: str) -> list[Incident]:
    """One incident for each word, one claim for each of its letters: "ab", "c"."""
    return [incident(*word) for word in words]


ANCHORS = {letter: anchor(letter) for letter in TEXT}


def publish(*steps: tuple[str, ...]) -> tuple[list[dict[str, str]], list[Registered]]:
    """Rebuild after rebuild: for each the published id of every group, and the last registry."""
    rows: list[Registered] = []
    history = []
    for step in steps:
        named, rows = assign(groups(*step), ANCHORS, rows)
        history.append({"".join(one.claim_ids): one.id for one in named})
    return history, rows


# (rebuilds, what must be equal: (rebuild, group) pairs), every other pair of ids must differ
KEPT = {
    "nothing new": ([("ab", "c"), ("ab", "c")], [(0, "ab"), (1, "ab")]),
    "a late claim": ([("ab",), ("abc",)], [(0, "ab"), (1, "abc")]),
    "many late claims": ([("a",), ("abcdef",)], [(0, "a"), (1, "abcdef")]),
    "a claim gone": ([("abc",), ("ab",)], [(0, "abc"), (1, "ab")]),
    "a split keeps the largest part": ([("abc",), ("ab", "c")], [(0, "abc"), (1, "ab")]),
    "a merge keeps the largest part": ([("a", "bc"), ("abc",)], [(0, "bc"), (1, "abc")]),
    "first claims gone, late one left": ([("a",), ("ab",), ("b",)], [(0, "a"), (2, "b")]),
    "split after a merge gives back": ([("a", "bc"), ("abc",), ("a", "bc")], [(0, "a"), (2, "a")]),
    "withdrawn and back": ([("ab", "c"), ("c",), ("ab", "c")], [(0, "ab"), (2, "ab")]),
    "one claim moves over": ([("abc", "de"), ("ab", "cde")], [(0, "de"), (1, "cde")]),
}


@pytest.mark.parametrize("name", KEPT)
def test_ids_are_kept(name):
    """Does a published id stay with the largest part of what it named?"""
    steps, ((first, before), (second, after)) = KEPT[name]
    history, _ = publish(*steps)
    assert history[first][before] == history[second][after]
    assert all(len(set(step.values())) == len(step) for step in history)


def test_merged_id_leads_to_the_other():
    """Does an id that was merged lead to the incident that its claims are in?"""
    history, rows = publish(("a", "bc"), ("abc",))
    small, large = history[0]["a"], history[0]["bc"]
    assert {row.id: row.redirect_to for row in rows} == {small: large, large: None}
    assert resolve_id(small, rows) == large


def test_split_part_gets_a_new_id():
    """Does the smaller part of a split get an id that was never used?"""
    history, rows = publish(("abc",), ("ab", "c"))
    assert history[1]["c"] not in history[0].values()
    assert len(rows) == 2


def test_withdrawn_id_is_never_given_to_another():
    """Does an id whose claims are all gone stay in the registry, and lead nowhere?"""
    history, rows = publish(("a", "b"), ("b", "c"))
    gone = history[0]["a"]
    assert gone not in history[1].values()
    assert next(row for row in rows if row.id == gone).withdrawn
    assert resolve_id(gone, rows) is None
    assert resolve_id("inc_never", rows) is None


# (the anchor at first publication, the anchor after coding again, whether the id is kept)
RECODED = {
    "offsets moved by a new cleaner": (anchor("a"), anchor("a", start=400), True),
    "white space folded": (
        anchor("a", words="a  was\nhit"), anchor("a", words="a was hit"), True,
    ),
    "a longer quote": (
        anchor("a", words="a was hit"), anchor("a", words="a was hit by four shells"), True,
    ),
    "another trigger in the same place": (
        anchor("a", words="a was hit"), anchor("a", words="a was hit", trigger="was hit"), True,
    ),
    "another sentence of the document": (
        anchor("a"), anchor("a", start=400, words="far off a truce was hit upon"), False,
    ),
    "the same words in another document": (
        anchor("a"), anchor("b@other", words="a was hit"), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RECODED)
def test_recoding_keeps_ids(name):
    """Is a claim known again by where it stands, when cleaner and extractor changed?"""
    before, after, kept = RECODED[name]
    first, rows = assign([incident("old")], {"old": before})
    second, _ = assign([incident("new")], {"new": after}, rows)
    assert (first[0].id == second[0].id) is kept


def test_two_claims_of_one_sentence():
    """Do a strike and the capture in one sentence keep their own ids when coded again?"""
    words = "jets struck the hill and troops took it"
    strike = anchor("s@d", words=words, trigger="struck")
    capture = anchor("c@d", words=words, trigger="took")
    _, rows = assign([incident("s"), incident("c")], {"s": strike, "c": capture})
    longer = {
        key: replace(a, quote=replace(a.quote, quote=f"{words} by noon", end=a.quote.end + 8))
        for key, a in (("s2", strike), ("c2", capture))
    }
    named, after = assign([incident("c2"), incident("s2")], longer, rows)
    of_trigger = {row.anchors[0].trigger.quote: row.id for row in rows}
    by_claim = {one.claim_ids[0]: one.id for one in named}
    assert by_claim == {"s2": of_trigger["struck"], "c2": of_trigger["took"]}
    assert len(after) == 2


def test_new_claim_in_a_sentence_takes_no_id():
    """Does a second event, found later in a claim's own sentence, leave the claim its id?"""
    words = "jets struck the hill and troops took it"
    both = {
        "s": anchor("s@d", words=words, trigger="struck"),
        "c": anchor("c@d", words=words, trigger="took"),
    }
    first, rows = assign([incident("s")], both)
    second, rows = assign([incident("c"), incident("s")], both, rows)
    third, again = assign([incident("c"), incident("s")], both, rows)
    assert {one.claim_ids: one.id for one in second}["s",] == first[0].id
    assert (third, again) == (second, rows)


@st.composite
def partitions(draw: st.DrawFn) -> tuple[str, ...]:
    letters = draw(st.lists(st.sampled_from(TEXT[:8]), unique=True, max_size=8))
    parts: dict[int, str] = {}
    for letter in sorted(letters):
        part = draw(st.integers(0, 3))
        parts[part] = parts.get(part, "") + letter
    return tuple(parts.values())


@settings(max_examples=200, deadline=None)
@given(st.lists(partitions(), min_size=1, max_size=5))
def test_registry_holds_through_any_history(steps):
    """Does no id ever vanish or name two incidents, and does a second rebuild change nothing?"""
    rows: list[Registered] = []
    for step in steps:
        before = {row.id for row in rows}
        named, rows = assign(groups(*step), ANCHORS, rows)
        again, same = assign(groups(*reversed(step)), ANCHORS, rows)
        assert (again, same) == (named, rows)
        live = {row.id for row in rows if not row.redirect_to and not row.withdrawn}
        assert live == {one.id for one in named}
        assert len(named) == len(step)
        assert before <= {row.id for row in rows}


@settings(max_examples=100, deadline=None)
@given(partitions(), st.randoms(use_true_random=False))
def test_fresh_registry_gives_the_same_ids(parts, random):
    """Are the ids of a fresh registry the same in any order?"""
    mixed = list(parts)
    random.shuffle(mixed)
    assert assign(groups(*mixed), ANCHORS) == assign(groups(*parts), ANCHORS)


def test_claims_at_the_same_words_keep_their_ids():
    """Of two incidents with equal anchors, does each keep the id that named its claim before?"""
    words = {"a": anchor("x"), "b": anchor("x")}
    for order in ("ab", "ba"):
        _, rows = assign(groups(order[0]), words)
        named, rows = assign(groups(*order), words, rows)
        first = {one.claim_ids: one.id for one in named}
        for next_ones in (groups("a", "b"), groups("b", "a")):
            again, rows = assign(next_ones, words, rows)
            assert {one.claim_ids: one.id for one in again} == first


def test_what_parted_keeps_its_id_when_the_rest_is_gone():
    """Does a part that was published by its own id not take the id of what it parted from?"""
    history, _ = publish(("abc",), ("ab", "c"), ("c",), ("ab", "c"))
    assert history[1]["c"] == history[2]["c"] == history[3]["c"]
    assert history[3]["ab"] == history[0]["abc"]
