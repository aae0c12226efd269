from pathlib import Path

import pytest

from crosswire.exports.documentation import with_lists

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"


def test_page_lists_every_column():
    """Do the docs list what the code exports? (python -m crosswire.exports.documentation FILE)"""
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_lists(page)


def test_page_without_markers_is_refused():
    """Does a page that lost its markers say so?"""
    with pytest.raises(ValueError, match="columns: begin"):
        with_lists("# Exports")
