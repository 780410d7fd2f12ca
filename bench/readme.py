"""Puts the figures of `results.json` into both READMEs, so that what they say is what was measured."""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results.json"
START, END = "<!-- bench -->", "<!-- /bench -->"

ENGLISH = """\
| | conversations | turns/s | p50 ms | p95 ms | p99 ms | CPU ms a turn |
|---|--:|--:|--:|--:|--:|--:|
{rows}

At 32 conversations a turn costs {ratio} times the floor's CPU. Memory is {ready} MB when ready and {peak} MB at most
(floor {floor_ready} and {floor_peak}). `/health` answers {warm} s after a start, {cold} s after the first one, which
makes the database. Measured on {date} with {seconds:g} s a row: {cores} shared cores, {cpu}, {system},
Python {python}; the machine's load before was {load_before}."""

PORTUGUESE = """\
| | conversas | turnos/s | p50 ms | p95 ms | p99 ms | CPU, ms por turno |
|---|--:|--:|--:|--:|--:|--:|
{rows}

Com 32 conversas, um turno custa {ratio} vezes a CPU do piso. A memória é de {ready} MB quando pronto e {peak} MB no
máximo (piso {floor_ready} e {floor_peak}). `/health` responde {warm} s depois da partida, e {cold} s depois da primeira
de todas, que cria o banco. Medido em {date}, com {seconds:g} s por linha: {cores} núcleos
compartilhados, {cpu}, {system}, Python {python}; a carga da máquina antes era {load_before}."""

TEMPLATES = {"README.md": ENGLISH, "README.pt-BR.md": PORTUGUESE}
ROWS = {
    "README.md": ("Agente, only warnings logged", "Agente, default log", "floor"),
    "README.pt-BR.md": ("Agente, log só de avisos", "Agente, log padrão", "piso"),
}


def _row(name: str, level: dict[str, Any]) -> str:
    milliseconds = " | ".join(f"{level[key]:.1f}" for key in ("p50_ms", "p95_ms", "p99_ms"))
    count, rate, cpu_ms = level["conversations"], level["turns_per_s"], level["cpu_ms_per_turn"]
    return f"| {name} | {count} | {rate:.0f} | {milliseconds} | {cpu_ms:.2f} |"


def figures(results: dict[str, Any], readme: str) -> str:
    """The Markdown of one README's figures."""
    product, floor = results["product"], results["floor"]
    quiet = product["warnings_only"]
    parts = zip(ROWS[readme], (quiet, product["default_log"], floor), strict=True)
    text = TEMPLATES[readme].format(
        rows="\n".join(_row(name, level) for name, part in parts for level in part["levels"]),
        ratio=next(times["cpu_ms_per_turn"] for times in results["times_the_floor"] if times["conversations"] == 32),
        ready=round(quiet["memory_mb"]["ready"]),
        peak=round(quiet["memory_mb"]["peak"] or quiet["memory_mb"]["after"]),
        floor_ready=round(floor["memory_mb"]["ready"]),
        floor_peak=round(floor["memory_mb"]["peak"] or floor["memory_mb"]["after"]),
        seconds=results["seconds_per_level"],
        date=results["measured_at"][:10],
        **product["start_s"],
        **results["machine"],
    )
    return _with_decimal_commas(text) if readme == "README.pt-BR.md" else text


def _with_decimal_commas(text: str) -> str:
    """Numbers the Brazilian way; versions such as 3.11.7 are none."""
    return re.sub(r"(?<![\d.])(\d+)\.(\d+)(?!\d|\.\d)", r"\1,\2", text)


def put(readme: str, figures: str) -> str:
    """The README's text with what stands between its marks replaced."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{figures}\n{END}{after}"


def main() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    for name in TEMPLATES:
        path = ROOT / name
        path.write_text(put(path.read_text(encoding="utf-8"), figures(results, name)), encoding="utf-8")


if __name__ == "__main__":
    main()
