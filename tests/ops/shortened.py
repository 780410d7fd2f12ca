"""The shipped monitoring files, faster: every duration divided, and this machine's addresses. Nothing else differs."""

import re
from pathlib import Path
from typing import Any

import yaml

from tests.support.server import ROOT

FASTER = 60  # a minute becomes a second
RULES = ROOT / "templates" / "monitoramento" / "alertas.yaml"
ALERTMANAGER = ROOT / "monitoring" / "alertmanager.yml"
PROMETHEUS = ROOT / "monitoring" / "prometheus.yml"
SCRAPE = "1s"
SCRAPE_SLOWLY = {"postgres": "3s"}  # without a database its exporter tries again for a second before it says so

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
DURATION = re.compile(r"(\d+)([smhd])")
RANGE = re.compile(r"\[(\d+[smhd])\]")


def shorter(duration: str) -> str:
    """`5m` is `5000ms`."""
    match = DURATION.fullmatch(duration)
    assert match, duration
    return f"{int(match[1]) * UNITS[match[2]] * 1000 // FASTER}ms"


def rules() -> dict[str, Any]:
    """Durations and ranges are shorter; names, thresholds, labels and annotations are as shipped."""
    given: dict[str, Any] = yaml.safe_load(RULES.read_text())
    for rule in (rule for group in given["groups"] for rule in group["rules"]):
        rule["expr"] = RANGE.sub(lambda found: f"[{shorter(found[1])}]", rule["expr"])
        if "for" in rule:
            rule["for"] = shorter(rule["for"])
    return given


def prometheus(rule_file: Path, alertmanager: str, targets: dict[str, list[str]]) -> dict[str, Any]:
    """`targets` are the addresses of each job that is shipped."""
    given: dict[str, Any] = yaml.safe_load(PROMETHEUS.read_text())
    given["global"] = {"scrape_interval": SCRAPE, "evaluation_interval": SCRAPE}
    given["rule_files"] = [str(rule_file)]
    given["alerting"]["alertmanagers"] = [{"static_configs": [{"targets": [alertmanager]}]}]
    assert {job["job_name"] for job in given["scrape_configs"]} == set(targets)
    for job in given["scrape_configs"]:
        job["static_configs"] = [{"targets": targets[job["job_name"]]}]
        job["scrape_interval"] = job["scrape_timeout"] = SCRAPE_SLOWLY.get(job["job_name"], SCRAPE)
    return given


def alertmanager(folder: Path, vendors: str) -> dict[str, Any]:
    """Secrets are files in `folder`; Slack and PagerDuty are played at the address `vendors`."""
    given: dict[str, Any] = yaml.safe_load(ALERTMANAGER.read_text())
    _hurry(given["route"])
    for receiver in given["receivers"]:
        for config in receiver.get("slack_configs", []):
            config["api_url_file"] = _secret(folder, receiver["name"], f"{vendors}/slack/{receiver['name']}")
        for config in receiver.get("pagerduty_configs", []):
            config["routing_key_file"] = _secret(folder, receiver["name"], "a-routing-key")
            config["url"] = f"{vendors}/pagerduty/{receiver['name']}"
    return given


def _hurry(route: dict[str, Any]) -> None:
    for name in ("group_wait", "group_interval", "repeat_interval"):
        if name in route:
            route[name] = shorter(route[name])
    for child in route.get("routes", []):
        _hurry(child)


def _secret(folder: Path, name: str, value: str) -> str:
    path = folder / name
    path.write_text(value)
    return str(path)
