"""B-cubed of incidents linked from gold claims: how good linking is when the claims are right.

    linking.py [--gold DIR] [--split dev] [--docs GLOB] [--errors N] [--check]

DIR holds SPLIT/gold/ID.json and SPLIT/docs/ID.json in the form of the codebook. Documents whose
claims carry no incident key are left out. The figures are B-cubed precision, recall and F1 over all
claims (Bagga and Baldwin 1998), the same without the two largest gold incidents, and the number of
linked incidents per gold incident. Baselines in the same table: each claim alone; each article's
own ``same_as`` chains; one incident per day, place and type. --check asks for FLOORS on dev, and
passes where there is no gold, as the quality gate does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crosswire.incidents import Telling, join_tellings, link
from crosswire.records import (
    Article,
    Casualties,
    Claim,
    EventType,
    Outcome,
    Party,
    Place,
    Resolution,
    Role,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    When,
    Who,
)
from crosswire.stories import find_stories

FLOORS = (0.93, 0.88)  # F1 on dev, with and without the two largest incidents
Keys = dict[str, str]  # claim id -> incident


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    outside = Path(os.environ.get("CROSSWIRE_GOLD", "../shared/gold"))
    parser.add_argument("--gold", type=Path, default=outside)
    parser.add_argument("--split", action="append", choices=["train", "dev"])
    parser.add_argument("--docs", default="*", help="only documents whose id fits this pattern")
    parser.add_argument("--errors", type=int, default=0, help="print up to N wrong or missed links")
    parser.add_argument("--check", action="store_true", help="exit code 1 below a floor")
    options = parser.parse_args()
    if options.check and not options.gold.is_dir():
        print(f"no gold at {options.gold}: linking is not checked")
        return 0
    low = False
    for split in options.split or ["train", "dev"]:
        folder = options.gold / split
        if not folder.is_dir():
            sys.exit(f"linking.py: no gold at {folder}; give its folder with --gold")
        tellings, gold = read_gold(folder, options.docs)
        reached = report(split, tellings, gold, options.errors)
        low |= split == "dev" and any(f < floor for f, floor in zip(reached, FLOORS, strict=True))
    return 1 if options.check and low else 0


def report(split: str, tellings: Sequence[Telling], gold: Keys, errors: int) -> tuple[float, float]:
    """Print the table; the linker's F1, with and without the two largest incidents."""
    began = time.perf_counter()
    groups = link(tellings)
    took = time.perf_counter() - began
    ours = {t.claim.id: str(at) for at, group in enumerate(groups) for t in group}
    print(f"{split}: {len(gold)} claims, {len(set(gold.values()))} gold incidents, {took:.2f} s")
    rows = {
        "each claim alone": {key: key for key in gold},
        "same_as alone": {t.claim.id: t.claim.same_as or t.claim.id for t in tellings},
        "day, place, type": {t.claim.id: day_place_type(t) for t in tellings},
        "crosswire link": ours,
    }
    head = ("P", "R", "F1", "less 2: F1", "inflation")
    print(f"  {'':18}" + "".join(f"{word:>11}" for word in head))
    for name, keys in rows.items():
        figures = (*b_cubed(gold, keys), b_cubed(without_largest(gold), keys)[2])
        inflation = len({keys[key] for key in gold}) / len(set(gold.values()))
        print(f"  {name:18}" + "".join(f"{value:11.3f}" for value in (*figures, inflation)))
    show_errors(tellings, gold, ours, errors)
    return b_cubed(gold, ours)[2], b_cubed(without_largest(gold), ours)[2]


def b_cubed(gold: Keys, ours: Keys) -> tuple[float, float, float]:
    """Precision, recall and F1 over the claims of ``gold``."""
    pairs = [(gold[key], ours[key]) for key in gold]
    of_gold, of_ours, both = (
        Counter(g for g, _ in pairs),
        Counter(o for _, o in pairs),
        Counter(pairs),
    )
    precision = sum(both[pair] / of_ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / of_gold[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def without_largest(gold: Keys, number: int = 2) -> Keys:
    largest = {key for key, _ in Counter(gold.values()).most_common(number)}
    return {claim: key for claim, key in gold.items() if key not in largest}


def day_place_type(telling: Telling) -> str:
    when, places = telling.resolution.date, telling.resolution.places
    where = sorted({place.name for place in places})
    return repr((when and (when.start, when.end), where, telling.claim.type))


def show_errors(tellings: Sequence[Telling], gold: Keys, ours: Keys, number: int) -> None:
    by_gold: dict[str, list[Telling]] = defaultdict(list)
    by_ours: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_gold[gold[telling.claim.id]].append(telling)
        by_ours[ours[telling.claim.id]].append(telling)
    for name, groups, other in (("missed", by_gold, ours), ("wrong", by_ours, gold)):
        torn = [group for group in groups.values() if len({other[t.claim.id] for t in group}) > 1]
        for group in sorted(torn, key=len, reverse=True)[:number]:
            print(f"{name}:")
            for t in sorted(group, key=lambda t: (other[t.claim.id], t.order)):
                when = t.resolution.date
                where = ", ".join(place.name for place in t.resolution.places)
                days = f"{when.start}/{when.end}" if when else f"(-, {t.day})"
                print(
                    f"   {other[t.claim.id][:28]:28} {t.claim.type[:14]:14} {t.claim.status[:5]:5} "
                    f"{days} [{where}] {t.article.source_id}: {t.claim.quote.quote[:90]}"
                )


# --- gold documents as records -----------------------------------------------------------------
def read_gold(folder: Path, pattern: str) -> tuple[list[Telling], Keys]:
    """The gold claims of a split as tellings, and the incident of each."""
    articles, claims, resolutions, keys = [], [], [], {}
    for path in sorted((folder / "gold").glob(f"{pattern}.json")):
        rows = json.loads(path.read_text("utf-8"))["claims"]
        if not rows or not all(row.get("incident") for row in rows):
            continue
        article = read_article(json.loads((folder / "docs" / path.name).read_text("utf-8")))
        articles.append(article)
        for row in rows:
            claims.append(read_claim(row, article))
            resolutions.append(read_resolution(row, claims[-1]))
            keys[claims[-1].id] = row["incident"]
    stories = find_stories(articles)
    return join_tellings(claims, resolutions, articles, stories), keys


def read_article(record: dict[str, Any]) -> Article:
    published = record.get("published")
    day = date.fromisoformat(published[:10]) if published else None
    name, title = record["doc_id"], record.get("title") or ""
    text = "\n\n".join(part for part in (title, record["text"]) if part)
    return Article(
        name, name, name, title, text, record.get("outlet"), published_at=day, anchor_date=day
    )


def read_claim(row: dict[str, Any], article: Article) -> Claim:
    quote = locate(row["quote"], article.text)
    trigger = locate(row["trigger"], article.text, quote.start)
    same = row.get("same_as")
    return Claim(
        id=f"{article.id}#{row['id']}",
        article_id=article.id,
        quote=quote,
        trigger=trigger,
        type=EventType(row["type"]),
        status=Status(row["status"]),
        side_a=spans(row.get("side_a"), quote),
        side_b=spans(row.get("side_b"), quote),
        places=spans((p["text"] for p in row.get("places") or ()), quote),
        casualties=tuple(read_count(count, quote) for count in row.get("casualties") or ()),
        speaker=read_speaker(row.get("speaker"), quote),
        same_as=f"{article.id}#{same}" if same else None,
    )


def read_count(count: dict[str, Any], quote: Span) -> Casualties:
    words = Span(quote.start, quote.start, count["text"])
    outcome, who = Outcome(count["outcome"]), Who(count["who"])
    return Casualties(words, outcome, who, count.get("low"), count.get("high"))


def read_speaker(words: str | None, quote: Span) -> Speaker | None:
    span = Span(quote.start, quote.start, words) if words else None
    return Speaker(span, SpeakerKind.OTHER) if span else None


def read_resolution(row: dict[str, Any], claim: Claim) -> Resolution:
    roles = ((Role.SIDE_A, claim.side_a), (Role.SIDE_B, claim.side_b))
    parties = tuple(Party(role, s.quote, s) for role, found in roles for s in found)
    places = tuple(
        read_place(place, words)
        for place, words in zip(row.get("places") or (), claim.places, strict=True)
    )
    return Resolution(claim.id, places, parties, read_when(row.get("date")))


def read_place(place: dict[str, Any], words: Span) -> Place:
    """A gold place has a unit and no coordinates; its precision is told by what it has."""
    name, admin1 = place["text"], place.get("admin1")
    precision = (4 if admin1.casefold() in name.casefold() else 1) if admin1 else 6
    return Place(name, words, country=place.get("country"), admin1=admin1, where_prec=precision)


def read_when(value: str | None) -> When | None:
    if not value:
        return None
    start, _, end = value.partition("/")
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    days = (last - first).days + 1
    bounds = ((1, 1), (6, 2), (7, 3), (31, 4))  # UCDP GED's date_prec
    return When(first, last, next((prec for most, prec in bounds if days <= most), 5))


def locate(words: str, text: str, start: int = 0) -> Span:
    at = max(text.find(words, start), 0)
    return Span(at, at + len(words), words)


def spans(words: Iterable[str] | None, quote: Span) -> tuple[Span, ...]:
    return tuple(Span(quote.start, quote.start + len(word), word) for word in words or ())


if __name__ == "__main__":
    sys.exit(main())
