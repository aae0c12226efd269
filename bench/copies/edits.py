"""The edits that newsrooms make of a text."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bench.copies.desks import (
    AGENCIES,
    CREDITS,
    DATELINES,
    NAMES,
    NEWS,
    NUMBERS,
    PLACES,
    PROMO,
    SPELLINGS,
    SYNONYMS,
    TITLES,
    WEEKDAYS,
)
from bench.copies.drafts import Draft, Piece

SHORTEST = 60  # words that an edit leaves at least
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
