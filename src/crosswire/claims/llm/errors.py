"""What can go wrong with a model behind an endpoint: for every article, or for one."""


class LlmError(Exception):
    """No article can be coded: the server, its key or the cache cannot be used. One sentence."""


class NotCodedError(Exception):
    """This article cannot be coded now, others may; the message is one sentence that says why."""
