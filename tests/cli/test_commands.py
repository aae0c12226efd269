"""Every command as a user types it, with the network cut."""

import csv
import json

import pytest


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://crosswire.example/')",
    ],
)
def test_the_cut_network_is_cut(python, program):
    """Would the tests of this folder notice a connection?"""
    tried = python("-c", program)
    assert tried.returncode == 99
    assert "NETWORK TRIED" in tried.stderr


def test_a_run_says_what_came_of_it(crosswire, coded):
    """Are counts, the refused file with its reason, and the best incident printed?"""
    done = crosswire("run", "articles", cwd=coded)
    assert done.returncode == 0
    assert "0 new, 2 seen before" in done.stdout
    assert "shelling at" in done.stdout


def test_a_refused_file_is_named(crosswire, coded, tmp_path):
    """Does the first run name the binary file and what to do, and --strict exit with 1?"""
    arguments = ("run", coded / "articles", "--db", tmp_path / "new.db")
    assert "photo.txt" in crosswire(*arguments, cwd=tmp_path).stdout
    strict = crosswire("run", coded / "articles", "--strict", "--db", "strict.db", cwd=tmp_path)
    assert strict.returncode == 1


def test_a_run_as_json(crosswire, coded):
    """Is --json one object with the counts, and nothing else?"""
    counts = json.loads(crosswire("run", "articles", "--json", cwd=coded).stdout)
    assert counts["known"] == 2
    assert counts["rebuilt"] is False


def test_standard_input(crosswire, tmp_path):
    """Can an article be piped in?"""
    text = "Troops shelled the town of Azaz on Monday, killing three people.\n"
    done = crosswire("run", "-", "--json", cwd=tmp_path, stdin=text)
    assert json.loads(done.stdout)["new"] == 1


@pytest.mark.parametrize(
    ("what", "form"),
    [("claims", "jsonl"), ("incidents", "csv"), ("articles", "parquet"), ("incidents", "geojson")],
)
def test_an_export_is_written(crosswire, coded, tmp_path, what, form):
    """Is the file there, under the name that the message tells?"""
    target = tmp_path / f"{what}.{form}"
    done = crosswire("export", what, "--format", form, "-o", target, cwd=coded)
    assert done.returncode == 0, done.stderr
    assert target.stat().st_size > 0
    assert str(target) in done.stderr.replace("\n", "")


def test_filters_narrow_an_export(crosswire, coded, tmp_path):
    """Does --status planned leave the shelling out?"""
    target = tmp_path / "planned.csv"
    crosswire("export", "claims", "-f", "csv", "--status", "planned", "-o", target, cwd=coded)
    with target.open(encoding="utf-8", newline="") as file:
        statuses = {row["status"] for row in csv.DictReader(file)}
    assert statuses == {"planned"}


def test_show_prints_the_evidence(crosswire, coded, tmp_path):
    """Does an incident, by the beginning of its id, come with its sentence and its speaker?"""
    target = tmp_path / "claims.jsonl"
    crosswire("export", "claims", "-f", "jsonl", "-o", target, cwd=coded)
    claims = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    shelling = next(claim for claim in claims if claim["type"] == "shelling")
    shown = crosswire("show", shelling["incident_id"][:16], cwd=coded)
    assert shown.returncode == 0, shown.stderr
    assert "Syrian Observatory for Human Rights" in shown.stdout.replace("\n", " ")
    assert "killed at least 12" in shown.stdout


@pytest.mark.parametrize("wanted", ["levant", "orontes"])
def test_show_an_article(crosswire, coded, wanted):
    """Is an article shown by the name of its file?"""
    assert "Aleppo" in crosswire("show", "orontes", cwd=coded).stdout
    assert json.loads(crosswire("show", wanted, "--json", cwd=coded).stdout)["article"]


@pytest.mark.parametrize("name", ["week.html", "week.md"])
def test_a_report(crosswire, coded, tmp_path, name):
    """Is the report one file, in HTML and in Markdown, that names the place?"""
    done = crosswire("report", "-o", tmp_path / name, "--title", "Week 10", cwd=coded)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / name).read_text("utf-8")
    assert "Week 10" in text
    assert "Azaz" in text


def test_places_alone(crosswire, coded):
    """Does each line give the words, their span and a reason?"""
    lines = crosswire("places", "articles/levant.txt", cwd=coded).stdout.splitlines()
    found = {place["text"]: place for place in map(json.loads, lines)}
    assert found["Azaz"]["country"] == "SY"
    assert found["Azaz"]["reason"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "inc_nothing"), 'has the id "inc_nothing"'),
        (("report", "--since", "March"), "write it as YYYY-MM-DD"),
        (("export", "incidents", "-f", "csv", "--country", "Syria"), "two letters"),
        (("export", "claims", "-f", "geojson"), "incidents"),
        (("export", "incidents", "-f", "csv", "--db", "absent.db"), "absent.db"),
        (("run", "articles", "--db", "articles/photo.txt"), "photo.txt"),
        (("evaluate", "--docs", "articles", "--gold", "articles"), "articles"),
    ],
)
def test_a_mistake_is_one_clear_sentence(crosswire, coded, arguments, said):
    """Is every expected failure told without a traceback, with exit code 2?"""
    done = crosswire(*arguments, cwd=coded)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
