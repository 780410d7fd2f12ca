"""What do metrics, logs and traces cost together? Turns with all of them and with none, in one run.

Two servers on one core take turns under the same load: one as shipped, with traces too, and one whose signals do
nothing. Prints one JSON object; ratios count, as the figures themselves belong to the machine of the day. A short look:
BENCH_SECONDS=2 BENCH_ROUNDS=3 python -m bench.signals
"""

import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.process import SERVER_CORE, pinned_to
from bench.run import ROUNDS, Server, measure_level, product_environment, serving
from bench.scenarios import SCENARIOS
from bench.summary import Level

CONVERSATIONS = 32
WITHOUT = "without"
ARGUMENTS = {"with": ("agente", "serve", "--port", "{port}"), WITHOUT: ("bench.signals", WITHOUT, "--port", "{port}")}


class _Collector(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def collector() -> Iterator[str]:
    """Where traces go; takes everything and keeps nothing."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def measure() -> dict[str, list[Level]]:
    runs: dict[str, list[Level]] = {name: [] for name in ARGUMENTS}
    scenario = SCENARIOS["local"]
    with tempfile.TemporaryDirectory() as name, ExitStack() as started:
        traces = started.enter_context(collector())
        servers: dict[str, Server] = {}
        for part, arguments in ARGUMENTS.items():
            folder = Path(name) / part
            folder.mkdir()
            environment = product_environment(folder, scenario, None) | {"LOG_FORMAT": "json"}
            if part != WITHOUT:
                environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = traces
            with pinned_to(SERVER_CORE):
                servers[part] = started.enter_context(serving(arguments, folder, environment))
        for number in range(ROUNDS):
            # The one that comes first changes, so that a machine that slows down is unfair to neither.
            for part in sorted(servers, reverse=bool(number % 2)):
                runs[part].append(measure_level(servers[part], scenario.talks, CONVERSATIONS))
    return runs


def serve_without() -> None:
    """`agente serve` whose counters count nothing and whose log is never written."""
    from prometheus_client import Counter, Gauge, Histogram

    for kind, methods in ((Counter, ("inc",)), (Gauge, ("set", "inc", "dec")), (Histogram, ("observe",))):
        for method in methods:
            setattr(kind, method, lambda *_: None)
    os.environ["LOG_LEVEL"] = "ERROR"
    sys.argv = ["agente", "serve", *sys.argv[2:]]
    from agente.cli.main import main

    main()


def main() -> None:
    runs = measure()
    told = {
        "rounds": ROUNDS,
        "turns_lost_percent": _percent(
            runs, lambda having, without: 1 - having["turns_per_s"] / without["turns_per_s"]
        ),
        "cpu_added_percent": _percent(
            runs, lambda having, without: having["cpu_ms_per_turn"] / without["cpu_ms_per_turn"] - 1
        ),
        "errors": {part: sum(level["errors"] for level in levels) for part, levels in runs.items()},
    }
    print(json.dumps(told, indent=2))


def _percent(runs: dict[str, list[Level]], compared: Callable[[Level, Level], float]) -> dict[str, float]:
    """Of rounds, which are compared each by itself: what else the machine does changes from one to the next."""
    shares = sorted(100 * compared(having, without) for having, without in zip(*runs.values(), strict=True))
    return {"median": round(statistics.median(shares), 1), "least": round(shares[0], 1), "most": round(shares[-1], 1)}


if __name__ == "__main__":
    serve_without() if sys.argv[1:2] == [WITHOUT] else main()
