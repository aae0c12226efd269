"""Places that a user adds to the built-in ones: read, refused where wrong, and kept beside them.

A list is read whole before anything is written, so a file with a mistake in its last line leaves
all as it was. ``Shelf`` is the folder in which the lists stand; a list is one file of the form
that ``resolve.gazetteer`` looks up.
"""

from crosswire.gazetteers.errors import ListError
from crosswire.gazetteers.shelf import Shelf, Shelved

__all__ = ["ListError", "Shelf", "Shelved"]
