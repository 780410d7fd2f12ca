"""How many deliveries leave a second, and does a vendor that hangs slow others down? `python -m bench.outbox`.

On a PostgreSQL server of its own, with simulated vendors that take 5 ms; exits with 1 when others keep less than 90 %.
Alone and beside one that hangs take turns, and medians count: a single round differs by a tenth from the next.
"""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.migrations.schema import upgrade
from agente.outbox import service as outbox
from agente.outbox.ports import Delivery
from agente.storage.database import Database
from agente.worker.worker import Worker
from bench.readme import ROOT
from tests.support.postgresql import Cluster, binaries

DELIVERIES = 4000
WORKERS = (2, 4)
ROUNDS = 5
VENDOR_TAKES_S = 0.005
HANGS_S = 20.0
GIVE_UP_S = 60.0
READY_WITHIN = timedelta(seconds=12)
FAIR = 0.9


class Vendor:
    """Takes everything, after a while."""

    latest_only = False
    per_second = 100_000.0

    def __init__(self, name: str, takes_s: float) -> None:
        self.name = name
        self._takes_s = takes_s

    def wants(self, event: str) -> bool:
        return event.startswith(f"{self.name}.")

    async def deliver(self, _delivery: Delivery) -> Mapping[str, Any]:
        await asyncio.sleep(self._takes_s)
        return {}

    async def check(self) -> str:
        return self.name

    async def close(self) -> None:
        pass


def vendors(crm_takes_s: float) -> list[Vendor]:
    return [Vendor("crm", crm_takes_s), Vendor("mail", VENDOR_TAKES_S)]


async def work(url: str, crm_takes_s: float) -> None:
    """What a worker's process does."""
    database = Database(url)
    worker = Worker(database, lambda: vendors(crm_takes_s))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    worker.start()
    print("ready", flush=True)
    await stop.wait()


@contextmanager
def workers(number: int, url: str, crm_takes_s: float = VENDOR_TAKES_S) -> Iterator[None]:
    command = [sys.executable, "-m", "bench.outbox", url, str(crm_takes_s)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(number)]
    try:
        for process in started:
            assert process.stdout
            while process.stdout.readline().strip() != b"ready":
                assert process.poll() is None, "a worker did not start"
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()


def fill(database: Database, names: Sequence[str], due: datetime) -> None:
    """Deliveries for these vendors, shared out."""
    for name in names:
        events = [outbox.Event(f"{name}.made", new_id(), {"score": 80}, new_id()) for _ in range(DELIVERIES)]
        database.transact(outbox.enqueue_all, events)
    while database.transact(outbox.share_out, vendors(0), due):
        pass


def seconds_until_done(database: Database, name: str) -> float:
    began = time.perf_counter()
    while any(row.destination == name for row in database.transact(outbox.figures)):
        assert time.perf_counter() - began < GIVE_UP_S, "the deliveries do not leave"
        time.sleep(0.05)
    return time.perf_counter() - began


def rate(cluster: Cluster, number: int, *, beside: Sequence[str] = (), crm_takes_s: float = VENDOR_TAKES_S) -> float:
    """Deliveries of the mail vendor a second, with so many workers, and deliveries of others beside them."""
    url = cluster.new_database()
    database = Database(url)
    database.transact(upgrade)
    due = utc_now() + READY_WITHIN
    fill(database, ["mail", *beside], due)
    with workers(number, url, crm_takes_s):
        ahead_s = (due - utc_now()).total_seconds()
        assert ahead_s > 0, "the workers were not ready in time"
        time.sleep(ahead_s)
        taken_s = seconds_until_done(database, "mail")
    database.close()
    return DELIVERIES / taken_s


def main() -> None:
    if binaries() is None:
        print("bench.outbox: no PostgreSQL here (apt-get install postgresql-15), skipped")
        return
    cluster = Cluster.start_new(durable=True)
    try:
        rounds = [(rate(cluster, 1), rate(cluster, 1, beside=["crm"], crm_takes_s=HANGS_S)) for _ in range(ROUNDS)]
        alone, beside_hanging = (median(rates) for rates in zip(*rounds, strict=True))
        rates = {1: alone} | {number: rate(cluster, number) for number in WORKERS}
    finally:
        cluster.destroy()
    for number, found in rates.items():
        print(f"{number} worker(s)   {found:6.0f} deliveries/s on PostgreSQL")
    kept = beside_hanging / alone
    print(f"another hangs {beside_hanging:6.0f} deliveries/s, {kept:.0%} of alone (goal {FAIR:.0%})")
    print("each round: " + ", ".join(f"{hanging:.0f} of {by_itself:.0f}" for by_itself, hanging in rounds))
    sys.exit("A vendor that hangs slows others down." if kept < FAIR else None)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        asyncio.run(work(sys.argv[1], float(sys.argv[2])))
    else:
        main()
