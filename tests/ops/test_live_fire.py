"""Each alert of the runbook fires for real, reaches the people it is for, and falls silent after the remedy.

Durations are divided (`shortened`); Prometheus, Alertmanager, exporters and faults are real.
"""

import re
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
import yaml

from tests.ops.drills import DRILLS, Drill
from tests.ops.figures import Figure
from tests.ops.inbox import Notice
from tests.ops.monitored import Monitored
from tests.ops.shortened import RULES
from tests.ops.stack import eventually

pytestmark = [pytest.mark.ops, pytest.mark.slow]

WITHIN_S = 150.0
RECEIVERS = {"P0": ("pagerduty", "incidents", "alerts"), "P1": ("incidents", "alerts")}
SHIPPED: dict[str, Any] = {
    rule["alert"]: rule
    for group in yaml.safe_load(RULES.read_text())["groups"]
    for rule in group["rules"]
    if "alert" in rule
}


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.alert)
def test_it_fires_reaches_whom_it_is_for_and_falls_silent(
    drill: Drill, monitored: Monitored, figures: list[Figure]
) -> None:
    rule = SHIPPED[drill.alert]
    receivers = RECEIVERS[rule["labels"]["priority"]]
    eventually(lambda: not any(monitored.is_firing(other.alert) for other in DRILLS), WITHIN_S)
    with drill.load(monitored) if drill.load else nullcontext():
        broken_at = time.monotonic()
        with drill.fault(monitored):
            told = _told(monitored, drill.alert, receivers, resolved=False, since=broken_at)
            mended_at = time.monotonic()
        silent = _told(monitored, drill.alert, receivers, resolved=True, since=mended_at)
    assert all(_is_complete(notice, rule["annotations"]) for notice in told), told
    assert not monitored.is_firing(drill.alert)
    figures.append(
        Figure(
            drill.alert,
            drill.what,
            ", ".join(receivers),
            round(max(notice.at for notice in told) - broken_at),
            drill.remedy,
            round(max(notice.at for notice in silent) - mended_at),
        )
    )


def _told(
    monitored: Monitored, alert: str, receivers: tuple[str, ...], *, resolved: bool, since: float
) -> list[Notice]:
    """The first notice to each receiver."""

    def all_told() -> list[Notice] | None:
        first: dict[str, Notice] = {}
        for notice in monitored.inbox.about(alert, resolved=resolved, since=since):
            first.setdefault(notice.receiver, notice)
        assert set(first) <= set(receivers), f"{alert} reached {set(first)}"
        return list(first.values()) if len(first) == len(receivers) else None

    found: list[Notice] = eventually(all_told, WITHIN_S)
    return found


def _is_complete(notice: Notice, annotations: dict[str, str]) -> bool:
    summary = "".join(".*" if part.startswith("{{") else re.escape(part) for part in _parts(annotations["summary"]))
    literal = (annotations["command"], annotations["runbook_url"])
    return bool(re.search(summary, notice.text)) and all(text in notice.text for text in literal)


_parts: Callable[[str], list[str]] = re.compile(r"(\{\{.*?\}\})").split
