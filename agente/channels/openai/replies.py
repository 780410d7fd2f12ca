"""How does a reply look to an OpenAI client, whole or in chunks?"""

from collections.abc import Mapping
from typing import Any

from agente.agents.phrases import Phrases
from agente.kit.clock import utc_now
from agente.packs.models import Locale
from agente.packs.pack import Pack

Reply = Mapping[str, Any]  # in the shape of `MessageRead`


def completion_id(message_id: str) -> str:
    """Of the answer to a customer's message: known before there is a reply, and the same in every chunk."""
    return f"chatcmpl-{message_id}"


def completion_json(reply: Reply, text: str, model: str) -> dict[str, Any]:
    """In the shape of `ChatCompletion`."""
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": completion_id(reply["in_reply_to"]),
        "object": "chat.completion",
        "created": int(reply["created_at"].timestamp()),
        "model": model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": usage_json(reply),
        "metadata": _metadata(reply["conversation_id"], reply["agent"]),
    }


def usage_json(reply: Reply) -> dict[str, int]:
    usage = reply["usage"] or {"input_tokens": 0, "output_tokens": 0}
    asked, answered = usage["input_tokens"], usage["output_tokens"]
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


def notice(pack: Pack, locale: Locale) -> str:
    """What stands for the silence of an agent whose conversation a person has: clients have to show something."""
    return Phrases(pack).say("person_replies", locale if locale in pack.business.locales else pack.default_locale)


class Chunks:
    """The chunks of one streamed reply, each in the shape of `chat.completion.chunk`."""

    def __init__(self, message_id: str, conversation_id: str, model: str, *, with_usage: bool) -> None:
        self._conversation_id = conversation_id
        self._same = {
            "id": completion_id(message_id),
            "object": "chat.completion.chunk",
            "created": int(utc_now().timestamp()),
            "model": model,
        }
        self._with_usage = with_usage

    def opening(self) -> dict[str, Any]:
        return self._chunk({"role": "assistant", "content": ""})

    def content(self, text: str) -> dict[str, Any]:
        return self._chunk({"content": text})

    def closing(self, reply: Reply) -> list[dict[str, Any]]:
        """The end and, if it was asked for, the usage in a chunk without choices."""
        end = self._chunk({}, "stop", reply["agent"])
        return [end, end | {"choices": [], "usage": usage_json(reply)}] if self._with_usage else [end]

    def _chunk(
        self, delta: dict[str, str], finish_reason: str | None = None, agent: str | None = None
    ) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        usage = {"usage": None} if self._with_usage else {}
        return self._same | {"choices": [choice], **usage, "metadata": _metadata(self._conversation_id, agent)}


def _metadata(conversation_id: str, agent: str | None) -> dict[str, str]:
    return {"conversation_id": conversation_id} | ({"agent": agent} if agent else {})
