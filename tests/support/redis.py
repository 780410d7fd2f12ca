"""A Redis server of the tests' own, which they may freeze, flush and kill."""

import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.support.server import free_port

START_WITHIN_S = 10.0


@dataclass
class RedisServer:
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def is_installed() -> bool:
        return bool(shutil.which("redis-server") and shutil.which("redis-cli"))

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Self:
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        give_up = time.monotonic() + START_WITHIN_S
        while "PONG" not in self.cli("PING"):
            assert time.monotonic() < give_up, "redis-server did not start"
            time.sleep(0.02)
        return self

    def cli(self, *arguments: str) -> str:
        """What `redis-cli` prints, as the runbook calls it."""
        call = ["redis-cli", "-h", "127.0.0.1", "-p", str(self.port), *arguments]
        return subprocess.run(call, capture_output=True, text=True, timeout=10, check=False).stdout

    def signal(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        assert self.process
        self.signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
