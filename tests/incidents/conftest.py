"""Makes the bench importable, whose cases and floods are tests here as well."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
