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
    fired_s: int
    remedy: str
    cleared_s: int


def write(measured: list[Figure]) -> None:
    """Puts them into the table between the markers; those of other alerts stay."""
    text = DOCUMENT.read_text()
    found = re.search(f"{BEGIN}(.*?){END}", text, re.DOTALL)
    assert found, f"the markers are not in {DOCUMENT.name}"
    rows = {row.split("|")[1].strip(): row for row in re.findall(r"^\| [A-Z]\w+[a-z][A-Z].*", found[1], re.MULTILINE)}
    rows |= {one.alert: _row(one) for one in measured}
    table = "\n".join(rows[alert] for alert in sorted(rows))
    how = f"Durações divididas por {FASTER}; coleta e avaliação a cada segundo (PostgreSQL: a cada três)."
    DOCUMENT.write_text(text.replace(found[0], f"{BEGIN}{how}\n\n{HEAD}{table}\n{END}"))


def _row(one: Figure) -> str:
    cells = (one.alert, one.fault, one.receivers, one.fired_s, one.remedy, one.cleared_s)
    return f"| {' | '.join(str(cell) for cell in cells)} |"
