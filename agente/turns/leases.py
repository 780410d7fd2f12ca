"""Which conversations does this process answer in? Kept in the database, so that other replicas leave them alone.

A lease is no lock: nothing is held open while an answer is made. It runs out when its process gives no sign of life,
and the process that had it can store nothing any more, should it wake up later.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from agente.conversations import service as conversations
from agente.errors import Unavailable
from agente.kit.ids import new_id
from agente.storage.database import Database

log = structlog.get_logger()

KEEP_EVERY_S = 2.0  # a quarter of a lease: three signs of life may be late or lost


class Leases:
    def __init__(self, database: Database) -> None:
        self.token = new_id()  # of this process; turns of one conversation do not overlap in it, see `Lanes`
        self._database = database
        self._held: set[str] = set()

    @asynccontextmanager
    async def keeping(self, conversation_id: str) -> AsyncIterator[None]:
        """Keeps the lease alive meanwhile. Who fails leaves the conversation to others at once."""
        self._held.add(conversation_id)
        try:
            yield
        except Exception:
            with suppress(Unavailable):  # then it runs out by itself
                await self._database.write(conversations.end_lease, conversation_id, self.token)
            raise
        finally:
            self._held.discard(conversation_id)

    async def give_signs(self) -> None:
        """Renews what is held, for ever."""
        while True:
            await asyncio.sleep(KEEP_EVERY_S)
            if not self._held:
                continue
            try:
                await self._database.write(conversations.keep_leases, list(self._held), self.token)
            except Exception:
                log.exception("leases not renewed, trying again")
