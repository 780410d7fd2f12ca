"""What a check has to say, and how several are run side by side."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Level = Literal["ok", "off", "warn", "fail"]  # off: not set up, or not asked for
WITHIN_S = 4.0  # of all checks together, which run side by side
LONGEST_REASON = 160


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str  # such as database
    level: Level
    code: str  # which text says it; a warning's and a failure's have a text of the likely cause too
    values: Mapping[str, Any] = field(default_factory=dict)
    remedy: str = ""  # the command to type
    symptom: bool = False  # what is wrong is elsewhere, and another finding may name it


@dataclass(frozen=True, slots=True)
class Subject:
    """A check has a name, so that one that never ends can be told by it."""

    name: str
    check: Callable[[], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of one subject, and how long they took."""

    subject: str
    findings: Sequence[Finding]
    took_ms: float


def examine(subjects: Sequence[Subject], within_s: float = WITHIN_S) -> list[Examined]:
    """Runs all at the same time; what has not ended `within_s` is a failure. Their order is kept."""
    return asyncio.run(_examine(subjects, within_s))


async def _examine(subjects: Sequence[Subject], within_s: float) -> list[Examined]:
    return list(await asyncio.gather(*(_one(subject, within_s) for subject in subjects)))


async def _one(subject: Subject, within_s: float) -> Examined:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(within_s):
            findings = await _in_thread(subject.check)
    except TimeoutError:
        findings = [Finding(subject.name, "fail", "too_slow", {"seconds": within_s}, "agente doctor --json")]
    return Examined(subject.name, findings, round((time.perf_counter() - began) * 1000, 1))


async def _in_thread(work: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """In a thread that the program does not wait for at its end: asking for a name may hang for half a minute."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Sequence[Finding]] = loop.create_future()

    def settle(call: Callable[[Any], None], value: object) -> None:
        if not done.done():
            call(value)

    def run() -> None:
        try:
            outcome = (done.set_result, work())
        except Exception as error:
            _tell(loop, settle, done.set_exception, error)
        else:
            _tell(loop, settle, *outcome)

    threading.Thread(target=run, daemon=True).start()
    return await done


def _tell(loop: asyncio.AbstractEventLoop, settle: Callable[..., None], *arguments: object) -> None:
    if not loop.is_closed():  # it ended without us
        loop.call_soon_threadsafe(settle, *arguments)


def reason_of(error: BaseException) -> str:
    """Its first line; never empty."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:LONGEST_REASON]


def first_thing(examined: Sequence[Examined]) -> Finding | None:
    """What to see to first: the first failure, for the checks go from the outside in, else the first warning.

    A cause comes before its symptom.
    """
    found = [finding for one in examined for finding in one.findings]
    found.sort(key=lambda finding: finding.symptom)
    for level in ("fail", "warn"):
        for finding in found:
            if finding.level == level:
                return finding
    return None
