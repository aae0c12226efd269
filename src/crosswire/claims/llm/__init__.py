"""The second coder: claims by a language model behind an OpenAI-compatible endpoint.

Nothing that the model says is kept but where words stand in the article, and codes of closed lists.
"""

from crosswire.claims.llm.coder import SECONDS, LlmCoder
from crosswire.claims.llm.errors import LlmError, NotCodedError
from crosswire.claims.llm.estimate import Estimate, estimate

__all__ = ["SECONDS", "Estimate", "LlmCoder", "LlmError", "NotCodedError", "estimate"]
