"""Why a delivery did not arrive, split by what can be done about it.

Reasons are read by operators and kept in the database: no secret and nothing personal is ever in one.
"""

from datetime import timedelta


class NotDelivered(Exception):
    """The family; `reason` is one sentence, with the vendor's own code where it gave one."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(NotDelivered):
    """It may pass: no answer, an overloaded or broken server, a limit, credentials that an operator can renew.

    `vendor` tells whether the vendor as a whole is away, so that nothing else is tried there for the moment, or this
    one object is (another change of it is under way). `after` is how long the vendor asked to wait.
    """

    def __init__(self, reason: str, *, vendor: bool = True, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.vendor = vendor
        self.after = after


class BadCredentials(TryLater):
    """The vendor does not accept our key: settings are read again, and everything waits until it does."""


class Refused(NotDelivered):
    """The vendor understood and will never take this one: it is parked for a person to look at."""
