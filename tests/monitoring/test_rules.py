"""The alert rules: as the runbook has them, complete, about metrics that exist, and sent to the right people."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from agente.observability.metrics import REGISTRY
from tests.monitoring.shipped import (
    ALERTMANAGER,
    ALERTS,
    DASHBOARDS,
    EVERY_RULE,
    EXPORTED,
    EXPRESSIONS,
    JOBS,
    RECORDED,
    RULES,
    RUNBOOK,
    named_in,
)
from tests.support.server import ROOT

UNIT_TESTS = ROOT / "tests" / "monitoring" / "alertas_test.yml"
ANNOTATIONS = ("summary", "impact", "command", "dashboard", "runbook_url")
OF_THE_RUNBOOK = [
    ("SystemDown", "1m", r"up.*== *0", "P0"),
    ("HighErrorRate", "5m", r"> *0\.1\b", "P0"),
    ("DatabaseDown", "1m", r"pg_up *== *0", "P0"),
    ("RedisDown", "1m", r"redis_up *== *0", "P0"),
    ("HighResponseTime", "10m", r"0\.99.*> *10\b", "P0"),
    ("HighResponseTimeP95", "15m", r"0\.95.*> *3\b", "P1"),
    ("ElevatedErrorRate", "10m", r"> *0\.05\b", "P1"),
    ("LowIntentAccuracy", "1h", r"< *0\.85\b", "P1"),
    ("HighMemoryUsage", "10m", r"> *0\.85\b", "P1"),
]
COUNTED_BY_EACH = (
    "agent_outbox_pending",
    "agent_outbox_dead",
    "agent_outbox_oldest_seconds",
    "agent_active_users",
    "agent_csat_score",
    "agent_intent_accuracy",
    "llm_cost_usd_today",
)
needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
needs_amtool = pytest.mark.skipif(shutil.which("amtool") is None, reason="amtool is not installed")


def output_of(*command: str | Path) -> str:
    """Raises, with what it said, where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_promtool
class TestPromtool:
    def test_takes_the_rules(self) -> None:
        assert f"{len(EVERY_RULE)} rules found" in output_of("promtool", "check", "rules", RULES)

    def test_sees_each_alert_fire_in_time_and_not_before(self) -> None:
        output_of("promtool", "test", "rules", UNIT_TESTS)

    def test_takes_the_configuration(self) -> None:
        output_of("promtool", "check", "config", ROOT / "monitoring" / "prometheus.yml")


class TestRules:
    @pytest.mark.parametrize(("alert", "lasting", "expression", "priority"), OF_THE_RUNBOOK)
    def test_the_runbooks_nine_are_as_it_has_them(
        self, alert: str, lasting: str, expression: str, priority: str
    ) -> None:
        rule = ALERTS[alert]
        assert (rule["for"], rule["labels"]["priority"]) == (lasting, priority)
        assert re.search(expression, rule["expr"])

    @pytest.mark.parametrize("alert", ALERTS)
    def test_each_has_what_a_woken_person_needs(self, alert: str) -> None:
        rule = ALERTS[alert]
        assert rule["labels"]["priority"] in ("P0", "P1", "P2", "info")
        assert all(rule["annotations"].get(name) for name in ANNOTATIONS)
        assert rule["annotations"]["dashboard"].rsplit("/", 1)[1] in DASHBOARDS

    @pytest.mark.parametrize("alert", ALERTS)
    def test_each_is_unit_tested(self, alert: str) -> None:
        assert f'alertname="{alert}"' in UNIT_TESTS.read_text()

    @pytest.mark.parametrize("alert", ALERTS)
    def test_each_leads_to_its_section_of_the_runbook(self, alert: str) -> None:
        path, anchor = ALERTS[alert]["annotations"]["runbook_url"].split("#")
        assert path.endswith(RUNBOOK.relative_to(ROOT).as_posix())
        assert anchor in _anchors(RUNBOOK.read_text())

    def test_each_metric_is_one_that_somebody_serves(self) -> None:
        served = {sample for metric in REGISTRY.collect() for sample in _names(metric.name, metric.type)}
        named = {name for rule in EVERY_RULE for name in named_in(rule["expr"])}
        assert named - served - EXPORTED - RECORDED == set()

    def test_each_job_is_one_that_prometheus_is_told_of(self) -> None:
        named = [job for rule in EVERY_RULE for job in re.findall(r'job=~?"([^"]+)"', rule["expr"])]
        assert {one for job in named for one in job.split("|")} <= JOBS

    @pytest.mark.parametrize("metric", COUNTED_BY_EACH)
    def test_what_each_replica_counts_in_the_same_database_is_not_added_up(self, metric: str) -> None:
        assert [one for one in EXPRESSIONS if re.search(rf"\b(sum|count)\b[^(]*(\(\w+\) *)?\({metric}", one)] == []
        assert any(metric in one for one in EXPRESSIONS)


@needs_amtool
class TestRoutes:
    def test_the_configuration_is_taken(self, tmp_path: Path) -> None:
        """Secrets are read from files, which this machine has elsewhere."""
        output_of("amtool", "check-config", ALERTMANAGER)

    @pytest.mark.parametrize(
        ("priority", "receivers"),
        [("P0", "pagerduty,incidents,alerts"), ("P1", "incidents,alerts"), ("P2", "alerts"), ("info", "alerts")],
    )
    def test_an_alert_reaches_whom_it_is_for(self, priority: str, receivers: str) -> None:
        labels = (f"priority={priority}", "alertname=Any")
        told = output_of("amtool", "config", "routes", "test", "--config.file", ALERTMANAGER, *labels)
        assert told.strip() == receivers

    def test_what_silences_and_what_is_silenced_exist(self) -> None:
        rules = yaml.safe_load(ALERTMANAGER.read_text())["inhibit_rules"]
        for matcher in (one for rule in rules for side in rule.values() for one in side):
            pattern = matcher.split('"')[1]
            assert any(re.fullmatch(pattern, alert) for alert in ALERTS), matcher


def _anchors(markdown: str) -> set[str]:
    """Of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+?) *$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _names(name: str, kind: str) -> tuple[str, ...]:
    return (f"{name}_total",) if kind == "counter" else (name,)
