"""Masks: what is not news in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from crosswire.clean.mask import find_masks
from crosswire.clean.passages import split_passages
from crosswire.records import MaskKind

NEWS = (
    "Shells fell on the bridge at Oum Sidra on Monday. Two medics in the town said that seven "
    "people were killed and that the road to the coast was closed until noon."
)
MORE = (
    "The brigade that holds the ridge did not answer calls. Traders have moved their stalls into "
    "the courtyards of their houses, and the ferry runs only by night."
)
TEXT = f"{NEWS}\n{MORE}\n{NEWS}"

FURNITURE = [
    # buttons and menus
    ("Back to top button", MaskKind.NAVIGATION),
    ("Home > News > Syria", MaskKind.NAVIGATION),
    ("About us | Advertise | Privacy", MaskKind.NAVIGATION),
    ("ADVERTISEMENT", MaskKind.NAVIGATION),
    ("Share on Facebook", MaskKind.SHARE),
    ("Share this article: Facebook | Twitter | Viber", MaskKind.SHARE),
    ("Print | Mail | WhatsApp", MaskKind.SHARE),
    ("Tweet", MaskKind.SHARE),
    ("3 comments", MaskKind.SHARE),
    # copyright and licences, in any language
    ("© 2019 Marsh Courier", MaskKind.COPYRIGHT),
    ("Copyright 2019 Marsh Courier. All rights reserved.", MaskKind.COPYRIGHT),
    ("Our content is licensed under a Creative Commons Attribution licence.", MaskKind.COPYRIGHT),
    ("Reproduction without written permission is prohibited.", MaskKind.COPYRIGHT),
    ("Tous droits réservés.", MaskKind.COPYRIGHT),
    ("Alle Rechte vorbehalten.", MaskKind.COPYRIGHT),
    ("Todos los derechos reservados.", MaskKind.COPYRIGHT),
    ("Все права защищены.", MaskKind.COPYRIGHT),
    ("جميع الحقوق محفوظة", MaskKind.COPYRIGHT),
    # disclaimers
    ("The views expressed in this column are the author's own.", MaskKind.DISCLAIMER),
    ("We are not responsible for the content of external sites.", MaskKind.DISCLAIMER),
    ("Las opiniones expresadas aquí son del autor.", MaskKind.DISCLAIMER),
    ("Мнение редакции может не совпадать с мнением автора.", MaskKind.DISCLAIMER),
    # pleas
    ("Sign up for our weekly newsletter.", MaskKind.APPEAL),
    ("Support our work: donate now.", MaskKind.APPEAL),
    ("Join our Telegram channel!", MaskKind.APPEAL),
    ("CLICK HERE TO GET THE COURIER APP", MaskKind.APPEAL),
    ("Abonnez-vous à notre lettre.", MaskKind.APPEAL),
    ("Подписывайтесь на наш канал.", MaskKind.APPEAL),
    # links to other articles, tags
    ("Read more: The ferrymen of the delta", MaskKind.READ_MORE),
    ("Read Also", MaskKind.READ_MORE),
    ("Lire aussi : Les passeurs du delta", MaskKind.READ_MORE),
    ("FERRYMEN OF THE DELTA COUNT THEIR LOSSES AFTER RAID", MaskKind.READ_MORE),
    ("Tags: Oum Sidra, bridge, shelling", MaskKind.TAGS),
    ("#OumSidra #bridge", MaskKind.TAGS),
]


@pytest.mark.parametrize(("line", "kind"), FURNITURE)
def test_furniture_is_masked_in_the_middle_and_at_the_end(line: str, kind: MaskKind) -> None:
    """Is each form of boilerplate found as a whole, and nothing beside it?"""
    for text in (f"{TEXT}\n{line}", f"{NEWS}\n{line}\n{MORE}"):
        assert [(mask.span.quote, mask.kind) for mask in find_masks(text, "", None)] == [
            (line, kind)
        ]


@pytest.mark.parametrize(("line", "kind"), [row for row in FURNITURE if row[0].endswith(".")])
def test_a_sentence_of_furniture_is_masked_inside_a_line(line: str, kind: MaskKind) -> None:
    """Is a notice found where a scraper folded all lines into one?"""
    masks = find_masks(f"{NEWS} {line} {MORE}", "", None)
    assert [(mask.span.quote, mask.kind) for mask in masks] == [(line, kind)]


NOT_FURNITURE = [
    "The two sides share a border on the island.",
    "The rebels said that they would follow our coast to the north.",
    "Both armies asked their allies for permission to use longer roads.",
    "The minister said that the two rights groups were free to publish the list.",
    "Officials have yet to sign up to the treaty on mines.",
    "The statement does not represent a change, the envoy told reporters.",
    "Related families fled to the school on the hill.",
    "The group claimed the attack on its Telegram account.",
    "Read the names aloud, the priest told the families of the dead.",
    "The top of the hill was taken by noon.",
    "Tagged cattle were driven off by the raiders.",
    "GAZA STRIP AND THE NORTH",
    "Police (AFP was told) left the post.",
    "Fighters seized the printing house and the post office.",
]


@pytest.mark.parametrize("sentence", NOT_FURNITURE)
def test_news_is_never_masked(sentence: str) -> None:
    """Does a word that furniture uses cost a sentence of news?"""
    for text in (f"{NEWS}\n{sentence}\n{MORE}", f"{NEWS} {sentence}", f"{sentence}\n{NEWS}"):
        assert find_masks(text, "", None) == ()


def test_a_legal_block_reaches_to_the_end() -> None:
    """Is a disclaimer in another language masked with all that follows it?"""
    block = (
        "Avis de non-responsabilité : cet article n'engage que son auteur.\n\n"
        "Le site met ce texte à la disposition de ses lecteurs.\n\nContact : presse"
    )
    (mask,) = find_masks(f"{TEXT}\n\n{block}", "", None)
    assert (mask.span.quote, mask.kind) == (block, MaskKind.DISCLAIMER)


def test_a_notice_at_the_top_leaves_the_news_below_it() -> None:
    """Is only the notice masked where news follows?"""
    masks = find_masks(f"Disclaimer: pictures may upset readers.\n{NEWS}\n{MORE}", "", None)
    assert [mask.span.quote for mask in masks] == ["Disclaimer: pictures may upset readers."]


def test_a_list_of_other_headlines_ends_where_news_begins() -> None:
    """Are linked headlines masked, and a paragraph after them not?"""
    text = f"{TEXT}\nRELATED ARTICLES\nFerry burned at Tor\nMill looted near Dagaba\n{MORE}"
    (mask,) = find_masks(text, "", None)
    assert mask.span.quote == "RELATED ARTICLES\nFerry burned at Tor\nMill looted near Dagaba"


EDGES = [
    # a cue that counts at the edge of a text alone
    ("For more information, please contact the press office.", True),
    ("Corrections: readers who see an error may write to us.", True),
    ("Compiled by the Oum Sidra desk.", True),
]


@pytest.mark.parametrize(("line", "masked"), EDGES)
def test_some_cues_count_at_the_edge_alone(line: str, masked: bool) -> None:
    """Is a line that may be news masked only where furniture stands?"""
    assert bool(find_masks(f"{TEXT}\n{line}", "", None)) is masked
    middle = f"{NEWS}\n{NEWS}\n{NEWS}\n{line}\n{MORE}\n{MORE}\n{MORE}\n{MORE}"
    assert find_masks(middle, "", None) == ()


def test_few_words_between_furniture_belong_to_it() -> None:
    """Is "It's free!" after a plea part of the plea?"""
    masks = find_masks(f"{TEXT}\nSign up for our newsletter. It's free!", "", None)
    assert [mask.span.quote for mask in masks] == ["Sign up for our newsletter. It's free!"]


TITLES = [
    ("Bridge shelled | Marsh Courier", None, ["| Marsh Courier"]),
    ("Bridge shelled - Marsh Courier", "marshcourier", ["- Marsh Courier"]),
    ("Bridge shelled - monitor", "Marsh Courier", []),
    ("Raiders killed, missing - Police", "Delta State Police Command", []),
]


@pytest.mark.parametrize(("title", "outlet", "masked"), TITLES)
def test_the_outlet_in_a_title_is_masked(title: str, outlet: str | None, masked: list[str]) -> None:
    """Is the site's name told from the speaker of a headline?"""
    masks = find_masks(f"{title}\n\n{TEXT}", title, outlet)
    assert [mask.span.quote for mask in masks] == masked


PASSAGES = [
    ("One fell. Two rose.", ["One fell.", "Two rose."]),
    ("He said “no.” They left.", ["He said “no.”", "They left."]),
    ("It ended.CLICK HERE TO READ", ["It ended.", "CLICK HERE TO READ"]),
    ("GET THE COURIER APPShells fell.", ["GET THE COURIER APP", "Shells fell."]),
    ("By 5 p.m. it fell to 3.5 percent.", ["By 5 p.m. it fell to 3.5 percent."]),
    ("One\n\n  Two ", ["One", "Two"]),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_passages(text: str, expected: list[str]) -> None:
    """Where does a text fall apart into lines and sentences?"""
    found = split_passages(text)
    assert [passage.words for passage in found] == expected
    assert all(text[p.start : p.end] == p.words for p in found)
