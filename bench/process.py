"""What the operating system knows of a process and of the machine."""

import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVER_CORE = 0
LOAD_CORE = 1


@contextmanager
def pinned_to(core: int) -> Iterator[None]:
    """Processes started inside run on `core` alone, where the system can do that and has the core."""
    if not hasattr(os, "sched_setaffinity") or core not in (allowed := os.sched_getaffinity(0)):
        yield
        return
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def cpu_seconds(pid: int) -> float:
    """Processor time that the process has used, all its threads, user and system."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.exists():
        # The second field, the name, may hold spaces; what follows its closing bracket may not.
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return parse_clock(_ps(pid, "time"))


def cpu_seconds_of(pids: Sequence[int]) -> float:
    return sum(map(cpu_seconds, pids))


def parse_clock(text: str) -> float:
    """Seconds of a duration as `ps` writes it: `1-02:03:04`, `02:03:04` or `3:04.56`."""
    days, _, clock = text.strip().rpartition("-")
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds + int(days or 0) * 86_400


def memory_mb(pid: int) -> tuple[float, float | None]:
    """Memory in use now, and at most so far (None where the system does not keep it)."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return (_kib_to_mb(fields["VmRSS"].split()[0]), _kib_to_mb(fields["VmHWM"].split()[0]))
    return _kib_to_mb(_ps(pid, "rss")), None


def machine() -> dict[str, str | float]:
    """The machine, in the words that decide how its figures compare with another's."""
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": load_average(),
    }


def load_average() -> float:
    """Of the last minute: how many processes wanted to run."""
    return round(os.getloadavg()[0], 2)


def _cpu_model() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _ps(pid: int, field: str) -> str:
    return subprocess.run(["ps", "-o", f"{field}=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout


def _kib_to_mb(kib: str) -> float:
    return round(int(kib) * 1024 / 1_000_000, 1)
