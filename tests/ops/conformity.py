"""Walks the runbook's contract and writes docs/operacao/conformidade.md: `python -m tests.ops.conformity`.

Exit code 1 when an item failed that is not named in `NOT_HERE`.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from tests.ops.items import (
    Item,
    Verdict,
    find_in_tree,
    has_alert,
    has_panel,
    items,
    rules_are_tested,
    run_command,
)
from tests.ops.provoked import provoke
from tests.ops.stack import Stack, say
from tests.support.server import ROOT

DOCUMENT = ROOT / "docs" / "operacao" / "conformidade.md"
NOT_HERE = {
    "SLA-04": "o acerto sobre mensagens escritas por outros está em docs/avaliacao/intencoes.md, abaixo de 90 %; "
    "em serviço, agent_intent_accuracy vem de turnos revistos por pessoas",
    "RTO-01": "precisa de um cluster Kubernetes; que o código anterior serve o esquema novo é testado "
    "em tests/storage e tests/operations",
}
BY_TEST = {"ST-500": "tests/api/test_faults.py"}
STATIC = {"grep": find_in_tree, "alert": has_alert, "panel": has_panel, "promtests": rules_are_tested}
INTRODUCTION = """# Conformidade com o runbook

Cada item conferível do runbook que toca sinais, alertas, painéis, banco, Redis, variáveis, códigos e substitutos
(`tests/ops/contract.yaml`), e o que aconteceu quando foi executado sobre o produto, com PostgreSQL, Redis, nginx e
promtool de verdade. Escrito por `make test-ops`; não edite à mão.

"""


def main() -> int:
    verdicts = walk()
    DOCUMENT.write_text(_document(verdicts))
    failed = [item.id for item, verdict in verdicts if not verdict.passed and item.id not in NOT_HERE]
    told = [f"{item.id}: {item.text[:60]}: {verdict.seen}" for item, verdict in verdicts if item.id in failed]
    summary = f"{len(verdicts)} items: {sum(v.passed for _, v in verdicts)} passed, {len(failed)} failed"
    sys.stdout.write("\n".join([*told, summary, ""]))
    return 1 if failed else 0


def walk() -> list[tuple[Item, Verdict]]:
    """Every item with what came of it, in the runbook's order."""
    stack = Stack.start()
    try:
        by_command = _commands(stack)
        by_fault = dict(provoke(stack))
    finally:
        stack.stop()
    missing = Verdict(False, "o que o mostraria não chegou ao fim")
    return [(item, _static(item) or by_command.get(item.id) or by_fault.get(item.id, missing)) for item in items()]


def _static(item: Item) -> Verdict | None:
    if item.id in NOT_HERE:
        return Verdict(False, NOT_HERE[item.id])
    if item.id in BY_TEST:
        return _by_test(BY_TEST[item.id])
    check = STATIC.get(item.type)
    return check(item.check) if check else None


def _by_test(path: str) -> Verdict:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", path], cwd=ROOT, capture_output=True, check=False
    )
    return Verdict(ran.returncode == 0, f"`{path}`")


def _commands(stack: Stack) -> dict[str, Verdict]:
    """The contract's own shell commands, on one server; those that need other settings on one that has them."""
    server = stack.with_models()
    say(server, "Olá")
    variables = stack.variables(server)
    verdicts = {item.id: run_command(item.check, variables) for item in items() if item.type == "cmd"}
    server.kill()
    for item in items():
        if item.type == "appenv":
            verdicts[item.id] = _with_settings(stack, item.check)
    return verdicts


def _with_settings(stack: Stack, check: Mapping[str, Mapping[str, str]]) -> Verdict:
    talking = stack.server()
    variables = stack.variables(talking)
    talking.kill()
    stack.redis.cli("FLUSHALL")
    server = stack.server(**check["app_env"])
    verdict = run_command(check, variables | {"BASE_URL": server.url})
    server.kill()
    return verdict


def _document(verdicts: list[tuple[Item, Verdict]]) -> str:
    passed = sum(verdict.passed for _, verdict in verdicts)
    lines = [
        INTRODUCTION,
        f"{passed} de {len(verdicts)} passaram em {datetime.now(UTC):%Y-%m-%d}.\n\n",
        "| item | runbook | o que se confere | resultado | o que se viu |\n|---|---|---|---|---|\n",
    ]
    for item, verdict in verdicts:
        result = "passou" if verdict.passed else "não aqui" if item.id in NOT_HERE else "FALHOU"
        where = f"{item.section}, linha {item.line}"
        lines.append(f"| {item.id} | {where} | {_cell(item.text, 90)} | {result} | {_cell(verdict.seen, 170)} |\n")
    return "".join(lines)


def _cell(text: str, most: int) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= most else line[: most - 1] + "…"


if __name__ == "__main__":
    sys.exit(main())
