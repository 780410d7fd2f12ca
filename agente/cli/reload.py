"""`agente reload`: asks the running server to take up its pack again, and waits for what came of it."""

import json
import os
import signal
import time

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
    before = told.stat().st_mtime_ns
    os.kill(pid, signal.SIGHUP)
    give_up = time.monotonic() + PATIENCE_S
    while told.stat().st_mtime_ns == before:
        if time.monotonic() > give_up:
            fail(say("reload_silent", seconds=PATIENCE_S), Exit.DEPENDENCY_DOWN)
        time.sleep(LOOK_EVERY_S)
    outcome = json.loads(told.read_text())
    if outcome["problems"]:
        fail("\n".join([*outcome["problems"], say("reload_refused", pack=outcome["pack"])]), Exit.INVALID)
    typer.echo(say("reloaded", pack=outcome["pack"], version=outcome["version"]))
