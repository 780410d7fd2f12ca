"""What does a request of OpenAI's shape ask? The customer's message, and what was said before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agente.agents.turn import Utterance
from agente.channels.openai.models import model_json
from agente.channels.openai.schemas import ChatCompletionCreate, ChatMessage
from agente.errors import BadInput
from agente.guardrails.text import clean

MOST_EARLIER = 20  # messages before the customer's that are taken up; clients send the whole talk each time
_ROLES: dict[str, Literal["customer", "agent"]] = {"user": "customer", "assistant": "agent"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`conversation_id`, `user` and `metadata` as the caller gave them."""

    text: str
    earlier: Sequence[Utterance]  # oldest first
    conversation_id: str | None
    user: str | None
    metadata: Mapping[str, str]  # of the conversation, if it is opened for this request


def read_request(request: ChatCompletionCreate, max_chars: int) -> Asked:
    """Raises `NotFound` for an unknown model, `BadInput` for messages that cannot be answered."""
    model_json(request.model)
    *before, last = request.messages
    spoken = [Utterance(_ROLES[said.role], _text(said)[:max_chars]) for said in before if said.role in _ROLES]
    metadata = dict(request.metadata or {})
    return Asked(
        text=_asked(last, max_chars),
        earlier=[utterance for utterance in spoken if utterance.text][-MOST_EARLIER:],
        conversation_id=metadata.pop("conversation_id", None),
        user=request.user,
        metadata=metadata,
    )


def _asked(message: ChatMessage, max_chars: int) -> str:
    if message.role != "user":
        raise BadInput("last_message", "The last message must be of the role user: it is answered.", param="messages")
    text = _text(message)
    if not text:
        raise BadInput("message_empty", "The last message has no text.", param="messages")
    if len(text) > max_chars:
        told = f"The last message has {len(text)} characters; the limit is {max_chars}."
        raise BadInput("message_too_long", told, param="messages")
    return text


def _text(message: ChatMessage) -> str:
    if not isinstance(message.content, list):
        return clean(message.content or "")
    for part in message.content:
        if part.type != "text":
            raise BadInput("unsupported_content", f"Only text is understood, no {part.type}.", param="messages")
    return clean("\n".join(part.text for part in message.content))
