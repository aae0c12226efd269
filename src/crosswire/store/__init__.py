"""The database: schema, migrations, append, rebuild, read views; no meaning of its own."""

from crosswire.store.append import Batch, Coding
from crosswire.store.around import Around
from crosswire.store.connect import StoreError
from crosswire.store.cursors import CursorError
from crosswire.store.derive import Derived, Evidence
from crosswire.store.linking import LinkRow
from crosswire.store.store import Store

__all__ = [
    "Around",
    "Batch",
    "Coding",
    "CursorError",
    "Derived",
    "Evidence",
    "LinkRow",
    "Store",
    "StoreError",
]
