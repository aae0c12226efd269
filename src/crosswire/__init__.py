"""Conflict news in, a dataset of incidents out, graded by independent origins."""

__version__ = "0.1.0"
