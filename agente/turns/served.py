"""Which business is served now? The pack in use, and taking up a changed one without a restart."""

import asyncio
from pathlib import Path

import structlog

from agente.agents.assistant import Assistant
from agente.kit.clock import rfc3339, utc_now
from agente.kit.serialization import dumps
from agente.packs.errors import PackInvalid
from agente.packs.loader import load_pack
from agente.packs.pack import Pack

log = structlog.get_logger()


class Served:
    """Holds the assistant of the pack that is served; a broken pack never replaces a good one.

    The outcome of each load is told in `state_dir/served.json`, for `agente reload`.
    """

    def __init__(self, pack_path: Path, state_dir: Path) -> None:
        self._path = pack_path
        self._state_dir = state_dir
        self._reloading = asyncio.Lock()
        self.assistant = self._prepare()
        self._tell(None)

    @property
    def pack(self) -> Pack:
        return self.assistant.pack

    async def reload(self) -> None:
        """Takes up the pack as it is on the disk now; on any mistake the old one goes on and the log says why."""
        async with self._reloading:
            try:
                self.assistant = await asyncio.to_thread(self._prepare)
            except PackInvalid as error:
                problems = [f"{finding.file}:{finding.line} {finding.message}" for finding in error.findings]
                log.error(
                    "pack reload refused, the old one goes on serving", version=self.pack.version, problems=problems
                )
                self._tell(problems)
            else:
                log.info("pack taken up", pack=self.pack.name, version=self.pack.version)
                self._tell(None)

    def _prepare(self) -> Assistant:
        return Assistant.prepare(load_pack(self._path), self._state_dir)

    def _tell(self, problems: list[str] | None) -> None:
        told = {"pack": str(self._path), "version": self.pack.version, "problems": problems, "at": rfc3339(utc_now())}
        unfinished = self._state_dir / "served.json.new"
        unfinished.write_text(dumps(told))
        unfinished.rename(self._state_dir / "served.json")
