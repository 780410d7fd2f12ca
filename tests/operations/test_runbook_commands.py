"""Every block of the on-call documents that is marked `run` runs, against a server, a PostgreSQL and a Redis.

The documents name `https://api.example.com`, `localhost` and Redis's usual port: only these are replaced.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, ROOT, Server, clean_environment

RUNBOOK = ROOT / "docs" / "operacao" / "runbook.md"
DOCUMENTS = (RUNBOOK, ROOT / "docs" / "operacao" / "database-runbook.md")
RULES = ROOT / "templates" / "monitoramento" / "alertas.yaml"
FENCE = re.compile(r"^( *)```bash run\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass
class Installation:
    """What the on-call engineer's shell reaches."""

    server: Server
    environment: dict[str, str]

    def run(self, block: str) -> "subprocess.CompletedProcess[str]":
        script = block.replace("https://api.example.com", self.server.url)
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def blocks() -> Iterator[Any]:
    for document in DOCUMENTS:
        text = document.read_text()
        for found in FENCE.finditer(text):
            line = text[: found.start()].count("\n") + 1
            yield pytest.param(dedent(found[2]), id=f"{document.stem}:{line}")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    if not RedisServer.is_installed():
        pytest.skip("redis-server is not installed here; get it with: apt-get install redis-server redis-tools")
    cluster = Cluster.start_new()
    redis = RedisServer(tmp_path_factory.mktemp("redis")).start()
    ours = {"DATABASE_URL": cluster.url("agente_ia"), "REDIS_URL": redis.url}
    server = Server(tmp_path_factory.mktemp("state"), environment=ours | {"RATE_LIMIT_PER_MINUTE": "1000000"}).start()
    tools = _tools(tmp_path_factory.mktemp("tools"), redis.port)
    environment = (
        clean_environment()
        | ours
        | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "STATE_DIR": str(server.state_dir),
            "BASE_URL": server.url,
            "PGHOST": "127.0.0.1",
            "PGUSER": "agente_user",
            "PGPORT": str(cluster.port),
            "PORT": str(server.port),
            "AGENTE_LANG": "pt-BR",
        }
    )
    installation = Installation(server, environment)
    _one_conversation(installation)
    yield installation
    server.stop()
    redis.kill()
    cluster.destroy()


def _tools(folder: Path, redis_port: int) -> Path:
    """`agente` and `python` of these tests, and a redis-cli that finds its server."""
    _program(folder / "agente", f'exec "{sys.executable}" -m agente "$@"')
    _program(folder / "python", f'exec "{sys.executable}" "$@"')
    real = shutil.which("redis-cli")
    _program(folder / "redis-cli", f'exec "{real}" -p {redis_port} "${{@/#6379/{redis_port}}}"')
    return folder


def _program(path: Path, line: str) -> None:
    path.write_text(f"#!/usr/bin/env bash\n{line}\n")
    path.chmod(0o755)


def _one_conversation(installation: Installation) -> None:
    """So that there is something to be seen."""
    with installation.server.client(Authorization=f"Bearer {API_KEY}") as client:
        opened = client.post("/v1/conversations", json={"channel": "api", "user_id": "ana"}).json()
        client.post(f"/v1/conversations/{opened['id']}/messages", json={"text": "Quero comprar"}).raise_for_status()


@pytest.mark.slow
@pytest.mark.parametrize("block", list(blocks()))
def test_block_runs_as_it_is_written(installation: Installation, block: str) -> None:
    ran = installation.run(block)

    assert ran.returncode == 0, f"{block}\n--\n{ran.stdout}\n{ran.stderr}"
    assert ran.stdout.strip(), f"{block}\nprints nothing"


def test_each_alert_has_its_section() -> None:
    rules = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    alerts = [rule for rule in rules if "alert" in rule]
    sections = re.findall(r"^#### (\w+)$", RUNBOOK.read_text(), re.MULTILINE)

    assert {rule["alert"] for rule in alerts} <= set(sections)
    for rule in alerts:
        assert rule["annotations"]["runbook_url"].endswith(f"runbook.md#{rule['alert'].lower()}")


def test_links_of_the_documents_lead_somewhere() -> None:
    for document in (*DOCUMENTS, ROOT / "docs" / "guias" / "troubleshooting.md"):
        for target in re.findall(r"\]\(([^)]+)\)", re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)):
            path, _, anchor = target.partition("#")
            file = (document.parent / path) if path else document
            assert file.exists(), f"{document.name}: {target}"
            assert not anchor or anchor in _anchors(file), f"{document.name}: {target}"


def _anchors(document: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
