"""Is the map that ships the one that is in island/, and does it ask nobody for anything?"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from crosswire.exports.report_view import FAMILIES

ROOT = Path(__file__).parents[2]
ISLAND = ROOT / "island"
STATIC = ROOT / "src/crosswire/web/static"
BUILT = ("island.js", "island.css", "map-worker.js", "marks-worker.js", "htmx.min.js")
SOURCES = ("package-lock.json", "package.json", "tsconfig.json", "vite.config.ts")
MOST_BASE = 2_500_000  # bytes of the base map, packed


def test_the_built_files_are_of_these_sources() -> None:
    """Was `make island` run since the sources changed?"""
    sources = [*SOURCES, *(f"src/{path.name}" for path in (ISLAND / "src").iterdir())]
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(f"{name}\0".encode() + (ISLAND / name).read_bytes() + b"\0")
    built = json.loads((STATIC / "island.json").read_text(encoding="utf-8"))
    assert built == {"sources": digest.hexdigest()}


@pytest.mark.parametrize("name", BUILT)
def test_no_built_file_makes_code_of_text_or_names_a_source_map(name: str) -> None:
    """Would the page's policy stop it, or the browser look for a file that is not there?"""
    text = (STATIC / name).read_text(encoding="utf-8")
    assert text
    assert "sourceMappingURL" not in text
    if name != "htmx.min.js":  # it can, and the pages tell it not to (allowEval)
        assert not re.search(r"new Function\(|[^\w.$]eval\(", text)


@pytest.mark.parametrize("name", ["island.js", "island.css", "marks-worker.js"])
def test_our_own_part_of_the_map_names_no_other_host(name: str) -> None:
    """Can any of it ask another host? What MapLibre names are pages to read, in its warnings."""
    hosts = set(re.findall(r"https?://([\w.-]+)", (STATIC / name).read_text(encoding="utf-8")))
    read = {"github.com", "wiki.openstreetmap.org", "maplibre.org", "maplibre.invalid"}
    assert hosts <= {*read, "www.w3.org"}


def test_packages_are_pinned_and_their_lock_names_no_registry() -> None:
    """Does every build take the same packages, from whatever registry is at hand?"""
    package = json.loads((ISLAND / "package.json").read_text(encoding="utf-8"))
    pins = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", pin) for pin in pins)
    assert '"resolved"' not in (ISLAND / "package-lock.json").read_text(encoding="utf-8")


def test_what_is_bundled_comes_with_its_licence() -> None:
    """Is each package that is served named with its version and terms?"""
    package = json.loads((ISLAND / "package.json").read_text(encoding="utf-8"))
    told = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name, said in (("maplibre-gl", "MapLibre GL JS"), ("htmx.org", "htmx")):
        assert f"{said} {package['dependencies'][name]}\n" in told


def test_the_maps_shapes_are_the_reports() -> None:
    """Does a type of event have the same shape on the map as in the report?"""
    told = json.loads((ISLAND / "src/families.json").read_text(encoding="utf-8"))
    assert {name: {*types} for name, types in told.items()} == {
        name: {each.value for each in types} for name, types in FAMILIES.items()
    }


def test_the_base_map_is_small_and_whole() -> None:
    """Are all its files there, with towns in their own script, in less than 2.5 MB?"""
    base = STATIC / "base"
    files = {path.name: path.read_bytes() for path in base.iterdir()}
    assert set(files) == {f"{name}.json.gz" for name in ("world", "provinces", "water", "names")}
    assert sum(map(len, files.values())) < MOST_BASE
    world = json.loads(gzip.decompress(files["world.json.gz"]))
    assert set(world["objects"]) == {"land", "coast", "borders", "disputed"}
    towns = {row[0]: row for row in json.loads(gzip.decompress(files["names.json.gz"]))["towns"]}
    assert towns["Aleppo"][4] == "حلب"
    assert towns["Kyiv"][4] == "Київ"
