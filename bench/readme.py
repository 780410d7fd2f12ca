"""Puts the figures of `results.json` into both READMEs, so that what they say is what was measured."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results.json"
START, END = "<!-- bench -->", "<!-- /bench -->"

ENGLISH = """\
| | floor | Agente | times the floor |
|---|--:|--:|--:|
{rows}

Replies that a model wrote in the rows with one: {by_model} %; failed turns: {errors}. `/health` answers {cold} s after
the first start, which makes the database, and {warm} s after later ones ({model_cold} and {model_warm} with a model).
Measured on {date}: each figure is the median of {rounds} runs of {seconds:g} s that took turns with the floor's, on
{cores} shared cores, {cpu}, {system}, Python {python}; the machine's load was {load_before} before and {load_after}
after."""

PORTUGUESE = """\
| | piso | Agente | vezes o piso |
|---|--:|--:|--:|
{rows}

Respostas escritas por um modelo nas linhas com modelo: {by_model} %; turnos com falha: {errors}. `/health` responde
{cold} s depois da primeira partida, que cria o banco, e {warm} s depois das seguintes ({model_cold} e {model_warm} com
modelo). Medido em {date}: cada número é a mediana de {rounds} medições de {seconds:g} s, alternadas com as do piso, em
{cores} núcleos compartilhados, {cpu}, {system}, Python {python}; a carga da máquina era {load_before} antes e
{load_after} depois."""

TEMPLATES = {"README.md": ENGLISH, "README.pt-BR.md": PORTUGUESE}

# What is told of the results: the row, the figure of it, how it is written, and its name in both languages.
FIGURES = (
    ("model", "cpu_ms_per_turn", "{:.2f} ms", "CPU per turn, one model call", "CPU por turno, uma chamada ao modelo"),
    ("local", "cpu_ms_per_turn", "{:.2f} ms", "CPU per turn, local engine", "CPU por turno, motor local"),
    ("unseen", "cpu_ms_per_turn", "{:.2f} ms", "the same, no message ever repeated", "o mesmo, sem mensagem repetida"),
    ("tool", "cpu_ms_per_turn", "{:.2f} ms", "CPU per turn, one tool call", "CPU por turno, uma chamada de ferramenta"),
    ("cache", "cpu_ms_per_turn", "{:.2f} ms", "CPU per turn, answer cache on", "CPU por turno, com cache de respostas"),
    ("alone", "p50_ms", "{:.1f} ms", "latency, 1 conversation, p50", "latência, 1 conversa, p50"),
    ("alone", "p95_ms", "{:.1f} ms", "latency, 1 conversation, p95", "latência, 1 conversa, p95"),
    ("slow", "turns_per_s", "{:.0f}", "turns/s, 256 talks, model 300 ms", "turnos/s, 256 conversas, modelo de 300 ms"),
    ("slow", "p95_ms", "{:.0f} ms", "p95, 256 talks, model 300 ms", "p95, 256 conversas, modelo de 300 ms"),
)  # fmt: skip
MEMORY = (
    ("local", "ready", "memory when ready", "memória quando pronto"),
    ("local", "peak", "memory, peak", "memória, pico"),
    ("model", "ready", "memory when ready, with a model", "memória quando pronto, com modelo"),
    ("model", "peak", "memory, peak, with a model", "memória, pico, com modelo"),
)
ASKING_A_MODEL = ("model", "tool", "alone", "slow")


def _rows(results: dict[str, Any], readme: str) -> Iterator[str]:
    for row, figure, form, english, portuguese in FIGURES:
        name = english if readme == "README.md" else portuguese
        part = results["rows"][row]
        floor, product = (form.format(part[server][figure]) for server in ("floor", "product"))
        yield f"| {name} | {floor} | {product} | {part['times_the_floor'][figure]} |"
    for server, moment, english, portuguese in MEMORY:
        name = english if readme == "README.md" else portuguese
        floor_mb, product_mb = (results["memory_mb"][which][moment] for which in ("floor", server))
        yield f"| {name} | {floor_mb:.0f} MB | {product_mb:.0f} MB | {product_mb / floor_mb:.2f} |"


def figures(results: dict[str, Any], readme: str) -> str:
    """The Markdown of one README's figures."""
    products = {name: row["product"] for name, row in results["rows"].items()}
    asked = [products[name] for name in ASKING_A_MODEL]
    by_model = sum(level["sources"].get("llm", 0) for level in asked) / sum(level["turns"] for level in asked)
    start = results["start_s"]
    text = TEMPLATES[readme].format(
        rows="\n".join(_rows(results, readme)),
        by_model=round(100 * by_model, 1),
        errors=sum(level["errors"] for level in products.values()),
        cold=start["local"]["cold"],
        warm=start["local"]["warm"],
        model_cold=start["model"]["cold"],
        model_warm=start["model"]["warm"],
        date=results["measured_at"][:10],
        rounds=results["rounds"],
        seconds=results["seconds"],
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
