"""From the model's scores to claims, with scores that the test itself gives."""

import numpy as np
import pytest

from crosswire.claims.model.decode import Settings, decode
from crosswire.claims.model.scores import MARKS, ROLES, STATUSES, Scores
from crosswire.claims.model.windows import OUTCOMES, TYPES, read
from crosswire.records import Article, EventType, Outcome, Span, Status, Who, claim_id

TEXT = (
    "A medic in Taiz said coalition jets bombed the fish market on Monday, killing at least nine "
    "people. Rebels denied shelling the port."
)
NOBODY: dict[str, list[str]] = {}


class Told:
    """Scores as sure as asked: each trigger word with its type, status and words of its roles."""

    def __init__(self, events, sure=0.9):
        self.events, self.sure = events, sure

    def __call__(self, window, least):
        words = [w.lower for w in self.reading.words[window.first : window.last]]
        chosen = [
            (words.index(e[0].split()[0]), e) for e in self.events if e[0].split()[0] in words
        ]
        trigger = np.zeros((len(words), 2), np.float32)
        kind = np.full((len(chosen), len(TYPES)), 0.001, np.float32)
        status = np.full((len(chosen), len(STATUSES)), 0.01, np.float32)
        roles = np.zeros((len(chosen), len(words), MARKS * len(ROLES)), np.float32)
        count = np.full((len(words), len(OUTCOMES) + len(Who)), 0.1, np.float32)
        count[:, 1] = count[:, len(OUTCOMES) + 1] = 0.7  # injured, combatant
        for row, (column, (phrase, type_, state, given)) in enumerate(chosen):
            size = len(phrase.split())
            trigger[column, 0] = self.sure
            trigger[column + 1 : column + size, 1] = self.sure
            kind[row, TYPES.index(type_)] = 0.9
            status[row, STATUSES.index(state)] = 0.9
            for role, phrases in given.items():
                for one in phrases:
                    self._mark(roles[row], words, one.lower().split(), MARKS * ROLES.index(role))
        columns = np.array([c for c, _ in chosen if trigger[c, 0] >= least], dtype=np.int64)
        keep = [n for n, (c, _) in enumerate(chosen) if trigger[c, 0] >= least]
        return Scores(trigger, count, columns, kind[keep], status[keep], roles[keep])

    def _mark(self, roles, words, phrase, at):
        first = next(n for n in range(len(words)) if words[n : n + len(phrase)] == phrase)
        last = first + len(phrase)
        roles[first:last, at] = roles[first, at + 1] = roles[last - 1, at + 2] = self.sure


def as_sure(reading, found):
    """Every candidate is as likely as the scores alone are sure."""
    return np.array([each.sure for each in found])


def code(told, text=TEXT, places=("Taiz",), dates=("on Monday",), **values):
    def spans(words):
        return [Span(text.index(w), text.index(w) + len(w), w) for w in words if w in text]

    told.reading = read(Article("a", "d", "s", "", text), spans(places), spans(dates))
    return decode(told.reading, told, Settings(**values), "model-1", as_sure)


RAID = (
    "bombed",
    EventType.AIR_STRIKE,
    Status.OCCURRED,
    {
        "side_a": ["coalition jets"],
        "side_b": ["the fish market"],
        "place": ["Taiz"],
        "date": ["on Monday"],
        "count": ["at least nine people"],
        "speaker": ["a medic in Taiz"],
    },
)


def test_all_values_of_a_claim():
    """Does a claim hold what the scores say, with its bounds and its words in the text?"""
    (claim,) = code(Told([RAID]))
    assert (claim.type, claim.status) == (EventType.AIR_STRIKE, Status.OCCURRED)
    assert [s.quote for s in claim.side_a] == ["coalition jets"]
    assert [s.quote for s in claim.side_b] == ["the fish market"]
    assert [s.quote for s in claim.places] == ["Taiz"]
    assert claim.date_words is not None
    assert claim.date_words.quote == "on Monday"
    assert claim.speaker is not None
    assert claim.speaker.words.quote == "A medic in Taiz"
    (count,) = claim.casualties
    assert (count.outcome, count.low, count.high) == (Outcome.KILLED, 9, None)
    assert claim.extractor == "model-1"
    for span in (claim.quote, claim.trigger, *claim.side_a, *claim.places, count.words):
        assert TEXT[span.start : span.end] == span.quote


def test_rules_know_the_outcome_and_the_model_the_class():
    """Is "killing nine people" killed whatever the model says, and their class the model's?"""
    (claim,) = code(Told([RAID]))
    assert claim.casualties[0].outcome is Outcome.KILLED
    assert claim.casualties[0].who is Who.COMBATANT


def test_people_without_a_number_are_counted_by_their_words():
    """Have people that only the model counts the bounds of their words, and its outcome?"""
    told = Told([("shelling", EventType.SHELLING, Status.DENIED, {"count": ["rebels"]})])
    (claim,) = code(told)
    (count,) = claim.casualties
    assert (count.low, count.high, count.outcome) == (1, None, Outcome.INJURED)
    told = Told([("bombed", EventType.AIR_STRIKE, Status.OCCURRED, {"count": ["a medic"]})])
    (claim,) = code(told)
    assert [(count.low, count.high) for count in claim.casualties] == [(1, 1)]


def test_two_claims_of_one_sentence_have_their_own_clauses():
    """Is the quote the event's clause where a sentence tells two?"""
    text = "Jets bombed the fish market, while rebels shelled the port."
    told = Told(
        [
            ("bombed", EventType.AIR_STRIKE, Status.OCCURRED, {"side_a": ["Jets"]}),
            ("shelled", EventType.SHELLING, Status.OCCURRED, {"side_b": ["the port"]}),
        ]
    )
    first, second = code(told, text)
    assert first.quote.quote == "Jets bombed the fish market"
    assert second.quote.quote == "rebels shelled the port"


@pytest.mark.parametrize(("least", "found"), [(0.4, 1), (0.95, 0)])
def test_an_unsure_event_is_left_out(least, found):
    """Is an event left out where it is less probable than the threshold?"""
    assert len(code(Told([RAID]), event=least)) == found


def test_what_is_likely_is_weighed_over_the_whole_article():
    """Are all windows' candidates weighed at once, and those kept that are likely enough?"""
    text = "Rebels shelled the port. " + "It was a quiet day. " * 60 + "Jets bombed the market."
    told = Told(
        [
            ("shelled", EventType.SHELLING, Status.OCCURRED, {}),
            ("bombed", EventType.AIR_STRIKE, Status.OCCURRED, {}),
        ]
    )
    told.reading = read(Article("a", "d", "s", "", text), [], [])
    asked = []

    def last_alone(reading, found):
        asked.append([each.word for each in found])
        return np.array([0.1, 0.9])

    (claim,) = decode(told.reading, told, Settings(event=0.5), "model-1", last_alone)
    assert [len(words) for words in asked] == [2]
    assert claim.trigger.quote == "bombed"


def test_an_unsure_phrase_is_left_out():
    """Are roles left empty where the model is not sure of them?"""
    (claim,) = code(Told([RAID], sure=0.45), event=0.4, role={"side_a": 0.5, "side_b": 0.44})
    assert claim.side_a == ()
    assert [s.quote for s in claim.side_b] == ["the fish market"]


def test_a_second_telling_points_to_the_first():
    """Is a later claim on the same event linked to the first, with its day?"""
    text = (
        "Coalition jets bombed the fish market of Taiz on Monday. "
        "The raid on the fish market of Taiz by coalition jets lasted an hour."
    )
    roles = {"side_a": ["coalition jets"], "side_b": ["the fish market"], "place": ["Taiz"]}
    told = Told(
        [
            ("bombed", EventType.AIR_STRIKE, Status.OCCURRED, {**roles, "date": ["on Monday"]}),
            ("raid", EventType.AIR_STRIKE, Status.OCCURRED, roles),
        ]
    )
    first, second = code(told, text)
    assert second.same_as == first.id
    assert second.date_words == first.date_words


def test_an_event_told_before_its_day_has_it():
    """Is the day of a later claim that of the first on its event, under the id that it then has?"""
    text = (
        "Coalition jets bombed the fish market of Taiz. "
        "The raid on the fish market of Taiz by coalition jets on Monday lasted an hour."
    )
    roles = {"side_a": ["coalition jets"], "side_b": ["the fish market"], "place": ["Taiz"]}
    told = Told(
        [
            ("bombed", EventType.AIR_STRIKE, Status.OCCURRED, roles),
            ("raid", EventType.AIR_STRIKE, Status.OCCURRED, {**roles, "date": ["on Monday"]}),
        ]
    )
    first, second = code(told, text)
    assert first.date_words == second.date_words is not None
    assert second.same_as == first.id == claim_id(first)
    assert second.id == claim_id(second)


def test_confidence_is_calibrated():
    """Does the confidence follow the measured slope, and stay between 0 and 1?"""
    plain = code(Told([RAID]))[0].confidence
    doubted = code(Told([RAID]), slope=0.5, shift=-0.5)[0].confidence
    assert 0 < doubted < plain < 1
