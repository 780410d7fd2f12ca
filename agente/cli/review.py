"""`agente review`: looking at turns in the terminal, and what came of it."""

import getpass
from datetime import timedelta
from pathlib import Path

import typer
import yaml

from agente.cli.common import fail, open_database, settings_or_fail
from agente.cli.terms import Exit, say
from agente.kit.clock import utc_now
from agente.kit.serialization import dumps
from agente.packs.models import INTENTS, IntentName
from agente.reviews import service
from agente.reviews.service import Turn
from agente.storage.database import Database

SKIP, LEAVE = "p", "s"


def run(most: int) -> None:
    """Shows turns one by one until `most` are reviewed, nothing is left, or the reviewer leaves."""
    with open_database(settings_or_fail()) as database:
        for number in range(1, most + 1):
            turn = database.transact(service.next_turn, None)
            if turn is None:
                typer.echo(say("review_nothing_left"))
                return
            typer.echo(_shown(turn, number, most))
            if not _ask(database, turn):
                return


def summary(as_json: bool) -> None:
    with open_database(settings_or_fail()) as database:
        found = database.transact(service.accuracy)
    if as_json:
        shown = found and {"accuracy": found.share, "low": found.low, "high": found.high, "reviews": found.reviews}
        typer.echo(dumps(shown))
    elif found is None:
        typer.echo(say("review_too_few", enough=service.ENOUGH))
    else:
        percent = {name: f"{100 * getattr(found, name):.1f}" for name in ("share", "low", "high")}
        typer.echo(say("review_accuracy", reviews=found.reviews, **percent))


def export(path: Path, days: int) -> None:
    """Writes what the router had wrong as examples in the form of a pack's `intents.yaml`."""
    if path.exists():
        fail(say("review_file_exists", path=path), Exit.INVALID)
    with open_database(settings_or_fail()) as database:
        found = database.transact(service.examples, None, utc_now() - timedelta(days=days))
    by_intent: dict[str, list[str]] = {}
    for example in found:
        by_intent.setdefault(example.intent, []).append(example.text)
    path.write_text(yaml.safe_dump(by_intent, allow_unicode=True, sort_keys=True), "utf-8")
    typer.echo(say("review_exported", count=len(found), path=path))


def _shown(turn: Turn, number: int, most: int) -> str:
    sure = "" if turn.confidence is None else f" ({100 * turn.confidence:.0f} %)"
    choices = "  ".join(f"{index} {name}" for index, name in enumerate(INTENTS, 1))
    return f"\n[{number}/{most}] {turn.text}\n{say('review_predicted')} {turn.intent}{sure}\n{choices}"


def _ask(database: Database, turn: Turn) -> bool:
    """Whether to go on with the next."""
    while True:
        said = typer.prompt(say("review_ask"), default="", show_default=False).strip().lower()
        if said == LEAVE:
            return False
        if said == SKIP:
            return True
        if intent := _intent(said, turn):
            _keep(database, turn, intent)
            return True
        typer.echo(say("review_not_understood"))


def _intent(said: str, turn: Turn) -> IntentName | None:
    if not said:
        return next(name for name in INTENTS if name == turn.intent)
    if said.isdigit() and 1 <= int(said) <= len(INTENTS):
        return INTENTS[int(said) - 1]
    return next((name for name in INTENTS if name == said), None)


def _keep(database: Database, turn: Turn, intent: IntentName) -> None:
    reviewer = f"cli:{getpass.getuser()}"
    database.transact(service.review, None, turn.message_id, intent, at_random=turn.at_random, reviewer=reviewer)
