"""What was last said in a conversation? A hot copy for the next turn, which then has less to ask the database.

The database stays the truth: a copy is used only when the message that is being accepted comes right behind it.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

MAX_CONVERSATIONS = 1000  # about 3 MB of ordinary conversations


@dataclass(frozen=True, slots=True)
class Recent:
    """The last messages up to the one at `last_seq`, all of which are answered."""

    last_seq: int
    said: Sequence[tuple[str, str]]  # (role, text), oldest first


class RecentStore(Protocol):
    """Where hot copies are kept. One that is away finds nothing and keeps nothing; it raises nothing."""

    async def get(self, conversation_id: str) -> Recent | None: ...

    async def put(self, conversation_id: str, recent: Recent) -> None: ...

    async def forget(self, conversation_ids: Sequence[str]) -> None: ...


class MemoryRecent:
    """Hot copies in this process; of more than `max_conversations` the one that was unused longest goes first."""

    def __init__(self, max_conversations: int = MAX_CONVERSATIONS) -> None:
        self._max_conversations = max_conversations
        self._copies: OrderedDict[str, Recent] = OrderedDict()

    async def get(self, conversation_id: str) -> Recent | None:
        return self._copies.get(conversation_id)

    async def put(self, conversation_id: str, recent: Recent) -> None:
        self._copies[conversation_id] = recent
        self._copies.move_to_end(conversation_id)
        if len(self._copies) > self._max_conversations:
            self._copies.popitem(last=False)

    async def forget(self, conversation_ids: Sequence[str]) -> None:
        for conversation_id in conversation_ids:
            self._copies.pop(conversation_id, None)
