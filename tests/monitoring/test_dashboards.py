"""The dashboards as Grafana reads them: addresses, panels that the runbook names, no two in one place."""

import re
from itertools import combinations
from typing import Any

import pytest

from agente.observability.metrics import REGISTRY
from tests.monitoring.shipped import DASHBOARDS, EXPORTED, RECORDED, named_in

TITLES = {
    "agent-overview": "Agent Overview",
    "agent-business": "Agent Business Metrics",
    "agent-llm": "Agent LLM Usage",
    "agent-resources": "Agent API - Resources",
}
OF_THE_RUNBOOK = [
    ("agent-overview", "Request Rate"),
    ("agent-overview", "Error Rate"),
    ("agent-overview", "Response Time"),
    ("agent-overview", "Active Users"),
    ("agent-overview", "System Resources"),
    ("agent-business", "Conversions"),
    ("agent-business", "CSAT Score"),
    ("agent-business", "Engagement Rate"),
    ("agent-business", "Handoff Rate"),
    ("agent-llm", "Token Usage"),
    ("agent-llm", "Cost per Day"),
    ("agent-llm", "Model Distribution"),
    ("agent-llm", "Intent Accuracy"),
]
UNITS = {"none", "percent", "percentunit", "s", "bytes", "currencyUSD", "reqpm", "cpm"}
COLUMNS = 24
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
dashboards = pytest.mark.parametrize("uid", TITLES)


def shown(uid: str) -> list[dict[str, Any]]:
    """The panels, without the rows that part them."""
    return [panel for panel in DASHBOARDS[uid]["panels"] if panel["type"] != "row"]


def test_there_are_these_and_no_others() -> None:
    assert {one["uid"]: one["title"] for one in DASHBOARDS.values()} == TITLES
    assert set(DASHBOARDS) == set(TITLES)  # files are named so, too


@pytest.mark.parametrize(("uid", "title"), OF_THE_RUNBOOK)
def test_a_panel_that_the_runbook_names_is_there_and_asks_something(uid: str, title: str) -> None:
    found = [panel for panel in shown(uid) if panel["title"].startswith(title)]
    assert found
    assert all(target["expr"] for panel in found for target in panel["targets"])


@dashboards
class TestPanels:
    def test_have_ids_of_their_own(self, uid: str) -> None:
        ids = [panel["id"] for panel in DASHBOARDS[uid]["panels"]]
        assert len(ids) == len(set(ids))

    def test_lie_inside_the_grid_and_on_no_other(self, uid: str) -> None:
        places = [panel["gridPos"] for panel in DASHBOARDS[uid]["panels"]]
        assert all(place["x"] + place["w"] <= COLUMNS for place in places)
        assert not [pair for pair in combinations(places, 2) if _overlap(*pair)]

    def test_have_a_unit_and_the_chosen_source(self, uid: str) -> None:
        for panel in shown(uid):
            assert panel["fieldConfig"]["defaults"]["unit"] in UNITS, panel["title"]
            assert panel["datasource"] == SOURCE, panel["title"]

    def test_ask_for_metrics_that_somebody_serves(self, uid: str) -> None:
        served = {name for metric in REGISTRY.collect() for name in (metric.name, f"{metric.name}_total")}
        asked = {name for panel in shown(uid) for target in panel["targets"] for name in named_in(target["expr"])}
        assert asked - served - EXPORTED - RECORDED == set()


@dashboards
def test_it_leads_to_the_others_and_to_the_runbook(uid: str) -> None:
    urls = {link["url"] for link in DASHBOARDS[uid]["links"]}
    assert {f"/d/{other}" for other in TITLES if other != uid} <= urls
    assert any(re.search(r"docs/operacao/runbook\.md$", url) for url in urls)


@dashboards
def test_the_source_is_chosen_on_the_page(uid: str) -> None:
    variables = DASHBOARDS[uid]["templating"]["list"]
    assert [(one["name"], one["type"], one["query"]) for one in variables] == [
        ("datasource", "datasource", "prometheus")
    ]


def _overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
    above = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
    return not (beside or above)
