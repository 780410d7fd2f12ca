"""The faults of the table at full size: `python -m tests.drills.run [NAME ...]` prints and writes what they showed.

With names it plays only those and writes nothing. What did not hold is said in the table, and the exit code is 1.
"""

import asyncio
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from tests.drills import faults, limits
from tests.drills.scene import FULL, Size
from tests.support.server import ROOT

Fault = Callable[[Path, Size], Awaitable[str]]
DOCUMENT = ROOT / "docs" / "operacao" / "disaster-recovery.md"
BEGIN, END = "<!-- drills: begin -->\n", "<!-- drills: end -->\n"
HEAD = "| Falha | O que se mediu |\n|---|---|\n"
FAULTS: dict[str, Fault] = {
    "`SIGKILL` numa réplica ao acaso": faults.kills,
    "Réplicas e PostgreSQL param juntos (queda de energia)": faults.power_cut,
    "PostgreSQL para de uma vez; depois, todas as conexões são cortadas": faults.database_stop,
    "Redis congelado 5 s, morto e esvaziado": faults.redis_trouble,
    "`SIGTERM` em cada réplica, uma após a outra": faults.rolling_stop,
    "`SIGSTOP` numa réplica, e `SIGCONT` depois": faults.zombie,
    "5 conexões, 200 clientes": limits.small_pool,
    "Disco cheio, SQLite": limits.full_disk_sqlite,
    "Disco cheio, PostgreSQL": limits.full_disk_postgresql,
    "Relógio de uma réplica um dia adiantado": limits.wrong_clock,
    "100.000 mensagens numa conversa": limits.long_conversation,
}


def play(fault: Fault, size: Size) -> str:
    """What it showed; raises `AssertionError` when what must hold does not."""
    with tempfile.TemporaryDirectory(prefix="agente-drill-") as folder:
        try:
            return asyncio.run(fault(Path(folder), size))  # type: ignore[arg-type]
        except pytest.skip.Exception as reason:
            return f"não medido aqui: {reason}"


def write(rows: Sequence[str]) -> None:
    """Puts the table between the document's marks."""
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}{HEAD}{''.join(rows)}{END}{after}", encoding="utf-8")


def main(names: Sequence[str]) -> int:
    rows, failed = [], 0
    for title, fault in FAULTS.items():
        if names and fault.__name__ not in names:
            continue
        try:
            figures = play(fault, FULL)
        except Exception:
            traceback.print_exc()
            figures, failed = "**não segurou nesta medição**", 1
        rows.append(f"| {title} | {figures} |\n")
        print(rows[-1], end="", flush=True)  # noqa: T201 - the table is what this is for
    if not names:
        write(rows)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
