"""Whose text it says that it is, where the document itself does not say."""

import pytest

from crosswire.clean import clean
from crosswire.records import Document, Page
from crosswire.vocab import load

VOCABULARY = load()
BODY = (
    "Shells hit the market of Binnish on Monday and killed twelve people, residents said.\n\n"
    "The army denied that it had fired on the town, its spokesman told reporters.\n\n"
)
LICENCE = (
    "All Content by Mehr News Agency is licensed under a Creative Commons Attribution 4.0 "
    "International License."
)


def cleaned(tail, outlet=None):
    document = Document("doc_1", "a.txt", None, outlet, "text/plain", b"")
    page = Page("Shells hit a market", BODY + tail)
    return clean(document, page, VOCABULARY.agency, VOCABULARY.outlet_name)


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        (LICENCE, "Mehr News Agency"),
        (f"The talks went on. (source: Farsnews) {LICENCE}", "Mehr News Agency"),
        ("He published all content by Reuters, he said.", None),
        ("© 2023 BBC. The BBC is not responsible for the content of external sites.", "BBC News"),
        ("Copyright 2018 TRT World. Watch Live\nTV Schedule\nWhere to Watch", "TRT World"),
        ("Copyright \ufffd\ufffd 2018 TRT World. Where to Watch", "TRT World"),
        ("© Reuters\nBack to top button", "Reuters"),
        ("Copyright 2023. Jonathan E. Sweet and Mark C. Toth. All rights reserved.", None),
        ("The BBC and Reuters were not there.", None),
        ("", None),
    ],
)
def test_an_unnamed_outlet(tail, outlet):
    """Is a text without an outlet its owner's, where the vocabulary knows that one?"""
    assert cleaned(tail).outlet == outlet


@pytest.mark.parametrize(
    ("outlet", "tail", "credits"),
    [
        ("The Daily Star", "Copyright 2016 The Associated Press. All rights reserved.",
         ["Associated Press"]),
        ("France 24", "© 2016 AFP", ["Agence France-Presse"]),
        ("Reuters", "© 2016 Reuters. All rights reserved.", []),
        ("The Daily Star", "© 2016 BBC", []),
        ("The Daily Star", LICENCE.replace("Mehr News Agency", "The Daily Star"), []),
    ],
)  # fmt: skip
def test_a_named_outlet(outlet, tail, credits):
    """Is an agency that owns another outlet's text its origin, and the outlet still its outlet?"""
    found = cleaned(tail, outlet)
    assert found.outlet == outlet
    assert [credit.agency for credit in found.credits] == credits


@pytest.mark.parametrize(
    ("outlet", "printed", "credits"),
    [
        ("AFP via *Al-Ahram*", "Al-Ahram", ["Agence France-Presse"]),
        ("Reuters via Yahoo News", "Yahoo News", ["Reuters"]),
        ("Radio via Satellite", "Radio via Satellite", []),
        ("Via Campesina", "Via Campesina", []),
    ],
)
def test_an_outlet_that_says_from_whom_it_has_a_text(outlet, printed, credits):
    """Is "AFP via Al-Ahram" the outlet Al-Ahram with AFP's text?"""
    found = cleaned("", outlet)
    assert found.outlet == printed
    assert [credit.agency for credit in found.credits] == credits
