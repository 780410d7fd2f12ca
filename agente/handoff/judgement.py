"""Should a person take over this conversation, and why?

Rules where rules are right (replies that did not help, big business, a yes to our offer), a trained model where they
are not (a person asked for without the word, anger, what is grave). The first reason that holds is the one given:
sensitive, asked for, frustration, repeated failure, high value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agente.handoff.corpus_files import Mood
from agente.handoff.danger import is_plain_danger
from agente.handoff.failures import failures_in_a_row
from agente.handoff.lexicon import groups_of
from agente.handoff.moods import shipped
from agente.handoff.phrases import Message, folded, is_yes, offers_person
from agente.handoff.value import is_big
from agente.packs.models import HandoffReason, HandoffRules

DEFAULT_RULES = HandoffRules()
PACKS = 16  # whose routine is kept ready to be looked for
LOOKED_BACK = 12  # messages; an older one has been dealt with
GRAVE = 0.51  # how likely what the last message says is sensitive
ASKED = 0.4  # or asks for a person
GRAVE_BEFORE = 0.8  # the same of what was said before our reply, which did not stop at it
HEAT = 0.4  # anger that is enough alone
SIMMER = 0.25  # anger that counts when more has come before it
BOILS_OVER = 0.9  # the sum of the last message's heat and, less and less, that of those before
COOLS = 0.8  # by this with each message of the customer's
MILD = 0.45  # of the heat of outright anger, in a grumble

LONGEST_INSULT = 6  # words
_RUDE = frozenset({"insult", "swear"})
_AROUND_INSULTS = """
    seu sua seus teu tua vc vcs voce voces tu vai vao va tomar no na se e eh um uma que bando de do da filho filha robo
    bot lixo isso esse essa muito you are your u r re a an the so off go eres es un una sos vete al
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    should_handoff: bool
    reason: HandoffReason | Literal["none"]


def judge(messages: Sequence[Message], rules: HandoffRules = DEFAULT_RULES, misses: int | None = None) -> Judgement:
    """Judges a conversation of (role, text), oldest first, that ends with what the customer just wrote.

    `misses` is how many of our last replies in a row did not help, where that is known; the texts are looked at too.
    Of a long conversation only the last messages count. Without a customer's message there is no reason.
    """
    reason = next(_reasons(messages[-LOOKED_BACK:], rules, misses or 0), None)
    return Judgement(True, reason) if reason else Judgement(False, "none")


def _reasons(messages: Sequence[Message], rules: HandoffRules, misses: int) -> Iterator[HandoffReason]:
    said = [text for role, text in messages if role == "customer"]
    if not said:
        return
    new = _unanswered(messages)
    moods = [_moods(text, rules) for text in said]
    before, now = moods[:-new], moods[-new:]
    if any(is_plain_danger(_beside_routine(text, rules)) for text in said[-new:]):
        yield "sensitive"
    if _any(now, "sensitive", GRAVE) or _any(before, "sensitive", GRAVE_BEFORE):
        yield "sensitive"
    if _any(now, "asked_for_human", ASKED) or _accepts_offer(messages):
        yield "asked_for_human"
    if _boils(moods) and not (len(said) == 1 and is_bare_insult(said[0])):
        yield "frustration"
    if misses >= rules.after_misses or _failed(messages, rules.after_misses):
        yield "repeated_failure"
    if _names_much(messages, rules):
        yield "high_value"


def _moods(text: str, rules: HandoffRules) -> Mapping[Mood, float]:
    """Of the message, and no more than without what is routine; "dor horrível" without its pain would be anger."""
    found, beside = shipped().moods(text), _beside_routine(text, rules)
    if beside == text:
        return found
    return {mood: min(likely, found[mood]) for mood, likely in shipped().moods(beside).items()}


def _beside_routine(text: str, rules: HandoffRules) -> str:
    """The text without what is routine for this business, whatever it would be for another."""
    if not rules.routine:
        return text
    plain = folded(text)
    rest = _any_of(tuple(rules.routine)).sub(" ", plain)
    return text if rest == plain else rest


@lru_cache(maxsize=PACKS)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(folded(phrase)) for phrase in phrases)})\b")


def _failed(messages: Sequence[Message], times: int) -> bool:
    replies = sum(role == "agent" for role, _ in messages)
    return replies >= times and failures_in_a_row(messages) >= times


def _names_much(messages: Sequence[Message], rules: HandoffRules) -> bool:
    questions = ["", *(text if role == "agent" else "" for role, text in messages)]
    return any(
        role == "customer" and is_big(text, rules.high_value_from, question)
        for question, (role, text) in zip(questions, messages, strict=False)
    )


def _unanswered(messages: Sequence[Message]) -> int:
    """How many messages of the customer's have come since our last reply; at least the last one."""
    count = 0
    for role, _ in reversed(messages):
        if role == "agent" and count:
            break
        count += role == "customer"
    return count


def _any(moods: Sequence[Mapping[Mood, float]], mood: Mood, least: float) -> bool:
    return any(found[mood] >= least for found in moods)


def _accepts_offer(messages: Sequence[Message]) -> bool:
    if len(messages) < 2 or messages[-2][0] != "agent":
        return False
    return offers_person(folded(messages[-2][1])) and is_yes(folded(messages[-1][1]))


def _boils(moods: Sequence[Mapping[Mood, float]]) -> bool:
    if moods[-1]["frustration"] >= HEAT:
        return True
    heats = [found["frustration"] + MILD * found["grumble"] for found in moods]
    rising = sum(heat * COOLS**age for age, heat in enumerate(reversed(heats)))
    return heats[-1] >= SIMMER and rising >= BOILS_OVER


def is_bare_insult(text: str) -> bool:
    """Whether the message is nothing but abuse, with no need in it that a person could see to."""
    words = folded(text).rstrip("?").split()
    if len(words) > LONGEST_INSULT:
        return False
    rude = [word for word in words if not _RUDE.isdisjoint(groups_of(word))]
    return bool(rude) and set(words) <= {*rude, *_AROUND_INSULTS.split()}
