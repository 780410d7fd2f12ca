"""When is a vendor left alone? After it failed as a whole: then nothing is tried but a probe, ever more seldom."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=60)  # so that a vendor's return is seen within a minute
NONE = timedelta(0)


class VendorBreaker:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failures = 0
        self._until = datetime.min.replace(tzinfo=UTC)

    @property
    def open(self) -> bool:
        """Whether the vendor failed when it was last asked: one delivery at a time tries whether it is back."""
        return self._failures > 0

    @property
    def pause(self) -> timedelta:
        """How long nothing may be tried from now on."""
        return max(self._until - self._clock(), NONE)

    def succeeded(self) -> None:
        """A success in a pause was sent before it, and tells nothing of the vendor now."""
        if not self.pause:
            self._failures = 0

    def failed(self, after: timedelta | None) -> None:
        """`after` is how long the vendor asked to be left alone."""
        wanted = after or NONE
        if not self.pause:
            wanted = max(wanted, min(FIRST_PAUSE * 2 ** min(self._failures, 10), LONGEST_PAUSE))
            self._failures += 1
        self._until = max(self._until, self._clock() + wanted)
