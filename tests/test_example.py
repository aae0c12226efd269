"""The bundled example corpus: is it whole, marked as fiction, and coded by its own codebook?"""

import gzip
import importlib.util
import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crosswire import pipeline
from crosswire.readers import parse, read
from crosswire.records import (
    Document,
    Dropped,
    EventType,
    Grade,
    Outcome,
    Page,
    Responsibility,
    Status,
    Who,
)
from crosswire.vocab import load

DISPATCHES, VOCABULARY = pipeline.example()
CORPUS = DISPATCHES.parent
BUILDER = Path(__file__).parent.parent / "training" / "build_example_warc.py"
NOT_LISTED = {"Carrefour des Conflits", "Le Courrier du Fleuve", "Dnipro Sport"}
LONGEST_QUOTE, LONGEST_TRIGGER = 60, 3  # words, by the codebook


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _read() -> tuple[dict[str, tuple[Document, Page]], list[Dropped]]:
    pages: dict[str, tuple[Document, Page]] = {}
    dropped: list[Dropped] = []
    for found in read([DISPATCHES]):
        page = found if isinstance(found, Dropped) else parse(found)
        if isinstance(page, Dropped):
            dropped.append(page)
        elif isinstance(found, Document):
            pages[found.source_id] = (found, page)
    return pages, dropped


PAGES, DROPPED = _read()
TEXTS = {key: _fold(f"{page.title}\n\n{page.text}") for key, (_, page) in PAGES.items()}
GOLD: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((CORPUS / "gold").glob("*.json"))
}
EXPECTED: dict[str, dict[str, Any]] = json.loads((CORPUS / "expected.json").read_text("utf-8"))
CLAIMS = [(key, claim) for key, gold in GOLD.items() for claim in gold["claims"]]
TOLD_BY: dict[str, set[str]] = defaultdict(set)
for _key, _claim in CLAIMS:
    TOLD_BY[_claim["incident"]].add(_key)


def test_every_document_has_gold() -> None:
    """Has each document that can be read its gold, and each gold its document?"""
    assert sorted(PAGES) == sorted(GOLD)
    assert all(gold["doc_id"] == key for key, gold in GOLD.items())


def test_size_and_formats() -> None:
    """Is the corpus as large and as mixed as its description says?"""
    formats = Counter(
        "record" if document.media_type.startswith("application/json") else document.media_type
        for document, _ in PAGES.values()
    )
    assert formats == {"text/plain": 29, "text/html": 35, "record": 29}
    assert len(list(DISPATCHES.rglob("*.html"))) == 25
    assert len(list(DISPATCHES.rglob("*.jsonl"))) == 5
    assert {path.name for path in DISPATCHES.iterdir() if path.is_dir()} == {
        "sahel",
        "sudan",
        "syria",
        "ukraine",
    }


def test_only_the_picture_is_refused() -> None:
    """Is the binary file named .txt refused, and nothing else?"""
    assert [Path(found.record_id).name for found in DROPPED] == ["ayorou-photograph.txt"]
    assert "binary" in DROPPED[0].reason


@pytest.mark.parametrize("key", sorted(GOLD))
def test_gold_strings_stand_in_their_document(key: str) -> None:
    """Can every string of the gold be found in its document?"""
    text = TEXTS[key]
    for claim in GOLD[key]["claims"]:
        quote = _fold(claim["quote"])
        assert quote in text
        assert _fold(claim["trigger"]) in quote
        parts = [part["text"] for part in claim["places"] + claim["casualties"]]
        parts += claim["side_a"] + claim["side_b"] + [claim["speaker"] or quote]
        assert [part for part in parts if _fold(part) not in text] == []
        assert all(_fold(number["text"]) in quote for number in claim["casualties"])


@pytest.mark.parametrize("key", sorted(GOLD))
def test_boilerplate_stands_in_the_file(key: str) -> None:
    """Does every passage that is coded as no news stand in what arrived?"""
    content = PAGES[key][0].content.decode("utf-8")
    raw = content if content.startswith("<") else TEXTS[key]
    visible = _fold(re.sub(r"<[^>]*>", "", raw))
    assert [line for line in GOLD[key]["boilerplate"] if _fold(line) not in visible] == []


def test_closed_lists() -> None:
    """Does the gold keep to the codebook's lists, and use every type, status and outcome?"""
    types, statuses, outcomes, classes = set(), set(), set(), set()
    for _, claim in CLAIMS:
        types.add(claim["type"])
        statuses.add(claim["status"])
        outcomes |= {number["outcome"] for number in claim["casualties"]}
        classes |= {number["who"] for number in claim["casualties"]}
    assert types == set(EventType)
    assert statuses == set(Status)
    assert outcomes == set(Outcome)
    assert classes == set(Who)


def test_quotes_are_short() -> None:
    """Is no quote or trigger longer than the codebook allows?"""
    assert [c["quote"] for _, c in CLAIMS if len(c["quote"].split()) > LONGEST_QUOTE] == []
    assert [c["trigger"] for _, c in CLAIMS if len(c["trigger"].split()) > LONGEST_TRIGGER] == []


@pytest.mark.parametrize("key", sorted(GOLD))
def test_retellings_point_to_the_first_telling(key: str) -> None:
    """Does every later telling point back to the first one, of the same incident?"""
    claims = GOLD[key]["claims"]
    assert [claim["id"] for claim in claims] == list(range(1, len(claims) + 1))
    first: dict[str, int] = {}
    for claim in claims:
        expected = first.setdefault(claim["incident"], claim["id"])
        assert claim["same_as"] == (None if expected == claim["id"] else expected)


def test_numbers_and_days() -> None:
    """Are bounds in order, and days real, in order and not after the report, unless to come?"""
    for key, claim in CLAIMS:
        for number in claim["casualties"]:
            if None not in (number["low"], number["high"]):
                assert number["low"] <= number["high"]
        if claim["date"]:
            days = [date.fromisoformat(day) for day in claim["date"].split("/")]
            document, page = PAGES[key]
            published = page.published_at or document.published_at
            assert days == sorted(days)
            assert published is not None
            to_come = claim["status"] in {Status.PLANNED, Status.HYPOTHETICAL}
            assert to_come or days[-1] <= published


def test_everything_is_marked_as_fiction() -> None:
    """Does every file say in its metadata that it is invented?"""
    for path in DISPATCHES.rglob("*.txt"):
        beside = path.with_name(f"{path.stem}.meta.json")
        assert json.loads(beside.read_text("utf-8"))["fictional"] is True
    for path in DISPATCHES.rglob("*.jsonl"):
        records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert all(record["fictional"] is True for record in records)
    pages = [document.content for document, _ in PAGES.values() if "html" in document.media_type]
    assert all(b'name="crosswire-fictional" content="true"' in page for page in pages)
    archive = gzip.decompress((DISPATCHES / "web-archive.warc.gz").read_bytes())
    assert b"fictional: true" in archive.split(b"WARC/1.1")[1]


def test_outlets_are_known() -> None:
    """Does the vocabulary know every outlet but those that are left out on purpose?"""
    vocabulary = load(VOCABULARY)
    names = {document.outlet or page.outlet or "" for document, page in PAGES.values()}
    assert {name for name in names if vocabulary.outlet(name) is None} == NOT_LISTED


def test_expected_incidents_are_in_the_gold() -> None:
    """Is every expected incident told in the gold, by as many articles, with known words?"""
    for slug, expected in EXPECTED.items():
        assert expected["articles"] == len(TOLD_BY[slug]), slug
        assert expected["grade"] in set(Grade)
        assert expected["responsibility"] in set(Responsibility)
        assert expected["status"] in set(Status)
        assert len(expected["origins"]) == len(set(expected["origins"]))


def test_the_parts_that_were_promised() -> None:
    """Are the cases that the corpus is for in it?"""
    assert len(TOLD_BY["azaz-fuel-market-bomb-2016-10-11"]) == 7
    shared = [slug for slug, keys in TOLD_BY.items() if len(keys) > 1]
    assert len(shared) >= 18
    assert GOLD["dnipro-sport-derby"]["claims"] == []
    assert GOLD["courrier-du-fleuve-gao"]["claims"] == []
    roundup = GOLD["barada-roundup"]["claims"]
    provinces = {place["admin1"] for claim in roundup for place in claim["places"]}
    assert len(roundup) >= 25
    assert len(provinces) == 5
    tolls = [
        {number["low"] for claim in GOLD[f"nda-omdurman-{n}"]["claims"] for number in killed(claim)}
        for n in (1, 2, 3)
    ]
    assert [max(numbers) for numbers in tolls] == [12, 23, 31]


def killed(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """The numbers of people killed in a claim of the gold."""
    return [number for number in claim["casualties"] if number["outcome"] == Outcome.KILLED]


def test_readme_names_every_dispatch() -> None:
    """Does the corpus's table name each dispatch, and no file that is not there?"""
    readme = (CORPUS / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z0-9-]+)`", readme.partition("## Which file")[2]))
    archived = {_stem(document) for document, _ in PAGES.values() if _is_archived(document)}
    stems = {key for key, (document, _) in PAGES.items() if not _is_archived(document)}
    assert stems <= named
    assert len(named - stems) == len(archived)


def _is_archived(document: Document) -> bool:
    return re.fullmatch(r"[0-9a-f-]{36}", document.source_id) is not None


def _stem(document: Document) -> str:
    return (document.url or "").rsplit("/", 1)[-1]


def test_archive_is_what_its_builder_makes() -> None:
    """Do the pages beside the builder give the bundled archive, record for record?"""
    spec = importlib.util.spec_from_file_location("build_example_warc", BUILDER)
    assert spec is not None
    assert spec.loader is not None
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    bundled = (DISPATCHES / "web-archive.warc.gz").read_bytes()
    assert gzip.decompress(builder.build()) == gzip.decompress(bundled)
    sudan = (DISPATCHES / "sudan/sudan.warc.gz").read_bytes()
    assert gzip.decompress(builder.build(builder.SUDAN)) == gzip.decompress(sudan)
