"""Are origins, grades and responsibilities right? On the example corpus, by hand, under floods.

    python -m bench.grades            how many are right, and what is wrong with each other one
    python -m bench.grades --check    the same; exit code 1 where one is wrong that is not in OPEN,
                                      or one of OPEN is right

The example corpus is graded twice: from the claims that people marked, joined as they joined them,
which measures origins and grading; and end to end, from raw text, where an expected incident is the
one found that most of its gold claims were linked to, which measures all that comes before as well
and is not checked here. `expected.json` says what a person would conclude of each incident, and
why. The cases written by hand are in `grade_cases.yaml`; `grade_floods.py` generates the floods.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.grade_cases import Case, failures, tellings, written_cases
from bench.grade_floods import floods
from bench.grade_gold import by_incident, gold_steps
from crosswire import pipeline
from crosswire.evaluate.scorer import Doc, align, located
from crosswire.incidents import corroborate
from crosswire.incidents.origins_root import actor_root, outlet_root
from crosswire.records import Incident
from crosswire.store import Store
from crosswire.vocab import Vocabulary, load

FIELDS = ("status", "grade", "responsibility")
# What is still wrong from gold claims, and why: none of it is decided by how origins are counted.
OPEN = {
    "talbiseh-truce-breach-2016-10-25": "whose breach it was: 'Gunmen' names nobody, and a broken "
    "truce is coded as an agreement, which accuses nobody",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """By how many articles, outlets and known origins an incident is told; ``truth`` is by hand."""

    articles: int
    outlets: int
    origins: int
    truth: int


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


def end_to_end() -> dict[str, Incident]:
    """The incidents found in the example's raw text, by the gold incident that they are."""
    incidents, claims, texts = coded()
    homes = linked(claims, texts)
    return {slug: incidents[found.most_common(1)[0][0]] for slug, found in homes.items()}


def from_gold() -> dict[str, Incident]:
    """The incidents that the example's gold claims make, by their gold keys."""
    dispatches, folder = pipeline.example()
    vocabulary, gazetteer = pipeline.open_knowledge(folder)
    with Store.temporary() as store:
        pipeline.run(
            store, [dispatches], vocabulary=vocabulary, gazetteer=gazetteer,
            steps=gold_steps(), workers=1,
        )  # fmt: skip
        return by_incident(store.incidents_view(), store.claims_view())


def differing(incident: Incident | None, wanted: Mapping[str, Any]) -> list[str]:
    """The fields that differ from what a person concludes, one phrase each."""
    got = {field: str(getattr(incident, field, "not found")) for field in FIELDS}
    return [f"{f} {got[f]}, not {wanted[f]}" for f in FIELDS if got[f] != wanted[f]]


def miscounted(
    incident: Incident | None, wanted: Mapping[str, Any], vocabulary: Vocabulary
) -> list[str]:
    """The origins and unknown outlets that differ from those that a person counts."""
    found = incident.origins if incident else ()
    known = {origin.key for origin in found if origin.known}
    others = {origin.name for origin in found if not origin.known}
    pairs = (
        ("known origins", known, {key_of(name, vocabulary) for name in wanted["origins"]}),
        ("unknown outlets", others, {*wanted["outlets_not_listed"]}),
    )
    return [f"{what} {sorted(a)}, not {sorted(b)}" for what, a, b in pairs if a != b]


def key_of(name: str, vocabulary: Vocabulary) -> str:
    """The key of the origin that a person calls by a name."""
    actor = vocabulary.actor(name)
    if actor is None or vocabulary.outlet(name):
        return outlet_root(name, vocabulary).key
    return actor_root(actor, vocabulary).key


def counted_cases(cases: Iterable[Case], vocabulary: Vocabulary) -> Iterator[Counted]:
    """How many articles, outlets and origins each case is told by."""
    for case in cases:
        every = tellings(case, vocabulary)
        told = [telling for telling in every if telling.happened] or every
        expect = case.expect
        yield Counted(
            len({telling.article.id for telling in told}),
            len({telling.article.outlet for telling in told}),
            _known(corroborate(told, vocabulary)),
            expect["known"] if "known" in expect else len(expect["origins"]),
        )


def counted_example(
    found: Mapping[str, Incident], expected: Mapping[str, Any]
) -> Iterator[Counted]:
    """How many articles, outlets and origins each incident of the example is told by."""
    for key, wanted in expected.items():
        incident = found[key]
        outlets = {outlet for origin in incident.origins for outlet in origin.outlets}
        known = _known(incident)
        yield Counted(incident.articles, len(outlets), known, len(wanted["origins"]))


def _known(incident: Incident) -> int:
    return sum(origin.known for origin in incident.origins)


def show_counting(sets: Mapping[str, Iterable[Counted]]) -> None:
    """What would be called corroborated (two or more) by counting articles, outlets, origins."""
    print(
        "called corroborated: how many, of which rightly, and how many that are, are not called so"
    )
    print(f"{'':26}{'articles':>18}{'outlets':>18}{'origins':>18}")
    for title, found in sets.items():
        rows = list(found)
        told = ""
        for by in ("articles", "outlets", "origins"):
            called = [row for row in rows if getattr(row, by) >= 2]
            right = sum(row.truth >= 2 for row in called)
            missed = sum(row.truth >= 2 for row in rows) - right
            told += f"{len(called):8}{right:5}{missed:5}"
        print(f"{title:26}{told}")
    print()


def show(title: str, found: Mapping[str, list[str]]) -> set[str]:
    """Print what is wrong with each, and how many are right; the names of those that are wrong."""
    for name, faults in found.items():
        for fault in faults:
            print(f"{name}: {fault}")
    wrong = {name for name, faults in found.items() if faults}
    print(f"{title}: {len(found) - len(wrong)} of {len(found)} right\n")
    return wrong


def main() -> int:
    options = _arguments()
    example = pipeline.example()[0].parent / "expected.json"
    expected = json.loads(example.read_text("utf-8"))
    vocabulary = load(pipeline.example()[1])
    raw, gold = end_to_end(), from_gold()
    cases, made = written_cases(), list(floods())
    show("example, end to end", {k: differing(raw.get(k), v) for k, v in expected.items()})
    wrong = [
        show("example, grades", {k: differing(gold.get(k), v) for k, v in expected.items()}),
        show(
            "example, origins",
            {k: miscounted(gold.get(k), v, vocabulary) for k, v in expected.items()},
        ),
        show("cases written by hand", failures(cases, load())),
        show("floods", failures(made, load())),
    ]
    show_counting({
        "example, from gold": counted_example(gold, expected),
        "cases written by hand": counted_cases(cases, load()),
        "floods": counted_cases(made, load()),
    })  # fmt: skip
    unexpected = sorted(set().union(*wrong) ^ set(OPEN))
    print(f"{len(OPEN)} are open; not as expected: {', '.join(unexpected) or 'none'}")
    return 1 if options.check and unexpected else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="exit code 1 where one is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
