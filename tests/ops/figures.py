"""What the drills measured, as a table in the document about the alerts."""

import re
from dataclasses import dataclass

from tests.ops.shortened import FASTER
from tests.support.server import ROOT

DOCUMENT = ROOT / "docs" / "operacao" / "alertas.md"
BEGIN, END = "<!-- exercício: início -->\n", "<!-- exercício: fim -->"
HEAD = (
    "| Alerta | O que se provocou | Receptores | Disparou em (s) | Remédio | Calou-se em (s) |\n" + "|---" * 6 + "|\n"
)


@dataclass(frozen=True, slots=True)
class Figure:
    alert: str
    fault: str
    receivers: str
    fired_s: float
    remedy: str
    cleared_s: float


def write(measured: list[Figure]) -> None:
    """Replaces the table between the markers."""
    rows = "".join(
        f"| {one.alert} | {one.fault} | {one.receivers} | {one.fired_s} | {one.remedy} | {one.cleared_s} |\n"
        for one in sorted(measured, key=lambda one: one.alert)
    )
    table = f"{BEGIN}Durações divididas por {FASTER}; coleta e avaliação a cada segundo.\n\n{HEAD}{rows}{END}"
    text = DOCUMENT.read_text()
    written, found = re.subn(f"{BEGIN}.*?{END}", lambda _: table, text, flags=re.DOTALL)
    assert found == 1, f"the markers are not in {DOCUMENT.name}"
    DOCUMENT.write_text(written)
