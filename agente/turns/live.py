"""Who is waiting for news of a conversation? Wakes event streams; what is new they read by cursor from the database."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class LiveEvents:
    """Bells by conversation, in this process; what rings here may be told to others."""

    def __init__(self) -> None:
        self._tell: Callable[[str], None] | None = None
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """A bell that rings at each change; clear it before reading, so that nothing slips between."""
        bell = asyncio.Event()
        self._bells[conversation_id].add(bell)
        try:
            yield bell
        finally:
            self._bells[conversation_id].discard(bell)
            if not self._bells[conversation_id]:
                del self._bells[conversation_id]

    def tell(self, others: Callable[[str], None]) -> None:
        """From now on `others` hears of each change that is made here."""
        self._tell = others

    def ring(self, conversation_id: str) -> None:
        """The conversation was changed by this process."""
        self.ring_here(conversation_id)
        if self._tell:
            self._tell(conversation_id)

    def ring_all(self) -> None:
        """Something may have changed anywhere."""
        for conversation_id in list(self._bells):
            self.ring_here(conversation_id)

    def ring_here(self, conversation_id: str) -> None:
        for bell in self._bells.get(conversation_id, ()):
            bell.set()

    def close(self) -> None:
        """The server is stopping: every stream ends after what it has to say."""
        self.closed = True
        self.ring_all()
