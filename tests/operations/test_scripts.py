"""The scripts on call, run from another folder, with what they find on a running installation and on none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import ROOT, Server, clean_environment, free_port

NOWHERE = "http://127.0.0.1"


@pytest.fixture
def installation(sqlite_server: Server) -> Server:
    return sqlite_server


def script(name: str, *arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    tools = cwd / "tools"
    tools.mkdir(exist_ok=True)
    agente = tools / "agente"
    agente.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m agente "$@"\n')
    agente.chmod(0o755)
    ours = {"PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "STATE_DIR": str(cwd / "state")}
    return subprocess.run(
        [str(ROOT / "scripts" / name), *arguments],
        cwd=cwd,
        env=clean_environment() | ours | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class TestOnARunningInstallation:
    @pytest.mark.parametrize(
        "name", ["health-check.sh", "smoke-test.sh", "daily-health-check.sh", "preflight-check.sh"]
    )
    def test_it_ends_with_0(self, name: str, installation: Server, tmp_path: Path) -> None:
        arguments = [] if name == "preflight-check.sh" else [installation.url]

        ran = script(name, *arguments, cwd=tmp_path)

        assert ran.returncode == 0, ran.stdout + ran.stderr

    def test_smoke_closes_its_conversation(self, installation: Server, tmp_path: Path) -> None:
        query = "SELECT id, status FROM conversations"
        before = {row.id for row in installation.rows(query)}
        script("smoke-test.sh", cwd=tmp_path, BASE_URL=installation.url)

        (own,) = (row for row in installation.rows(query) if row.id not in before)
        assert own.status == "completed"


class TestWithNothingThere:
    @pytest.mark.parametrize(
        ("name", "code"), [("health-check.sh", 2), ("smoke-test.sh", 1), ("daily-health-check.sh", 2)]
    )
    def test_it_fails(self, name: str, code: int, tmp_path: Path) -> None:
        assert script(name, f"{NOWHERE}:{free_port()}", cwd=tmp_path).returncode == code


class TestLogs:
    def test_repeated_errors_are_counted(self, tmp_path: Path) -> None:
        log = tmp_path / "app.log"
        lines = [
            f'{{"level":"ERROR","summary":"Database connection failed"}}\n{{"request_id":"{n}"}}\n' for n in range(3)
        ]
        log.write_text('{"level":"ERROR","summary":"Redis connection timeout"}\n' + "".join(lines))

        ran = script("top-errors.sh", cwd=tmp_path, LOG_FILE=str(log))

        assert ran.stdout.split("\n")[0].split() == ["3", "Database", "connection", "failed"]
        assert "1 Redis connection timeout" in ran.stdout

    def test_another_option_is_refused(self, tmp_path: Path) -> None:
        assert script("logs.sh", "--tail=10", cwd=tmp_path).returncode == 2
