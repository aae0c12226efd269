"""Figures on copies; `python -m bench.copies --help` says which."""
