"""`agente worker` as its own process, beside a server's."""

import subprocess
import sys
from dataclasses import dataclass

from tests.support.server import ROOT, Server


@dataclass
class Worker:
    """An `agente worker` process with a server's settings."""

    server: Server
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.server.state_dir / "worker.log").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "agente", "worker"],
                cwd=ROOT,
                env=self.server._environment(),
                stdout=output,
                stderr=output,
            )

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    @property
    def log(self) -> str:
        return (self.server.state_dir / "worker.log").read_text()
