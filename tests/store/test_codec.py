from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire import records
from crosswire.store import codec

KINDS = [
    records.Document,
    records.Capture,
    records.Article,
    records.Claim,
    records.Run,
    records.Judgement,
    records.Resolution,
    records.Story,
    records.Incident,
    records.ControlState,
    records.Dropped,
]
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(deadline=None)  # a busy machine is not a broken codec
@given(data=st.data())
def test_a_record_comes_back_as_it_was(kind, data):
    """Is every record, whatever it holds, the same after the store wrote and read it?"""
    record = data.draw(st.from_type(kind))
    text = codec.dumps(record)
    assert codec.loads(kind, text) == record
    assert codec.dumps(codec.loads(kind, text)) == text


def test_broken_text_is_kept():
    """Do a lone surrogate and a NUL survive, in a form that every database takes?"""
    dropped = records.Dropped("caf\udce9\x00.txt", "readers", "not text")
    text = codec.dumps(dropped)
    assert "\x00" not in text
    assert text.encode("utf-8")
    assert codec.loads(records.Dropped, text) == dropped


@dataclass(frozen=True)
class Earlier:
    name: str


@dataclass(frozen=True)
class Later:
    name: str
    pairs: tuple[tuple[str, int], ...] = (("none", 0),)
    note: str | None = None


def test_a_field_added_later_has_its_default():
    """Can a row be read that was written before a field was added, or after one was taken away?"""
    assert codec.loads(Later, codec.dumps(Earlier("Awlan"))) == Later("Awlan")
    assert codec.loads(Earlier, codec.dumps(Later("Awlan", (("a", 1),)))) == Earlier("Awlan")


@dataclass(frozen=True)
class Unkept:
    value: dict[str, int]


@dataclass(frozen=True)
class Torn:
    value: int | str


@pytest.mark.parametrize("record", [Unkept({}), Torn(1)])
def test_a_type_without_a_form_is_refused(record):
    """Is a field of a type that JSON would blur refused, not written as something else?"""
    with pytest.raises(TypeError, match="the store cannot keep"):
        codec.dumps(record)


@pytest.mark.parametrize("text", ['{"id": "run_1"}', "[]", "3", '"run"'])
def test_text_of_another_record_is_refused(text):
    """Does a row that is not of this kind raise one clear error?"""
    with pytest.raises(ValueError, match="not a stored Run"):
        codec.loads(records.Run, text)
