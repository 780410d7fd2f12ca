"""Measures the product and the floor in one run: `make bench`, or `BENCH_SECONDS=2 make bench` for a short look."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from agente import __version__
from bench.process import LOAD_CORE, SERVER_CORE, machine, memory_mb, pinned_to
from bench.readme import RESULTS, ROOT
from bench.summary import Level, times_the_floor

LEVELS = (1, 32, 256)
SECONDS = float(os.environ.get("BENCH_SECONDS", "15"))
WARM_UP_SECONDS = min(SECONDS, 2.0)
START_TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Server:
    pid: int
    url: str
    start_s: float  # from exec to the first 200 of /health


@contextmanager
def serving(arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Starts `python -m ...` with `{port}` filled in, waits until it is healthy, stops it at the end."""
    port = str(_free_port())
    command = [sys.executable, "-m", *(argument.format(port=port) for argument in arguments)]
    log = folder / "server.log"
    with log.open("ab") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=output, stderr=output
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_healthy(url, process, log)
            yield Server(process.pid, url, round(time.perf_counter() - started, 2))
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=1) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        if process.poll() is not None:
            break
        time.sleep(0.005)
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise SystemExit(f"The server did not become healthy. The end of its output:\n{tail}")


def measure_level(server: Server, conversations: int) -> Level:
    command = [sys.executable, "-m", "bench.load", "--url", server.url, "--server-pid", str(server.pid)]
    command += ["--conversations", str(conversations), "--warm-up", str(WARM_UP_SECONDS), "--seconds", str(SECONDS)]
    with pinned_to(LOAD_CORE):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(done.returncode)
    level: Level = json.loads(done.stdout)
    return level


def measure_server(server: Server, name: str, console: Console) -> dict[str, Any]:
    time.sleep(1)  # what a start leaves to do afterwards is not the memory of a ready server
    ready, _ = memory_mb(server.pid)
    levels = []
    for conversations in LEVELS:
        console.print(f"{name}: {conversations} conversations, {SECONDS:g} s ...", style="dim")
        levels.append(measure_level(server, conversations))
    after, peak = memory_mb(server.pid)
    return {"levels": levels, "memory_mb": {"ready": ready, "after": after, "peak": peak}}


def product_environment(folder: Path, **settings: str) -> dict[str, str]:
    return {
        "STATE_DIR": str(folder / "state"),
        "PACK": str(ROOT / "packs" / "tamarindo"),
        "RATE_LIMIT_PER_MINUTE": "1000000",
        **settings,
    }


PRODUCT = ("agente", "serve", "--port", "{port}")


def measure_product(console: Console) -> dict[str, Any]:
    """Cold and warm start on both cores, then the levels with only warnings logged, then with the default log."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        starts = {}
        for start in ("cold", "warm"):
            with serving(PRODUCT, folder, product_environment(folder)) as server:
                starts[start] = server.start_s
        with (
            pinned_to(SERVER_CORE),
            serving(PRODUCT, folder, product_environment(folder, LOG_LEVEL="WARNING")) as server,
        ):
            quiet = measure_server(server, "product, warnings only", console)
        with pinned_to(SERVER_CORE), serving(PRODUCT, folder, product_environment(folder)) as server:
            logged = measure_server(server, "product, default log", console)
    return {"start_s": starts, "warnings_only": quiet, "default_log": logged}


def measure_floor(console: Console) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with pinned_to(LOAD_CORE), serving(("bench.model", "--port", "{port}"), folder) as model:
            arguments = ["bench.floor", "--port", "{port}", "--model-url", model.url]
            arguments += ["--database", str(folder / "floor.db")]
            with serving(arguments, folder) as server:
                start_s = server.start_s
            with pinned_to(SERVER_CORE), serving(arguments, folder) as server:
                return {"start_s": {"warm": start_s}, **measure_server(server, "floor", console)}


def show(results: dict[str, Any], console: Console) -> None:
    table = Table(title="Turns over HTTP by concurrent conversations; CPU is the server's, per turn")
    for heading in ("", "talks", "turns/s", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "errors"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    for name, levels in _level_rows(results):
        for level in levels:
            times = [f"{level[key]:.1f}" for key in ("p50_ms", "p95_ms", "p99_ms")]
            rate, cpu_ms = f"{level['turns_per_s']:.0f}", f"{level['cpu_ms_per_turn']:.2f}"
            table.add_row(name, str(level["conversations"]), rate, *times, cpu_ms, str(level["errors"]))
        table.add_section()
    console.print(table)
    product, floor = results["product"], results["floor"]
    for name, part in (("product", product["warnings_only"]), ("floor", floor)):
        memory = part["memory_mb"]
        console.print(f"{name}: {memory['ready']} MB ready, {memory['peak'] or memory['after']} MB at most")
    starts = product["start_s"]
    console.print(
        f"first start {starts['cold']} s, later starts {starts['warm']} s (floor {floor['start_s']['warm']} s)"
    )


def _level_rows(results: dict[str, Any]) -> list[tuple[str, list[Level]]]:
    product = results["product"]
    return [
        ("warnings only", product["warnings_only"]["levels"]),
        ("default log", product["default_log"]["levels"]),
        ("floor", results["floor"]["levels"]),
    ]


def main() -> None:
    console = Console()
    described = machine()
    floor = measure_floor(console)
    product = measure_product(console)
    results = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "seconds_per_level": SECONDS,
        "machine": described,
        "product": product,
        "floor": floor,
        "times_the_floor": times_the_floor(product["warnings_only"]["levels"], floor["levels"]),
    }
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    show(results, console)
    console.print(f"Written to {RESULTS.relative_to(ROOT)}; `python -m bench.readme` puts it into the READMEs.")


if __name__ == "__main__":
    main()
