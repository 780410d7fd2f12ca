"""`agente doctor` and `agente ops`: runs the checks and says what they found, and what to do first."""

import logging
import time
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

import structlog
import typer

from agente.cli.terms import say
from agente.kit.serialization import dumps
from agente.migrations.schema import HEAD
from agente.ops import doctor
from agente.ops.database import Expected
from agente.ops.findings import Examined, Finding, Subject, examine, first_thing
from agente.settings import InvalidSettings, Settings, read_settings

MARKS = {"ok": "[✓]", "off": "[–]", "warn": "[!]", "fail": "[✗]"}


class Verdict(IntEnum):
    """The exit code, for monitors."""

    WELL = 0
    WARNINGS = 1
    BROKEN = 2


def run(url: str | None, replicas: int, as_json: bool) -> NoReturn:
    settings = _settings_or_finding(as_json)
    _show(doctor.tree(settings, _address(url, settings), Expected(HEAD, replicas)), as_json)


def preflight(replicas: int, as_json: bool) -> NoReturn:
    _show(doctor.parts(_settings_or_finding(as_json), Expected(HEAD, replicas)), as_json, broken_only=True)


def daily(url: str | None, prometheus: str | None, backups: Path, as_json: bool) -> NoReturn:
    settings = _settings_or_finding(as_json)
    _show(doctor.morning(settings, _address(url, settings), prometheus, backups), as_json, broken_only=True)


def _address(url: str | None, settings: Settings) -> str:
    address = (url or f"http://localhost:{settings.port}").rstrip("/")
    return address if "://" in address else f"http://{address}"


def _settings_or_finding(as_json: bool) -> Settings:
    """Without settings nothing else can be looked at."""
    try:
        return read_settings()
    except InvalidSettings as error:
        findings = [Finding("settings", "fail", "settings_bad", {"reason": one}) for one in error.problems]
        _tell([Examined("settings", findings, 0)], 0, as_json)
        raise typer.Exit(Verdict.BROKEN) from None


def _show(subjects: Sequence[Subject], as_json: bool, *, broken_only: bool = False) -> NoReturn:
    """`broken_only`: warnings do not stop a script that goes on after us."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))  # findings say it
    began = time.perf_counter()
    examined = examine(subjects)
    _tell(examined, time.perf_counter() - began, as_json)
    verdict = _verdict(examined)
    raise typer.Exit(Verdict.WELL if broken_only and verdict is Verdict.WARNINGS else verdict)


def _verdict(examined: Sequence[Examined]) -> Verdict:
    first = first_thing(examined)
    if first is None:
        return Verdict.WELL
    return Verdict.BROKEN if first.level == "fail" else Verdict.WARNINGS


def _tell(examined: Sequence[Examined], took_s: float, as_json: bool) -> None:
    for one in examined:
        for finding in one.findings:
            typer.echo(dumps(_json(finding, one.took_ms)) if as_json else _lines(finding, one.took_ms))
    first = first_thing(examined)
    if as_json:
        typer.echo(
            dumps(
                {
                    "verdict": _verdict(examined).name.lower(),
                    "first": first and _json(first),
                    "took_s": round(took_s, 2),
                }
            )
        )
        return
    count = {level: sum(found.level == level for one in examined for found in one.findings) for level in MARKS}
    typer.echo(say("doctor_closing", total=sum(count.values()), seconds=f"{took_s:.1f}", **count))
    typer.echo(
        say("doctor_first", text=_text(first), remedy=first.remedy or _cause(first)) if first else say("doctor_well")
    )


def _lines(finding: Finding, took_ms: float) -> str:
    line = f"{MARKS[finding.level]} {say(f'subject_{finding.subject}'):<14} {_text(finding)}"
    if finding.level in ("ok", "off"):
        return line
    told = [f"{line} ({took_ms:.0f} ms)", f"      {_cause(finding)}"]
    return "\n".join([*told, f"      $ {finding.remedy}"] if finding.remedy else told)


def _text(finding: Finding) -> str:
    return say(f"found_{finding.code}", **finding.values)


def _cause(finding: Finding) -> str:
    return say(f"cause_{finding.code}", **finding.values)


def _json(finding: Finding, took_ms: float | None = None) -> dict[str, object]:
    troubled = finding.level in ("warn", "fail")
    return {
        "subject": finding.subject,
        "level": finding.level,
        "code": finding.code,
        "values": {
            name: value if isinstance(value, int | float | str | None) else str(value)
            for name, value in finding.values.items()
        },
        "text": _text(finding),
        "cause": _cause(finding) if troubled else None,
        "remedy": finding.remedy or None if troubled else None,
        "took_ms": took_ms,
    }
