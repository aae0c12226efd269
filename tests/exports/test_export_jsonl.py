import json

import pytest
from made_up_tables import lookups, rows_of

from crosswire.exports import jsonl
from crosswire.exports.tables import TABLES

CLAIM_KEYS = [
    "doc_id", "claim_id", "story_id", "incident_id", "quote", "start", "end", "trigger", "type",
    "status", "acled", "side_a", "side_b", "places", "date", "casualties", "speaker", "same_as",
    "confidence", "extractor",
]  # fmt: skip
SPAN = ["text", "start", "end"]
INNER_KEYS = {
    "side_a": [*SPAN, "actor_id", "actor_name"],
    "side_b": [*SPAN, "actor_id", "actor_name"],
    "places": [
        *SPAN, "name", "gazetteer_id", "latitude", "longitude", "country", "admin1", "where_prec",
    ],
    "casualties": [*SPAN, "outcome", "who", "low", "high", "side", "part_of"],
}  # fmt: skip


def objects(what):
    return [json.loads(line) for line in jsonl.lines(what, rows_of(what), lookups())]


def test_claim_keys_follow_the_contract():
    """Does every claim have the scorer's keys, in their order, at both depths?"""
    for found in objects("claims"):
        assert list(found) == CLAIM_KEYS
        assert list(found["trigger"]) == SPAN
        for key, inner in INNER_KEYS.items():
            assert all(list(each) == inner for each in found[key])
        if found["speaker"]:
            assert list(found["speaker"]) == [*SPAN, "kind", "actor_id", "via"]
        if found["date"]:
            assert list(found["date"]) == ["start", "end", "date_prec", "text"]


def test_claim_spans_quote_their_article():
    """Do offsets and texts of the export agree with the article's text?"""
    for row, found in zip(rows_of("claims"), objects("claims"), strict=True):
        text = row.article.text
        spans = [found["trigger"], *found["side_a"], *found["side_b"], *found["places"]]
        spans += [*found["casualties"], *([found["speaker"]] if found["speaker"] else [])]
        assert all(text[each["start"] : each["end"]] == each["text"] for each in spans)
        assert text[found["start"] : found["end"]] == found["quote"]


def test_claim_values():
    """Are actor, day and ACLED name joined to the claim?"""
    found = next(each for each in objects("claims") if each["quote"].startswith("Russian"))
    assert found["side_a"][0]["actor_id"] == "rus"
    assert found["side_a"][0]["actor_name"] == "Russian Armed Forces"
    assert found["side_b"][0]["actor_name"] is None
    assert found["date"]["start"] == "2031-03-03"
    assert found["acled"] == "Shelling/artillery/missile attack"
    assert found["speaker"] is None


@pytest.mark.parametrize("what", sorted(TABLES))
def test_lines_hold_the_columns(what):
    """Does each table's line have at least its flat columns, under their names?"""
    names = {each["name"] for each in jsonl.fields(what)}
    assert objects(what)
    assert all(names <= set(found) for found in objects(what))


def test_nested_parts():
    """Are passages, casualty ends and anchors there in full?"""
    assert len(objects("stories")[0]["passages"]) == 5
    assert objects("incidents")[0]["casualties"][0]["low_claim"].startswith("clm_")
    assert objects("judgements")[0]["anchors"][0]["trigger"]["quote"] == "struck"
    assert objects("articles")[1]["masks"][0]["kind"] == "share"
