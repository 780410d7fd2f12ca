"""What is this process at? How many requests are under way, and whether it has been asked to stop."""

from agente.observability.metrics import ACTIVE_REQUESTS


class Activity:
    def __init__(self) -> None:
        self.draining = False  # what is under way is finished, and nothing more should be sent here
        self.requests = 0

    @property
    def idle(self) -> bool:
        return self.requests == 0

    def enter(self) -> None:
        self.requests += 1
        ACTIVE_REQUESTS.inc()

    def leave(self) -> None:
        self.requests -= 1
        ACTIVE_REQUESTS.dec()
