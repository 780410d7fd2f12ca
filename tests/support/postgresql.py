"""A PostgreSQL server of the tests' own, from the installed binaries: started in two seconds, stopped at will."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Self

import pytest

from tests.support.server import ROOT, free_port

ROLE = "agente_user"
INIT = ROOT / "deploy" / "postgres" / "init.sql"
REMEDY = "PostgreSQL 15 is not installed here; get it with: apt-get install postgresql-15"


def binaries() -> Path | None:
    """The folder of `initdb`; None where there is no server to be started."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _binary(program: str) -> Path:
    folder = binaries()
    assert folder, REMEDY
    return folder / program


@dataclass
class Cluster:
    """`start` makes it; the databases in it belong to the role that the product uses."""

    folder: Path
    port: int
    durable: bool = False  # whether commits wait for the disk, as in production
    made: int = 0

    @classmethod
    def start_new(cls, *, durable: bool = False, within: Path | None = None) -> Self:
        """In a folder of its own, `within` another; skips the test where there is no PostgreSQL, and fails it in CI."""
        if binaries() is None:
            pytest.fail(REMEDY) if os.environ.get("CI") else pytest.skip(REMEDY)
        folder = Path(mkdtemp(prefix="agente-pg-", dir=within))
        folder.chmod(0o711)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        cluster = cls(folder, free_port(), durable=durable)
        cluster._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        cluster.start()
        cluster.client("psql", "-q", "-f", str(INIT), role="postgres", database="postgres")
        return cluster

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        if not self.durable:
            options += " -c fsync=off -c synchronous_commit=off"
        options += " -c shared_preload_libraries=pg_stat_statements"
        self._run("pg_ctl", "-w", "-t", "30", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is what a crash looks like: no goodbye, and recovery at the next start."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def is_running(self) -> bool:
        """False too while it starts or recovers from a crash of its own."""
        try:
            return self.execute("SELECT 1") == "1"
        except RuntimeError:
            return False

    def destroy(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, role: str = ROLE) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty one."""
        self.made += 1
        name = f"agente_{self.made}"
        self.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
        return self.url(name)

    def execute(self, statement: str, *, role: str = "postgres", database: str = "postgres") -> str:
        """What `psql` prints for it; raises when it complains."""
        return self.client("psql", "-v", "ON_ERROR_STOP=1", "-At", "-c", statement, role=role, database=database)

    def client(self, program: str, *arguments: str, role: str, database: str) -> str:
        """What one of PostgreSQL's own programs prints; raises when it fails."""
        variables = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": role, "PGDATABASE": database}
        command = [str(_binary(program)), *arguments]
        ran = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(ran.stderr)
        return ran.stdout.strip()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(_binary(program)), "-D", str(self.folder / "data"), *arguments]
        if os.geteuid() == 0:  # it refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        with (self.folder / "output").open("ab") as output:
            subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output)
