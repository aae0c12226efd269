"""Finding events in text and who says so: triggers, types, status, parties, numbers, speakers."""

from crosswire.claims.extract import EXTRACTOR, extract

__all__ = ["EXTRACTOR", "extract"]
