"""Figures on places: finding toponyms, resolving them, and speed.

    python -m bench.places [--data ../shared/data] [--gold ../shared/gold] [--errors N]
    python -m bench.places --check    exit with 1 where a figure fell below its floor
    python -m bench.places --pin      set the floors to what is reached
    python -m bench.places --large N  only add, open and ask a made-up list of N places

Resolution counts every gold mention; one without an answer, or with a country's or unit's midpoint
too far off, is a miss. Recognition asks for the same start and end. No corpus is trained on.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from bench import event_place, large_list
from crosswire.gazetteers import Shelf
from crosswire.gazetteers.geocode import geocode
from crosswire.records import Place, Span
from crosswire.resolve.gazetteer import BUILT_IN, Index
from crosswire.resolve.places import Gazetteer
from crosswire.resolve.romanise import bare, fold

GEOPARSING = ("TR-News", "lgl", "GeoVirus")
NEAR, EXACT = 161.0, 10.0  # km: 100 miles, as the literature counts; and a place's own ground


Told = tuple[str, dict[str, float]]  # a sentence, and its figures by name
Job = Callable[[Gazetteer, Path, int], Told]
FLOORS = Path(__file__).parent / "place_floors.json"
SLACK = {"event": 0.01}  # another processor may add the model's sums differently
LIST = "wof-sy.tsv.gz"  # added for the second figures on UCDP's places


@dataclass
class Text:
    """A text with its gold mentions and where they lie."""

    name: str
    text: str
    gold: list[tuple[Span, float, float]] = field(default_factory=list)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def corpus(path: Path) -> Iterator[Text]:
    for i, node in enumerate(ElementTree.parse(path).getroot().iter("article")):
        text = Text(node.get("docid") or str(i), node.findtext("text") or "")
        for mention in (*node.iter("toponym"), *node.iter("location")):
            place = mention.find("gaztag")
            place = mention if place is None else place
            lat, lon = place.findtext("lat"), place.findtext("lon")
            start, end = int(mention.findtext("start") or 0), int(mention.findtext("end") or 0)
            words = mention.findtext("phrase") or mention.findtext("name") or ""
            start = nearest(text.text, words, start) if words else start
            end = start + len(words) if words else end
            if lat and lon:
                span = Span(start, end, text.text[start:end])
                text.gold.append((span, float(lat), float(lon)))
        yield text


def nearest(text: str, words: str, start: int) -> int:
    """Where the words stand; some files count from one, or drift by a few letters."""
    for shift in (0, -1, 1, -2, 2, -3, 3):
        if text.startswith(words, start + shift):
            return start + shift
    return start


def within(place: Place, lat: float, lon: float, limit: float) -> bool:
    if place.latitude is None or place.longitude is None:
        return False
    return kilometres((place.latitude, place.longitude), (lat, lon)) <= limit


def geoparsing(gazetteer: Gazetteer, path: Path, errors: int) -> Told:
    hits = total = found = right = 0
    wrong: Counter[str] = Counter()
    for text in corpus(path):
        spans = [g[0] for g in text.gold]
        for place, (span, lat, lon) in zip(
            gazetteer.resolve_places(spans, text.text), text.gold, strict=True
        ):
            good = within(place, lat, lon, NEAR)
            hits += good
            total += 1
            if not good:
                wrong[f"resolve {span.quote} -> {place.name} {place.country} ({lat}, {lon})"] += 1
        guessed, gold = set(gazetteer.find_places(text.text)), set(spans)
        found += len(guessed)
        right += len(guessed & gold)
        wrong.update(f"miss {s.quote}" for s in gold - guessed)
        wrong.update(f"false {s.quote}" for s in guessed - gold)
    for line, n in sorted(wrong.items(), key=lambda w: (-w[1], w[0]))[:errors]:
        print("   ", n, line)
    precision, recall = right / max(1, found), right / max(1, total)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    told = (f"{path.stem}: {hits / total:.3f} of {total} within {NEAR:.0f} km; recognition "
            f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")  # fmt: skip
    return told, {"resolution": hits / total, "recognition": f1}


def ucdp(gazetteer: Gazetteer, path: Path, errors: int) -> Told:
    """UCDP's own names and provinces, as `crosswire gazetteer match` geocodes a table."""
    rows = [r for r in csv.DictReader(path.open()) if float(r["where_prec"]) in (1, 2)]
    good = weighted = inside = elsewhere = total = 0
    wrong = []
    for row in rows:
        name, unit = row["where_coordinates"], row["adm_1"]
        place = geocode(gazetteer, name, unit, "Syria")
        assert place
        events = int(row["events"])
        hit = within(place, float(row["latitude"]), float(row["longitude"]), EXACT)
        good += hit
        weighted += hit * events
        total += events
        if not hit:
            elsewhere += 1
            same = province(place.admin1) == province(unit)
            inside += same
            told = f"{place.name}, {place.admin1} {place.where_prec} {place.reason}"
            wrong.append((events, f"{name}, {unit} -> {told}"))
    for n, line in sorted(wrong, reverse=True)[:errors]:
        print("   ", n, line)
    found, share = good / len(rows), inside / max(1, elsewhere)
    told = (f"UCDP Syria: {found:.3f} of {len(rows)} places within {EXACT:.0f} km, "
            f"{weighted / total:.3f} weighted by events; right province else "
            f"{share:.3f}")  # fmt: skip
    return told, {"places": found, "events": weighted / total, "province": share}


def ucdp_with_list(_: Gazetteer, path: Path, errors: int) -> Told:
    """The same with a list added as a user adds it."""
    source = path.parents[1] / "gazetteer" / LIST
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        shelf.add(source)
        gazetteer = shelf.open()
        told, figures = ucdp(gazetteer, path, errors)
        gazetteer.close()
    return f"with {LIST} added, {told}", figures


def province(name: str | None) -> str:
    plain = (name or "").removesuffix(" Governorate").replace("Reef", "Rif")
    return bare(fold(plain))


def gold(gazetteer: Gazetteer, folder: Path, errors: int) -> Told:
    lands = units = n = m = 0
    found = right = wanted = 0
    wrong: Counter[str] = Counter()
    for path in sorted((folder / "gold").glob("*.json")):
        doc = json.loads((folder / "docs" / path.name).read_text("utf-8"))
        text = f"{doc['title']}\n{doc['text']}"
        claims = json.loads(path.read_text("utf-8"))["claims"]
        spans = [(located(text, c["quote"], p["text"]), p) for c in claims for p in c["places"]]
        places = gazetteer.resolve_places([s for s, _ in spans], text)
        for place, (span, p) in zip(places, spans, strict=True):
            n += 1
            lands += place.country == p["country"]
            if p["admin1"]:
                m += 1
                units += place.admin1 == p["admin1"]
            if place.country != p["country"] or (p["admin1"] and place.admin1 != p["admin1"]):
                label = f"{span.quote}: {p['country']} {p['admin1']}"
                wrong[
                    f"{label} -> {place.name} {place.country} {place.admin1} ({place.reason})"
                ] += 1
        seen = gazetteer.find_places(text)
        for c in claims:
            at = text.find(c["quote"])
            inside = {s.quote for s in seen if at <= s.start < at + len(c["quote"])}
            own = {p["text"] for p in c["places"] if p["text"] in c["quote"]}
            found, right, wanted = found + len(inside), right + len(inside & own), wanted + len(own)
            wrong.update(f"miss {q}" for q in own - inside)
            wrong.update(f"false {q}" for q in inside - own)
    for line, count in sorted(wrong.items(), key=lambda w: (-w[1], w[0]))[:errors]:
        print("   ", count, line)
    told = (f"gold/{folder.name}: country {lands / n:.3f} of {n}, admin1 {units / m:.3f} of {m}; "
            f"toponyms inside quotes P {right / found:.3f} R {right / wanted:.3f}")  # fmt: skip
    return told, {"country": lands / n, "admin1": units / m}


def located(text: str, quote: str, words: str) -> Span:
    at = max(0, text.find(quote))
    start = text.find(words, at, at + len(quote))
    start = text.find(words) if start < 0 else start
    return Span(max(0, start), max(0, start) + len(words), words)


def event(_: Gazetteer, path: Path, errors: int) -> Told:
    return event_place.measure(path)


def speed(gazetteer: Gazetteer, path: Path) -> str:
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")][:300]
    begin, mentions, names = time.process_time(), 0, set()
    for text in texts:
        spans = gazetteer.find_places(text)
        mentions += len(gazetteer.resolve_places(spans, text))
        names |= {fold(s.quote) for s in spans}
    spent = time.process_time() - begin
    index = Index(BUILT_IN)
    begin = time.process_time()
    for name in sorted(names):
        index.exact(name)
        index.similar(name, ("SY",))
    each = (time.process_time() - begin) / len(names)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (f"speed: {len(texts) / spent:.0f} articles and {mentions / spent:.0f} places a second "
            f"on one core (found and resolved); an exact and a tolerant look-up together "
            f"{1000 * each:.2f} ms; at most {memory:.0f} MB resident")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--added", type=Path, help="a folder of added lists")
    parser.add_argument("--only", default="", help="a part of a corpus' name")
    parser.add_argument("--check", action="store_true", help="only check the floors")
    parser.add_argument("--pin", action="store_true", help="set the floors to what is reached")
    parser.add_argument("--large", type=int, default=0, metavar="N", help="see above")
    parser.add_argument("--errors", type=int, default=0, help="how many errors to print of each")
    args = parser.parse_args()
    if args.large:
        print(large_list.measure(args.large))
        return 0
    begin = time.perf_counter()
    shelf = Shelf(args.added or Path("none"))
    gazetteer = shelf.open()
    names = ", ".join(shelved.name for shelved in shelf.lists())
    print(f"built-in gazetteer{' and ' + names if names else ''}, opened in "
          f"{time.perf_counter() - begin:.3f} s")  # fmt: skip
    reached: dict[str, dict[str, float]] = {}
    for name, job, path in jobs(args.data, args.gold):
        if args.only in name and path.exists() and not (args.added and job is ucdp_with_list):
            told, figures = job(gazetteer, path, args.errors)
            reached[name] = {figure: round(value, 4) for figure, value in figures.items()}
            print(told)
    if args.pin:
        floors = {
            name: {figure: round(value - SLACK.get(name, 0.0), 4) for figure, value in each.items()}
            for name, each in reached.items()
        }
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    if args.check:
        return check(reached)
    if not args.only:
        print(speed(gazetteer, args.data / "articles" / "fakes.jsonl"))
    return 0


def jobs(data: Path, gold_folder: Path) -> list[tuple[str, Job, Path]]:
    syria = data / "ucdp" / "syria_places_dev.csv"
    return [
        *((n, geoparsing, data / "geoparsing" / f"{n}.xml") for n in GEOPARSING),
        ("ucdp", ucdp, syria),
        ("ucdp with a list", ucdp_with_list, syria),
        *((n, gold, gold_folder / n) for n in ("train", "dev")),
        ("event", event, data / "event_location" / "labeled_text.jsonl.zip"),
    ]


def check(reached: dict[str, dict[str, float]]) -> int:
    """Print the floors that do not hold; corpora that are not here are not checked."""
    pinned = json.loads(FLOORS.read_text("utf-8"))
    failures = [
        f"{name}: {figure} is {reached[name][figure]:.4f}, its floor is {floor:.4f}"
        for name, figures in pinned.items()
        if name in reached
        for figure, floor in figures.items()
        if reached[name][figure] < floor
    ]
    left = [name for name in pinned if name not in reached]
    print("\n".join(failures) or "every place figure stands on or above its floor")
    if left:
        print(f"not here, not checked: {', '.join(left)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
