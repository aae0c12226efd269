"""Visitors of a workbench on the example: one who looks, and one who decides."""

from __future__ import annotations

import pytest
from browsing import CHROMIUM, FLAGS, copied, serving, visiting
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="package")
def chromium():
    """One browser for all of these tests; its loop of events must end before others begin."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def address(coded_example, tmp_path_factory):
    """The example's workbench, for tests that decide nothing."""
    with serving(copied(coded_example, tmp_path_factory.mktemp("read"))) as printed:
        yield printed


@pytest.fixture
def reading(chromium, address):
    """A visitor who only looks; what else the browser did is checked at the end."""
    with visiting(chromium, address) as bench:
        yield bench
        bench.seen.nothing()


@pytest.fixture
def deciding(chromium, coded_example, tmp_path):
    """A visitor with a database of their own."""
    with (
        serving(copied(coded_example, tmp_path)) as printed,
        visiting(chromium, printed) as bench,
    ):
        yield bench
        bench.seen.nothing()
