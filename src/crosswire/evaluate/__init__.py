"""Figures against gold: the reference scorer's, and which documents got better or worse."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crosswire.evaluate.scorer import SLOTS, Doc, align, located, read_docs, score

__all__ = ["Evaluation", "compared", "confidences", "corpus_hash", "evaluate", "table"]

SAME = 0.0005  # below half of the third decimal that tables print, two figures are one


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well claims agree with gold.

    ``figures`` are the scorer's: for each slot p, r, f1 and the counts, ``mean_f1``,
    ``status_macro`` and ``incidents`` (B-cubed). ``documents`` gives each document's mean F1 over
    the slots that its gold or its claims fill, and 1 where both are empty. ``errors`` are kind,
    document and what, one for each claim missed, added or mistyped.
    """

    figures: Mapping[str, Any]
    documents: Mapping[str, float]
    errors: tuple[tuple[str, str, str], ...] = ()

    @property
    def pinned(self) -> dict[str, float]:
        """The figures that a quality floor stands under, by name."""
        found = {slot: float(self.figures[slot]["f1"]) for slot in SLOTS}
        matched = {slot: self.figures[slot]["matched"] for slot in ("places", "admin1")}
        found |= {f"{slot}, matched": float(figure) for slot, figure in matched.items()}
        found["mean"] = float(self.figures["mean_f1"])
        if self.figures["incidents"]:
            found["incidents"] = float(self.figures["incidents"]["f1"])
            found["incidents, matched"] = float(self.figures["incidents"]["matched"])
        if self.figures["status_macro"] is not None:
            found["status_macro"] = float(self.figures["status_macro"])
        return found


def evaluate(docs: Path | Mapping[str, str], gold: Path, claims: Iterable[str]) -> Evaluation:
    """Score claims, one JSON object a line as ``crosswire export claims -f jsonl`` writes them.

    ``docs`` is a folder of ``ID.json`` or ``ID.txt``, or texts by id; ``gold`` a folder of
    ``ID.json``. Raises ValueError where gold has no document, or there is no gold.
    """
    coded = {path.stem: read_gold(path) for path in sorted(gold.glob("*.json"))}
    found = {key: doc for key, doc in _read(docs).items() if key in coded}
    if not coded:
        raise ValueError(f"{gold} holds no gold files: give a folder of ID.json.")
    if missing := sorted(coded.keys() - found.keys()):
        raise ValueError(f"There are no documents for some of {gold}: {', '.join(missing[:5])}.")
    predicted = _by_document(claims)
    figures, errors = score(found, coded, predicted)
    documents = {key: _document(key, found, coded, predicted) for key in found}
    return Evaluation(figures, documents, tuple(errors))


def confidences(
    docs: Path | Mapping[str, str], gold: Path, claims: Iterable[str]
) -> list[tuple[float, bool]]:
    """Each claim's confidence, and whether its event and its type are in the gold."""
    found = _by_document(claims)
    out = []
    for key, doc in _read(docs).items():
        path = gold / f"{key}.json"
        coded = [located(c, doc) for c in read_gold(path)] if path.exists() else []
        for ours, theirs in align(coded, [located(c, doc) for c in found[key]]):
            if theirs:
                right = bool(ours and ours["type"] == theirs["type"])
                out.append((float(theirs["confidence"]), right))
    return out


def _by_document(claims: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in claims:
        claim = json.loads(line)
        found[claim["doc_id"]].append(claim)
    return found


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The claims of one gold file. Raises ValueError where it is none."""
    try:
        claims: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["claims"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f'{path} is not a gold file: it needs {{"claims": [...]}}.') from error
    return claims


def table(result: Evaluation) -> str:
    """The figures as lines of text, a slot a line."""
    head = f"{'slot':12} {'P':>7} {'R':>7} {'F1':>7} {'gold':>6} {'pred':>6} {'matched':>8}"
    lines = [f"{head}   ({len(result.documents)} documents)"]
    lines += [_line(slot, result.figures[slot], "gold", "pred") for slot in SLOTS]
    if result.figures["incidents"]:
        found = result.figures["incidents"]
        lines.append(_line("incidents", found, "gold_incidents", "pred_incidents") + "   B-cubed")
    lines.append(f"status, macro F1 without `occurred` {result.figures['status_macro']}")
    lines.append(f"mean F1 {result.figures['mean_f1']:.3f}")
    return "\n".join(lines)


def compared(earlier: Path | Mapping[str, float], result: Evaluation) -> str:
    """Which documents got better or worse against an earlier result, the largest change first.

    ``earlier`` is a saved Evaluation, or its ``documents``. Raises ValueError for a file that is
    not one.
    """
    before = earlier if isinstance(earlier, Mapping) else _saved(earlier)
    both = {key: after for key, after in result.documents.items() if key in before}
    changes = {key: after - before[key] for key, after in both.items()}
    parts = [
        _changes("better", {k: v for k, v in changes.items() if v > SAME}, result, before),
        _changes("worse", {k: v for k, v in changes.items() if v < -SAME}, result, before),
    ]
    same = sum(abs(change) <= SAME for change in changes.values())
    return "\n".join([*(line for part in parts for line in part), f"same {same}"])


def corpus_hash(docs: Path, gold: Path) -> str:
    """The hash of every document and gold file: figures are comparable on the same one alone."""
    digest = hashlib.sha256()
    for folder in (docs, gold):
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read(docs: Path | Mapping[str, str]) -> dict[str, Doc]:
    if isinstance(docs, Path):
        return read_docs(docs)
    return {key: Doc(text) for key, text in docs.items()}


def _document(
    key: str,
    docs: Mapping[str, Doc],
    gold: Mapping[str, list[dict[str, Any]]],
    predicted: Mapping[str, list[dict[str, Any]]],
) -> float:
    figures, _ = score({key: docs[key]}, {key: gold[key]}, {key: predicted.get(key, [])})
    filled = [
        figures[slot]["f1"] for slot in SLOTS if figures[slot]["gold"] + figures[slot]["pred"]
    ]
    return round(sum(filled) / len(filled), 4) if filled else 1.0


def _line(name: str, found: Mapping[str, Any], gold: str, predicted: str) -> str:
    shares = " ".join(f"{found[key]:7.3f}" for key in ("p", "r", "f1"))
    return f"{name:12} {shares} {found[gold]:6} {found[predicted]:6} {found['matched']:8.3f}"


def _changes(
    word: str, changes: Mapping[str, float], result: Evaluation, before: Mapping[str, float]
) -> list[str]:
    listed = sorted(changes, key=lambda key: (-abs(changes[key]), key))
    rows = [f"  {key:28} {before[key]:.3f} -> {result.documents[key]:.3f}" for key in listed]
    return [f"{word} {len(rows)}", *rows]


def _saved(path: Path) -> Mapping[str, float]:
    try:
        found: Mapping[str, float] = json.loads(path.read_text("utf-8"))["documents"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is not a saved result of `crosswire evaluate`.") from error
    return found
