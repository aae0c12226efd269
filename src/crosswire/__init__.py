"""Crosswire reads conflict news and writes a dataset of incidents, graded by independent origins."""

__version__ = "0.1.0"
