"""When is a provider left alone? After failures in a row, or one that waiting for seconds does not mend.

closed: asked as usual. open: not asked. half-open: one request at a time tries whether it is back.
"""

import time
from collections.abc import Callable
from typing import Literal

from agente.llm.errors import LLMError, QuotaExhausted, Refused, Rejected, Unauthorized, UnknownModel

State = Literal["closed", "half-open", "open"]

FAILURES_TO_OPEN = 3  # a failed turn asks a provider twice, so the second one opens it
OPEN_FOR_S = 10.0
OPEN_FOR_LASTING_S = 60.0  # a key, a quota or a model is mended by people, not by waiting
MAX_RETRY_AFTER_S = 120.0
MENDED_BY_PEOPLE = (Unauthorized, QuotaExhausted, UnknownModel)
ABOUT_THE_REQUEST = (Rejected, Refused)  # the provider is well and does not like what it was asked


class Breaker:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until: float | None = None
        self._probing = False

    @property
    def state(self) -> State:
        if self._open_until is None:
            return "closed"
        return "open" if self._clock() < self._open_until else "half-open"

    @property
    def failures(self) -> int:
        """How many calls in a row failed."""
        return self._failures

    def admit(self) -> bool:
        """Whether the provider may be asked now. Who was admitted has to report how it went."""
        state = self.state
        if state == "closed":
            return True
        if state == "open" or self._probing:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._open_until = None
        self._probing = False

    def abandoned(self) -> None:
        """The call was given up before its outcome was known."""
        self._probing = False

    def failed(self, error: LLMError) -> None:
        if isinstance(error, ABOUT_THE_REQUEST):
            self.succeeded()
            return
        self._failures += 1
        if isinstance(error, MENDED_BY_PEOPLE):
            self._open(OPEN_FOR_LASTING_S)
        elif self.state == "open":
            pass  # the call was under way when it opened, and tells nothing new
        elif error.retry_after_s:
            self._open(min(error.retry_after_s, MAX_RETRY_AFTER_S))
        elif self._probing or self._failures >= FAILURES_TO_OPEN:
            self._open(OPEN_FOR_S)

    def _open(self, seconds: float) -> None:
        self._probing = False
        self._open_until = max(self._open_until or 0.0, self._clock() + seconds)
