import sqlite3
from contextlib import closing

import pytest

from crosswire.records import Dropped
from crosswire.store import Batch, Store, StoreError, connect
from crosswire.store.connect import wal_is_safe

WAL = [
    ((3, 40, 1), False),
    ((3, 44, 5), False),
    ((3, 44, 6), True),
    ((3, 45, 0), False),
    ((3, 50, 6), False),
    ((3, 50, 7), True),
    ((3, 51, 2), False),
    ((3, 51, 3), True),
    ((3, 52, 0), True),
]


@pytest.mark.parametrize(("version", "safe"), WAL)
def test_wal_only_where_its_reset_is_mended(version, safe):
    """Is write-ahead logging left alone on every SQLite that can corrupt it?"""
    assert wal_is_safe(version) is safe


def test_sqlite_is_set_up_for_safety(tmp_path):
    """Are foreign keys on, syncing full, and the journal the safe one of this SQLite?"""
    wal = wal_is_safe(sqlite3.sqlite_version_info)
    with Store.open(tmp_path / "c.db") as store, store.reading() as connection:
        pragmas = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal" if wal else "delete"}
        for name, value in pragmas.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def other_program(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (id)")


def not_a_database(path):
    path.write_text("a page of notes, and no database at all; " * 30)


def damaged(path):
    Store.open(path).close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


BAD_FILES = [
    (other_program, "is a database of another program: give another file"),
    (not_a_database, "is not a Crosswire database: give another file"),
    (damaged, "is damaged: restore a copy"),
    (lambda path: path.mkdir(), "cannot be opened: its folder must exist"),
]


@pytest.mark.parametrize(("make", "said"), BAD_FILES)
def test_a_bad_file_is_one_sentence(tmp_path, make, said):
    """Does a file that is no database of ours say so, by name, and what to do?"""
    make(tmp_path / "c.db")
    with pytest.raises(StoreError, match=said) as told:
        Store.open(tmp_path / "c.db")
    assert str(tmp_path / "c.db") in str(told.value)
    assert str(told.value).count("\n") == 0


BAD_PLACES = [
    ("mysql://host/name", "in an SQLite file or in PostgreSQL, not in mysql"),
    ("://c.db", "is no database URL"),
    ("sqlite://", "not in sqlite: give a file"),
    ("postgresql://someone:secret@127.0.0.1:1/none", "cannot be used: "),
    ("/no/such/folder/c.db", "its folder must exist"),
]


@pytest.mark.parametrize(("place", "said"), BAD_PLACES)
def test_a_bad_place_is_one_sentence(place, said):
    """Does a database that cannot be reached say so, without the password?"""
    with pytest.raises(StoreError, match=said) as told:
        Store.open(place)
    assert "secret" not in str(told.value)


def test_reading_makes_no_database(tmp_path):
    """Does a command that only reads tell what to run first, and leave no empty file?"""
    with pytest.raises(StoreError, match=r"no database at .*c\.db: `crosswire run PATH` makes it"):
        Store.open(tmp_path / "c.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_does_not_finish(tmp_path, monkeypatch):
    """Is a write refused in words when another process holds the file for too long?"""
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.1)
    with (
        Store.open(tmp_path / "c.db") as store,
        closing(sqlite3.connect(tmp_path / "c.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another process is writing to"):
            store.append(Batch(dropped=[Dropped("x", "readers", "not text")]))
        other.execute("ROLLBACK")
        store.append(Batch(dropped=[Dropped("x", "readers", "not text")]))
        assert len(list(store.dropped_view())) == 1
