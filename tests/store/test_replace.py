"""Putting some incidents in place of others reads the same as a rebuild of everything."""

from dataclasses import replace

import pytest
from made_up_news import News

from crosswire import records as r
from crosswire.rows import Need, Order, Review, Search
from crosswire.store import Derived, Store


@pytest.fixture(scope="module")
def news():
    return News(11)


@pytest.fixture
def filled(url, news):
    with Store.open(url) as store:
        store.append(news.batch())
        store.replace_derived(news.derived(), "news")
        yield store


def everything(store):
    """All that the workbench and the exports read, as one value to compare."""
    every = Search()
    articles = [card.id for card in store.article_cards(every, size=500).rows]
    return {
        "cards": [store.incident_cards(every, order, size=500).rows for order in Order],
        "rejected": store.incident_cards(Search(review=Review.REJECTED), size=500).rows,
        "facets": store.facets(every),
        "found": [store.facets(Search(text=words)).total for words in ("market", "dawn", "post")],
        "parties": [store.facets(Search(actor=name)).total for name in ("nusra", "gunmen")],
        "queue": [store.queue(need, size=500).rows for need in (None, *Need)],
        "names": [names(store.suggest_actors), names(store.suggest_outlets)],
        "places": names(store.suggest_places),
        "articles": store.article_cards(every, size=500).rows,
        "pages": [store.article(each) for each in articles],
        "incidents": list(store.incidents_view()),
        "claims": list(store.claims_view()),
        "judgements": list(store.judgements_view()),
        "registry": list(store.registry_view()),
    }


def names(suggest):
    """Names with their counts; of spellings that differ in case alone, whichever came first."""
    return [(each.name.casefold(), each.id, each.incidents) for each in suggest("", 99)]


def merged(news):
    """Two incidents become one, under the first one's id."""
    first, second = news.rows[0], news.rows[1]
    claims = (*first.claims, *second.claims)
    ids = (*first.incident.claim_ids, *second.incident.claim_ids)
    one = replace(first.incident, claim_ids=ids, articles=len(claims))
    gone = next(row for row in news.derived().registry if row.id == second.incident.id)
    registry = [replace(gone, redirect_to=one.id)]
    at = [replace(claim, incident_id=one.id) for claim in claims]
    return Derived(incidents=[one], claims=at, registry=registry), {one.id, second.incident.id}


def retyped(news):
    """A claim's type is edited, and its incident's with it."""
    row = news.rows[2]
    claim = replace(row.claims[0], claim=replace(row.claims[0].claim, type=r.EventType.SIEGE))
    one = replace(row.incident, type=r.EventType.SIEGE, grade=r.Grade.CONTESTED, place=None)
    changed = Derived(
        incidents=[one],
        claims=[claim, *row.claims[1:]],
        attachments={news.waiting.id: (claim.claim.id,)},
    )
    return changed, {one.id}


def rejected(news):
    """An incident is rejected with all its claims."""
    row = news.rows[3]
    fate = next(each for each in news.derived().registry if each.id == row.incident.id)
    changed = Derived(rejected=[row], registry=[replace(fate, withdrawn=True)])
    return changed, {row.incident.id}


def taken_back(news):
    """A rejected incident comes back."""
    row = news.rejected[0]
    fate = next(each for each in news.derived().registry if each.id == row.incident.id)
    changed = Derived(
        incidents=[row.incident], claims=row.claims, registry=[replace(fate, withdrawn=False)]
    )
    return changed, {row.incident.id}


def whole(news, changed, gone):
    """What a rebuild of everything would derive after such a change."""
    before = news.derived()
    told = {claim.claim.id: claim for claim in changed.claims}
    refused = {claim.claim.id for row in changed.rejected for claim in row.claims}
    claims = {claim.claim.id: claim for claim in before.claims} | told
    fates = {row.id: row for row in before.registry} | {row.id: row for row in changed.registry}
    stay = [one for one in before.incidents if one.id not in gone]
    still = [row for row in before.rejected if row.incident.id not in gone]
    return replace(
        before,
        incidents=[*stay, *changed.incidents],
        claims=sorted(
            (claim for key, claim in claims.items() if key not in refused),
            key=lambda row: (row.article.id, row.claim.quote.start, row.claim.id),
        ),
        registry=list(fates.values()),
        attachments={**before.attachments, **changed.attachments},
        rejected=[*still, *changed.rejected],
    )


@pytest.mark.parametrize("change", [merged, retyped, rejected, taken_back])
def test_a_part_reads_like_the_whole(filled, news, url, change):
    """Do all views read the same after a change of some incidents as after a whole rebuild?"""
    changed, gone = change(news)
    expected = whole(news, changed, gone)
    concerned = (*changed.claims, *(claim for row in changed.rejected for claim in row.claims))
    articles = {claim.article.id for claim in concerned}
    of_these = [claim for claim in expected.claims if claim.article.id in articles]
    filled.replace_incidents(replace(changed, claims=of_these), gone, articles)
    found = everything(filled)
    filled.replace_derived(expected, "expected")
    again = everything(filled)
    for name, value in again.items():
        assert found[name] == value, name


def test_claims_of_other_articles_need_not_be_given(filled, news):
    """Does an incident that takes in another's claims find those that are not given?"""
    changed, gone = merged(news)
    filled.replace_incidents(replace(changed, claims=()), gone)
    found = everything(filled)
    filled.replace_derived(whole(news, changed, gone), "expected")
    again = everything(filled)
    for name, value in again.items():
        assert found[name] == value, name
    second = news.rows[1].incident.id
    assert filled.incident(second).incident.id == news.rows[0].incident.id
    assert filled.registered(second).redirect_to == news.rows[0].incident.id


def test_names_that_no_index_takes(store, news):
    """Are names of any length and of any characters listed, and found by their beginning?"""
    odd = "caf\udce9\0 " + "long " * 1000 + "x" * 5000
    row = news.rows[0]
    article = replace(row.claims[0].article, outlet=odd)
    place = r.Place(odd, row.claims[0].claim.trigger, odd, 1.0, 2.0, odd, odd)
    claims = tuple(replace(claim, article=article) for claim in row.claims)
    party = r.Party(r.Role.SIDE_A, odd, place.words, odd)
    incident = replace(row.incident, place=place, side_a=(party,))
    store.append(news.batch())
    derived = Derived(incidents=[incident], claims=claims, articles=[article])
    store.replace_derived(derived, "odd")
    card = store.incident_cards(Search(text="caf lon")).rows[0]
    assert card.place.startswith("caf\\udce9\\u0000 long")
    assert store.facets(Search(actor="long lo", outlet="caf", place="caf long")).total == 1
    assert [each.articles for each in store.outlets_page().rows] == [1]
    store.replace_incidents(Derived(incidents=[incident]), [incident.id])
    assert store.facets(Search(text="x" * 150)).total == 1


def test_a_part_leaves_the_rebuild_due(filled, news):
    """Does the next run still derive everything, where a part was put in between?"""
    before = filled.derived_from()
    changed, gone = merged(news)
    filled.replace_incidents(replace(changed, claims=()), gone)
    assert filled.derived_from() == before


def test_what_an_incident_was_is_kept(filled, news):
    """Is what stood under an id kept where it reads otherwise or goes, and only there?"""
    row, other = news.rows[2], news.rows[4]
    was = row.incident
    changed, gone = retyped(news)
    filled.replace_incidents(changed, gone, [claim.article.id for claim in row.claims])
    (past,) = filled.past_of(was.id)
    assert (past.incident.type, past.incident.grade, past.claims) == (
        was.type,
        was.grade,
        len(was.claim_ids),
    )
    assert past.incident.place == was.place
    after = whole(news, changed, gone)
    filled.replace_derived(after, "the same")
    assert filled.past_of(was.id) == [past]
    assert filled.past_of(other.incident.id) == []
    less = replace(after, incidents=[one for one in after.incidents if one.id != other.incident.id])
    at = [replace(c, incident_id=None) for c in after.claims if c.incident_id == other.incident.id]
    rest = [claim for claim in after.claims if claim.incident_id != other.incident.id]
    filled.replace_derived(replace(less, claims=[*rest, *at]), "less")
    assert [each.incident.type for each in filled.past_of(other.incident.id)] == [
        other.incident.type
    ]
    assert filled.past_of(was.id) == [past]
    joined, gone = merged(news)
    filled.replace_incidents(replace(joined, claims=()), gone)
    for incident_id in sorted(gone):
        assert len(filled.past_of(incident_id)) == 1


def test_other_claims_that_read_the_same_are_no_change(filled, news):
    """Does an incident that only rests on its claims in another order keep its history?"""
    derived = news.derived()
    row = next(row for row in news.rows if len(row.claims) > 1 and row.incident.casualties)
    ids = row.incident.claim_ids[::-1]
    one = replace(row.incident, claim_ids=ids, disagreements=())
    others = [each for each in derived.incidents if each.id != one.id]
    filled.replace_derived(replace(derived, incidents=[one, *others]), "in another order")
    assert filled.incident(one.id).incident.claim_ids == ids
    assert filled.past_of(one.id) == []
