"""Figures on copies: which articles are one text, which passages, and how fast that is found.

    python -m bench.copies [--data ../shared/data] [--pairs 5000] [--seed 7] [--errors N]
    python -m bench.copies --only copies|baselines|negatives|speed
    python -m bench.copies --check    exit with 1 where a figure fell below its floor
    python -m bench.copies --pin      set the floors to what is reached

Real articles are read at run time, cleaned by the real cleaner, and edited as newsrooms edit: each
kind of edit alone, and two to five together. The copies go to other outlets, a day or so later; the
updates stay at their outlet or address. All go with all originals into one call of `find_stories`.

- A pair of an original and its copy is right where they share a story, the copy being no update in
  it. Of original and update the later one has to be an update there; else it counts as wrong.
- Wrong are, too, all pairs of originals whose families (an original and what was made of it) meet
  in a story, each once, whether or not they are among the hard negatives that are listed. "All
  pairs" asks the same of every two articles of the corpus.
- Originals that are near-copies already say nothing of an error and are excluded: those of which
  one holds more than 0.3 of the other's runs of eight words; and those that share twenty such runs
  or more outside of quotation marks, runs that six originals have (boilerplate) not counted: these
  print one agency's passage, or their own desk's background, word for word.
- Hard negatives are the corpus' own: reports of one event by two outlets, of the next days, and of
  one outlet on one topic, found by the names and numbers they share, and with at most ten runs of
  eight words in common. Those of two outlets come once more under one title, dateline, agency's
  credit and promotion. `--only negatives --errors 40` prints a sample to read.
- Reused are the characters (letters and digits outside of masks) of the sentences that an edit kept
  or changed a little; inserted sentences, titles, changed credits and datelines are not.

The others in the table are given what their users would do: `datasketch`, MinHashLSH over runs of
five words with 128 permutations; text-dedup by its default settings (five words, 256 permutations,
0.7, everything that collides joined in one cluster), which are remade here with datasketch. They
tell no passages, so the whole article counts as reused; and no updates, so these are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from itertools import chain, combinations, pairwise
from pathlib import Path
from typing import Any

from bench.speed import originals as long_records
from crosswire.clean import clean
from crosswire.readers import parse
from crosswire.readers.jsonl import record_document
from crosswire.readers.origin import Origin
from crosswire.records import Article, Dropped, Story
from crosswire.stories import find_stories
from crosswire.vocab.loading import load

FLOORS = Path(__file__).parent / "copy_floors.json"
LEAST, MOST = 80, 1500  # words of an original: room for a cut; no live blog of a whole week
SHORTEST = 60  # words that an edit leaves at least
NEAR = 0.3  # share of runs of eight words from which on two are near-copies
OWN, PASSAGE = 10, 20  # such runs: more are not two desks' own words; as many are a passage
STOCK = 6  # originals from which on a run is boilerplate
TOGETHER = 3  # days between two texts that are merged in one article
UNDATED = date(2023, 11, 1)  # the day of articles that carry none
ALONE, CHANGED, MERGED = 0.05, 0.12, 0.06  # parts of the pairs: each edit, updates, merged articles
Pair = tuple[str, str]


# --- what newsrooms write --------------------------------------------------------------------
def rows(text: str) -> list[tuple[str, str]]:
    """The columns of a hand-written list: what stands in a text | what another desk writes."""
    pairs = (pair.split(" | ") for pair in " ".join(text.split()).split("; "))
    return [(left, right) for left, right in pairs]


NAMES = rows(r"""
    Deir (?:[ae]l[- ])?(?:E[zl][ -]?)?Z(?:o|ou)r|Deir Ezzor | Dayr az-Zawr; \b[Aa]l[-
    ](?=[A-Z]) | el-; Idlib | Idleb; Homs | Hims; Raqqa | ar-Raqqah; Ghouta | Ghuta;
    Douma | Duma; Dara'?a | Deraa; Latakia | Lattakia; Kobani | Kobane; Khan Shei?khoun | Khan
    Shaykhun; Hezbollah | Hizbullah; Qaeda | Qaida; Nusra | Nosra; Mohamm?[ae]d | Muhammad;
    Houthi | Huthi; Sanaa | Sana'a; Kyiv | Kiev; Kharkiv | Kharkov; Odesa | Odessa;
    Zelenskyy? | Zelenskiy; Luhansk | Lugansk; Mykolaiv | Nikolaev; Zaporizhzh?ia | Zaporozhye;
    Mekelle | Mekele; Tigrayan | Tegaru; Oromia | Oromiya; Khan Younis | Khan Yunis;
    Lavrov | Lavroff; Yemeni | Yamani; Daesh | Da'esh; Erdogan | Erdoğan
    """)
SPELLINGS = rows(r"""
    air ?strike | air-strike; ceasefire | cease-fire; cease-fire | ceasefire; defence | defense;
    defense | defence; organis | organiz; organiz | organis; neighbour | neighbor;
    neighbor | neighbour; centre | center; armour | armor; \bmetre | meter; labour | labor;
    honour | honor; programme\b | program; travelling | traveling; co-?operat | cooperat;
    north-?east | north east; south-?west | south west; per cent | percent; percent | per cent;
    toward\b | towards; anti- | anti; pro- | pro
    """)
SYNONYMS = rows(r"""
    attacked | assaulted; killed | left dead; wounded | injured; injured | wounded; said
    on | stated on; said that | added that; announced | declared; reported | noted;
    troops | soldiers; soldiers | troops; fighters | militants; militants | fighters;
    rebels | insurgents; at least | no fewer than; more than | over; around | about;
    about | roughly; according to | as reported by; began | started; started | began;
    continued | went on; near | close to; capital | capital city; several | a number of;
    many | scores of; also | likewise; however | still; but | yet; because | since;
    after | following; before | ahead of; town | township; children | minors;
    residents | inhabitants; officials | authorities; hit | struck; struck | hit;
    seized | captured; captured | seized; destroyed | wrecked; shelling | bombardment;
    clashes | fighting; government | authorities; talks | negotiations; help | aid;
    fled | escaped; large | big
    """)
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
AGENCIES = ("Reuters", "AFP", "AP", "TASS", "Xinhua", "DPA", "Anadolu Agency", "ANSA")
CREDITS = (
    "(Source: {})", "Source: {}", "— {}", "(With inputs from {})",
    "With additional reporting by {}", "This article was originally published by {}.",
)  # fmt: skip
DATELINES = (
    "{place}, {month} {day} ({agency}) - ", "{place} ({agency}) — ", "{place}, {month} {day} - ",
)  # fmt: skip
PLACES = ("BEIRUT", "AMMAN", "CAIRO", "ISTANBUL", "KYIV", "NAIROBI", "GENEVA", "DAMASCUS")
TITLES = (
    "{name}: what is known so far", "New reports from {name}", "Fears grow over {name}",
    "{name} and {other}: the latest", "What happened in {name}", "Eyes on {name} as tension rises",
)  # fmt: skip
PROMO = (
    "Read more: Ten things to know about the conflict",
    "Follow us on Facebook and Twitter for breaking news.",
    "Subscribe to our newsletter and get the day's top stories in your inbox every morning.",
    "Advertisement",
    "RELATED: Timeline of a war that nobody wanted to begin",
    "Download our app for live alerts from the region.",
    "SHARE THIS STORY",
    "Watch: our correspondent explains what comes next for the region and its people",
    "You can support independent journalism by becoming a member for the price of a coffee.",
    "Also on our pages: how grain prices changed the lives of farmers along the river",
    "All rights reserved. No part of this article may be reproduced without permission.",
    "The views expressed here do not necessarily reflect the editorial policy of this newspaper.",
    "Get all the latest news from our world desk, and join the conversation in the comments below.",
    "Do you live in the area? Tell us your story in confidence through our secure form.",
)
NEWS = (
    "The death toll rose to {n} on {weekday}, a medical source said.",
    "Rescue workers pulled {n} more people from under the rubble overnight.",
    "By {weekday} evening the number of dead had reached {n}, officials said.",
    "Hospitals in the area put the number of wounded at {n} and appealed for blood.",
    "An earlier version of this report gave a lower figure of {n}.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# --- drafts: an article while it is edited ---------------------------------------------------
@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with the white space before it; ``source`` is the original that it is of."""

    words: str
    gap: str = " "
    source: str | None = None
    role: str = "body"

    @property
    def length(self) -> int:
        """How many words."""
        return len(self.words.split())


@dataclass(slots=True)
class Draft:
    """An article under edit, and what was done to it."""

    name: str
    title: str
    pieces: list[Piece]
    outlet: str | None
    url: str | None
    day: date
    edits: list[str] = field(default_factory=list)

    @property
    def body(self) -> list[int]:
        """The positions of the body's sentences."""
        return [at for at, piece in enumerate(self.pieces) if piece.role == "body"]

    @property
    def length(self) -> int:
        """Words of the body."""
        return sum(self.pieces[at].length for at in self.body)

    def copied(self, name: str, outlet: str | None, day: date, url: str | None = None) -> Draft:
        """The same text at an outlet, still to be edited."""
        return Draft(name, self.title, list(self.pieces), outlet, url, day)

    def render(self) -> tuple[str, list[tuple[int, int, str]]]:
        """The body's text, and the reused stretches of it with their original."""
        text, reused = "", []
        for piece in self.pieces:
            gap = piece.gap if text else ""
            start = len(text) + len(gap)
            text += gap + piece.words
            if piece.source:
                reused.append((start, len(text), piece.source))
        return text, reused


Edit = Callable[[Draft, random.Random], bool]


def retitled(draft: Draft, rng: random.Random) -> bool:
    text = " ".join(piece.words for piece in draft.pieces)
    names = sorted(set(re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", text))) or ["the front"]
    title = rng.choice(TITLES).format(name=rng.choice(names), other=rng.choice(names))
    changed, draft.title = title != draft.title, title
    return changed


def cut(draft: Draft, rng: random.Random) -> bool:
    """Keeps the first 30 to 90 % of the words, in whole sentences; what stands behind goes too."""
    wanted = max(SHORTEST, rng.uniform(0.3, 0.9) * draft.length)
    kept, words = [], 0
    for piece in draft.pieces:
        if words >= wanted:
            break
        kept.append(piece)
        words += piece.length
    changed = len(kept) < len(draft.pieces)
    draft.pieces = kept
    return changed


def block(draft: Draft, rng: random.Random, most: int) -> tuple[int, int] | None:
    """A few sentences in a row, without which the text is still long enough."""
    body = draft.body
    if len(body) < 4:
        return None
    first = rng.randrange(len(body) - 1)
    last = min(len(body), first + rng.randint(1, most))
    gone = sum(draft.pieces[at].length for at in body[first:last])
    whole = body[last - 1] - body[first] == last - 1 - first
    return (body[first], body[last - 1] + 1) if whole and draft.length - gone >= SHORTEST else None


def dropped(draft: Draft, rng: random.Random) -> bool:
    """One to three times some sentences in a row go."""
    changed = False
    for _ in range(rng.randint(1, 3)):
        if found := block(draft, rng, 4):
            del draft.pieces[slice(*found)]
            changed = True
    return changed


def moved(draft: Draft, rng: random.Random) -> bool:
    found = block(draft, rng, 5)
    if not found:
        return False
    taken = draft.pieces[slice(*found)]
    rest = draft.pieces[: found[0]] + draft.pieces[found[1] :]
    to = rng.choice([at for at, piece in enumerate(rest) if piece.role == "body"])
    draft.pieces = rest[:to] + taken + rest[to:]
    return to != found[0]


def respelled(draft: Draft, rng: random.Random) -> bool:
    """One house's names and spelling for another's, throughout the text."""
    text = " ".join(piece.words for piece in draft.pieces)
    found = [row for row in NAMES + SPELLINGS if re.search(row[0], text)]
    chosen = rng.sample(found, (len(found) * 2 + 2) // 3)
    for pattern, other in chosen:
        draft.pieces = [replace(p, words=re.sub(pattern, other, p.words)) for p in draft.pieces]
    return bool(chosen)


def credit(draft: Draft, rng: random.Random) -> bool:
    """The credit goes, or another one comes in its place."""
    had = len(draft.pieces)
    draft.pieces = [piece for piece in draft.pieces if piece.role != "credit"]
    if len(draft.pieces) == had or rng.random() < 0.5:
        draft.pieces.append(credit_line(rng))
    return True


def credit_line(rng: random.Random) -> Piece:
    return Piece(rng.choice(CREDITS).format(rng.choice(AGENCIES)), "\n", role="credit")


def dateline(draft: Draft, rng: random.Random) -> bool:
    """The dateline goes, or another one comes."""
    had = len(draft.pieces)
    draft.pieces = [piece for piece in draft.pieces if piece.role != "dateline"]
    if len(draft.pieces) == had or rng.random() < 0.7:
        put_dateline(draft, rng)
    return True


def put_dateline(draft: Draft, rng: random.Random) -> None:
    words = rng.choice(DATELINES).format(
        place=rng.choice(PLACES), month=f"{draft.day:%B}", day=draft.day.day,
        agency=rng.choice(AGENCIES),
    )  # fmt: skip
    draft.pieces[0] = replace(draft.pieces[0], gap="")
    draft.pieces.insert(0, Piece(words, "", role="dateline"))


def promo(draft: Draft, rng: random.Random) -> bool:
    for line in rng.sample(PROMO, rng.randint(1, 3)):
        at = rng.randint(1, len(draft.pieces))
        draft.pieces.insert(at, Piece(line, "\n", role="promo"))
        if at + 1 < len(draft.pieces):
            draft.pieces[at + 1] = replace(draft.pieces[at + 1], gap="\n")
    return True


def reworded(draft: Draft, rng: random.Random) -> bool:
    """A quarter to a half of the sentences get other words here and there."""
    share, changed = rng.uniform(0.25, 0.5), False
    for at in draft.body:
        if rng.random() < share:
            words = other_words(draft.pieces[at].words, rng)
            changed |= words != draft.pieces[at].words
            draft.pieces[at] = replace(draft.pieces[at], words=words)
    return changed


def other_words(words: str, rng: random.Random) -> str:
    for old, new in rng.sample(SYNONYMS, len(SYNONYMS)):
        if rng.random() < 0.5:
            words = re.sub(rf"\b{old}\b", new, words)
    words = re.sub(r"(?<![\d.,-])(1?\d|20)(?![\d.,%-])", lambda n: NUMBERS[int(n[0])], words)
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (retitled, cut, dropped, moved, respelled, credit, dateline, promo, reworded)
}


def apply(draft: Draft, names: Iterable[str], rng: random.Random) -> Draft:
    """Edits in the order of ``EDITS``, that is: text first, what is put around it last."""
    wanted = set(names)
    draft.edits += [name for name, edit in EDITS.items() if name in wanted and edit(draft, rng)]
    return draft


def merged(name: str, parts: Sequence[Draft], rng: random.Random) -> Draft:
    """Two agencies' texts under one headline, one behind the other."""
    draft = parts[0].copied(name, parts[0].outlet, max(part.day for part in parts))
    second = [replace(parts[1].pieces[0], gap="\n"), *parts[1].pieces[1:]]
    draft.pieces = draft.pieces + second
    retitled(draft, rng)
    draft.edits = ["merged", *sorted(set(chain(parts[0].edits, parts[1].edits)))]
    return draft


def updated(draft: Draft, rng: random.Random) -> Draft:
    """A new toll: the first numbers rise, a sentence or two come, three go, another title."""
    rise = rng.randint(1, 9)
    for at in draft.body[:3]:
        risen = re.sub(r"\b\d{1,2}\b", lambda n: str(int(n[0]) + rise), draft.pieces[at].words)
        draft.pieces[at] = replace(draft.pieces[at], words=risen)
    found = block(draft, rng, 3)
    if found and sum(p.length for p in draft.pieces[slice(*found)]) < 0.2 * draft.length:
        del draft.pieces[slice(*found)]
    for line in rng.sample(NEWS, rng.randint(1, 2)):
        words = line.format(n=rng.randint(4, 60), weekday=rng.choice(WEEKDAYS))
        draft.pieces.insert(rng.randint(1, min(4, len(draft.pieces))), Piece(words))
    if rng.random() < 0.6:
        retitled(draft, rng)
    draft.edits = ["update"]
    return draft


# --- the corpus ------------------------------------------------------------------------------
@dataclass
class Corpus:
    """All articles with what is known of them; ``pairs`` and ``negatives`` have a kind each."""

    articles: dict[str, Article] = field(default_factory=dict)
    reused: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    pairs: dict[Pair, list[str]] = field(default_factory=dict)
    negatives: dict[Pair, str] = field(default_factory=dict)
    natural: set[Pair] = field(default_factory=set)

    def families(self, name: str) -> set[str]:
        """The originals that an article is of."""
        return {source for _, _, source in self.reused[name]} or {name}


SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*(\s+)|(\s*\n\s*)")


def read_originals(data: Path) -> Iterator[tuple[Article, str]]:
    """The data's long articles through the real cleaner, with their record's id."""
    vocabulary = load()
    for record in long_records(data / "articles"):
        if LEAST <= len(record["text"].split()) <= MOST:
            article = cleaned(record, vocabulary.agency)
            if article and article.language == "en":
                yield article, record["doc_id"]


def cleaned(record: dict[str, Any], find_agency: Callable[[str], str | None]) -> Article | None:
    document = record_document(record, Origin("bench", "bench"))
    if isinstance(document, Dropped):
        return None
    page = parse(document)
    article = page if isinstance(page, Dropped) else clean(document, page, find_agency)
    return None if isinstance(article, Dropped) else article


def first_draft(article: Article, name: str, rng: random.Random) -> Draft:
    """An original in sentences, some with a dateline and a credit of an agency put on."""
    body = article.text[len(article.title) + 2 :] if article.title else article.text
    pieces, at, gap = [], 0, ""
    for end in SENTENCE.finditer(body):
        space = end[1] or end[2]
        pieces.append(Piece(body[at : end.end() - len(space)], gap, name))
        at, gap = end.end(), "\n" if "\n" in space else " "
    pieces.append(Piece(body[at:], gap, name))
    pieces = [piece for piece in pieces if piece.words.strip()]
    url = article.url or f"https://example.org/{name}"
    day = article.anchor_date or UNDATED + timedelta(days=rng.randrange(60))
    draft = Draft(name, article.title, pieces, article.outlet, url, day)
    if article.dateline is None and rng.random() < 0.4:
        put_dateline(draft, rng)
    if not article.credits and rng.random() < 0.4:
        draft.pieces.append(credit_line(rng))
    draft.pieces = [replace(piece, source=name) for piece in draft.pieces]
    return draft


class Maker:
    """Makes copies, updates and merged articles of the first drafts, until there are enough."""

    def __init__(self, drafts: Sequence[Draft], pairs: int, rng: random.Random) -> None:
        self.drafts, self.count, self.rng = drafts, pairs, rng
        self.made: list[Draft] = []
        self.pairs: dict[Pair, list[str]] = {}
        self.outlets: Counter[str] = Counter()

    def run(self) -> None:
        """All kinds of pairs, originals in turn."""
        turn = self._turns()
        for name in EDITS:
            self._many(ALONE * self.count, partial(self._alone, turn, name))
        self._many(CHANGED * self.count, lambda: self._update(next(turn)))
        self._many(MERGED * self.count, lambda: self._merge(next(turn)))
        self._many(self.count - len(self.pairs), lambda: self._combine(next(turn)))

    def _many(self, count: float, make: Callable[[], None]) -> None:
        upto = len(self.pairs) + count
        while len(self.pairs) < upto:
            make()

    def _turns(self) -> Iterator[Draft]:
        while True:
            yield from self.rng.sample(self.drafts, len(self.drafts))

    def _new(self, draft: Draft) -> Draft:
        """A copy at an outlet that has none of this original's yet."""
        self.outlets[draft.name] += 1
        number = self.outlets[draft.name]
        later = draft.day + timedelta(days=self.rng.choice((0, 0, 0, 1, 1, 2)))
        return draft.copied(f"{draft.name}+{number}", f"Daily {number}", later)

    def _alone(self, turn: Iterator[Draft], name: str) -> None:
        self._copy(next(turn), [name])

    def _copy(self, draft: Draft, names: Iterable[str]) -> None:
        copy = apply(self._new(draft), names, self.rng)
        if copy.edits:
            self._keep(copy, [draft])

    def _combine(self, draft: Draft) -> None:
        names = self.rng.sample(list(EDITS), self.rng.randint(2, 5))
        if self.rng.random() < 0.1:
            self._merge(draft, names)
        else:
            self._copy(draft, names)

    def _merge(self, first: Draft, names: Iterable[str] = ()) -> None:
        """With another text of these days, where there is one."""
        others = (draft for draft in self.drafts if draft is not first)
        near = [other for other in others if abs((other.day - first.day).days) <= TOGETHER]
        if near:
            pair = (first, self.rng.choice(near))
            parts = [apply(self._new(draft), names, self.rng) for draft in pair]
            self._keep(merged(f"{parts[0].name}+{parts[1].name}", parts, self.rng), pair)

    def _update(self, draft: Draft) -> None:
        """One or two later versions: at the same address, or at the same outlet's other ones."""
        same_address = draft.outlet is None or self.rng.random() < 0.5
        version = draft
        for number in range(self.rng.choice((1, 1, 2))):
            day = version.day + timedelta(days=self.rng.choice((0, 1)))
            name = f"{draft.name}@{self.outlets[draft.name]}.{number}"
            url = draft.url if same_address else f"https://example.org/{name}"
            version = updated(version.copied(name, draft.outlet, day, url), self.rng)
            self._keep(version, [draft])
        self.outlets[draft.name] += 1

    def _keep(self, draft: Draft, sources: Sequence[Draft]) -> None:
        self.made.append(draft)
        self.pairs |= {(source.name, draft.name): draft.edits for source in sources}


def make_corpus(data: Path, pairs: int, seed: int) -> Corpus:
    """The corpus of a seed; the same data and seed give the same corpus."""
    rng = random.Random(seed)
    read = {name: article for article, name in read_originals(data)}
    chosen = sorted(rng.sample(sorted(read), min(len(read), max(200, pairs // 3))))
    drafts = [first_draft(read[name], name, rng) for name in chosen]
    maker = Maker(drafts, pairs, rng)
    maker.run()
    corpus = Corpus()
    find_agency = load().agency
    for draft in [*drafts, *maker.made]:
        put(corpus, draft, find_agency)
    whole = {pair for pair in maker.pairs if set(pair) <= corpus.articles.keys()}
    corpus.pairs = {pair: edits for pair, edits in maker.pairs.items() if pair in whole}
    own = {draft.name: corpus.articles[draft.name] for draft in drafts
           if draft.name in corpus.articles}  # fmt: skip
    shared = shared_runs(own)
    corpus.natural = {pair for pair, (_, share) in shared.items() if share > NEAR}
    printed = shared_runs({name: unquoted(article) for name, article in own.items()}, STOCK)
    corpus.natural |= {pair for pair, (found, _) in printed.items() if found >= PASSAGE}
    dated = {name: article for name, article in own.items() if read[name].published_at}
    alike = {pair for pair, (found, _) in shared.items() if found > OWN}
    corpus.negatives = find_negatives(dated, alike | corpus.natural)
    by_name = {draft.name: draft for draft in drafts}
    for pair in sorted(corpus.negatives):
        if corpus.negatives[pair].startswith("two desks"):
            twins = dressed_alike([by_name[name] for name in pair], rng)
            for twin in twins:
                put(corpus, twin, find_agency)
            if all(twin.name in corpus.articles for twin in twins):
                corpus.negatives[twins[0].name, twins[1].name] = "two desks, dressed alike"
    return corpus


def dressed_alike(drafts: Sequence[Draft], rng: random.Random) -> list[Draft]:
    """Two desks' reports under one title, dateline and credit, with the same lines between."""
    seed, twins = rng.randrange(2**32), []
    for at, draft in enumerate(drafts):
        same = random.Random(seed)
        twin = draft.copied(f"{draft.name}={seed}", f"Weekly {seed} {at}", drafts[0].day)
        twin.title = same.choice(TITLES).format(name="the war", other="the truce")
        twin.pieces = [piece for piece in twin.pieces if piece.role == "body"]
        put_dateline(twin, same)
        twin.pieces += [Piece(line, "\n", role="promo") for line in same.sample(PROMO, 3)]
        twin.pieces.append(credit_line(same))
        twins.append(twin)
    return twins


def put(corpus: Corpus, draft: Draft, find_agency: Callable[[str], str | None]) -> None:
    """Clean a draft; one whose text the cleaner repairs has other offsets, and is left out."""
    body, reused = draft.render()
    record = {
        "doc_id": draft.name, "title": draft.title, "text": body, "outlet": draft.outlet,
        "url": draft.url, "published": draft.day.isoformat(),
    }  # fmt: skip
    article = cleaned(record, find_agency)
    title = f"{draft.title}\n\n" if draft.title else ""
    if article and article.text == title + body:
        shift = len(title)
        corpus.articles[draft.name] = article
        corpus.reused[draft.name] = [(a + shift, b + shift, source) for a, b, source in reused]


# --- near-copies and hard negatives that the data holds already ------------------------------
def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("'", "").replace("’", ""))


def runs(text: str, size: int) -> set[str]:
    words = words_of(text)
    return {" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))}


def unquoted(article: Article) -> Article:
    return replace(article, text=re.sub(r"[“\"][^“”\"\n]+[”\"]", " | ", article.text))


def shared_runs(
    articles: dict[str, Article], stock: int = sys.maxsize
) -> dict[Pair, tuple[int, float]]:
    """How many runs of eight words two share, and which part; none that ``stock`` articles hold."""
    found = {name: runs(article.text, 8) for name, article in articles.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        for run in found[name]:
            holders[run].append(name)
    counts: Counter[Pair] = Counter()
    for names in holders.values():
        if len(names) < stock:
            counts.update(combinations(names, 2))
    return {(a, b): (n, n / min(len(found[a]), len(found[b]))) for (a, b), n in counts.items()}


def marks_of(article: Article) -> set[str]:
    """The names and numbers of an article."""
    found = re.findall(r"(?<=[\w,] )[A-Z]\w{3,}|\b\d[\d,]*\b", article.text)
    return {mark.lower() for mark in found}


def find_negatives(articles: dict[str, Article], alike: Collection[Pair]) -> dict[Pair, str]:
    """Pairs that tell of one event or topic in their own words, by the marks that they share."""
    marks = {name: marks_of(article) for name, article in articles.items()}
    holders = Counter(chain.from_iterable(marks.values()))
    by_day: dict[date, list[str]] = defaultdict(list)
    for name, article in articles.items():
        if article.published_at:
            by_day[article.published_at].append(name)
    found = {}
    for day in sorted(by_day):
        near = [name for ahead in range(8) for name in by_day.get(day + timedelta(ahead), ())]
        for a, b in ((a, b) for a in by_day[day] for b in near if (a < b or b not in by_day[day])):
            common = marks[a] & marks[b]
            telling = sum(1 for mark in common if holders[mark] < len(articles) / 25)
            number = any(mark[0].isdigit() for mark in common)
            pair = (min(a, b), max(a, b))
            kind = kind_of(articles[a], articles[b])
            if telling >= 4 and number and kind and pair not in alike:
                found[pair] = kind
    return found


def kind_of(a: Article, b: Article) -> str | None:
    assert a.published_at
    assert b.published_at
    if not a.outlet or not b.outlet:
        return None
    if a.outlet == b.outlet:
        return "one outlet, one topic"
    days = abs((a.published_at - b.published_at).days)
    return "two desks, one event" if days <= 1 else "two desks, days after"


# --- scoring ---------------------------------------------------------------------------------
@dataclass
class Answer:
    """What one method says: pairs that are copies or updates, and copied stretches if it can."""

    copies: set[Pair]
    updates: set[Pair] | None
    stretches: dict[Pair, list[tuple[int, int]]] | None


def ordered(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def crosswire_answer(corpus: Corpus) -> Answer:
    names = {article.id: name for name, article in corpus.articles.items()}
    stories = find_stories(corpus.articles.values())
    answer = Answer(set(), set(), defaultdict(list))
    for story in stories:
        take_story(story, names, corpus, answer)
    answer.copies -= answer.updates or set()
    return answer


def take_story(story: Story, names: dict[str, str], corpus: Corpus, answer: Answer) -> None:
    """Two versions of one live article are an update, all others of a story are copies."""
    assert answer.updates is not None
    assert answer.stretches is not None
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in story.passages:
        held[names[passage.article_id]].append((passage.start, passage.end))
    later = {names[one] for one in story.updates}
    for a, b in combinations(sorted(held), 2):
        one, other = corpus.articles[a], corpus.articles[b]
        live = one.url == other.url is not None or one.outlet == other.outlet is not None
        (answer.updates if live and later & {a, b} else answer.copies).add((a, b))
        answer.stretches[a, b] += held[b]
        answer.stretches[b, a] += held[a]


@dataclass
class Score:
    """What an answer is worth; ``wrong`` and ``missed`` are what to read."""

    found: int = 0
    copies: int = 0
    updates: int = 0
    updates_told: int = 0
    right_everywhere: int = 0
    wrong_everywhere: int = 0
    wrong: dict[Pair, Pair] = field(default_factory=dict)
    missed: list[Pair] = field(default_factory=list)
    alone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    together: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    negatives: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    letters: list[int] = field(default_factory=lambda: [0, 0, 0])

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have floors, between 0 and 1."""
        both, said, true = self.letters
        return {
            "precision": self.found / max(1, self.found + len(self.wrong)),
            "precision, all pairs": self.right_everywhere
            / max(1, self.right_everywhere + self.wrong_everywhere),
            "recall": self.found / max(1, self.copies),
            "updates": self.updates_told / max(1, self.updates),
            "passages": 2 * both / max(1, said + true),
        }


def score(corpus: Corpus, answer: Answer) -> Score:
    result = Score()
    for pair, edits in corpus.pairs.items():
        key = ordered(*pair)
        if edits == ["update"]:
            score_update(key, answer, result)
        else:
            score_copy(pair, edits, key in answer.copies, result)
        if edits != ["update"] or answer.updates is not None:
            for at, letters in enumerate(count_letters(corpus, answer, pair)):
                result.letters[at] += letters
    said = answer.copies | (answer.updates or set())
    for pair in sorted(said):
        score_anywhere(pair, corpus, result)
    for pair, kind in corpus.negatives.items():
        result.negatives[kind][0] += ordered(*pair) in said
        result.negatives[kind][1] += 1
    return result


def score_update(key: Pair, answer: Answer, result: Score) -> None:
    if answer.updates is None:
        return
    result.updates += 1
    result.updates_told += key in answer.updates
    if key in answer.copies:
        result.wrong[key] = key
        result.wrong_everywhere += 1


def score_copy(pair: Pair, edits: Sequence[str], found: bool, result: Score) -> None:
    result.copies += 1
    result.found += found
    if not found:
        result.missed.append(pair)
    kinds = result.alone if len(edits) == 1 else result.together
    for edit in edits:
        kinds[edit][0] += found
        kinds[edit][1] += 1


def score_anywhere(pair: Pair, corpus: Corpus, result: Score) -> None:
    """Whether two articles that were put together, wherever, have an original in common."""
    ours, theirs = (corpus.families(name) for name in pair)
    if ours & theirs:
        result.right_everywhere += 1
        return
    sources = [ordered(a, b) for a in sorted(ours) for b in sorted(theirs)]
    if not corpus.natural.intersection(sources):
        result.wrong_everywhere += 1
        result.wrong.setdefault(sources[0], pair)


def count_letters(corpus: Corpus, answer: Answer, pair: Pair) -> tuple[int, int, int]:
    """Letters and digits of the copy outside of masks: rightly said reused, said, reused."""
    source, copy = pair
    article = corpus.articles[copy]
    news = {at for at, letter in enumerate(article.text) if letter.isalnum()}
    for mask in article.masks:
        news.difference_update(range(mask.span.start, mask.span.end))
    true = [(start, end) for start, end, of in corpus.reused[copy] if of == source]
    said = said_stretches(answer, pair, len(article.text))
    reused, found = (
        news.intersection(chain.from_iterable(range(*ends) for ends in stretches))
        for stretches in (true, said)
    )
    return len(reused & found), len(found), len(reused)


def said_stretches(answer: Answer, pair: Pair, length: int) -> Collection[tuple[int, int]]:
    if answer.stretches is not None:
        return answer.stretches.get(pair, [])
    return [(0, length)] if ordered(*pair) in answer.copies else []


# --- what users would otherwise do -----------------------------------------------------------
def collisions(corpus: Corpus, permutations: int, threshold: float) -> set[Pair]:
    """The pairs that datasketch's MinHashLSH puts into one bucket, by runs of five words."""
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        sys.exit("The other methods need datasketch: pip install datasketch, or give --only copies")
    index, found = MinHashLSH(threshold=threshold, num_perm=permutations), set()
    for name in sorted(corpus.articles):
        sketch = MinHash(num_perm=permutations)
        sketch.update_batch([run.encode() for run in sorted(runs(corpus.articles[name].text, 5))])
        found |= {ordered(name, other) for other in index.query(sketch)}
        index.insert(name, sketch)
    return found


def clusters(pairs: set[Pair]) -> set[Pair]:
    """All pairs within what pairs join to one cluster."""
    leader: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for pair in sorted(pairs):
        a, b = (leader.setdefault(name, name) for name in pair)
        ours, theirs = members.setdefault(a, [pair[0]]), members.setdefault(b, [pair[1]])
        if a != b:
            ours += theirs
            leader.update(dict.fromkeys(theirs, a))
            del members[b]
    return {ordered(*pair) for names in members.values() for pair in combinations(names, 2)}


def other_answers(corpus: Corpus) -> Iterator[tuple[str, Answer]]:
    for threshold in (0.5, 0.7):
        pairs = collisions(corpus, 128, threshold)
        yield f"datasketch MinHashLSH, {threshold}", Answer(pairs, None, None)
    yield "text-dedup's MinHash", Answer(clusters(collisions(corpus, 256, 0.7)), None, None)


# --- speed -----------------------------------------------------------------------------------
def many_articles(data: Path, count: int, seed: int) -> Iterator[Article]:
    """Articles of at most 300 words, three in ten a cut copy of another; built without cleaning.

    The others are a real article's words, every second one changed: its rhythm and its marks stay,
    and hardly a run of five words.
    """
    rng = random.Random(seed)
    bases = [record["text"].split() for record in long_records(data / "articles")]
    lexicon = sorted(set(chain.from_iterable(bases)))
    kept: list[list[str]] = []
    for number in range(count):
        if kept and rng.random() < 0.3:
            words = rng.choice(kept)
            words = words[: rng.randint(len(words) // 3, len(words))]
        else:
            base = rng.choice(bases)
            base = (base * (1 + 300 // len(base)))[:300]
            words = [rng.choice(lexicon) if rng.random() < 0.5 else word for word in base]
            kept.append(words)
        name, day = f"speed{number}", UNDATED + timedelta(days=number * 365 // count)
        yield Article(name, name, name, "", " ".join(words), f"Daily {rng.randrange(400)}",
                      published_at=day, anchor_date=day)  # fmt: skip


def speed(data: Path, seed: int) -> None:
    """Seconds of one process, by the clock and of its own; what is added is found with all."""
    everything = list(many_articles(data, 101_000, seed))
    before = resident()
    for count in (25_000, 100_000, 101_000):
        began, own = time.perf_counter(), time.process_time()
        stories = find_stories(everything[:count])
        seconds, own = time.perf_counter() - began, time.process_time() - own
        print(f"{count} articles of 300 words: {seconds:.1f} s, of the process {own:.1f} s, "
              f"{count / own:.0f} a second; {len(stories)} stories; peak {peak() - before:.0f} MB "
              f"above the articles' own {before:.0f} MB", flush=True)  # fmt: skip


def resident() -> float:
    """Megabytes that the process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- printing --------------------------------------------------------------------------------
def table(scores: dict[str, Score]) -> None:
    for name, found in scores.items():
        known = {k: v for k, v in found.figures.items() if k != "updates" or found.updates}
        figures = "  ".join(f"{what} {value:.4f}" for what, value in known.items())
        print(f"{name}: {figures}; {len(found.wrong)} wrong, {len(found.missed)} missed")
    for kind in sorted({kind for found in scores.values() for kind in found.negatives}):
        counts = ((name, *found.negatives[kind]) for name, found in scores.items())
        told = ", ".join(f"{name} {wrong} of {total}" for name, wrong, total in counts)
        print(f"hard negatives taken for copies, {kind}: {told}")
    print(f"\n{'recall of':12}" + "".join(f"{name[:28]:>32}" for name in scores))
    for edit in [*EDITS, "merged"]:
        cells = (recalls(found, edit) for found in scores.values())
        print(f"{edit:12}" + "".join(f"{cell:>32}" for cell in cells))


def recalls(found: Score, edit: str) -> str:
    """Recall of an edit alone, and with others."""
    counts = (found.alone[edit], found.together[edit])
    return ", ".join(f"{hits / max(1, total):.3f} of {total}" for hits, total in counts)


def print_errors(corpus: Corpus, found: Score, count: int) -> None:
    for sources, pair in list(found.wrong.items())[:count]:
        kind = corpus.negatives.get(sources, "")
        print(f"\nwrong {kind} {sources} by {pair}")
        print(common_text(*(corpus.articles[name].text for name in pair)))
    for pair in found.missed[:count]:
        print(f"\nmissed {corpus.pairs[pair]} {pair}")
        for name in pair:
            print("   ", name, len(corpus.articles[name].text.split()), "words:",
                  " ".join(corpus.articles[name].text.split())[:300])  # fmt: skip


def common_text(one: str, other: str) -> str:
    """The runs of five words that two texts have in common."""
    theirs = runs(other, 5)
    words = words_of(one)
    at = sorted({k for n in range(len(words) - 4) if " ".join(words[n : n + 5]) in theirs
                 for k in range(n, n + 5)})  # fmt: skip
    parts = [words[k] + (" ..." if after != k + 1 else "") for k, after in pairwise([*at, -1])]
    return "    " + " ".join(parts)[:600]


def print_negatives(corpus: Corpus, count: int, seed: int) -> None:
    """A sample of the hard negatives, to be read."""
    sample = random.Random(seed).sample(sorted(corpus.negatives), min(count, len(corpus.negatives)))
    for pair in sample:
        print(f"\n{corpus.negatives[pair]}")
        for name in pair:
            article = corpus.articles[name]
            print(f"  {name} {article.outlet} {article.published_at}: "
                  f"{' '.join(article.text.split())[:400]}")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pairs", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print of each")
    parser.add_argument("--only", choices=("copies", "baselines", "negatives", "speed"))
    parser.add_argument("--check", action="store_true", help="only check the floors")
    parser.add_argument("--pin", action="store_true", help="set the floors to what is reached")
    args = parser.parse_args()
    if not (args.data / "articles").is_dir():
        print(f"{args.data / 'articles'} is not here: copies are not checked")
        return 0
    if args.only != "speed":
        status = copies(args)
        if status or args.check or args.pin:
            return status
    if args.only in (None, "speed"):
        speed(args.data, args.seed)
    return 0


def copies(args: argparse.Namespace) -> int:
    corpus = make_corpus(args.data, args.pairs, args.seed)
    print(f"{len(corpus.pairs)} pairs and {len(corpus.negatives)} hard negatives "
          f"{dict(Counter(corpus.negatives.values()))} among {len(corpus.articles)} articles; "
          f"{len(corpus.natural)} pairs of originals are near-copies already")  # fmt: skip
    if args.only == "negatives":
        print_negatives(corpus, args.errors, args.seed)
        return 0
    scores = {}
    if args.only != "baselines":
        scores["crosswire"] = score(corpus, crosswire_answer(corpus))
    if args.only != "copies" and not (args.check or args.pin):
        scores |= {name: score(corpus, answer) for name, answer in other_answers(corpus)}
    table(scores)
    if "crosswire" not in scores:
        return 0
    found = scores["crosswire"]
    print_errors(corpus, found, args.errors)
    if args.pin:
        reached = {name: round(value - 0.00005, 4) for name, value in found.figures.items()}
        FLOORS.write_text(json.dumps(reached, indent=1, sort_keys=True) + "\n", "utf-8")
    return check(found.figures) if args.check else 0


def check(reached: dict[str, float]) -> int:
    """Print the floors that do not hold."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    failures = [
        f"{name} is {reached[name]:.4f}, its floor is {floor:.4f}"
        for name, floor in floors.items()
        if reached[name] < floor
    ]
    print("\n".join(failures) or "every figure on copies stands on or above its floor")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
