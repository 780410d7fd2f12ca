"""`agente predict`: JSON lines in, what the agent makes of each out, for scoring it on data of one's own."""

import sys
from pathlib import Path

import typer

from agente.cli.common import settings_or_fail, usable_pack
from agente.cli.terms import Exit
from agente.evaluation.jsonl import answer_lines
from agente.evaluation.predictions import NEEDS_PACK, predictor
from agente.evaluation.tasks import Task
from agente.packs.loader import load_pack


def run(task: Task, pack: Path | None) -> None:
    """Each answer leaves before the next line is read. Exits with 1 when a line was bad."""
    settings = settings_or_fail(pack=pack)
    with usable_pack(settings):
        used = load_pack(settings.pack) if task in NEEDS_PACK else None
        predict = predictor(task, used)
    all_good = True
    for outcome in answer_lines(sys.stdin.buffer, predict):
        sys.stdout.buffer.write(outcome.line + b"\n")
        sys.stdout.buffer.flush()
        all_good = all_good and outcome.good
    raise typer.Exit(Exit.OK if all_good else Exit.FAILED)
