"""Why the texts of an incident are one, as the incident's page and ``show`` tell it."""

from crosswire.desk import why_one


def widest(store):
    """The incident that most stories and articles of their own tell."""
    rows = store.incidents_view()
    return max(rows, key=lambda row: len({c.story_id or c.article.id for c in row.claims}))


def test_each_text_has_its_grounds(store):
    """Does every text but the first stand beside one before it, with words for and no code?"""
    row = widest(store)
    found = why_one(row.claims)
    assert found
    order = [claim.claim.id for claim in row.claims]
    for bond in found:
        assert order.index(bond.first.claim.id) < order.index(bond.second.claim.id)
        assert bond.grounds, (bond.first.claim.id, bond.second.claim.id)
        assert not any("two events until" in words for words in (*bond.grounds, *bond.against))
    seconds = [bond.second.claim.id for bond in found]
    assert len(seconds) == len(set(seconds))


def test_a_place_is_told_by_its_name(store):
    """Are places told as people write them, and not by what they are compared by?"""
    told = {
        (words.removeprefix("same place: "), place.name)
        for row in store.incidents_view()
        for bond in why_one(row.claims)
        for words in bond.grounds
        if words.startswith("same place: ") and "," not in words
        for place in bond.first.resolution.places
    }
    assert {words for words, name in told if words == name}
    assert all(words[0].isupper() for words, _ in told)


def test_copies_are_one_text(store):
    """Is no copy named as a second ground for what it was copied from?"""
    for row in store.incidents_view():
        for bond in why_one(row.claims):
            same_story = bond.first.story_id and bond.first.story_id == bond.second.story_id
            assert not same_story or bond.first.article.id == bond.second.article.id


def test_one_text_needs_no_grounds(store):
    """Has an incident of one claim nothing to be told?"""
    row = next(row for row in store.incidents_view() if len(row.claims) == 1)
    assert why_one(row.claims) == []
