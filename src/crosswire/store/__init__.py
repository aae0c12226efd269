"""The database: schema, migrations, append, rebuild, read views; no meaning of its own."""

from crosswire.store.append import Batch, Coding
from crosswire.store.connect import StoreError
from crosswire.store.derive import Derived, Evidence
from crosswire.store.store import Store

__all__ = ["Batch", "Coding", "Derived", "Evidence", "Store", "StoreError"]
