"""Measures the product and the floor in one run: `make bench`; a short look with BENCH_SECONDS=1 BENCH_ROUNDS=1."""

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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from agente import __version__
from bench.process import LOAD_CORE, SERVER_CORE, load_average, machine, memory_mb, pinned_to
from bench.readme import RESULTS, ROOT
from bench.scenarios import SCENARIOS, Row, Scenario
from bench.summary import Level, median_of, times_the_floor

PARTS = ("floor", "product")
PRODUCT = ("agente", "serve", "--port", "{port}")

SECONDS = float(os.environ.get("BENCH_SECONDS", "5"))  # of one run of one row; the median of ROUNDS counts
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
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


@contextmanager
def scene(scenario: Scenario, folder: Path) -> Iterator[tuple[Server, Server]]:
    """The floor and the product, ready on one core; their model, where they have one, on the load's."""
    with ExitStack() as started:
        model = None
        if scenario.model is not None:
            with pinned_to(LOAD_CORE):
                model = started.enter_context(serving(["bench.model", "--port", "{port}", *scenario.model], folder)).url
        arguments = ["bench.floor", "--port", "{port}", "--database", str(folder / "floor.db")]
        with pinned_to(SERVER_CORE):
            floor = started.enter_context(serving([*arguments, *(["--model-url", model] if model else [])], folder))
            product = started.enter_context(serving(PRODUCT, folder, product_environment(folder, scenario, model)))
        yield floor, product


def product_environment(folder: Path, scenario: Scenario, model: str | None) -> dict[str, str]:
    """All features on, as shipped; only no customer is turned away for asking too often."""
    environment = {
        "STATE_DIR": str(folder / "state"),
        "PACK": str(ROOT / "packs" / "tamarindo"),
        "RATE_LIMIT_PER_MINUTE": "1000000",
        "LLM_PROVIDER": "local",
        "CACHE_TTL": str(scenario.cache_ttl),
    }
    if model is None:
        return environment
    return environment | {"LLM_PROVIDER": "openai", "OPENAI_BASE_URL": f"{model}/v1", "OPENAI_API_KEY": "none"}


def measure_scenario(scenario: Scenario, console: Console) -> dict[str, Any]:
    """Its rows, each the median of rounds in which floor and product take turns; and both servers' memory."""
    with tempfile.TemporaryDirectory() as name, scene(scenario, Path(name)) as servers:
        time.sleep(1)  # what a start leaves to do afterwards is not the memory of a ready server
        ready = [memory_mb(server.pid)[0] for server in servers]
        rows = {row.name: measure_row(row, scenario, servers, console) for row in scenario.rows}
        memory = {
            part: {"ready": before, "peak": peak or after}
            for part, before, (after, peak) in zip(
                PARTS, ready, [memory_mb(server.pid) for server in servers], strict=True
            )
        }
    return {"rows": rows, "memory_mb": memory}


def measure_row(row: Row, scenario: Scenario, servers: tuple[Server, Server], console: Console) -> dict[str, Any]:
    runs: dict[str, list[Level]] = {part: [] for part in PARTS}
    for number in range(1, ROUNDS + 1):
        for part, server in zip(PARTS, servers, strict=True):
            console.print(f"{row.name}: {part}, {SECONDS:g} s, round {number} of {ROUNDS}", style="dim")
            runs[part].append(measure_level(server, scenario.talks, row.conversations))
    floor, product = (median_of(runs[part]) for part in PARTS)
    return {"floor": floor, "product": product, "times_the_floor": times_the_floor(product, floor)}


def measure_level(server: Server, talks: str, conversations: int) -> Level:
    with pinned_to(LOAD_CORE):
        return load(server.url, [server.pid], talks, conversations)


def load(url: str, server_pids: Sequence[int], talks: str, conversations: int) -> Level:
    """Customers at one address for `SECONDS`, after a warm-up; processor time is that of all these servers together."""
    command = [sys.executable, "-m", "bench.load", "--url", url, "--server-pid", *map(str, server_pids)]
    command += ["--talks", talks, "--conversations", str(conversations)]
    command += ["--warm-up", str(WARM_UP_SECONDS), "--seconds", str(SECONDS)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(done.returncode)
    level: Level = json.loads(done.stdout)
    return level


def measure_starts(scenario: Scenario) -> dict[str, dict[str, float]]:
    """From exec to the first 200 of `/health`, on both cores; cold is the product's first, which makes the database."""
    starts: dict[str, dict[str, float]] = {part: {} for part in PARTS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = None if scenario.model is None else "http://127.0.0.1:9"  # nobody: a start asks no model
        environment = product_environment(folder, scenario, model)
        floor = ["bench.floor", "--port", "{port}", "--database", str(folder / "floor.db")]
        for start in ("cold", "warm"):
            for part, arguments in zip(PARTS, (floor, PRODUCT), strict=True):
                with serving(arguments, folder, environment) as server:
                    starts[part][start] = server.start_s
    return starts


def show(results: dict[str, Any], console: Console) -> None:
    table = Table(title="Turns over HTTP; CPU is the server's, per turn")
    for heading in ("", "", "turns/s", "p50 ms", "p95 ms", "CPU ms", "errors", "by"):
        table.add_column(heading, justify="left" if heading in ("", "by") else "right")
    for name, row in results["rows"].items():
        for part in PARTS:
            level = row[part]
            times = [f"{level[key]:.1f}" for key in ("p50_ms", "p95_ms")]
            rate, cpu_ms = f"{level['turns_per_s']:.0f}", f"{level['cpu_ms_per_turn']:.2f}"
            by = ", ".join(f"{source} {count}" for source, count in level["sources"].items())
            errors = str(level["errors"])
            table.add_row(name, part, rate, *times, cpu_ms, errors, by)
        table.add_section()
    console.print(table)
    for name, memory in results["memory_mb"].items():
        console.print(f"{name}: {memory['ready']} MB ready, {memory['peak']} MB at most")
    for name, start in results["start_s"].items():
        console.print(f"{name}: first start {start['cold']} s, later starts {start['warm']} s")


def write(results: Mapping[str, Any]) -> None:
    """Replaces these results; what else was measured, and says when, stays."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(kept | results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def conditions(before: Mapping[str, Any]) -> dict[str, Any]:
    """Under what a measurement that ends now was made; `before` is what `machine` told when it began."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "seconds": SECONDS,
        "rounds": ROUNDS,
        "machine": {**before, "load_after": load_average()},
    }


def main() -> None:
    console = Console()
    described = machine()
    starts = {name: measure_starts(SCENARIOS[name]) for name in ("local", "model")}
    measured = {name: measure_scenario(scenario, console) for name, scenario in SCENARIOS.items()}
    results = {
        **conditions(described),
        "rows": {name: row for scenario in measured.values() for name, row in scenario["rows"].items()},
        "memory_mb": _by_server({name: measured[name]["memory_mb"] for name in starts}),
        "start_s": _by_server(starts),
    }
    write(results)
    show(results, console)
    console.print(f"Written to {RESULTS.relative_to(ROOT)}; `python -m bench.readme` puts it into the READMEs.")


def _by_server(measured: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The floor once, which is the same with a model and without; the product each way."""
    return {"floor": measured["model"]["floor"], **{name: parts["product"] for name, parts in measured.items()}}


if __name__ == "__main__":
    main()
