"""The one thing that can go wrong with the model, apart from what loads it."""


class ModelError(Exception):
    """The model's file is missing or damaged; the message says what to do."""
