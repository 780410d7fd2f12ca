"""What a drill is played on: replicas before a PostgreSQL server of their own, or a disk that is soon full."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import pytest

from tests.support.postgresql import Cluster
from tests.support.server import Server


@dataclass(frozen=True)
class Size:
    conversations: int
    replicas: int
    kills: int
    calm_s: float  # of load before and after a fault
    away_s: float  # how long the database is away
    frozen_s: float  # how long a replica sleeps; a lease is 8 seconds
    pause_s: float  # between two messages of a customer, on average
    slack: float  # by which a busy machine may exceed what must hold


SMALL = Size(conversations=20, replicas=2, kills=2, calm_s=1.0, away_s=2.0, frozen_s=12.0, pause_s=0.05, slack=3.0)
FULL = Size(conversations=200, replicas=3, kills=20, calm_s=3.0, away_s=10.0, frozen_s=20.0, pause_s=1.0, slack=1.0)


@dataclass(frozen=True)
class Scene:
    cluster: Cluster
    replicas: list[Server]

    @property
    def database(self) -> str:
        return self.replicas[0].database_url.rsplit("/", 1)[1]

    def unanswered(self) -> list[str]:
        """The ids of the messages that are accepted and have no reply yet."""
        pending = "SELECT id FROM messages WHERE turn = 'pending'"
        return self.cluster.execute(pending, database=self.database).split()

    def hold(self, conversation_id: str, held_s: float) -> None:
        """Lets nobody answer in the conversation for a while."""
        held = f"SELECT FROM conversations WHERE id = '{conversation_id}' FOR UPDATE; SELECT pg_sleep({held_s})"
        self.cluster.execute(f"BEGIN; {held}; COMMIT", database=self.database)

    def waiting(self, wait_event_type: str) -> int:
        """How many of the database's sessions wait for something of this kind."""
        waiting = f"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = '{wait_event_type}'"
        return int(self.cluster.execute(f"{waiting} AND datname = current_database()", database=self.database))


def missing(remedy: str) -> NoReturn:
    """Skips the drill, saying what it lacks; in CI it fails."""
    if os.environ.get("CI"):
        pytest.fail(remedy)
    pytest.skip(remedy)


@contextmanager
def scene(
    folder: Path, replicas: int, environment: Mapping[str, str] | None = None, of_last: Mapping[str, str] | None = None
) -> Iterator[Scene]:
    """Replicas on a server whose commits wait for the disk, as in production; `of_last` is set for the last alone."""
    with ExitStack() as stack:
        cluster = Cluster.start_new(durable=True)
        stack.callback(shutil.rmtree, cluster.folder, ignore_errors=True)
        stack.callback(_end, cluster)
        common = {"DATABASE_URL": cluster.new_database()} | dict(environment or {})
        started: list[Server] = []
        for number in range(replicas):
            own = dict(of_last or {}) if number == replicas - 1 else {}
            server = Server(folder / f"replica{number}", environment=common | own, own_session=True)
            stack.callback(_end_replica, server)
            started.append(server.start())
        yield Scene(cluster, started)


def _end(cluster: Cluster) -> None:
    if (cluster.folder / "data" / "postmaster.pid").exists():
        cluster.stop()


def _end_replica(server: Server) -> None:
    if server.process and server.process.poll() is None:
        server.kill()


@contextmanager
def small_disk(mebibytes: int) -> Iterator[Path]:
    """A disk of its own, which `fill` fills."""
    folder = Path(mkdtemp(prefix="agente-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=711", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        if not mounted:
            missing("a small disk needs root and the right to mount a tmpfs")
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(disk: Path) -> Path:
    """Takes all the space that is left; returns the file to be removed."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65536)):
                pass
        except OSError:
            return ballast
    raise AssertionError("the disk has no end")
