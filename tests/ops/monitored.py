"""Two replicas, one of which delivers, under the shipped rules; Prometheus, Alertmanager and exporters are real."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
import yaml

from tests.ops import shortened
from tests.ops.inbox import Inbox
from tests.ops.stack import Stack, eventually
from tests.support.server import Server, free_port

PATIENT = {"LLM_TIMEOUT": "40", "REQUEST_TIMEOUT": "40"}  # a slow model's answer is waited for


@dataclass
class Monitored:
    stack: Stack
    replicas: tuple[Server, Server]
    inbox: Inbox = field(default_factory=Inbox)
    programs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    def start(cls) -> Self:
        stack = Stack.start()
        # The cache is on, as it is delivered: a panel shows how often it answers.
        settings = PATIENT | {"NOTIFY_WEBHOOK_URL": stack.crm.url, "COST_DAILY_BUDGET_USD": "100", "CACHE_TTL": "600"}
        monitored = cls(stack, (stack.with_models(**settings), stack.with_models(WORKER="none", **settings)))
        monitored.inbox.start()
        monitored._start_exporters()
        monitored._start_prometheus()
        return monitored

    def stop(self) -> None:
        for program in self.programs:
            program.kill()
            program.wait()
        self.inbox.stop()
        self.stack.stop()

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The samples that Prometheus answers with; raises for an expression that it cannot read."""
        answer = httpx.get(f"{self.url}/api/v1/query", params={"query": expression}, timeout=10, trust_env=False)
        answer.raise_for_status()
        result: list[dict[str, Any]] = answer.json()["data"]["result"]
        return result

    def is_firing(self, alert: str) -> bool:
        return bool(self.query(f'ALERTS{{alertname="{alert}",alertstate="firing"}}'))

    def _start_exporters(self) -> None:
        database = f"postgresql://postgres@127.0.0.1:{self.stack.cluster.port}/agente_ia?sslmode=disable"
        self.postgres = self._run("prometheus-postgres-exporter", "--web.listen-address", DATA_SOURCE_NAME=database)
        self.redis = self._run(
            "prometheus-redis-exporter", f"--redis.addr={self.stack.redis.url}", "--web.listen-address"
        )
        self.node = self._run("prometheus-node-exporter", "--web.listen-address")

    def _start_prometheus(self) -> None:
        folder = self.stack.folder
        for name, content in {"rules": shortened.rules(), "am": shortened.alertmanager(folder, self.inbox.url)}.items():
            (folder / f"{name}.yml").write_text(yaml.safe_dump(content))
        manager = self._run(
            "prometheus-alertmanager",
            f"--config.file={folder}/am.yml",
            f"--storage.path={folder}/alertmanager",
            "--cluster.listen-address=",
            "--web.listen-address",
        )
        replicas = [f"127.0.0.1:{server.port}" for server in self.replicas]
        jobs = {"agente-api": replicas, "postgres": [self.postgres], "redis": [self.redis], "node": [self.node]}
        configured = shortened.prometheus(folder / "rules.yml", manager, jobs)
        (folder / "prometheus.yml").write_text(yaml.safe_dump(configured))
        address = self._run(
            "prometheus",
            f"--config.file={folder}/prometheus.yml",
            f"--storage.tsdb.path={folder}/tsdb",
            "--rules.alert.resend-delay=1s",
            "--web.listen-address",
        )
        self.url = f"http://{address}"
        eventually(lambda: len(self.query("up == 1")) == len(replicas) + 3)

    def _run(self, *command: str, **environment: str) -> str:
        """Starts a program whose last argument takes its address; returns that once it answers there."""
        address = f"127.0.0.1:{free_port()}"
        with (self.stack.folder / f"{Path(command[0]).name}.log").open("wb") as output:
            program = subprocess.Popen(
                [*command[:-1], f"{command[-1]}={address}"],
                env=os.environ | environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.programs.append(program)
        eventually(lambda: httpx.get(f"http://{address}/", trust_env=False).status_code < 500)
        return address


def restart(server: Server, **environment: str) -> None:
    """With other settings, at the same address."""
    server.stop()
    server.environment |= environment
    server.start()
