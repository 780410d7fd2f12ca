"""What is not known may be near to what is: the headings of the material that come closest, to choose one from."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local.clauses import clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.meeting_cues import chosen_number
from agente.agents.local.offers import offer
from agente.agents.local.products import THEIRS_WILL_DO
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import QUOTED_CHARACTERS
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import words
from agente.knowledge.search import Likely, best_sentences
from agente.packs.pack import Passage, title_of

MOST = 3
MAYBE = 0.45  # from this likelihood on, what comes nearest is quoted, as what it is
FAIR = 0.1  # of what is listed beside it; of tests/knowledge/reworded.jsonl 0.15 loses a topic that is asked for
MAYBE_A_PART = 0.5  # of a message of which another part is answered: silence on it is said as well
# "3. e qual é o plano?": what stands behind it is asked besides.
_FIRST_NUMBER = re.compile(r"\W*(?:a |o )?([1-9])(?:[.):;,]+ |,? (?:e|mas|and|y) )")
# "1 e a 2 tb", "1, 3": several of them, and no "1 e 2 lojas".
_SEVERAL_NUMBERS = re.compile(
    r"\W*(?:[ao]s? )?[1-9](?:(?: ?, ?| ?e | and | y )(?:[ao]s? )?[1-9])+(?= ?(?:$|[.,;!?]|tb|tbm|tamb[eé]m|too))",
    re.IGNORECASE,
)
QUOTED_END = 60  # characters


def with_near_topics(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The reply, which does not answer, with what comes closest behind it; as it is when nothing is close."""
    return _listing(tools, reading, reply, _fresh(reading))


def not_found(tools: Toolbox, reading: Reading) -> Reply | None:
    """No answer, but what comes closest, to choose one from, and how to get a person; None when nothing is close."""
    listed = _listing(tools, reading, Reply("", missed=True), _fresh(reading), "near_unknown")
    if not listed.text:
        return None
    quick_replies = (*listed.quick_replies, tools.phrases.say("reply_person", reading.locale))
    if reading.refuses_person:
        listed = _on_request(tools, reading, listed)
    elif not reading.turn.state.get("refused_person"):
        text = f"{listed.text}\n\n{tools.phrases.say('near_person', reading.locale)}"
        listed = replace(listed, text=text, awaiting="handoff_offer")
    return replace(listed, quick_replies=quick_replies)


def nearly(tools: Toolbox, reading: Reading) -> Reply | None:
    """What may be the answer, said to be no more than that, and what else comes close."""
    fresh = _fresh(reading)
    said = _quoted(tools, reading, fresh, MAYBE)
    if said is None:
        return None
    first = fresh[0].passage.title
    others = [each for each in fresh if each.passage.title != first and each.likelihood >= FAIR]
    listed = _listing(tools, reading, said, others[: MOST - 1], "near_others")
    offered = _on_request(tools, reading, listed) if reading.refuses_person else offer(tools, reading, listed)
    quick_replies = (*listed.quick_replies, *offered.quick_replies[:1])
    return replace(offered, missed=True, maybe=True, quick_replies=quick_replies)


def _on_request(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """For who has just refused a person: how to ask for one."""
    told = tools.phrases.say("without_person", reading.locale, reading.rotation)
    return replace(
        reply, text=f"{reply.text}\n\n{told}", quick_replies=(tools.phrases.say("reply_person", reading.locale),)
    )


def perhaps(tools: Toolbox, reading: Reading, least: float, key: str = "near_answer") -> Reply | None:
    """What may be the answer, from the likelihood `least` on, said in the phrase `key` to be no more than that."""
    return _quoted(tools, reading, _fresh(reading), least, key)


def _quoted(
    tools: Toolbox, reading: Reading, fresh: Sequence[Likely], least: float, key: str = "near_answer"
) -> Reply | None:
    if reading.asks(THEIRS_WILL_DO):
        return None  # whether a thing of theirs will do is not to be guessed
    if not reading.says_enough or not fresh or fresh[0].likelihood < least:
        return None
    passage = fresh[0].passage
    quote = tools.quote(passage, reading.turn.text)
    text = tools.phrases.say(key, reading.locale, quote=quote)
    return replace(quoting(tools, reading, passage, text), maybe=True)


def _fresh(reading: Reading) -> list[Likely]:
    """What comes nearest to the message and was not just told."""
    return [each for each in reading.likely() if not _was_quoted(each.passage, reading.last_said)]


def _listing(
    tools: Toolbox, reading: Reading, reply: Reply, found: Sequence[Likely], key: str = "near_topics"
) -> Reply:
    near = _by_title([each.passage for each in found[:MOST]])
    if not near:
        return reply
    lines = "\n".join(f"{number}. {title}" for number, title in enumerate(near, 1))
    return replace(
        reply,
        text=f"{reply.text}\n\n{tools.phrases.say(key, reading.locale, topics=lines)}".lstrip(),
        quick_replies=(*near, *reply.quick_replies[:1]),
        totals=reply.totals | amounts(lines),
        remember={**reply.remember, "topics": [passage.heading for passage in near.values()]},
    )


def answer_chosen_topic(tools: Toolbox, reading: Reading) -> Reply | None:
    """Quotes those of them that the customer chooses, by their numbers or in the words of one."""
    shown = reading.turn.state.get("topics")
    headings = _all_chosen([str(one) for one in shown], reading) if isinstance(shown, list) else []
    # The first, for a long section is several passages; none when the pack was changed meanwhile.
    found = [next((each for each in tools.pack.passages if each.heading == heading), None) for heading in headings]
    quotes = [
        quoting(tools, reading, each, best_sentences(each, each.heading, QUOTED_CHARACTERS, tools.pack.default_locale))
        for each in found
        if each
    ]
    return merged(quotes) if len(quotes) > 1 else next(iter(quotes), None)


def _all_chosen(headings: list[str], reading: Reading) -> list[str]:
    if several := _SEVERAL_NUMBERS.match(reading.turn.text):
        numbers = dict.fromkeys(int(digit) - 1 for digit in re.findall(r"\d", several[0]))
        return [headings[number] for number in numbers if number < len(headings)]
    chosen = _chosen(headings, reading)
    return [chosen] if chosen else []


def _was_quoted(passage: Passage, said: str) -> bool:
    """Told by its end, for its "Sim" may have been left out."""
    return passage.text.strip()[-QUOTED_END:] in said


def _chosen(headings: list[str], reading: Reading) -> str | None:
    said = list(words(reading.turn.text))
    if titled := next((heading for heading in headings if list(words(title_of(heading))) == said), None):
        return titled
    number = chosen_number(reading.words)
    if number is None and (first := _FIRST_NUMBER.match(reading.turn.text)):
        number = int(first[1]) - 1
    first_said, *others = clauses_of(reading.turn.text) or [None]
    if number is None and first_said and others and not first_said.asks:  # "a primeira. e quem instala?"
        number = chosen_number(list(words(first_said.text)))
    return headings[number] if headings and number is not None and number < len(headings) else None


def _by_title(passages: list[Passage]) -> dict[str, Passage]:
    """Those whose titles differ, the nearest of each, in their order."""
    titled: dict[str, Passage] = {}
    for passage in passages:
        titled.setdefault(passage.title, passage)
    return titled
