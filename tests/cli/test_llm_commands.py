"""`--extractor llm` as a user types it: off by default, asked first, and told in sentences."""

import json
import os
import subprocess
import sys

import pytest
from llm_server import listed, told

ARTICLE = "Shells hit Hama\n\nShells hit a market in Hama on Tuesday, and 9 traders died there.\n"
CLAIM = told(quote="Shells hit a market in Hama on Tuesday", trigger="hit a market")


@pytest.fixture
def folder(tmp_path, llm_server, monkeypatch):
    for name in ("CROSSWIRE_LLM_MODEL", "CROSSWIRE_LLM_URL", "CROSSWIRE_LLM_CACHE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "hama.txt").write_text(ARTICLE)
    llm_server.answers = [listed(CLAIM)]
    return tmp_path


@pytest.fixture
def options(llm_server):
    return ("--extractor", "llm", "--model", "m:1b", "--base-url", llm_server.url)


def one_line(done):
    return " ".join(done.stderr.split())


def test_a_run(crosswire, folder, options, llm_server):
    """Is the cost told before, in tokens and money, and the article coded after?"""
    prices = ("--price-in", "3", "--price-out", "15")
    done = crosswire("run", "news", *options, "--yes", *prices, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["claims"] == 1
    assert f"1 article will be sent to m:1b at {llm_server.url}, in 1 question" in one_line(done)
    assert "That costs about 0.0" in one_line(done)
    crosswire("export", "claims", "-f", "jsonl", cwd=folder)
    (line,) = (folder / "claims.jsonl").read_text().splitlines()
    assert json.loads(line)["extractor"].startswith("llm:m:1b@")


def test_a_second_run_asks_nothing(crosswire, folder, options, llm_server):
    """Is neither consent nor a server needed where nothing is to be asked?"""
    crosswire("run", "news", *options, "--yes", "--quiet", cwd=folder)
    again = crosswire("run", "news", *options, "--json", cwd=folder)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["coded"] == 0
    fresh = crosswire("run", "news", *options, "--json", "--db", "fresh.db", cwd=folder)
    assert json.loads(fresh.stdout)["claims"] == 1
    assert len(llm_server.questions) == 1


def test_nothing_is_sent_without_consent(crosswire, folder, options, llm_server):
    """Does a run without a terminal and without --yes tell the cost, and stop?"""
    done = crosswire("run", "news", *options, cwd=folder)
    assert done.returncode == 2
    assert "Give --yes to go on; nothing was asked yet." in one_line(done)
    assert llm_server.questions == []


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals of its own here")
@pytest.mark.parametrize(("answer", "code", "asked"), [("y", 0, 1), ("n", 2, 0), ("", 2, 0)])
def test_a_person_is_asked(folder, options, llm_server, answer, code, asked):
    """Is a person at a terminal asked, and is no the answer where they only press return?"""
    person, terminal = os.openpty()
    os.write(person, f"{answer}\n".encode())
    command = [sys.executable, "-m", "crosswire", "run", "news", *options]
    done = subprocess.run(command, cwd=folder, stdin=terminal, capture_output=True, text=True)
    for end in (person, terminal):
        os.close(end)
    assert done.returncode == code, done.stderr
    assert "Go on? [y/N]" in done.stderr
    assert len(llm_server.questions) == asked


def test_the_environment_names_model_and_server(crosswire, folder, llm_server, monkeypatch):
    """Do the variables of the settings stand for the options, and never switch it on?"""
    monkeypatch.setenv("CROSSWIRE_LLM_MODEL", "m")
    monkeypatch.setenv("CROSSWIRE_LLM_URL", llm_server.url)
    crosswire("run", "news", cwd=folder)
    assert llm_server.questions == []
    done = crosswire("run", "news", "--extractor", "llm", "--yes", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [asked["model"] for asked in llm_server.questions] == ["m"]


MISTAKES = [
    ((), "give --model and --base-url"),
    (("--model", "m"), "give --model and --base-url"),
    (("--model", "m", "--base-url", "localhost"), "such as http://localhost:8080/v1"),
    (("--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--yes"), "No server can be used at"),
]


@pytest.mark.parametrize(("arguments", "says"), MISTAKES)
def test_a_mistake_is_one_sentence(crosswire, folder, arguments, says):
    """Is each told with what to do, before anything is coded?"""
    done = crosswire("run", "news", "--extractor", "llm", *arguments, cwd=folder)
    assert done.returncode == 2
    assert says in one_line(done)
    assert "Traceback" not in done.stderr


def test_an_article_that_failed_is_told(crosswire, folder, options, llm_server):
    """Is it named with what happens next, and does --strict exit with 1?"""
    llm_server.answers = ["no JSON"]
    done = crosswire("run", "news", *options, "--yes", "--strict", cwd=folder)
    assert done.returncode == 1
    assert "hama The model's reply is not the JSON" in " ".join(done.stdout.split())
    assert "the next run tries it again" in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", ["watch", "demo"])
def test_where_there_is_no_such_coder(crosswire, folder, command):
    """Are the feeds and the demo never sent to a model?"""
    done = crosswire(command, "--extractor", "llm", cwd=folder)
    assert done.returncode == 2


def test_both_coders_are_scored_by_the_same_command(crosswire, folder, options, llm_server):
    """Does evaluate give the model's figures as it does the others'?"""
    gold = folder / "gold"
    gold.mkdir()
    row = {
        "id": 1,
        "quote": "Shells hit a market in Hama on Tuesday",
        "trigger": "hit",
        "type": "shelling",
        "status": "occurred",
        "side_a": [],
        "side_b": [],
        "places": [],
        "date": None,
        "casualties": [],
        "speaker": None,
        "same_as": None,
    }
    (gold / "hama.json").write_text(
        json.dumps({"doc_id": "hama", "boilerplate": [], "claims": [row]})
    )
    arguments = ("evaluate", "--docs", "news", "--gold", "gold", "--json")
    figures = {}
    for name, more in {"rules": ("--extractor", "rules"), "llm": (*options, "--yes")}.items():
        done = crosswire(*arguments, *more, cwd=folder)
        assert done.returncode == 0, done.stderr
        figures[name] = json.loads(done.stdout)["figures"]
    assert figures["llm"]["event"]["f1"] == 1
    assert figures["llm"].keys() == figures["rules"].keys()
