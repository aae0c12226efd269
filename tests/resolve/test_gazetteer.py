import importlib.util
import json
import pickle
import sqlite3
import sys
from pathlib import Path

import pytest

from crosswire.resolve.gazetteer import BUILT_IN, GazetteerError, Index
from crosswire.resolve.places import Gazetteer
from crosswire.resolve.romanise import fold, likeness, printed_name, skeleton

ROOT = Path(__file__).parents[2]

# One name, many spellings: all of a row have one fold, or one skeleton and near letters.
SAME = [
    ("Dara'a", "Daraa", "Dar‘ā"),
    ("Deir ez-Zor", "Deir al-Zor"),
    ("Dayr az Zawr", "Dayr al-Zawr"),
    ("Tall Rifaat", "Tel Rifaat", "Tell Rif'at"),
    ("Bakhmut", "Бахмут"),
    ("Kyiv", "KYIV"),
    ("Raqqah", "Raqa"),
    ("Khan Sheikhoun", "khan sheikhun"),
    ("Saint Louis", "St. Louis"),
    ("Şanlıurfa", "Sanliurfa"),
]
LIKE = [
    ("Deir Ezzur", "Deir ez-Zor"),
    ("Deraa", "Daraa"),
    ("Idleb", "Idlib"),
    ("Kuweires", "Kweyris"),
    ("El Fasher", "Al-Fashir"),
    ("Manbij", "Menbij"),
    ("حلب", "Halab"),
    ("Київ", "Kiyiv"),
]
OTHER = [
    ("Homs", "Hims al-Jadida"),
    ("Hama", "Hamra"),
    ("Aleppo", "Alupka"),
    ("Sarmin", "Sirmaniyah"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_with_one_fold(spellings: tuple[str, ...]) -> None:
    """Do the usual differences of romanisation vanish?"""
    assert len({fold(s) for s in spellings}) == 1


@pytest.mark.parametrize(("a", "b"), LIKE)
def test_spellings_with_one_skeleton(a: str, b: str) -> None:
    """Are freer spellings found by their consonants?"""
    assert skeleton(fold(a)) == skeleton(fold(b))


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_other_names_stay_apart(a: str, b: str) -> None:
    """Are two names kept two?"""
    assert skeleton(fold(a)) != skeleton(fold(b)) or likeness(fold(a), fold(b)) < 0.82


# Names as news writes them: (name, country, first-order unit) of one of the places so called.
KNOWN = [
    ("Aleppo", "SY", "Aleppo"),
    ("Daraa", "SY", "Daraa"),
    ("Raqqa", "SY", "Raqqa"),
    ("Douma", "SY", "Rif Dimashq"),
    ("Hassakeh", "SY", "Hasakah"),
    ("دير الزور", "SY", "Deir ez-Zor"),
    ("Kiev", "UA", "Kyiv"),
    ("Київ", "UA", "Kyiv"),
    ("Bakhmut", "UA", "Donetsk"),
    ("Mosul", "IQ", "Nineveh"),
    ("El Fasher", "SD", "North Darfur"),
    ("Khan Younis", "PS", "Gaza Strip"),
    ("Hodeidah", "YE", "Hodeidah"),
    ("Djibo", "BF", "Sahel"),
    ("Timbuktu", "ML", "Timbuktu"),
    ("Goma", "CD", "North Kivu"),
    ("Maiduguri", "NG", "Borno"),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(BUILT_IN)


@pytest.mark.parametrize(("name", "country", "unit"), KNOWN)
def test_towns_and_units(name: str, country: str, unit: str, index: Index) -> None:
    """Does the built-in index hold the towns of the wars, with the units' common English names?"""
    entries = [m.entry for m in index.exact(fold(name))]
    parents = {e.country: set() for e in entries}
    for entry in entries:
        parent = entry if entry.feature == "ADM1" else index.entry(entry.admin1 or 0)
        parents[entry.country].add(parent.name if parent else None)
    assert unit in parents.get(country, set())


def test_stays_small() -> None:
    """Is the index small enough for a wheel?"""
    assert len(Gazetteer.open().hash) == 64
    assert BUILT_IN.stat().st_size < 40e6


def test_a_tolerant_look_up_respects_the_country(index: Index) -> None:
    """Are like spellings offered from the asked countries alone?"""
    found = index.similar(fold("Saraqoub"), ("SY",))
    assert found
    assert {m.entry.country for m in found} == {"SY"}


def test_unusable_files_are_refused(tmp_path: Path) -> None:
    """Does a bad file give one clear sentence?"""
    with pytest.raises(GazetteerError, match="no gazetteer at"):
        Index(tmp_path / "none.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("Aleppo,36.2,37.2\n" * 100)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Index(text)
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        db.execute("INSERT INTO meta VALUES ('format', 'another-0')")
    db.close()
    with pytest.raises(GazetteerError, match="has the format another-0"):
        Index(old)


CITIES = {
    "1": {"geonameid": 1, "name": "Ṭāmā", "latitude": 35.0, "longitude": 37.0, "countrycode": "SY",
          "population": 900, "admin1code": "09", "alternatenames": ["Tama", "TMA", "tama", "タマ"]},
    "2": {"geonameid": 2, "name": "Orum", "latitude": 36.0, "longitude": 38.0, "countrycode": "SY",
          "population": 4000, "admin1code": "09", "alternatenames": [""]},
}  # fmt: skip


KNOWN_PLACES = (
    "# a remark\n"
    "SY\tHalab\tKafr Xarta\tpopulated\tXarta Tahtani\t\n"
    "SY\tHalab\tTamah\tpopulated\tTama al-Kabira\t\n"
    "SY\t\tXumm Highway\troad\t\t\n"
    "SY\tHalab\tXebbe Airbase\tairfield\t\t36.18,37.22\n"
)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    land = {"geonameid": 9, "name": "Syria", "capital": "Orum", "population": 5000}
    (tmp_path / "cities500.json").write_text(json.dumps(CITIES), "utf-8")
    (tmp_path / "countries.json").write_text(json.dumps({"SY": land}), "utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text("SY.09\tHalab\tHalab\t5\n", "utf-8")
    (tmp_path / "known.tsv").write_text(KNOWN_PLACES, "utf-8")
    (tmp_path / "admin2Codes.txt").write_text("SY.09.1\tTama District\tTama District\t6\n", "utf-8")
    return tmp_path


def _build(sources: Path, out: Path) -> str:
    spec = importlib.util.spec_from_file_location("build", ROOT / "training/build_gazetteer.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["build"] = module
    spec.loader.exec_module(module)
    return str(
        module.write(
            module.all_rows(module.read(sources, sources, sources / "known.tsv")), out, module.META
        )
    )


def test_the_build_gives_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    """Is the file a function of its sources, and its hash that of what it holds?"""
    a, b = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    assert _build(sources, a) == _build(sources, b) == Index(a).hash
    assert a.read_bytes() == b.read_bytes()


def test_the_build_keeps_names_that_news_uses(sources: Path, tmp_path: Path) -> None:
    """Are codes and other scripts left out, units located by their seat, capitals told?"""
    _build(sources, tmp_path / "a.sqlite")
    index = Index(tmp_path / "a.sqlite")
    assert {m.entry.feature for m in index.exact(fold("Tama"))} == {"PPL", "ADM2"}
    assert not index.has(fold("TMA"))
    unit = next(m.entry for m in index.exact(fold("Tama District")))
    assert (unit.latitude, unit.longitude, unit.admin1) == (35.0, 37.0, 5)
    assert [m.entry.feature for m in index.exact("orum")] == ["PPLC"]


@pytest.mark.parametrize(
    ("name", "country", "printed"),
    [
        ("I‘zāz", "SY", "Izaz"),
        ("‘Ayn ‘Īsá", "SY", "Ayn Isa"),
        ("Nâlût", "LY", "Nalut"),
        ("Ménaka", "ML", "Ménaka"),
        ("Şanlıurfa", "TR", "Şanlıurfa"),
    ],
)
def test_a_scholars_romanisation_is_not_printed(name, country, printed):
    """Is a name printed as reports have it, and are the letters of other languages left alone?"""
    assert printed_name(name, country) == printed


def test_places_that_only_the_news_names(sources: Path, tmp_path: Path) -> None:
    """Are they in their unit, at a point where one is known, and a town's spelling that town's?"""
    _build(sources, tmp_path / "a.sqlite")
    index = Index(tmp_path / "a.sqlite")
    village = next(m.entry for m in index.exact(fold("Xarta Tahtani")))
    assert (village.name, village.feature, village.admin1) == ("Kafr Xarta", "PPL", 5)
    assert village.latitude is None
    assert village.gazetteer_id == "crosswire:SY-kafrxarta-5"
    assert {m.entry.id for m in index.exact(fold("Tama al-Kabira"))} == {1}
    base = next(m.entry for m in index.exact(fold("Xebbe Airbase")))
    assert (base.feature, base.latitude, base.longitude) == ("SITE", 36.18, 37.22)


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("Gunmen burned the village of Dakwa in DR Congo.", "Dakwa", ("CD", "Bas-Uele", 4)),
        ("Troops left Lajat in Syria.", "Lajat", ("SY", "Daraa", 5)),
    ],
)
def test_a_place_known_by_name_alone(text, words, told):
    """Is a place of the news without a point shown at its unit, with that precision?"""
    gazetteer = Gazetteer.open()
    places = gazetteer.resolve_places(gazetteer.find_places(text), text)
    place = next(p for p in places if p.words.quote == words)
    assert (place.country, place.admin1, place.where_prec) == told


def test_it_can_be_sent_to_another_process():
    """Does a gazetteer that was sent find the same places?"""
    sent = pickle.loads(pickle.dumps(Gazetteer.open()))
    assert sent.hash == Gazetteer.open().hash
    assert [span.quote for span in sent.find_places("Troops entered Raqqa.")] == ["Raqqa"]
