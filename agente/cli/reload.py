"""`agente reload`: asks the running server to take up its pack again, and waits for what came of it."""

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import typer

from agente.cli.common import fail, settings_or_fail
from agente.cli.process import running_pid
from agente.cli.terms import Exit, say

PATIENCE_S = 30  # a pack with examples of its own trains its router, which takes seconds
LOOK_EVERY_S = 0.1


def run() -> None:
    settings = settings_or_fail()
    pid = running_pid(settings.state_dir)
    if pid is None:
        fail(say("not_running", state=settings.state_dir))
    told = settings.state_dir / "served.json"
    before = _written(told)
    os.kill(pid, signal.SIGHUP)
    give_up = time.monotonic() + PATIENCE_S
    while _written(told) == before:
        if time.monotonic() > give_up:
            fail(say("reload_silent", seconds=PATIENCE_S), Exit.DEPENDENCY_DOWN)
        time.sleep(LOOK_EVERY_S)
    outcome = json.loads(told.read_text())
    if outcome["problems"]:
        refusal = say("reload_refused", pack=outcome["pack"])
        fail("\n".join([*map(_line, outcome["problems"]), refusal]), Exit.INVALID)
    typer.echo(say("reloaded", pack=outcome["pack"], version=outcome["version"]))


def _written(told: Path) -> int:
    """When the server last told the outcome of a load; 0 before the first one."""
    return told.stat().st_mtime_ns if told.exists() else 0


def _line(problem: dict[str, Any]) -> str:
    place = f"{problem['file']}:{problem['line']} " if "file" in problem else ""
    return f"{place}{problem['message']}"
