"""How do models fail? Each fault, as a vendor would show it, and what is seen of a turn that meets it."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from tests.support.server import API_KEY, Server
from tests.support.vendors import Asked, Reply, Vendors, call_tools, fault, say

Client = Literal["json", "sse"]
CLIENTS: Sequence[Client] = ("json", "sse")

SETTINGS = {"LLM_TIMEOUT": "2.2", "CACHE_TTL": "0", "LOG_FORMAT": "json"}
TURN_WITHIN_S = 5.0  # LLM_TIMEOUT, and room for a busy machine

QUESTION = "o caixa funciona sem internet?"  # for the default model; the local engine knows it too
SIMPLE_QUESTION = "tem vaga de emprego aí?"  # for the simple model, whose breaker is another
FIRST_SENTENCE = "O PDV continua vendendo por até 24 horas sem internet."
WHOLE = f"{FIRST_SENTENCE} As notas saem em contingência. Tudo é enviado quando a conexão volta."
SIMPLE_WHOLE = "As vagas abertas ficam em https://www.tamarindo.example/carreiras."
FACTS = {QUESTION: "24 horas", SIMPLE_QUESTION: "carreiras"}  # what a useful answer has to name
SEARCH = ("search_knowledge", {"query": "internet"})


@dataclass(frozen=True, slots=True)
class Fault:
    """`replies` are the vendor's to the requests of one turn; `title` is for the document."""

    title: str
    replies: tuple[Reply, ...] = ()
    question: str = QUESTION
    is_down: bool = False  # nobody listens at the vendor's address
    is_lasting: bool = False  # the provider is left alone for a minute, and nothing else can be tried with that model


def _each_time(reply: Reply) -> tuple[Reply, ...]:
    return (reply,) * 8


FAULTS = (
    Fault("429 com `Retry-After`", _each_time(fault("rate_limit", retry_after="1"))),
    Fault("429 sem `Retry-After`", _each_time(fault("rate_limit"))),
    Fault("500", _each_time(fault("server_error"))),
    Fault("529 (na OpenAI, 503)", _each_time(fault("overloaded"))),
    Fault("Sem resposta no tempo (*timeout*)", _each_time(fault("hang"))),
    Fault("Conexão recusada", is_down=True),
    Fault("Conexão cortada no meio da resposta", _each_time(fault("cut", text=WHOLE))),
    Fault("Evento de erro no meio da resposta", _each_time(fault("error_in_stream", text=WHOLE))),
    Fault("Resposta vazia", _each_time(Reply())),
    Fault("JSON malformado", _each_time(fault("malformed"))),
    Fault("Argumentos de ferramenta inválidos", (call_tools(("search_knowledge", '{"query": ')), say(WHOLE))),
    Fault("Ferramentas sem fim", _each_time(call_tools(SEARCH))),
    Fault("Recusa do modelo", _each_time(say("Não posso ajudar com isso.", refusal=True))),
    Fault("Sem crédito (`insufficient_quota`)", _each_time(fault("quota")), is_lasting=True),
    Fault("Modelo desconhecido (404)", _each_time(fault("unknown_model")), question=SIMPLE_QUESTION, is_lasting=True),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one turn looked like from outside."""

    fault: Fault
    client: Client
    reply: dict[str, Any]
    deltas: str  # joined; of SSE only
    seconds: float
    calls: Counter[tuple[str, str]]  # of providers, by outcome, as `/metrics` counts them
    logged: Counter[str]
    health: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.reply["text"])


@dataclass
class Scene:
    """A server whose first provider fails as it is told; the others, where there are any, are well."""

    server: Server
    first: Vendors
    vendor: str

    def play(self, faults: Sequence[Fault] = FAULTS) -> Iterator[Seen]:
        """Each fault with each client, one after the other, with the provider well again in between where it can be."""
        with self.server.client(Authorization=f"Bearer {API_KEY}") as http:
            for each in faults:
                for client in CLIENTS:
                    with self._broken(each):
                        seen = self._turn(http, each, client)
                    yield seen
                    if not each.is_lasting:
                        self._heal(http)

    @contextmanager
    def _broken(self, broken: Fault) -> Iterator[None]:
        if broken.is_down:
            self.first.stop()
            yield
            self.first.start()
            return
        self.first.script(self.vendor, *broken.replies)
        yield
        self.first.reset()
        self.first.answering = answer

    def _turn(self, http: httpx.Client, broken: Fault, client: Client) -> Seen:
        conversation = http.post("/v1/conversations", json={}).json()["id"]
        calls, logged = _calls(http), len(self.server.log)
        began = time.monotonic()
        reply, deltas = _ask(http, conversation, broken.question, client)
        seconds = time.monotonic() - began
        return Seen(
            broken,
            client,
            reply,
            deltas,
            seconds,
            _calls(http) - calls,
            _logged(self.server.log[logged:]),
            http.get("/health/llm").json(),
        )

    def _heal(self, http: httpx.Client) -> None:
        """Waits until the provider is asked again, and lets it answer."""
        give_up = time.monotonic() + 15
        while time.monotonic() < give_up:
            conversation = http.post("/v1/conversations", json={}).json()["id"]
            _ask(http, conversation, QUESTION, "json")
            providers = http.get("/health/llm").json()["providers"]
            if all(provider["breaker"] == "closed" and not provider["last_error"] for provider in providers[:1]):
                return
            time.sleep(0.1)
        raise AssertionError(f"the provider was not asked again: {providers}")


def answer(asked: Asked) -> Reply:
    """A model that is well."""
    return say(SIMPLE_WHOLE if SIMPLE_QUESTION in asked.last_text else WHOLE)


def _ask(http: httpx.Client, conversation: str, question: str, client: Client) -> tuple[dict[str, Any], str]:
    path, body = f"/v1/conversations/{conversation}/messages", {"text": question}
    if client == "json":
        return http.post(path, json=body).raise_for_status().json(), ""
    answered = http.post(path, json=body, headers={"Accept": "text/event-stream"}).raise_for_status()
    events = re.findall(r"event: (\w+)\ndata: (.*)\n", answered.text)
    told = [(name, json.loads(data)) for name, data in events]
    (reply,) = [data for name, data in told if name == "completed"]
    return reply, "".join(data["text"] for name, data in told if name == "delta")


def _calls(http: httpx.Client) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    found = re.findall(
        r'^llm_requests_total\{model="[^"]+",outcome="(\w+)",provider="(\w+)"\} (\S+)$',
        http.get("/metrics").text,
        re.MULTILINE,
    )
    for outcome, provider, count in found:
        counted[provider, outcome] += int(float(count))
    return counted


def _logged(lines: str) -> Counter[str]:
    """What the log said of models, by phrase, and any error of ours."""
    read = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    told = [line for line in read if "event" in line]  # the others are there to be counted by `uniq -c`
    return Counter(
        line["event"]
        for line in told
        if line["event"].startswith(("LLM", "Timeout")) or (line["level"] == "ERROR" or "exception" in line)
    )
