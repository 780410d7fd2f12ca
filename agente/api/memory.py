"""How much memory and processor time does this process use, and where does memory grow?"""

import asyncio
import os
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import structlog

from agente.observability.metrics import CPU, MEMORY, MEMORY_LIMIT
from agente.settings import Settings

log = structlog.get_logger()

MEASURE_EVERY_S = 5.0
TELL_EVERY_S = 300.0
TELL_EVERY_S_PROFILING = 60.0
FRAMES = 8  # of the call stack of each allocation: enough to see who asked
GREW_MOST = 10  # places in the log
CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
PAGE = os.sysconf("SC_PAGE_SIZE")


async def watch(settings: Settings) -> None:
    """Measures for ever; says so in the log now and then, and with MEMORY_PROFILING what grew since the last time."""
    profile = _Profile(settings.state_dir) if settings.memory_profiling else None
    every_s = TELL_EVERY_S_PROFILING if profile else TELL_EVERY_S
    MEMORY_LIMIT.set(limit_bytes(settings.memory_limit_mb))
    told_at, used_s = 0.0, 0.0
    while True:
        memory = resident_bytes()
        MEMORY.set(memory)
        spent_s = time.process_time()
        CPU.inc(spent_s - used_s)
        used_s = spent_s
        if time.monotonic() - told_at > every_s:
            log.info("memory", rss_mb=round(memory / 1e6, 1))
            told_at = time.monotonic()
            if profile:
                await asyncio.to_thread(profile.tell)
        await asyncio.sleep(MEASURE_EVERY_S)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def limit_bytes(setting_mb: int | None) -> int:
    """MEMORY_LIMIT_MB, else the container's limit (cgroup), else the machine's memory."""
    machine = os.sysconf("SC_PHYS_PAGES") * PAGE
    if setting_mb:
        return setting_mb * 1_000_000
    for path in CONTAINER_LIMITS:
        if path.exists() and (written := path.read_text().strip()).isdigit():
            return min(int(written), machine)
    return machine


class _Profile:
    """Python's own account of who holds memory, as long as the process runs. It costs speed: for a while only."""

    def __init__(self, folder: Path) -> None:
        tracemalloc.start(FRAMES)
        self._folder = folder
        self._last = tracemalloc.take_snapshot()

    def tell(self) -> None:
        """Logs where memory grew most since the last time; keeps a snapshot for `tracemalloc.Snapshot.load`."""
        now = tracemalloc.take_snapshot()
        grown = now.compare_to(self._last, "lineno")[:GREW_MOST]
        path = self._folder / f"memory-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.snapshot"
        now.dump(str(path))
        log.info(
            "memory growth",
            snapshot=str(path),
            traced_mb=round(tracemalloc.get_traced_memory()[0] / 1e6, 1),
            grown=[f"{_place(entry)} {entry.size_diff / 1024:+.0f} KiB" for entry in grown],
        )
        self._last = now


def _place(entry: tracemalloc.StatisticDiff) -> str:
    frame = entry.traceback[0]
    return f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno}"
