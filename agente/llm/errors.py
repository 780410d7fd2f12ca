"""How does asking a model fail, and what can be done about it?

LLMError
  Passing: the same request may succeed later, here or elsewhere
    RateLimited · Overloaded · TimedOut · Unreachable · CutOff
  Lasting: this provider will not answer; another may
    Unauthorized · QuotaExhausted · UnknownModel · Rejected
  Unusable: an answer came and is none
    Refused · Empty · Garbled
  NoProvider: all were tried, or none may be
    Interrupted
"""

from typing import ClassVar

from agente.llm.messages import NO_USAGE, Usage


class LLMError(Exception):
    """`kind` labels metrics and usage records. `retry_after_s` is what the vendor asked for, None if it did not.

    `usage` is what the failed call will be billed for, as far as the vendor said it.
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self, detail: str, *, provider: str = "", retry_after_s: float | None = None, usage: Usage = NO_USAGE
    ) -> None:
        super().__init__(detail)
        self.provider = provider
        self.retry_after_s = retry_after_s
        self.usage = usage


class Passing(LLMError):
    """The same request may succeed later."""


class RateLimited(Passing):
    kind = "rate_limited"


class Overloaded(Passing):
    """The vendor's own fault: 5xx and 529."""

    kind = "overloaded"


class TimedOut(Passing):
    kind = "timeout"


class Unreachable(Passing):
    """No connection, or one that ended before any answer."""

    kind = "unreachable"


class CutOff(Passing):
    """A stream that ended before its answer did; what came of it must not be shown as the answer."""

    kind = "cut_off"


class Lasting(LLMError):
    """This provider will not answer this request however often it is asked."""


class Unauthorized(Lasting):
    kind = "unauthorized"


class QuotaExhausted(Lasting):
    """Credit or a spending limit is used up; waiting does not help."""

    kind = "quota_exhausted"


class UnknownModel(Lasting):
    kind = "unknown_model"


class Rejected(Lasting):
    """The vendor finds the request wrong (400, 413, 422)."""

    kind = "rejected"


class Unusable(LLMError):
    """An answer came, and it cannot be used."""


class Refused(Unusable):
    """The model declined, or a content filter did."""

    kind = "refused"


class Empty(Unusable):
    """Neither text nor a tool call."""

    kind = "empty"


class Garbled(Unusable):
    """Not the format that the vendor promises."""

    kind = "garbled"


class NoProvider(LLMError):
    """Nobody could be asked, or nobody answered in time: the local engine's turn."""

    kind = "no_provider"


class Interrupted(NoProvider):
    """An answer that was being given has failed. What came of it is not the answer; another may still be had."""
