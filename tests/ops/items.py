"""What does the runbook ask for, and how is each item checked? Read from contract.yaml, written by its owner."""

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.server import ROOT

CONTRACT = Path(__file__).parent / "contract.yaml"
ALERTS = ROOT / "templates" / "monitoramento" / "alertas.yaml"
RULE_TESTS = ROOT / "tests" / "monitoring" / "alertas_test.yml"
DASHBOARDS = ROOT / "monitoring" / "grafana"
KINDS = frozenset(
    {
        "alert",
        "dashboard_panel",
        "db_table/column/query",
        "endpoint",
        "env_var",
        "fallback_behaviour",
        "log_phrase",
        "metric",
        "redis_key/command",
        "sla",
        "status_code",
    }
)
NOT_OURS = {".git", ".venv", "__pycache__", "node_modules", "var", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
BASH_HELPERS = """
chat() { curl -sS -X POST -H 'Content-Type: application/json' ${API_KEY:+-H "Authorization: Bearer $API_KEY"} \
  -d "${CHAT_BODY//%MSG%/$1}" "$BASE_URL$CHAT_PATH"; }
export -f chat
"""


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    kind: str
    section: str
    line: int
    text: str
    check: Mapping[str, Any]

    @property
    def type(self) -> str:
        return str(self.check.get("type", "cmd"))


@dataclass(frozen=True, slots=True)
class Verdict:
    passed: bool
    seen: str  # what was run and what came of it, in a few words


def items() -> Iterator[Item]:
    """Those of the kinds that this part of the product answers for, in the runbook's order."""
    for entry in yaml.safe_load(CONTRACT.read_text())["items"]:
        if entry["kind"] in KINDS:
            yield Item(
                entry["id"], entry["kind"], str(entry["section"]), entry["line"], entry["text"].strip(), entry["check"]
            )


def run_command(check: Mapping[str, Any], environment: Mapping[str, str]) -> Verdict:
    """A shell command whose output has to match."""
    ran = subprocess.run(
        ["bash", "-c", BASH_HELPERS + check["cmd"]],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    output = ran.stdout.strip()
    matches = ran.returncode == 0 and re.search(check["expect"], output) is not None
    rejected = "reject" in check and re.search(check["reject"], output) is not None
    return Verdict(matches and not rejected, _short(output if output else f"exit {ran.returncode} {ran.stderr}"))


def find_in_tree(check: Mapping[str, Any]) -> Verdict:
    """A pattern that some file of the tree has to hold."""
    wanted = re.compile(check["regex"])
    for path in _files(check["glob"]):
        if path.name == check.get("exclude_path") or path == CONTRACT:
            continue
        if wanted.search(path.read_text(errors="ignore")):
            return Verdict(True, f"`{path.relative_to(ROOT)}`")
    return Verdict(False, f"em nenhum {check['glob']}")


def _files(pattern: str) -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        for name in sorted(names):
            path = Path(folder, name)
            if path.match(pattern) and path.stat().st_size < 1_000_000:
                yield path


def has_alert(check: Mapping[str, Any]) -> Verdict:
    """An alert rule of this name, duration, priority and condition."""
    for rule in alert_rules():
        if rule["alert"] == check["name"]:
            expression = _expanded(rule["expr"])
            right = (
                rule.get("for") == check["for"]
                and re.search(check["expr_re"], expression) is not None
                and rule["labels"]["priority"] == check["priority"]
            )
            return Verdict(right, f"`{expression}` por {rule.get('for')}, {rule['labels']['priority']}")
    return Verdict(False, "sem regra")


def alert_rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


def _expanded(expression: str) -> str:
    return " ".join(expression.split())


def rules_are_tested(_check: Mapping[str, Any]) -> Verdict:
    ran = subprocess.run(["promtool", "test", "rules", str(RULE_TESTS)], capture_output=True, text=True, check=False)
    tests = RULE_TESTS.read_text()
    missing = [rule["alert"] for rule in alert_rules() if f'"{rule["alert"]}"' not in tests]
    return Verdict(ran.returncode == 0 and not missing, f"promtool test rules: {ran.returncode}; sem teste: {missing}")


def has_panel(check: Mapping[str, Any]) -> Verdict:
    """A dashboard of this uid with a panel of such a title that asks for something."""
    dashboard = json.loads((DASHBOARDS / f"{check['uid']}.json").read_text())
    for panel in dashboard["panels"]:
        asks = any(target.get("expr") for target in panel.get("targets", []))
        if asks and re.search(check["title_re"], panel["title"]):
            return Verdict(True, f"“{panel['title']}”")
    return Verdict(False, "sem painel")


def _short(text: str, most: int = 110) -> str:
    line = " ⏎ ".join(text.split("\n"))
    return line if len(line) <= most else line[: most - 1] + "…"
