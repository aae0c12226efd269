import csv as standard

import pandas as pd
import pytest
from made_up_tables import lookups, rows_of

from crosswire.exports import csv
from crosswire.exports.tables import TABLES


@pytest.mark.parametrize("what", sorted(TABLES))
def test_pandas_reads_the_columns(tmp_path, what):
    """Does pandas find every column in its order, and as many rows as went in?"""
    csv.export(what, rows_of(what), tmp_path / "x.csv", lookups())
    frame = pd.read_csv(tmp_path / "x.csv")
    assert list(frame.columns) == [column.name for column in TABLES[what]]
    assert len(frame) == len(rows_of(what))


def test_values(tmp_path):
    """Are numbers numbers, days ISO 8601, and the unknown empty?"""
    csv.export("incidents", rows_of("incidents"), tmp_path / "x.csv", lookups())
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        found = {row["type"] + row["place"]: row for row in standard.DictReader(file)}
    strike = found["air_strikeMare'"]
    assert strike["date_start"] == "2031-03-04"
    assert (strike["killed_low"], strike["killed_best"], strike["killed_high"]) == (
        "11",
        "14",
        "14",
    )
    assert (strike["injured_low"], strike["injured_high"]) == ("30", "")
    assert (strike["origins"], strike["articles"]) == ("3", "7")
    assert (
        strike["disagreements"] == "type: air_strike (5) / shelling (1) | killed: 14 (1) / 11 (1)"
    )
    nowhere = found["bombing"]
    assert {nowhere[name] for name in ("date_start", "latitude", "longitude", "where_prec")} == {""}
    assert nowhere["origins"] == "1"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+1", "'+1"),
        ("-cmd", "'-cmd"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        # left alone
        ("'Dozens' killed", "'Dozens' killed"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_guard_is_undone(text, cell):
    """Is a formula kept from running, and nothing of the text lost?"""
    assert csv.guard(text) == cell
    assert csv.unguard(cell) == text


def test_formula_from_the_news_is_guarded(tmp_path):
    """Does a headline that is a formula arrive as text?"""
    csv.export("articles", rows_of("articles"), tmp_path / "x.csv", lookups())
    titles = pd.read_csv(tmp_path / "x.csv")["title"]
    assert '\'=HYPERLINK("x") Blast' in set(titles)
