"""The workbench's views: searched, counted, and read page by page from where the last one ended."""

from __future__ import annotations

from crosswire.store.browse_articles import BrowsesArticles
from crosswire.store.browse_incidents import BrowsesIncidents
from crosswire.store.browse_queue import BrowsesQueue
from crosswire.store.browse_sources import BrowsesSources
from crosswire.store.browse_totals import BrowsesTotals


class Browses(BrowsesIncidents, BrowsesTotals, BrowsesArticles, BrowsesQueue, BrowsesSources):
    """What the pages read. Each view is one snapshot.

    A view with ``after`` takes a cursor of a page that it gave, forward or backward, or nothing for
    the first page; it raises CursorError for anything else.
    """
