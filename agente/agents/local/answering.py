"""What an answerer is, and the first of several that has something to say."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.topics import MAYBE_A_PART, perhaps

Answerer = Callable[[Toolbox, Reading], Reply | None]


def first_reply(answerers: Sequence[Answerer], tools: Toolbox, reading: Reading) -> Reply | None:
    return next((reply for answer in answerers if (reply := answer(tools, reading))), None)


def helpful_reply(answerers: Sequence[Answerer], tools: Toolbox, reading: Reading) -> Reply | None:
    """What tells the customer something of a part of a message, if only what may be the answer."""
    reply = first_reply(answerers, tools, reading)
    return reply if reply and not reply.missed else perhaps(tools, reading, MAYBE_A_PART)


def helpful_replies(answerers: Sequence[Answerer], tools: Toolbox, parts: Sequence[Reading]) -> list[Reply]:
    """To each part of a message that one of them has an answer to."""
    found = (helpful_reply(answerers, tools, part) for part in parts)
    return [reply for reply in found if reply]


def left_open(answer: Answerer) -> Answerer:
    """The same answerer, whose answers a language model may replace by better ones."""

    def answer_openly(tools: Toolbox, reading: Reading) -> Reply | None:
        reply = answer(tools, reading)
        return reply and replace(reply, open=True)

    return answer_openly
