"""The faults of language models and what became of them, as a document: `python -m tests.llm.fault_table` writes it."""

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from tests.llm.fault_cases import SETTINGS, SIMPLE_WHOLE, WHOLE, Scene, Seen, answer
from tests.support.server import ROOT, Server
from tests.support.vendors import Vendors

DOCUMENT = ROOT / "docs" / "operacao" / "falhas-dos-modelos.md"
Providers = Literal["one", "two"]
TITLES: dict[Providers, str] = {
    "one": "Com um provedor (OpenAI)",
    "two": "Com dois provedores (Anthropic primeiro, OpenAI depois)",
}
HEAD = """\
| Falha | O que o cliente recebeu | Tempo | Chamadas, por resultado | No log | `/health/llm` |
|---|---|---|---|---|---|
"""
INTRODUCTION = """\
# Falhas dos modelos de linguagem

O que acontece com um turno quando o provedor falha: o que o cliente recebeu, quanto demorou, e o que o operador viu.
Esta página é escrita por `python -m tests.llm.fault_table`, que provoca cada falha num servidor de verdade; o teste
`tests/llm/test_fault_table.py` refaz tudo e compara com o que está aqui, menos os tempos.

O cliente nunca vê um texto de erro, nem meia frase. Ele recebe, nesta ordem:

1. a resposta de um modelo, do primeiro provedor ou do outro;
2. se a transmissão ao vivo (SSE) é cortada depois de mostrar frases, essas frases e a oferta de chamar uma pessoa;
3. a resposta do motor local, feita com o material da empresa.

Quando JSON e SSE diferem, a célula diz os dois. Medido com `LLM_TIMEOUT=2.2` (o padrão é 10 segundos) e `CACHE_TTL=0`.
*Chamadas* são as de `llm_requests_total{provider,outcome}` que o turno somou. Cada falha soma também em
`llm_errors_total{provider,kind}`.
"""
CONCLUSION = """\
## Como ler

- `LLM latency`, `LLM API rate limit` e `Timeout waiting for response` são as frases que o runbook procura no log;
  `LLM call failed`, com `kind`, é a das outras falhas.
- Um provedor que falha três vezes seguidas descansa 10 segundos; com `Retry-After`, o tempo que ele pediu. Sem
  crédito, com chave errada ou modelo desconhecido, descansa 60 segundos: só uma pessoa resolve. Nesse tempo ninguém
  espera por ele.
- Um provedor que não responde até a metade do prazo do turno não é abandonado: o outro é perguntado ao lado e a
  primeira resposta vale. O que ficou para trás por um segundo ou mais conta como `timeout`.
- `/health/llm` diz `unhealthy` (503) só quando não resta provedor; os clientes continuam atendidos pelo motor local.
"""


@contextmanager
def scene(providers: Providers, state_dir: Path) -> Iterator[Scene]:
    """A server before vendors of its own. Raises `AssertionError` when it sent what a vendor would not take."""
    vendors = [Vendors(answering=answer).start() for _ in range(2 if providers == "two" else 1)]
    first, last = vendors[0], vendors[-1]
    environment = {"OPENAI_BASE_URL": last.openai_url, "OPENAI_API_KEY": "x", "LLM_PROVIDER": "openai"}
    if providers == "two":
        environment |= {
            "ANTHROPIC_BASE_URL": first.anthropic_url,
            "ANTHROPIC_API_KEY": "x",
            "LLM_PROVIDER": "anthropic",
        }
    server = Server(state_dir, environment=SETTINGS | environment)
    try:
        yield Scene(server.start(), first, environment["LLM_PROVIDER"])
    finally:
        server.stop()
        for each in vendors:
            each.stop()
    assert not [problem for each in vendors for problem in each.violations]


def document(seen: dict[Providers, Sequence[Seen]]) -> str:
    tables = [f"## {TITLES[providers]}\n\n{HEAD}{rows(turns)}" for providers, turns in seen.items()]
    return "\n".join([INTRODUCTION, *tables, CONCLUSION])


def without_times(text: str) -> str:
    return re.sub(r"\| [^|]+ s \|", "|", text)


def received(seen: Seen) -> str:
    """What the customer got, in words."""
    if seen.reply["source"] == "local":
        return "resposta do motor local"
    if not seen.text.startswith((WHOLE, SIMPLE_WHOLE)):
        return "as frases já mostradas e a oferta de uma pessoa"
    answered = [provider for provider, outcome in seen.calls if outcome == "ok"]
    first = seen.health["providers"][0]["provider"]
    return "resposta do modelo" if first in answered else "resposta do outro provedor"


def rows(turns: Sequence[Seen]) -> str:
    """A row for each fault, of both clients' turns."""
    by_fault: dict[str, list[Seen]] = {}
    for turn in turns:
        by_fault.setdefault(turn.fault.title, []).append(turn)
    return "".join(f"| {title} | {' | '.join(_cells(both))} |\n" for title, both in by_fault.items())


def _cells(both: Sequence[Seen]) -> Iterator[str]:
    for cell in (received, _time, _calls, _logged, _health):
        yield _either(both, cell)


def _either(both: Sequence[Seen], cell: Callable[[Seen], str]) -> str:
    """What is true of both clients once, else each."""
    told = {turn.client.upper(): cell(turn) for turn in both}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{client}: {text}" for client, text in told.items())


def _time(seen: Seen) -> str:
    return f"{seen.seconds:.1f} s".replace(".", ",")


def _calls(seen: Seen) -> str:
    return _counted(Counter({f"{provider} `{outcome}`": n for (provider, outcome), n in seen.calls.items()}))


def _logged(seen: Seen) -> str:
    return _counted(Counter({f"`{phrase}`": n for phrase, n in seen.logged.items()}))


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{name} ×{n}" if n > 1 else name for name, n in sorted(counted.items())) or "nada"


def _health(seen: Seen) -> str:
    first = seen.health["providers"][0]
    error = f", `{first['last_error']}`" if first["last_error"] else ""
    return f"{seen.health['status']} (disjuntor {first['breaker']}{error})"


def main() -> None:
    seen: dict[Providers, Sequence[Seen]] = {}
    for providers in TITLES:
        with tempfile.TemporaryDirectory() as state, scene(providers, Path(state)) as playing:
            seen[providers] = list(playing.play())
    DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
    DOCUMENT.write_text(document(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
