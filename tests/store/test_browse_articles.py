"""Articles, and the sources they come from, as the workbench lists them."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from made_up_news import DAY, OUTLETS, RUN, News, passes, some_search, words_of

from crosswire import records as r
from crosswire.rows import Review, Search
from crosswire.store import Batch, Coding, Derived, Store


@pytest.fixture(scope="module")
def news():
    return News(5)


@pytest.fixture
def filled(url, news):
    with Store.open(url) as store:
        store.append(news.batch())
        store.replace_derived(news.derived(), "news")
        yield store


def all_pages(read):
    page = read("")
    rows = list(page.rows)
    while page.after:
        page = read(page.after)
        rows += page.rows
    return rows


# --- articles --------------------------------------------------------------------------------
def tells(article, news, search):
    """Whether an article passes: by its own day and outlet, and else by an incident it tells of."""
    published = article.published_at
    if (search.since and not (published and published >= search.since)) or (
        search.until and not (published and published <= search.until)
    ):
        return False
    if search.outlet and not meant(article.outlet, search.outlet):
        return False
    asked = replace(search, since=None, until=None, outlet="")
    if asked == Search():
        return True
    return any(
        passes(row, news.reviews[row.incident.id], asked)
        for row in (*news.rows, *news.rejected)
        if any(claim.article.id == article.id for claim in row.claims)
    )


def meant(outlet, asked):
    if asked in OUTLETS:
        return outlet == asked
    *whole, last = words_of(asked)
    found = words_of(outlet)
    return all(w in found for w in whole) and any(w.startswith(last) for w in found)


def test_articles_pass_by_what_they_tell_of(filled, news):
    """Do the pages of articles add up to those that pass, the newest first, undated ones last?"""
    rng, seen = random.Random(2), 0
    for search in [Search(), *(some_search(rng) for _ in range(40))]:
        expected = [a for a, _ in news.articles if tells(a, news, search)]
        expected.sort(key=lambda a: (a.published_at or date.min, a.id), reverse=True)
        cards = all_pages(lambda after, s=search: filled.article_cards(s, after, 13))
        assert [card.id for card in cards] == [article.id for article in expected], search
        seen += len(cards)
    assert seen > 2 * len(news.articles)


def test_an_article_card_counts_what_it_tells(filled, news):
    """Does a card count the article's claims and incidents, rejected ones not as claims?"""
    cards = {card.id: card for card in filled.article_cards(Search(), size=500).rows}
    claims = Counter(c.article.id for row in news.rows for c in row.claims)
    told = Counter(c.article.id for row in (*news.rows, *news.rejected) for c in row.claims)
    for article, _ in news.articles:
        card = cards[article.id]
        assert (card.claims, card.incidents) == (claims[article.id], told[article.id])
        assert (card.title, card.outlet) == (article.title, article.outlet)


def test_an_article_with_all_beside_it(filled, news):
    """Does an article's page hold its claims in order, what was judged, and what was rejected?"""
    refused = news.rejected[0].claims[0]
    anchor = r.Anchor(refused.article.document_id, refused.claim.quote, refused.claim.trigger)
    at = datetime(2031, 7, 1, tzinfo=UTC)
    judgement = r.Judgement("jdg_no", r.Verdict.REJECT, (anchor,), "Rana", at)
    filled.append(Batch(judgements=[judgement]))
    held = {**news.attachments, "jdg_no": (refused.claim.id,)}
    filled.replace_derived(replace(news.derived(), attachments=held), "news")
    page = filled.article(refused.article.id)
    assert page.article == refused.article
    assert page.rejected == (refused.claim,)
    assert judgement in [row.judgement for row in page.judgements]
    starts = [row.claim.quote.start for row in page.claims]
    assert starts == sorted(starts)
    assert {row.claim.id for row in page.claims} == {
        c.claim.id for row in news.rows for c in row.claims if c.article == refused.article
    }
    assert (page.active, page.current) == (True, page.article.id)
    assert page.document.content == b""
    media_type, content = filled.document_content(page.document.id)
    assert (media_type, content.decode()) == ("text/plain", refused.article.text)
    assert filled.article("art_none") is filled.document_content("doc_none") is None


def test_an_article_that_was_read_anew(filled, news):
    """Does an older reading of a document say which is the current one?"""
    article, document = news.articles[0]
    newer = replace(article, id="art_newer", cleaner="clean-2")
    run = replace(RUN, id="run_2", cleaner="clean-2")
    filled.append(Batch([document], codings=[Coding(document.id, run, newer)]))
    page = filled.article(article.id)
    assert (page.active, page.current) == (False, "art_newer")


def test_a_rejected_incident_is_read_where_it_is_asked_for(filled, news):
    """Is an incident that a person rejected shown whole by its id, and listed for that alone?"""
    row = news.rejected[0]
    assert filled.incident(row.incident.id) == row
    asked = filled.incident_cards(Search(review=Review.REJECTED), size=500).rows
    assert {card.id for card in asked} == {each.incident.id for each in news.rejected}
    assert row.incident.id not in {each.incident.id for each in filled.incidents_view()}


def test_ids_that_lead_on(filled, news):
    """Does a merged id lead over several steps to where it went, and an unknown one nowhere?"""
    first, second, third = (news.derived().registry[at] for at in range(3))
    fates = [replace(second, redirect_to=first.id), replace(third, redirect_to=second.id)]
    filled.replace_derived(replace(news.derived(), registry=[first, *fates]), "merged")
    assert filled.incident(third.id).incident.id == first.id
    assert filled.registered(third.id).redirect_to == second.id
    assert filled.incident("inc_none") is filled.registered("inc_none") is None


def test_judgements_of_claims(filled, news):
    """Are all judgements found that hold on to a claim, and nothing else's?"""
    for claim in {each for held in news.attachments.values() for each in held}:
        found = {row.judgement.id for row in filled.judgements_of([claim])}
        assert found == {key for key, held in news.attachments.items() if claim in held}
    assert filled.judgements_of(["clm_none"]) == []


# --- sources ---------------------------------------------------------------------------------
def lineage(news):
    """Three articles with outlets: the first copied by the second, the third by an agency."""
    outlets = ["Wadi Post", "Nahr Daily", "Post"]
    pairs = news.articles[:3]
    made = [replace(a, outlet=outlet) for (a, _), outlet in zip(pairs, outlets, strict=True)]
    credit = r.Credit(r.Span(0, 4, "AFP "), "AFP")
    made[2] = replace(made[2], credits=(credit, credit))
    first, second, third = made
    copied = r.Story("sty_1", (passage(first), passage(second)), origin_article=first.id)
    agency = r.Story("sty_2", (passage(third),), origin_agency="AFP")
    return Derived(stories=[copied, agency], articles=made)


def passage(article):
    return r.Passage(article.id, 0, 20)


def test_outlets_say_what_they_copied(filled, news):
    """Are reprints counted by whom they were taken from, and originals that others took?"""
    filled.replace_derived(lineage(news), "lineage")
    cards = {card.name: card for card in all_pages(lambda after: filled.outlets_page(after, 2))}
    told = {n: (c.articles, c.originals, c.reprints, c.first, c.copied) for n, c in cards.items()}
    assert told == {
        "Wadi Post": (1, 1, 0, 1, ()),
        "Nahr Daily": (1, 0, 1, 0, (("Wadi Post", 1),)),
        "Post": (1, 0, 1, 0, (("AFP", 1),)),
    }
    assert cards["Post"].credited == (("AFP", 1),)
    assert filled.outlet("Post") == cards["Post"]
    assert filled.outlet("Nobody's") is None
    assert [row.story.id for row in (filled.story("sty_1"),)] == ["sty_1"]
    assert len(filled.story("sty_1").articles) == 2


def spoken(row, words, kind, actor=None):
    speaker = r.Speaker(r.Span(0, len(words), words), kind)
    parties = (r.Party(r.Role.SPEAKER, "The Ministry", speaker.words, actor),) if actor else ()
    resolution = replace(row.resolution, parties=parties)
    return replace(row, claim=replace(row.claim, speaker=speaker), resolution=resolution)


def test_speakers_are_counted_by_who_they_are(filled, news):
    """Is a known speaker one whatever its words, and an unknown one by its words?"""
    claims = news.derived().claims[:4]
    kinds = r.SpeakerKind
    made = [
        spoken(claims[0], "the ministry", kinds.GOVERNMENT, "xx_ministry"),
        spoken(claims[1], "a minister", kinds.GOVERNMENT, "xx_ministry"),
        spoken(claims[2], "A doctor", kinds.PERSON),
        spoken(claims[3], "a doctor", kinds.RESCUE),
    ]
    filled.replace_derived(Derived(claims=[replace(c, incident_id=None) for c in made]), "spoken")
    cards = filled.speakers_page().rows
    assert [(card.name, card.actor_id, card.claims) for card in cards] == [
        ("The Ministry", "xx_ministry", 2),
        ("A doctor", None, 2),
    ]
    assert cards[0].kind is kinds.GOVERNMENT


SUGGESTED = [("", 5), ("army", 1), ("arm", 2), ("front nus", 1), ("jose", 1), ("nobody", 0)]


@pytest.mark.parametrize(("words", "number"), SUGGESTED)
def test_names_are_suggested_by_their_words(filled, words, number):
    """Are parties found by words in any order, the last one begun, the commonest first?"""
    found = filled.suggest_actors(words)
    assert len(found) == number
    counts = [each.incidents for each in found]
    assert counts == sorted(counts, reverse=True)
    for each in found:
        assert each.incidents == filled.facets(Search(actor=each.id or each.name)).total


def test_places_and_outlets_are_suggested(filled):
    """Are places and outlets found in their own lists, in any alphabet?"""
    assert [(each.name, each.id) for each in filled.suggest_places("حل")] == [("حلب", "g:6")]
    assert [each.name for each in filled.suggest_places("hama")] == ["Ḥamāh"]
    assert [each.name for each in filled.suggest_outlets("pena")] == ["Agencia Peña"]


# --- runs and the rest -----------------------------------------------------------------------
def test_runs_and_what_came_in(filled, news):
    """Does a run count what it coded, and what of it still stands?"""
    newer = replace(RUN, id="run_2", extractor="rules-2")
    article, document = news.articles[0]
    seen = [datetime(2031, 5, day, tzinfo=UTC) for day in (3, 4, 4)]
    captures = [r.Capture(document.id, at, f"from {n}") for n, at in enumerate(seen)]
    filled.append(Batch([document], captures, [Coding(document.id, newer, article)]))
    first, second = filled.runs_page()
    assert (first.run, second.run) == (RUN, newer)
    assert (first.documents, first.active) == (len(news.articles), len(news.articles) - 1)
    assert (second.documents, second.active, second.articles, second.claims) == (1, 1, 1, 0)
    assert first.claims == sum(len(row.claims) for row in (*news.rows, *news.rejected))
    assert [(each.day.day, each.documents) for each in filled.arrivals()] == [(4, 1), (3, 1)]
    assert filled.arrivals(1) == filled.arrivals()[:1]


def test_what_was_dropped(filled):
    """Are refusals listed by room and record, all or one room's?"""
    dropped = [r.Dropped(f"d{n:02}", ("clean", "readers")[n % 2], "no") for n in range(30)]
    filled.append(Batch(dropped=dropped))
    expected = sorted(dropped, key=lambda each: (each.room, each.record_id))
    assert all_pages(lambda after: filled.dropped_page("", after, 7)) == expected
    assert all_pages(lambda after: filled.dropped_page("clean", after, 4)) == expected[:15]
    assert filled.dropped_counts() == [("clean", 15), ("readers", 15)]


def test_control_of_a_place_or_a_box(filled, news):
    """Is control found by the place's id, by its name's words, and by where it lies?"""
    places = {row.incident.place.gazetteer_id: row.incident.place for row in news.rows
              if row.incident.place and row.incident.place.gazetteer_id}  # fmt: skip
    states = [
        r.ControlState(place, DAY, r.Control.HELD, "army", None, (), (), "-")
        for _, place in sorted(places.items())
    ]
    filled.replace_derived(replace(news.derived(), control=states), "control")

    def found(*asked):
        return sorted(state.place.gazetteer_id for state in filled.control_of(*asked))

    assert found() == sorted(places)
    assert found("g:4") == found("port") == ["g:4"]
    assert found("", (36.0, 34.0, 37.0, 36.0)) == ["g:1"]
    assert found("", (170.0, -20.0, -170.0, 0.0)) == ["g:5"]
    assert found("nowhere") == []
