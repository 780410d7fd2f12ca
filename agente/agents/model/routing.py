"""What is this message for? Asked of the simple model where the local router does not know."""

from typing import get_args

from agente.agents.prompts import render_route
from agente.guardrails.markers import data_marks
from agente.kit.serialization import loads
from agente.llm.errors import NoProvider
from agente.llm.messages import ChatMessage, ChatRequest, Ledger
from agente.llm.ports import Model
from agente.packs.models import INTENTS, IntentName
from agente.packs.pack import Pack

MAX_TOKENS = 40
SCHEMA = {
    "type": "object",
    "properties": {"intent": {"type": "string", "enum": list(get_args(IntentName))}},
    "required": ["intent"],
    "additionalProperties": False,
}
# The corpus's label table in a line each.
MEANINGS: tuple[tuple[IntentName, str], ...] = (
    ("greeting", "a greeting or a call for help with nothing else"),
    ("goodbye", "a farewell, or thanks that end the talk"),
    ("product_question", "what is sold: features, stock, warranty, differences"),
    ("pricing", "price, discount, freight cost, quote, ways to pay before buying"),
    ("purchase_interest", "wants to buy, hire, sign up, upgrade"),
    ("scheduling", "book, confirm, move or drop an appointment, visit or call"),
    ("technical_support", "something does not work, log-in, how to use what one has"),
    ("order_status", "where an order, repair, result or approval is"),
    ("billing", "invoice, charge, refund, due date of an existing customer"),
    ("cancellation", "cancel, return, give up, pause; the rules and fees for it"),
    ("complaint", "anger, bad service, damaged or wrong goods, threats"),
    ("human_handoff", "asks for a person, a department or a call back; asks whether this is a robot"),
    ("business_info", "hours, address, contact, branches, who the company is, jobs"),
    ("provide_details", "gives data: name, e-mail, document, budget, size, situation"),
    ("privacy_request", "personal data: see, correct, delete, consent, no more messages"),
    ("out_of_scope", "has nothing to do with the company, or makes no sense"),
)


class IntentNamer:
    def __init__(self, pack: Pack, model: Model) -> None:
        self._model = model
        self._system = render_route(pack, MEANINGS)

    async def name(self, message: str, question: str, *, within_s: float, ledger: Ledger) -> IntentName | None:
        """The intent of a message that answers `question` (empty: none); None when nobody could say in time.

        Both texts are masked already where the pack wants that.
        """
        asked = f"The agent asked: {data_marks(question)}\n" if question else ""
        request = ChatRequest(
            [
                ChatMessage("system", self._system),
                ChatMessage("user", f"{asked}<customer>\n{data_marks(message)}\n</customer>"),
            ],
            max_tokens=MAX_TOKENS,
            temperature=0.0,
            json_schema=SCHEMA,
        )
        try:
            answer = await self._model.complete(request, tier="simple", within_s=within_s, ledger=ledger.of("route"))
        except NoProvider:
            return None
        return _intent(answer.text)


def _intent(text: str) -> IntentName | None:
    try:
        named = loads(text).get("intent")
    except (ValueError, AttributeError):
        return None
    return named if named in INTENTS else None
