"""What one subject's answerer hands back, before it becomes a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from agente.agents.tools.knowledge import without_yes_or_no
from agente.agents.turn import Citation
from agente.leads.updates import LeadUpdate
from agente.packs.models import HandoffReason, IntentName
from agente.scheduling.requests import BookingRequest

Awaiting = Literal[
    "handoff_offer", "contact", "message", "which_product", "which_to_buy", "slot", "booking", "cancel_booking",
    "which_booking", "summary_address",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """`intent` is set when the answerer knows better than the router what the message was for."""

    text: str
    intent: IntentName | None = None
    citations: tuple[Citation, ...] = ()
    quick_replies: tuple[str, ...] = ()
    handoff: HandoffReason | None = None
    ask_rating: bool = False
    awaiting: Awaiting | None = None
    missed: bool = False  # the customer did not get what they asked for
    maybe: bool = False  # they may have got it: one miss more is not counted
    booking: BookingRequest | None = None
    summary_to: str | None = None  # the contact's own e-mail address that the conversation is sent to
    totals: frozenset[Decimal] = frozenset()  # amounts that were computed
    lead: LeadUpdate | None = None
    remember: Mapping[str, Any] = field(default_factory=dict)  # into the conversation's state; None takes a key out
    note: str | None = None  # left for the person who was called
    price: str = ""  # in words, of what the customer wants to buy
    open: bool = False  # a language model, where there is one, may say it better


def merged(replies: Sequence[Reply], closing: str = "") -> Reply:
    """Several answers as one, in their order; `closing` is a sentence that may end each and is said once, last."""
    texts = each_once([reply.text.removesuffix(closing).rstrip() if closing else reply.text for reply in replies])
    closed = closing and any(reply.text.endswith(closing) for reply in replies)
    last = next((reply for reply in reversed(replies) if reply.awaiting), replies[-1])  # whose question stands
    return Reply(
        text="\n\n".join([*texts, closing] if closed else texts),
        intent=replies[0].intent,
        citations=tuple(dict.fromkeys(citation for reply in replies for citation in reply.citations)),
        quick_replies=last.quick_replies,
        handoff=next((reply.handoff for reply in replies if reply.handoff), None),
        ask_rating=last.ask_rating,
        awaiting=last.awaiting,
        booking=next((reply.booking for reply in replies if reply.booking), None),
        missed=all(reply.missed for reply in replies),
        maybe=all(reply.maybe for reply in replies),
        open=any(reply.open for reply in replies),
        totals=frozenset().union(*(reply.totals for reply in replies)),
        remember={key: value for reply in replies for key, value in reply.remember.items()},
    )


def each_once(texts: Sequence[str]) -> list[str]:
    """Without what another one says too, if only behind a "Sim": of two that say the same the fuller one stands."""
    lines = [set(without_yes_or_no(text).splitlines()) for text in texts]

    def is_told(place: int) -> bool:
        others = (other for other in range(len(texts)) if other != place and lines[place] <= lines[other])
        return any(lines[place] < lines[other] or _fuller(texts, other, place) for other in others)

    return [text for place, text in enumerate(texts) if not is_told(place)]


def _fuller(texts: Sequence[str], one: int, other: int) -> bool:
    """Whether it is the one of the two to keep, of the same lines; the first of two that are alike."""
    return (len(texts[one]), -one) > (len(texts[other]), -other)


def quotes_material(reply: Reply) -> bool:
    """Whether it quotes a passage of the company's documents."""
    return any(citation.document.startswith("knowledge/") for citation in reply.citations)
