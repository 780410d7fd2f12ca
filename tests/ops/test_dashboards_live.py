"""Every panel of every dashboard shows something, after a day like any other."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ops.day import pass_a_day
from tests.ops.load import messages
from tests.ops.monitored import Monitored
from tests.ops.reviewing import review_turns
from tests.ops.stack import eventually
from tests.support.server import ROOT

pytestmark = [pytest.mark.ops, pytest.mark.slow]

RATE_INTERVAL = "30s"  # what Grafana would put there, at the drills' pace
WITHIN_S = 45.0  # the slowest gauges are counted every 15 seconds


def _panels() -> Iterator[Any]:
    for path in sorted((ROOT / "monitoring" / "grafana").glob("*.json")):
        dashboard: dict[str, Any] = json.loads(path.read_text())
        for panel in dashboard["panels"]:
            for target in panel.get("targets", []):
                name = f"{dashboard['uid']}-{panel['id']}{target['refId']}"
                yield pytest.param(target["expr"].replace("$__rate_interval", RATE_INTERVAL), id=name)


@pytest.fixture(scope="module")
def busy(monitored: Monitored) -> Iterator[Monitored]:
    """After two days: a counter's growth is seen from its second sample on. People have reviewed some turns.

    And customers go on writing: a quantile of the last thirty seconds is no number once they stop.
    """
    pass_a_day(monitored)
    review_turns(monitored.replicas[0], right=30)
    eventually(lambda: monitored.query("agent_turns_total"))
    pass_a_day(monitored)
    with messages(monitored.replicas[0], a_second=1):
        yield monitored


@pytest.mark.parametrize("expression", list(_panels()))
def test_every_query_returns_numbers(busy: Monitored, expression: str) -> None:
    assert "$" not in expression, "a variable that nothing replaces"
    eventually(lambda: _numbers(busy, expression), WITHIN_S)


def test_a_replica_that_delivers_nothing_tells_what_waits_too(busy: Monitored) -> None:
    eventually(lambda: len(busy.query("count by (instance) (agent_outbox_pending)")) == len(busy.replicas), WITHIN_S)


def _numbers(monitored: Monitored, expression: str) -> list[float]:
    values = (float(sample["value"][1]) for sample in monitored.query(expression))
    return [value for value in values if not math.isnan(value)]
