import datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up_tables import lookups, rows_of

from crosswire.exports import parquet, xlsx
from crosswire.exports.tables import TABLES

FEW = pytest.mark.parametrize("what", sorted(TABLES))


@FEW
def test_parquet_is_typed(tmp_path, what):
    """Has each column its type, and each row its place?"""
    parquet.export(what, rows_of(what), tmp_path / "x.parquet", lookups())
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.num_rows == len(rows_of(what))
    for column in TABLES[what]:
        assert table.schema.field(column.name).type == parquet.TYPES[column.kind]


def test_parquet_values(tmp_path):
    """Are days days, and is the unknown null?"""
    parquet.export("incidents", rows_of("incidents"), tmp_path / "x.parquet", lookups())
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.schema.field("date_start").type == pa.date32()
    first = table.to_pylist()[0]
    assert first["date_start"] == datetime.date(2031, 3, 4)
    assert first["type"] == "air_strike"
    assert first["injured_high"] is None


def test_parquet_of_no_rows(tmp_path):
    """Does an export without rows still have its columns?"""
    parquet.export("claims", [], tmp_path / "x.parquet", lookups())
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.column_names == [column.name for column in TABLES["claims"]]
    assert table.num_rows == 0


@FEW
def test_xlsx_has_the_columns(tmp_path, what):
    """Has the sheet every column but the long ones, and every row?"""
    xlsx.export(what, rows_of(what), tmp_path / "x.xlsx", lookups())
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")[what]
    names = [column.name for column in TABLES[what] if not column.long]
    assert [cell.value for cell in sheet[1]] == names
    assert sheet.max_row == len(rows_of(what)) + 1


def test_xlsx_never_holds_a_formula(tmp_path):
    """Is a headline that starts with = written as text, and a number as a number?"""
    xlsx.export("articles", rows_of("articles"), tmp_path / "x.xlsx", lookups())
    cells = [c for row in openpyxl.load_workbook(tmp_path / "x.xlsx").active for c in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if cell.value == '=HYPERLINK("x") Blast']
    assert [cell for cell in cells if cell.hyperlink] == []


def test_xlsx_types(tmp_path):
    """Are days days in the sheet?"""
    xlsx.export("incidents", rows_of("incidents"), tmp_path / "x.xlsx", lookups())
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, [cell.value for cell in sheet[2]], strict=True))
    assert row["date_start"] == datetime.datetime(2031, 3, 4)
    assert row["killed_best"] == 14
    assert row["latitude"] == pytest.approx(36.48106)


def test_xlsx_cuts_with_a_mark():
    """Does a cell beyond Excel's limit say that it was cut?"""
    assert len(xlsx._fitted("x" * 40_000)) == xlsx.CELL_LIMIT
    assert xlsx._fitted("x" * 40_000).endswith(xlsx.CUT)
