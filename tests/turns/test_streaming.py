"""A reply is read while the model still writes it, sentence by sentence, once each has been checked."""

import json
import time
from dataclasses import dataclass, field

import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, Server
from tests.support.vendors import Vendors, say

QUESTION = "o caixa funciona sem internet?"
SENTENCES = (
    "O PDV continua vendendo por até 24 horas sem internet.",
    "As notas saem em contingência.",
    "Tudo é enviado assim que a conexão volta, e ninguém precisa fazer nada no caixa.",
)
WHOLE = " ".join(SENTENCES)
PIECE_DELAY_S = 0.05  # between words: the model writes for about one and a half seconds


@dataclass
class Watched:
    """What came of one turn, and how many seconds after its question."""

    deltas: list[tuple[float, str]] = field(default_factory=list)
    completed_after_s: float = 0.0
    text: str = ""

    @property
    def shown(self) -> str:
        return "".join(text for _, text in self.deltas)


def watch(server: Server) -> Watched:
    seen, event = Watched(), ""
    with server.client(Authorization=f"Bearer {API_KEY}", Accept="text/event-stream") as http:
        conversation = http.post("/v1/conversations", json={}).json()["id"]
        began = time.monotonic()
        with http.stream("POST", f"/v1/conversations/{conversation}/messages", json={"text": QUESTION}) as answer:
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif event == "delta" and line.startswith("data: "):
                    seen.deltas.append((time.monotonic() - began, json.loads(line[6:])["text"]))
                elif event == "completed" and line.startswith("data: "):
                    seen.completed_after_s = time.monotonic() - began
                    seen.text = json.loads(line[6:])["text"]
    return seen


@pytest.mark.parametrize("vendor", ["openai", "anthropic"])
def test_first_sentence_is_shown_long_before_the_last_is_written(
    vendor: str, start_server: StartServer, vendors: Vendors
) -> None:
    vendors.answering = lambda _asked: say(WHOLE, piece_delay_s=PIECE_DELAY_S)
    seen = watch(start_server(LLM_PROVIDER=vendor, **vendors.environment))
    first_after_s, first = seen.deltas[0]
    words_after_the_first = len(WHOLE.split()) - len(SENTENCES[0].split())
    assert first == SENTENCES[0]
    assert seen.completed_after_s - first_after_s > words_after_the_first * PIECE_DELAY_S / 2
    assert seen.shown == seen.text
    assert seen.text.startswith(WHOLE)
