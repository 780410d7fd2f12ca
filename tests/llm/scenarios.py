"""The sample business's conversations through a server with a model; as a program: how many calls does a turn take?

`python -m tests.llm.scenarios` holds all of them before the stand-in of each vendor and prints the shares.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agente.packs.loader import load_pack
from agente.packs.models import EvalTurn
from agente.packs.pack import EvalCase
from tests.support.server import API_KEY, SAMPLE_PACK, Server
from tests.support.vendors import Asked, Reply, Vendors, say

VENDORS = ("openai", "anthropic")
SUMMARY = "You keep the memory of a conversation"  # as `prompts/summary.md.j2` begins
AGREED = {
    "English": "Sure, I can help you with that.",
    "Spanish": "Claro, puedo ayudarle con eso.",
    "": "Certo, posso ajudar com isso.",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One turn of a conversation: what was expected, the reply as JSON, and how many calls the customer waited for.

    The summary of a long conversation, every eight messages, is written beside the reply and counts for none.
    """

    case: EvalCase
    turn: EvalTurn
    reply: dict[str, Any]
    calls: int


def agree(asked: Asked) -> Reply:
    """In the language that the prompt asks for, so that nothing is withheld and asked for again."""
    return say(next((text for language, text in AGREED.items() if f"in {language}" in asked.system), AGREED[""]))


def cases() -> Sequence[EvalCase]:
    return load_pack(SAMPLE_PACK).evals


def settings(vendors: Vendors, vendor: str) -> dict[str, str]:
    """Of a server that knows this vendor alone and gives every answer anew."""
    known = {name: value for name, value in vendors.environment.items() if name.startswith(vendor.upper())}
    return known | {"LLM_PROVIDER": vendor, "CACHE_TTL": "0"}


def hold(server: Server, vendors: Vendors, wanted: Sequence[EvalCase]) -> Iterator[Held]:
    """Each conversation from its beginning, as a customer of the API has it. Raises for any answer but 200."""
    with server.client(Authorization=f"Bearer {API_KEY}") as http:
        for case in wanted:
            opening = {"locale": case.conversation.locale} if case.conversation.locale else {}
            path = f"/v1/conversations/{http.post('/v1/conversations', json=opening).json()['id']}/messages"
            for turn in case.conversation.turns:
                asked = len(vendors.requests)
                reply = http.post(path, json={"text": turn.customer}).raise_for_status().json()
                waited_for = [each for each in vendors.requests[asked:] if SUMMARY not in each.system]
                yield Held(case, turn, reply, len(waited_for))


def shares(held: Sequence[Held]) -> dict[int, float]:
    """Which share of the turns took so many calls, in percent."""
    counted = Counter(turn.calls for turn in held)
    return {calls: round(100 * number / len(held), 1) for calls, number in sorted(counted.items())}


def main() -> None:
    vendors = Vendors(answering=agree).start()
    for vendor in VENDORS:
        with tempfile.TemporaryDirectory() as state:
            server = Server(Path(state), environment=settings(vendors, vendor)).start()
            held = list(hold(server, vendors, cases()))
            server.stop()
        told = ", ".join(f"{calls} calls {share} %" for calls, share in shares(held).items())
        print(f"{vendor}: {len(held)} turns; {told}")  # noqa: T201
    vendors.stop()
    assert not vendors.violations


if __name__ == "__main__":
    main()
