"""Which business is served now? The pack in use, and taking up a changed one without a restart."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from agente.agents.assistant import Assistant
from agente.kit.clock import rfc3339, utc_now
from agente.kit.memory import give_back, release_unused
from agente.kit.serialization import dumps
from agente.packs.errors import PackInvalid
from agente.packs.loader import load_pack
from agente.packs.pack import Pack

if TYPE_CHECKING:  # what asks models is imported only where there is one
    from agente.agents.model.answering import Answering

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Business:
    """One pack, ready to answer: by the local engine, and by a language model where there is one."""

    assistant: Assistant
    answering: "Answering | None" = None

    @property
    def pack(self) -> Pack:
        return self.assistant.pack

    async def start(self) -> None:
        if self.answering:
            await self.answering.start()

    async def close(self) -> None:
        if self.answering:
            await self.answering.close()


class Served:
    """Holds the business that is served; a broken pack never replaces a good one.

    The outcome of each load is told in `state_dir/served.json`, for `agente reload`.
    """

    def __init__(self, pack_path: Path, state_dir: Path, *, sends_email: bool = False) -> None:
        self._path = pack_path
        self._sends_email = sends_email
        self._state_dir = state_dir
        self._answering: Callable[[Assistant], Answering] | None = None
        self._reloading = asyncio.Lock()
        self.business = self._prepare()

    @property
    def pack(self) -> Pack:
        return self.business.pack

    def answer_with(self, answering: "Callable[[Assistant], Answering]") -> None:
        """From now on a language model is asked; `answering` makes what asks it, for each pack that is taken up."""
        self._answering = answering
        self.business = Business(self.business.assistant, answering(self.business.assistant))

    async def start(self) -> None:
        """Begins to connect to what the pack's own tools need; in the loop that serves, when all is built."""
        await self.business.start()
        release_unused()

    async def close(self) -> None:
        await self.business.close()

    async def _replace(self, business: Business) -> None:
        old, self.business = self.business, business
        await business.start()
        await old.close()

    async def reload(self) -> None:
        """Takes up the pack as it is on the disk now; on any mistake the old one goes on and the log says why."""
        async with self._reloading:
            try:
                await self._replace(await asyncio.to_thread(self._prepare))
                await asyncio.to_thread(release_unused)
            except PackInvalid as error:
                self._refuse([finding.to_dict() for finding in error.findings])
            except OSError as error:
                self._refuse([{"message": str(error)}])
            else:
                log.info("pack taken up", pack=self.pack.name, version=self.pack.version)
                self.tell(None)

    def _refuse(self, problems: list[dict[str, Any]]) -> None:
        log.error("pack reload refused, the old one goes on serving", version=self.pack.version, problems=problems)
        self.tell(problems)

    def _prepare(self) -> Business:
        assistant = Assistant.prepare(load_pack(self._path), self._sends_email)
        give_back()  # building a search index took 25 MB for a moment, and more is to be built
        return Business(assistant, self._answering(assistant) if self._answering else None)

    def tell(self, problems: list[dict[str, Any]] | None) -> None:
        """Writes what came of the last load; a disk that takes nothing more is no reason to stop serving."""
        told = {"pack": str(self._path), "version": self.pack.version, "problems": problems, "at": rfc3339(utc_now())}
        unfinished = self._state_dir / "served.json.new"
        try:
            unfinished.write_text(dumps(told))
            unfinished.rename(self._state_dir / "served.json")
        except OSError as error:
            log.error("outcome of the load could not be written", reason=str(error))
