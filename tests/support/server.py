"""The real product as a process of its own, for tests that speak HTTP to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import httpx
from sqlalchemy import text

from agente.storage.database import Database

ROOT = Path(__file__).parents[2]
SAMPLE_PACK = ROOT / "packs" / "tamarindo"
API_KEY = "agk_test_key_for_local_use_only_000000"
START_WITHIN_S = 60.0
STOP_WITHIN_S = 20.0

_direct = build_opener(ProxyHandler({}))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that would configure the product."""
    kept = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT")
    return {name: value for name, value in os.environ.items() if name in kept or name.startswith("OPENBLAS")}


@dataclass
class Server:
    """`agente serve` with its own state folder and port; `start` returns once it answers."""

    state_dir: Path
    pack: Path = SAMPLE_PACK
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    command_line: tuple[str, ...] = ("serve",)  # what serves
    arguments: tuple[str, ...] = ()  # of that command
    own_session: bool = False  # as a service has one: the system shares the processor out between sessions first
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        return self.environment.get("DATABASE_URL", f"sqlite:///{self.state_dir}/agente.db")

    def rows(self, query: str, **values: object) -> list[Any]:
        """What is stored, read past the product."""
        database = Database(self.database_url)
        try:
            return database.transact(lambda connection: list(connection.execute(text(query), values)))
        finally:
            database.close()

    @property
    def log(self) -> str:
        return (self.state_dir / "output.log").read_text()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another `agente` command with the same settings."""
        return subprocess.run(
            [sys.executable, "-m", "agente", *arguments],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        ours = {
            "STATE_DIR": str(self.state_dir),
            "PACK": str(self.pack),
            "PORT": str(self.port),
            "BOOTSTRAP_API_KEY": API_KEY,
            "RATE_LIMIT_PER_MINUTE": "1000000",
            "AGENTE_LANG": "pt-BR",
        }
        return clean_environment() | ours | self.environment

    def spawn(self) -> subprocess.Popen[bytes]:
        self.state_dir.mkdir(parents=True, exist_ok=True)
        with (self.state_dir / "output.log").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "agente", *self.command_line, *self.arguments],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=self.own_session,
            )
        return self.process

    def start(self) -> Self:
        process = self.spawn()
        give_up = time.monotonic() + START_WITHIN_S
        while time.monotonic() < give_up:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}:\n{self.log}")
            if self.status_of("/health") == 200:
                return self
            time.sleep(0.02)
        raise RuntimeError(f"the server did not answer in time:\n{self.log}")

    def status_of(self, path: str) -> int:
        """0 when nothing answers.

        Asks without a client of its own: making one takes longer than the answer, and drills ask while they load.
        """
        try:
            with _direct.open(f"{self.url}{path}", timeout=2) as answer:
                return int(answer.status)
        except HTTPError as refused:
            with refused:
                return refused.code
        except (OSError, HTTPException):
            return 0

    def kill(self) -> None:
        """As a power cut would: no chance to finish anything."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Asks it to stop and returns its exit code."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_WITHIN_S)

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)
