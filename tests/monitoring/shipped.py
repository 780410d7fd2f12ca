"""The shipped rules and dashboards, and the names of metrics in their expressions."""

import json
import re
from typing import Any

import yaml

from tests.support.server import ROOT

RULES = ROOT / "templates" / "monitoramento" / "alertas.yaml"
ALERTMANAGER = ROOT / "monitoring" / "alertmanager.yml"
RUNBOOK = ROOT / "docs" / "operacao" / "runbook.md"
DASHBOARDS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text()) for path in sorted((ROOT / "monitoring" / "grafana").glob("*.json"))
}
GROUPS: list[dict[str, Any]] = yaml.safe_load(RULES.read_text())["groups"]
EVERY_RULE = [rule for group in GROUPS for rule in group["rules"]]
ALERTS: dict[str, dict[str, Any]] = {rule["alert"]: rule for rule in EVERY_RULE if "alert" in rule}
RECORDED = {rule["record"] for rule in EVERY_RULE if "record" in rule}

JOBS: set[str] = {
    job["job_name"] for job in yaml.safe_load((ROOT / "monitoring" / "prometheus.yml").read_text())["scrape_configs"]
}
EXPRESSIONS = [rule["expr"] for rule in EVERY_RULE] + [
    target["expr"]
    for dashboard in DASHBOARDS.values()
    for panel in dashboard["panels"]
    for target in panel.get("targets", [])
]

# Of Prometheus and of the exporters that monitoring/prometheus.yml names; tests/ops asks the real ones for them.
EXPORTED = {
    "up", "pg_up", "pg_stat_activity_count", "pg_settings_max_connections", "redis_up", "redis_memory_used_bytes",
    "node_filesystem_avail_bytes", "node_filesystem_size_bytes",
}  # fmt: skip

_OURS = re.compile(r"\b(?:agent|llm)_[a-z0-9_]+|\bagente:[a-z0-9_:]+")
_FOREIGN = re.compile(r"\b(?:up\b|(?:pg|redis|node)_[a-z0-9_]+)")


def named_in(expression: str) -> set[str]:
    """The metrics of an expression; histograms by their own name."""
    bare = re.sub(r'"[^"]*"', '""', expression)
    found = {*_OURS.findall(bare), *_FOREIGN.findall(bare)}
    return {name.removesuffix("_bucket") for name in found}
