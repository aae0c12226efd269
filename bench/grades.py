"""The example's incidents against what a person concludes: status, grade and responsibility.

    python -m bench.grades

End to end, from raw text. An expected incident is the one found that most of its gold claims were
linked to; `expected.json` says what a person would conclude of it, and why.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from crosswire import pipeline
from crosswire.evaluate.scorer import Doc, align, located
from crosswire.records import Incident
from crosswire.store import Store

FIELDS = ("status", "grade", "responsibility")


def coded() -> tuple[dict[str, Incident], dict[str, list[dict[str, Any]]], dict[str, str]]:
    """The incidents by id, each document's claims in the scorer's form, each document's text."""
    dispatches, folder = pipeline.example()
    vocabulary, gazetteer = pipeline.open_knowledge(folder)
    claims = defaultdict(list)
    with Store.temporary() as store:
        pipeline.run(store, [dispatches], vocabulary=vocabulary, gazetteer=gazetteer)
        incidents = {row.incident.id: row.incident for row in store.incidents_view()}
        texts = {row.article.source_id: row.article.text for row in store.articles_view()}
        for row in store.claims_view():
            words = {"quote": row.claim.quote.quote, "trigger": row.claim.trigger.quote}
            found = {**words, "type": row.claim.type, "incident": row.incident_id}
            claims[row.article.source_id].append(found)
    return incidents, claims, texts


def linked(
    claims: dict[str, list[dict[str, Any]]], texts: dict[str, str]
) -> dict[str, Counter[str]]:
    """For each gold incident, how many of its claims went to which incident."""
    gold_folder = pipeline.example()[0].parent / "gold"
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(gold_folder.glob("*.json")):
        text = Doc(texts.get(path.stem, ""))
        gold = [located(claim, text) for claim in json.loads(path.read_text("utf-8"))["claims"]]
        pred = [located(claim, text) for claim in claims[path.stem]]
        for ours, theirs in align(gold, pred):
            if ours and theirs:
                homes[ours["incident"]][theirs["incident"]] += 1
    return homes


def main() -> None:
    incidents, claims, texts = coded()
    homes = linked(claims, texts)
    path = pipeline.example()[0].parent / "expected.json"
    expected = json.loads(path.read_text("utf-8"))
    right: Counter[str] = Counter()
    for slug, wanted in expected.items():
        best = homes[slug].most_common(1)
        found = incidents[best[0][0]] if best else None
        got = {field: str(getattr(found, field, "not found")) for field in FIELDS}
        right.update(field for field in FIELDS if got[field] == wanted[field])
        right["all three"] += all(got[field] == wanted[field] for field in FIELDS)
        differs = [f"{f} {got[f]}, not {wanted[f]}" for f in FIELDS if got[f] != wanted[f]]
        print(f"{slug:42} {'; '.join(differs) or 'right'}")
    print("\n" + ", ".join(f"{k} {right[k]} of {len(expected)}" for k in (*FIELDS, "all three")))


if __name__ == "__main__":
    main()
