"""The trained coder: an article read once in windows, and its claims decoded from the scores."""
