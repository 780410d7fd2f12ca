"""What is not known may be near to what is: the headings of the material that come closest, to choose one from."""

from dataclasses import replace

from agente.agents.local.knowledge import quoting
from agente.agents.local.meeting_cues import chosen_number
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import QUOTED_CHARACTERS
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import words
from agente.knowledge.search import best_sentences
from agente.packs.pack import Passage

MOST = 3


def with_near_topics(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The reply, which does not answer, with what comes closest behind it; as it is when nothing is close."""
    near = {_title(passage): passage for passage in reading.near(MOST)}
    if not near:
        return reply
    lines = "\n".join(f"{number}. {title}" for number, title in enumerate(near, 1))
    return replace(
        reply,
        text=f"{reply.text}\n\n{tools.phrases.say('near_topics', reading.locale, topics=lines)}",
        quick_replies=(*near, *reply.quick_replies[:1]),
        totals=reply.totals | amounts(lines),
        remember={**reply.remember, "topics": [passage.heading for passage in near.values()]},
    )


def answer_chosen_topic(tools: Toolbox, reading: Reading) -> Reply | None:
    """Quotes the one of them that the customer chooses, by its number or in its words."""
    shown = reading.turn.state.get("topics")
    headings = shown if isinstance(shown, list) else []
    # In the order in which they were shown; a pack that was changed meanwhile may have fewer.
    passages = [passage for heading in headings for passage in tools.pack.passages if passage.heading == heading]
    passage = _chosen(passages, reading)
    if passage is None:
        return None
    text = best_sentences(passage, passage.heading, QUOTED_CHARACTERS, tools.pack.default_locale)
    return quoting(tools, reading, passage, text)


def _chosen(passages: list[Passage], reading: Reading) -> Passage | None:
    said = list(words(reading.turn.text))
    if titled := next((passage for passage in passages if list(words(_title(passage))) == said), None):
        return titled
    number = chosen_number(reading.words)
    return passages[number] if passages and number is not None and number < len(passages) else None


def _title(passage: Passage) -> str:
    return passage.heading.rpartition(" > ")[2]
