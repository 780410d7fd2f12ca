"""Is the customer done? Several short messages in a row are one question, and get one answer.

The first of a burst, which has the conversation's lease, waits until nothing has come for a while; what came meanwhile,
at this replica or another, and what had waited behind the turn before it, is answered with it. All of them are stored
and owed an answer from the start: a process that dies while it waits loses none.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

from agente.conversations import service as conversations
from agente.conversations.schemas import Channel
from agente.conversations.service import Accepted
from agente.kit.clock import utc_now
from agente.storage.database import Database

MOST_WAITS = 4  # windows; who never stops writing is answered all the same


class Gathering:
    def __init__(self, database: Database, seconds: Mapping[Channel, float], max_chars: int) -> None:
        """`seconds` of silence that end a burst, by channel; `max_chars` are what a turn may hear at once."""
        self._database = database
        self._windows: dict[str, timedelta] = {
            channel: timedelta(seconds=window) for channel, window in seconds.items() if window
        }
        self._max_chars = max_chars

    async def burst_of(self, first: Accepted, token: str) -> Accepted | None:
        """`first` and what the customer wrote right after it, as one message; it is named by the last of them.

        On a channel without a window that is `first` itself, at no cost. None when it was answered meanwhile.
        """
        window = self._windows.get(first.channel)
        if window is None:
            return first
        await self._silence(first, window)
        return await self._database.write(
            conversations.resume_burst, first.conversation_id, first.message_id, token, self._max_chars
        )

    async def _silence(self, first: Accepted, window: timedelta) -> None:
        for _ in range(MOST_WAITS):
            latest = await self._database.read(conversations.last_word, first.conversation_id)
            if latest is None:
                return
            # Another replica's clock may have told when a message came: never longer than a window.
            missing = min(latest + window - utc_now(), window)
            if missing <= timedelta(0):
                return
            await asyncio.sleep(missing.total_seconds())
