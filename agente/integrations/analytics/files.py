"""Events as lines of JSON in files: one a day (UTC), a further one when it has grown large."""

import asyncio
import os
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from agente.kit.serialization import dumps
from agente.outbox.errors import TryLater

LARGEST = 100_000_000  # bytes


class EventFiles:
    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._folder = folder
        self._largest = largest

    async def write(self, event: dict[str, Any]) -> None:
        """Raises `TryLater` when the disk does not take it."""
        try:
            await asyncio.to_thread(self._append, dumps(event) + "\n")
        except OSError as error:
            raise TryLater(f"ANALYTICS_DIR: {error.strerror}") from None

    async def check(self) -> None:
        if not os.access(self._folder, os.W_OK):
            raise TryLater("ANALYTICS_DIR cannot be written to")

    def _append(self, line: str) -> None:
        """With one write, so that lines of several processes stay whole."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._current().open("ab", buffering=0) as file:
            file.write(line.encode())

    def _current(self) -> Path:
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        names = chain([f"events-{day}.ndjson"], (f"events-{day}.{number}.ndjson" for number in count(1)))
        paths = (self._folder / name for name in names)
        return next(path for path in paths if not path.exists() or path.stat().st_size < self._largest)
