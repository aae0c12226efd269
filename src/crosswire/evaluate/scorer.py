# ruff: noqa
# mypy: ignore-errors
# fmt: off
# The reference scorer, kept as it is from the next line on: two programs, one set of figures.
#!/usr/bin/env python3
"""Score predicted claims against gold claims coded by the codebook (gold/CODEBOOK.md).

    score.py --docs DIR --gold DIR --pred claims.jsonl [--json out.json] [--errors N]

DIR of --docs holds DOC_ID.txt or DOC_ID.json ({"title", "text"}); DIR of --gold holds DOC_ID.json.
--pred is JSON Lines, one claim a line, in the format of CLAIMS.md. Standard library only.

Every figure but the last column is end to end: a value of a gold claim that no prediction matched is a miss, a value
of a prediction that matched no gold claim is a false alarm. The last column (matched) looks at matched pairs alone.
A prediction counts only where its quote stands in the text (at most 90 words) and holds its trigger (at most 6 words).
"""
from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

MAX_TRIGGER, MAX_QUOTE = 6, 90  # words
STATUSES = ["occurred", "ongoing", "planned", "hypothetical", "denied"]
FAMILY = {
    "armed_clash": "battle", "territory_gained": "battle", "territory_transfer": "control",
    "air_strike": "remote", "shelling": "remote", "bombing": "remote", "suicide_bombing": "remote",
    "chemical_attack": "remote", "attack_on_civilians": "civilians", "abduction": "civilians",
    "sexual_violence": "civilians", "protest": "protest", "riot": "protest", "agreement": "politics",
    "talks": "politics", "aid": "politics", "arrest": "strategic", "group_change": "control",
    "weapons_disrupted": "strategic", "base_established": "strategic", "destruction": "strategic",
    "force_movement": "strategic", "displacement": "civilians", "siege": "strategic",
    "casualties_report": "casualties_report", "other": "other",
}
ARTICLES = {"the", "a", "an", "some", "its", "their", "his", "of", "and", "al", "el", "ar", "as", "ash", "ad", "at", "az"}
GENERIC = {"army", "forces", "force", "troops", "military", "fighters", "militants", "terrorists", "group", "groups", "units", "unit",
           "province", "governorate", "region", "district", "city", "town", "village", "countryside", "tel", "tal", "tell", "kafr", "khan",
           "source", "sources", "ministry", "minister", "defence", "defense", "foreign", "official", "officials", "spokesman",
           "people", "civilians", "northern", "southern", "eastern", "western", "north", "south", "east", "west", "islamic"}
QUOTES = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0xC2: ""}


# --- words and spans -------------------------------------------------------------------------------------------------
def tokens(text: str | None) -> list[str]:
    """Lower-case words without accents, quotes and articles."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"['’‘`ʿʾ]s\b", "", text)
    text = re.sub(r"['’‘`ʿʾ]", "", text)
    return [t for t in re.findall(r"\w+", text) if t not in ARTICLES]


def same_words(a: str | None, b: str | None, least: float = 0.6) -> bool:
    """Whether two phrases share at least `least` of their words (F1 over bags of words).

    Generic words alone do not make "Syrian army" and "Turkish army" one.
    """
    x, y = Counter(tokens(a)), Counter(tokens(b))
    if not x or not y:
        return False
    shared = x & y
    if set(shared) <= GENERIC and set(x) - GENERIC and set(y) - GENERIC:
        return False
    return 2 * sum(shared.values()) / (sum(x.values()) + sum(y.values())) >= least


def squeeze(text: str | None) -> str:
    """The text with white space folded and typographic quotes made plain, so that spans survive encoding repair."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "").translate(QUOTES)).strip()


class Doc:
    """A document's folded text, in which quotes are located."""

    def __init__(self, text: str):
        self.text = squeeze(text)

    def span(self, words: str | None, within: tuple[int, int] | None = None) -> tuple[int, int] | None:
        words = squeeze(words)
        at = self.text.find(words, *(within or ())) if words else -1
        return (at, at + len(words)) if at >= 0 else None


def overlap(a, b) -> float:
    """Intersection over union of two spans."""
    if not a or not b:
        return 0.0
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared else 0.0


def located(claim: dict, doc: Doc) -> dict:
    """The claim with `_span` and `_trigger`; both None where the quote does not stand in the text or is too long."""
    trigger = claim.get("trigger")
    trigger = trigger.get("text") if isinstance(trigger, dict) else trigger
    span = doc.span(claim.get("quote"))
    if span and len(doc.text[slice(*span)].split()) > MAX_QUOTE:
        span = None
    fits = span and trigger and len(trigger.split()) <= MAX_TRIGGER
    return {**claim, "_span": span, "_trigger": doc.span(trigger, span) if fits else None}


# --- which prediction is which gold claim ----------------------------------------------------------------------------
def affinity(g: dict, p: dict) -> float:
    """How well a predicted claim fits a gold one; 0 where they cannot be the same claim."""
    trigger, quote, typed = overlap(g["_trigger"], p["_trigger"]), overlap(g["_span"], p["_span"]), g["type"] == p["type"]
    if not trigger and (quote < 0.5 or not typed):
        return 0.0
    return 2 * typed + (FAMILY.get(g["type"]) == FAMILY.get(p["type"])) + bool(trigger) + quote


def align(gold: list[dict], pred: list[dict]) -> list[tuple[dict | None, dict | None]]:
    """Best-first one-to-one matching; what is left over is paired with None."""
    fits = sorted(((affinity(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)),
                  key=lambda t: (-t[0], t[1], t[2]))
    used_g, used_p, out = set(), set(), []
    for fit, i, j in fits:
        if fit > 0 and i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            out.append((gold[i], pred[j]))
    return out + [(g, None) for i, g in enumerate(gold) if i not in used_g] \
        + [(None, p) for j, p in enumerate(pred) if j not in used_p]


# --- what is compared ------------------------------------------------------------------------------------------------
def texts(items) -> list[str]:
    return [i["text"] if isinstance(i, dict) else i for i in items or []]


def sides(c: dict) -> list[tuple[str, str]]:
    return [(s, t) for s in ("a", "b") for t in texts(c.get("side_" + s))]


def admin1(c: dict) -> list[tuple]:
    return sorted({(p.get("country") or "", p["admin1"]) for p in c.get("places") or [] if isinstance(p, dict) and p.get("admin1")})


def period(c: dict) -> list[tuple[date, date]]:
    """A claim's date, as 'D', 'D/D' or {"start": D, "end": D}; a malformed one counts as a false alarm."""
    value = c.get("date")
    if isinstance(value, dict):
        value = f"{value.get('start')}/{value.get('end') or value.get('start')}" if value.get("start") else None
    if not value:
        return []
    try:
        days = [date.fromisoformat(part[:10]) for part in value.split("/")]
    except ValueError:
        days = [date.min + timedelta(days=9)]
    return [(days[0], days[-1])]


def near(a, b) -> bool:
    return abs(a[0] - b[0]) <= timedelta(days=1) and abs(a[1] - b[1]) <= timedelta(days=1)


def casualties(c: dict) -> list[tuple]:
    return [(k.get("outcome"), k.get("who"), k.get("low"), k.get("high")) for k in c.get("casualties") or []]


def speakers(c: dict) -> list[str]:
    value = c.get("speaker")
    values = value if isinstance(value, list) else [value] if value else []
    return texts(values)


def equal(a, b) -> bool:
    return a == b


SLOTS = {  # name: (the claim's values, when two values are the same)
    "event": (lambda c: [True], equal),
    "type": (lambda c: [c["type"]], equal),
    "family": (lambda c: [FAMILY.get(c["type"])], equal),
    "status": (lambda c: [c.get("status")], equal),
    "actors": (lambda c: [t for _, t in sides(c)], same_words),
    "side": (sides, lambda a, b: a[0] == b[0] and same_words(a[1], b[1])),
    "places": (lambda c: texts(c.get("places")), same_words),
    "admin1": (admin1, lambda a, b: a[0] == b[0] and same_words(a[1], b[1], 0.99)),
    "date": (period, near),
    "casualties": (casualties, equal),
    "speaker": (speakers, same_words),
}


class Tally:
    """True positives, gold values and predicted values."""

    def __init__(self):
        self.tp = self.gold = self.pred = 0

    def add(self, gold: list, pred: list, same=equal) -> None:
        self.gold += len(gold)
        self.pred += len(pred)
        left = list(pred)
        for g in gold:
            hit = next((n for n, p in enumerate(left) if same(g, p)), None)
            if hit is not None:
                del left[hit]
                self.tp += 1

    def prf(self) -> dict:
        p = self.tp / self.pred if self.pred else 0.0
        r = self.tp / self.gold if self.gold else 0.0
        return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r) if p + r else 0.0, 4),
                "gold": self.gold, "pred": self.pred}


def b_cubed(rows: list[tuple[str, dict | None, dict | None]]) -> dict | None:
    """B-cubed of incidents over matched claims, with every unmatched claim counted against it.

    Gold by `incident`, predicted by `incident_id`; only documents whose gold claims carry `incident`.
    """
    pairs = [(g["incident"], p.get("incident_id") or f"none-{n}") for n, (_, g, p) in enumerate(rows) if g and p]
    n_gold, n_pred = sum(1 for _, g, _ in rows if g), sum(1 for _, _, p in rows if p)
    if not n_gold or not n_pred:
        return None
    of_gold, of_pred, of_both = Counter(g for g, _ in pairs), Counter(p for _, p in pairs), Counter(pairs)
    precision = sum(of_both[g, p] / of_pred[p] for g, p in pairs) / n_pred
    recall = sum(of_both[g, p] / of_gold[g] for g, p in pairs) / n_gold
    matched_p = sum(of_both[g, p] / of_pred[p] for g, p in pairs) / max(len(pairs), 1)
    matched_r = sum(of_both[g, p] / of_gold[g] for g, p in pairs) / max(len(pairs), 1)
    f1 = lambda p, r: round(2 * p * r / (p + r) if p + r else 0.0, 4)  # noqa: E731
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": f1(precision, recall), "matched": f1(matched_p, matched_r),
            "claims": len(pairs), "gold_incidents": len(of_gold), "pred_incidents": len(of_pred)}


def score(docs: dict[str, Doc], gold: dict[str, list[dict]], pred: dict[str, list[dict]]) -> tuple[dict, list[tuple]]:
    whole, matched = {s: Tally() for s in SLOTS}, {s: Tally() for s in SLOTS}
    by_type, by_status = defaultdict(Tally), {s: Tally() for s in STATUSES}
    rows, errors = [], []
    for doc_id, doc in docs.items():
        gs = [located(c, doc) for c in gold[doc_id]]
        ps = [located(c, doc) for c in pred.get(doc_id, [])]
        errors += [("gold not found", doc_id, c["quote"][:80]) for c in gs if not c["_trigger"]]
        rows += [(doc_id, g, p) for g, p in align(gs, ps)]
    for doc_id, g, p in rows:
        for slot, (values, same) in SLOTS.items():
            whole[slot].add(values(g) if g else [], values(p) if p else [], same)
            if g and p:
                matched[slot].add(values(g), values(p), same)
        for kind, tallies in (("type", by_type), ("status", by_status)):
            for name in {c.get(kind) for c in (g, p) if c}:
                if kind == "type" or name in by_status:
                    tallies[name].add([1] * bool(g and g[kind] == name), [1] * bool(p and p.get(kind) == name))
        if not p:
            errors.append(("missed", doc_id, f"{g['type']}: {g['quote'][:90]}"))
        elif not g:
            errors.append(("false alarm", doc_id, f"{p['type']}: {(p.get('quote') or '')[:90]}"))
        elif g["type"] != p["type"]:
            errors.append(("wrong type", doc_id, f"{g['type']} -> {p['type']}: {g['quote'][:80]}"))
    keyed = {d for d in docs if gold[d] and all(c.get("incident") for c in gold[d])}
    result = {s: {**t.prf(), "matched": matched[s].prf()["f1"]} for s, t in whole.items()}
    result["mean_f1"] = round(sum(result[s]["f1"] for s in SLOTS) / len(SLOTS), 4)
    result["incidents"] = b_cubed([r for r in rows if r[0] in keyed])
    rare = [by_status[s].prf()["f1"] for s in STATUSES[1:] if by_status[s].gold]
    result["status_macro"] = round(sum(rare) / len(rare), 4) if rare else None
    result["by_status"] = {s: t.prf() for s, t in by_status.items()}
    result["by_type"] = {t: v.prf() for t, v in sorted(by_type.items(), key=lambda kv: -kv[1].gold)}
    return result, errors


def read_docs(folder: Path) -> dict[str, Doc]:
    docs = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".txt":
            docs[path.stem] = Doc(path.read_text("utf-8"))
        elif path.suffix == ".json":
            record = json.loads(path.read_text("utf-8"))
            docs[path.stem] = Doc("\n".join(filter(None, [record.get("title"), record["text"]])))
    return docs


def show(result: dict, n_docs: int) -> None:
    print(f"{'slot':12} {'P':>7} {'R':>7} {'F1':>7} {'gold':>6} {'pred':>6} {'matched':>8}   ({n_docs} documents)")
    for slot in SLOTS:
        v = result[slot]
        print(f"{slot:12} {v['p']:7.3f} {v['r']:7.3f} {v['f1']:7.3f} {v['gold']:6} {v['pred']:6} {v['matched']:8.3f}")
    if result["incidents"]:
        v = result["incidents"]
        print(f"{'incidents':12} {v['p']:7.3f} {v['r']:7.3f} {v['f1']:7.3f} {v['gold_incidents']:6} {v['pred_incidents']:6} {v['matched']:8.3f}   B-cubed")
    print(f"status, macro F1 without `occurred` {result['status_macro']}")
    print(f"mean F1 {result['mean_f1']:.3f}")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--docs", type=Path, required=True)
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--pred", type=Path, required=True)
    ap.add_argument("--json", type=Path)
    ap.add_argument("--errors", type=int, default=0, help="print up to N errors")
    args = ap.parse_args()
    gold = {p.stem: json.loads(p.read_text("utf-8"))["claims"] for p in sorted(args.gold.glob("*.json"))}
    docs = {k: v for k, v in read_docs(args.docs).items() if k in gold}
    if missing := sorted(gold.keys() - docs.keys()):
        sys.exit(f"score.py: gold without a document: {missing[:5]}")
    pred: dict[str, list[dict]] = defaultdict(list)
    for line in args.pred.read_text("utf-8").splitlines():
        if line.strip():
            claim = json.loads(line)
            pred[claim["doc_id"]].append(claim)
    result, errors = score(docs, gold, pred)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1))
    for kind, doc_id, what in errors[:args.errors]:
        print(f"{kind:14} {doc_id} {what}")
    show(result, len(docs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
