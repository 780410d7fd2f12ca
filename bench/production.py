"""What does production cost against the embedded server, and what does a second replica bring?

`python -m bench.production`, part of `make bench`. Three deployments of the product, each with all it needs, take turns
under the same 32 conversations: embedded (SQLite, asked directly), and one and two replicas on a PostgreSQL whose
commits wait for the disk and a Redis, behind nginx with the configuration that ships, which sends each request where
it likes. As in all of `make bench` the server has a core and everything else the other; so the second replica shares
its core with nginx, PostgreSQL, Redis and the customers, unless there are more.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypedDict

from rich.console import Console
from rich.table import Table

from bench.process import LOAD_CORE, SERVER_CORE, cpu_seconds_of, machine, pinned_to
from bench.run import PRODUCT, ROUNDS, SECONDS, Server, conditions, load, product_environment, serving, write
from bench.scenarios import SCENARIOS
from bench.summary import Level, median_of
from tests.ops.gateway import Gateway
from tests.support.postgresql import Cluster, binaries
from tests.support.redis import RedisServer

CONVERSATIONS = 32
EMBEDDED = "embedded"
REPLICAS = {"one": 1, "two": 2}
# Where there are more than two cores, a second replica need not share its own.
CORES = (SERVER_CORE, LOAD_CORE if (os.cpu_count() or 1) <= 2 else LOAD_CORE + 1)
UNLIMITED = "100000r/s"  # all customers of the load come from one address
MOST_CPU = 1.5  # times the embedded server's
LEAST_GAIN = 1.8  # times the turns of one replica, where there are cores for the second


@dataclass(frozen=True, slots=True)
class Deployment:
    url: str
    servers: Sequence[int]  # processes of `agente serve`
    beside: Sequence[int] = ()  # and of what they need, whose children count too


class Run(TypedDict):
    level: Level
    beside_ms_per_turn: float  # processor time of PostgreSQL, Redis and nginx


def lacking() -> list[str]:
    """What has to be installed before this can be measured."""
    there = {
        "postgresql-15": binaries() is not None,
        "redis-server": RedisServer.is_installed(),
        "nginx": bool(shutil.which("nginx")),
    }
    return [name for name, is_there in there.items() if not is_there]


@contextmanager
def deployments(folder: Path) -> Iterator[dict[str, Deployment]]:
    with ExitStack() as started:
        with pinned_to(LOAD_CORE):
            cluster = Cluster.start_new(durable=True)
            started.callback(cluster.destroy)
            redis = RedisServer(folder).start()
            started.callback(redis.kill)
        embedded = started.enter_context(_replica(folder / EMBEDDED, {}))
        made = {EMBEDDED: Deployment(embedded.url, [embedded.pid])}
        for number, (name, many) in enumerate(REPLICAS.items()):
            common = {
                "DATABASE_URL": cluster.new_database(),
                "REDIS_URL": redis.url.removesuffix("0") + str(number),
                "SECRET_KEY": token_urlsafe(48),  # a customer's token is good at every replica
            }
            replicas = [started.enter_context(_replica(folder / f"{name}{each}", common, each)) for each in range(many)]
            ports = [int(replica.url.rpartition(":")[2]) for replica in replicas]
            with pinned_to(LOAD_CORE):
                gateway = Gateway.start(folder / f"nginx-{name}", ports, rate=UNLIMITED)
            started.callback(gateway.stop)
            assert redis.process
            beside = [_postmaster(cluster), redis.process.pid, gateway.process.pid]
            made[name] = Deployment(gateway.url, [replica.pid for replica in replicas], beside)
        yield made


@contextmanager
def _replica(folder: Path, environment: Mapping[str, str], number: int = 0) -> Iterator[Server]:
    folder.mkdir()
    with ExitStack() as started:
        with pinned_to(CORES[number]):
            environment = product_environment(folder, SCENARIOS["local"], None) | environment
            server = started.enter_context(serving(PRODUCT, folder, environment))
        yield server


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def measure(made: Mapping[str, Deployment], console: Console) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {name: [] for name in made}
    for number in range(ROUNDS):
        # The one that comes first changes, so that a machine that slows down is unfair to none.
        for name in sorted(made, reverse=bool(number % 2)):
            console.print(f"production: {name}, {SECONDS:g} s, round {number + 1} of {ROUNDS}", style="dim")
            runs[name].append(_run(made[name]))
    return runs


def _run(deployment: Deployment) -> Run:
    """The others' work of the warm-up is not their work of the turns that count, but as much for each turn."""
    beside = _cpu_with_children(deployment.beside)
    servers = cpu_seconds_of(deployment.servers)
    with pinned_to(LOAD_CORE):
        level = load(deployment.url, deployment.servers, SCENARIOS["local"].talks, CONVERSATIONS)
    beside = _cpu_with_children(deployment.beside) - beside
    servers = cpu_seconds_of(deployment.servers) - servers
    return Run(level=level, beside_ms_per_turn=round(level["cpu_ms_per_turn"] * beside / servers, 3))


def _cpu_with_children(pids: Sequence[int]) -> float:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    both = [tuple(map(int, line.split())) for line in listed.splitlines()]
    children = [pid for pid, parent in both if parent in pids]
    return cpu_seconds_of([*pids, *children])


def told(runs: Mapping[str, Sequence[Run]]) -> dict[str, Any]:
    """The median of each figure; ratios are of rounds, each compared by itself."""

    def ratio(figure: str, name: str, to: str) -> float:
        return round(statistics.median(map(_ratio(figure), runs[name], runs[to])), 2)

    return {
        **{name: median_of([run["level"] for run in each]) for name, each in runs.items()},
        "beside_ms_per_turn": {
            name: round(statistics.median(run["beside_ms_per_turn"] for run in runs[name]), 3) for name in REPLICAS
        },
        "cpu_times_embedded": {name: ratio("cpu_ms_per_turn", name, EMBEDDED) for name in REPLICAS},
        "turns_of_two_to_one": ratio("turns_per_s", "two", "one"),
    }


def _ratio(figure: str) -> Callable[[Run, Run], float]:
    def of(run: Run, to: Run) -> float:
        return float(run["level"][figure] / to["level"][figure])  # type: ignore[literal-required]

    return of


def show(production: Mapping[str, Any], console: Console) -> None:
    table = Table(title="Production against embedded; CPU is the API's, all replicas together, per turn")
    for heading in ("", "turns/s", "p50 ms", "p95 ms", "CPU ms", "beside, ms", "errors"):
        table.add_column(heading, justify="left" if heading == "" else "right")
    for name in (EMBEDDED, *REPLICAS):
        level = production[name]
        figures = [f"{level[key]:.1f}" for key in ("turns_per_s", "p50_ms", "p95_ms")]
        beside = production["beside_ms_per_turn"].get(name, 0)
        cpu = [f"{level['cpu_ms_per_turn']:.2f}", f"{beside:.2f}"]
        table.add_row(name, *figures, *cpu, str(level["errors"]))
    console.print(table)
    cpu_times = production["cpu_times_embedded"]["one"]
    gain = production["turns_of_two_to_one"]
    cores = production["machine"]["cores"]
    console.print(f"CPU per turn: {cpu_times} times the embedded server's (goal: at most {MOST_CPU})")
    console.print(f"turns/s with two replicas: {gain} times those with one (goal: {LEAST_GAIN}, where cores allow)")
    console.print(f"{cores} cores carry the replicas, nginx, PostgreSQL, Redis and the customers.")


def main() -> None:
    console = Console()
    if missing := lacking():
        console.print(f"bench.production: left out, not installed here: {', '.join(missing)} (apt-get install them)")
        return
    described = machine()
    with tempfile.TemporaryDirectory() as name, deployments(Path(name)) as made:
        runs = measure(made, console)
    production = conditions(described) | told(runs)
    write({"production": production})
    show(production, console)


if __name__ == "__main__":
    main()
