"""Work that goes on beside the requests, and whose end somebody should hear of."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger()


def in_background(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Begins it. The caller holds the task; if it fails, the log says so when it happens, not when it is awaited."""
    task = asyncio.create_task(work)
    task.add_done_callback(_tell_failure)
    return task


def _tell_failure(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("background work failed", exc_info=error)
