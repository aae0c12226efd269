"""Credits: which agency an article names as its origin, and which only spoke or took a picture."""

from __future__ import annotations

import pytest

from crosswire.clean.credit import find_credits
from crosswire.clean.dateline import find_dateline

AGENCIES = {
    "farsnews": "Fars News Agency",
    "afp": "AFP",
    "reuters": "Reuters",
    "sana": "SANA",
    "tass": "TASS",
    "associated press": "AP",
    "the associated press": "AP",
}
NEWS = (
    "Shells fell on the bridge at Oum Sidra on Monday. Two medics in the town said that seven "
    "people were killed."
)


def find_agency(words: str) -> str | None:
    return AGENCIES.get(words.lower())


def credits_of(text: str, byline: str | None = None) -> list[str]:
    dateline = find_dateline(text, "", None, find_agency)
    found = find_credits(text, "", dateline, byline, find_agency)
    assert all(text[c.span.start : c.span.end] == c.span.quote for c in found.credits)
    return [credit.agency for credit in found.credits]


ENDINGS = [
    # what stands below the text, and the agencies it credits
    ("(source: Farsnews)", ["Fars News Agency"]),
    ("(source: Farsnews) All content is free.", ["Fars News Agency"]),
    ("- AFP", ["AFP"]),
    ("--Reuters", ["Reuters"]),
    ("-REUTERS", ["Reuters"]),
    ("Source: SANA", ["SANA"]),
    ("Source: Reuters, AFP", ["AFP", "Reuters"]),
    ("Source: Ghouta Post / translated by volunteers", ["Ghouta Post"]),
    ("Source TRTWorld and agencies", ["TRTWorld"]),
    ("Quelle: Reuters", ["Reuters"]),
    ("With inputs from Reuters", ["Reuters"]),
    ("(With input from Reuters and AFP)", ["AFP", "Reuters"]),
    ("The Associated Press contributed to this report.", ["AP"]),
    ("This story was first published by Savane Press.", ["Savane Press"]),
    ("This report was provided by Levant Wire.", ["Levant Wire"]),
    ("Crescent Wire with staff reports", ["Crescent Wire"]),
    ("AFP", ["AFP"]),
    ("AFP news agency", ["AFP"]),
    ("SahelWire", ["SahelWire"]),
    ("(Khyber Dispatch/SF)", ["Khyber Dispatch"]),
    # people and pictures are credited with no origin
    ("(Reporting by Nadia Karam; editing by Ali Sadr)", []),
    ("Additional reporting by Nadia Karam", []),
    ("(AFP Photo)", []),
    ("- Media Office", []),
    # speakers
    ("The envoy told TASS.", []),
    ("The road was open, Tass reported.", []),
    ("The town fell, according to Reuters.", []),
    ("A source: the army left.", []),
]


@pytest.mark.parametrize(("ending", "expected"), ENDINGS)
def test_credits_below_a_text(ending: str, expected: list[str]) -> None:
    """Is the origin named, and told from speakers, writers and photographers?"""
    assert sorted(credits_of(f"{NEWS}\n\n{ending}")) == expected


@pytest.mark.parametrize(
    ("ending", "expected"), [row for row in ENDINGS if row[0][0] in "(-" or row[0].endswith(".")]
)
def test_credits_at_the_end_of_one_long_line(ending: str, expected: list[str]) -> None:
    """Are the same credits found where all lines were folded into one?"""
    assert sorted(credits_of(f"{NEWS} {ending}")) == expected


LINES = [
    ("Source : Le Fleuve", ["Le Fleuve"]),
    ("Articles par : Sahel Press", ["Sahel Press"]),
    ("Articles par : Nadia Karam", []),  # its writer
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_a_source_line_above_a_legal_notice_is_a_credit(line: str, expected: list[str]) -> None:
    """Is the origin found where many lines of legal text follow it, and is a writer none?"""
    notice = "\n".join(f"Clause {number} of the notice says so." for number in range(3))
    text = f"{NEWS}\n{NEWS}\n{NEWS}\n{NEWS}\n{line}\n{notice}\n{notice}"
    assert credits_of(text) == expected


HEADS = [
    ("BEIRUT (Reuters) - ", None, ["Reuters"]),
    ("By Reuters\n", None, ["Reuters"]),
    ("AFP\n", None, ["AFP"]),
    ("", "AFP", ["AFP"]),
    ("", "Nadia Karam, Reuters", ["Reuters"]),
    ("By Nadia Karam\n", "Nadia Karam", []),
    ("A bridge (AFP)\n", None, []),
]


@pytest.mark.parametrize(("head", "byline", "expected"), HEADS)
def test_credits_above_a_text(head: str, byline: str | None, expected: list[str]) -> None:
    """Do the dateline's agency and a byline count, and a picture's credit not?"""
    assert credits_of(f"{head}{NEWS}", byline) == expected


MASKED = [
    (f"A bridge (AFP)\n{NEWS}", ["(AFP)"]),
    (f"A bridge (N. Karam/AFP via Getty)\n{NEWS}", ["(N. Karam/AFP via Getty)"]),
    (f"BEIRUT (Reuters) - {NEWS}", []),
    (f"{NEWS} Agence France-Presse (AFP) was there.", []),
    (f"{NEWS} The Syrian Democratic Forces (SDF) left.", []),
    (f"{NEWS} --Reuters", ["--Reuters"]),
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_the_words_of_credits_are_no_news(text: str, expected: list[str]) -> None:
    """Which words does a credit take out of the news?"""
    dateline = find_dateline(text, "", None, find_agency)
    found = find_credits(text, "", dateline, None, find_agency)
    assert [text[start:end] for start, end in found.masks] == expected
