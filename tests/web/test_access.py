"""Keys, names and who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.web.access import Action, Keys, Visitor, clean_name, may

names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=80)


@given(names)
def test_a_name_survives_its_cookie(name):
    """Is a name read back as it was said, whatever its letters?"""
    keys = Keys(8765)
    assert keys.read_name(keys.write_name(name)) == name


@given(st.text(max_size=200))
def test_no_other_cookie_is_a_name(value):
    """Is a value that this start did not make no name, and never an error?"""
    assert Keys(8765).read_name(value) == ""


def test_a_name_of_another_start_is_none():
    """Does a cookie of an earlier start, with its other token, name nobody?"""
    assert Keys(8765).read_name(Keys(8765).write_name("Ana Ruiz")) == ""


def test_a_changed_name_is_none():
    """Does a signature hold for its own name alone?"""
    keys = Keys(8765)
    _, _, signature = keys.write_name("Ana").partition(".")
    words, _, _ = keys.write_name("Eva").partition(".")
    assert keys.read_name(f"{words}.{signature}") == ""


def test_two_starts_have_two_tokens():
    """Is the token new at each start, and long?"""
    one, other = Keys(8765), Keys(8765)
    assert one.token != other.token
    assert len(one.token) >= 32


def test_the_session_cookie_does_not_hold_the_token():
    """Can the token not be read off the cookie, and is it no CSRF token either?"""
    keys = Keys(8765)
    assert keys.token not in keys.session
    assert len({keys.token, keys.session, keys.csrf}) == 3


def test_cookies_of_two_ports_do_not_meet():
    """Have two workbenches on one host cookies of their own?"""
    assert Keys(8765).session_cookie != Keys(8766).session_cookie
    assert Keys(8765).name_cookie != Keys(8766).name_cookie


def test_a_visitor_has_the_session():
    """Is who holds the session a visitor, with a name or without, and nobody else?"""
    keys = Keys(8765)
    session = {keys.session_cookie: keys.session}
    assert keys.visitor({}) is None
    assert keys.visitor({keys.session_cookie: keys.token}) is None
    assert keys.visitor(session) == Visitor("")
    named = session | {keys.name_cookie: keys.write_name("Ana")}
    assert keys.visitor(named) == Visitor("Ana")


@pytest.mark.parametrize("action", list(Action))
def test_who_may_do_what(action):
    """May a nameless visitor read and nothing else, and one with a name do all?"""
    assert may(Visitor("Ana"), action)
    assert may(Visitor(), action) is (action is Action.READ)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("  Ana   Ruiz ", "Ana Ruiz"), ("Ana\u202eRuiz", "Ana Ruiz"), ("آنا", "آنا"), ("a\nb", "a b")],
)
def test_a_name_is_one_line_that_can_be_seen(given, kept):
    """Are blanks folded, and line ends and direction marks taken out?"""
    assert clean_name(given) == kept


@pytest.mark.parametrize("given", ["", "   ", "\u202e", "x" * 81])
def test_no_name_is_refused(given):
    """Is an empty or endless name refused with a sentence?"""
    with pytest.raises(ValueError, match=r"\.$"):
        clean_name(given)
