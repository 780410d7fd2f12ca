"""A few words that go on from our last reply: "quero" of what it told or asked, "no cartão?" of what it quoted."""

import re

from agente.agents.local import cues, stances
from agente.agents.local.buying import buy_several
from agente.agents.local.knowledge import quoting
from agente.agents.local.pricing import buy
from agente.agents.local.products import listed
from agente.agents.local.reading import MAX_WISH_WORDS, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import search_knowledge
from agente.knowledge.analysis import analyzer
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import IntentName

MAX_GOING_ON = 4  # words
MAX_BEYOND = 8  # words
_NUMBERS = re.compile(r"\b(?:\d[\d.,]*|mil|cem|thousand|cien)\b", re.IGNORECASE)


def answer_wish(tools: Toolbox, reading: Reading) -> Reply | None:
    """Goes on with the product that was told about, or asks which one is meant."""
    awaiting = reading.turn.state.get("awaiting")
    if len(reading.words) > MAX_WISH_WORDS or awaiting not in (None, "which_product", "which_to_buy"):
        return None
    memory = reading.memory
    if awaiting == "which_to_buy" and len(memory.group) > 1 and stances.is_all(reading.words):
        return buy_several(tools, reading, [item for item in memory.group if item.available])
    if awaiting and stances.is_yes(reading.words):
        return _which(tools, reading, "which_one") if memory.group else None
    chooses = awaiting == "which_to_buy" and reading.products and not reading.rest and not reading.asks(cues.PRICE)
    if not chooses and not (stances.is_wish(reading.words) and memory.about_products):
        return None
    chosen = reading.products or memory.previous
    if len(chosen) == 1 and chosen[0].available:
        return buy(tools, reading, chosen[0])
    return _which(tools, reading, "which_to_buy") if len(chosen) > 1 else None


def answer_going_on(tools: Toolbox, reading: Reading) -> Reply | None:
    """A few words that ask more of the passage that was just quoted: "no cartão?" of a refund."""
    asks = "?" in reading.turn.text or reading.words[:1] in (["e"], ["and"], ["y"])
    if not asks or not reading.rest or len(reading.words) > MAX_GOING_ON or reading.products:
        return None
    before = next((said.text for said in reversed(reading.turn.history) if said.role == "customer"), "")
    found = search_knowledge(tools.search, before, reading.locale)
    default = tools.pack.default_locale
    quoted = next((each.passage for each in found if each.quote(before, default) in reading.last_said), None)
    if quoted is None:
        return None
    language = analyzer(reading.locale)
    new = {language.term(word) for word in reading.rest}
    for finding in search_knowledge(tools.search, f"{before} {reading.turn.text}", reading.locale):
        told = language.terms(finding.passage.text)
        if finding.passage.document == quoted.document and finding.passage != quoted and new <= told:
            return quoting(tools, reading, finding.passage, finding.quote(before, default))
    return None


def answer_beyond(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E se passar de 100?", of the attribute that was just told: what the material says of going beyond it."""
    attribute = reading.turn.state.get("attribute")
    asks = reading.topic == "attribute" and reading.asks(cues.WHAT_IF) and len(reading.words) <= MAX_BEYOND
    if not asks or not isinstance(attribute, str) or reading.products:
        return None
    language = analyzer(reading.locale)
    unnumbered = _NUMBERS.sub(" ", reading.turn.text)
    said = language.terms(unnumbered)
    question = f"{unnumbered} {tools.catalog.attribute_name(attribute, reading.locale)}"
    for finding in search_knowledge(tools.search, question, reading.locale):
        told = language.terms(f"{finding.passage.heading} {finding.passage.text}")
        if finding.coverage >= ANSWERABLE_COVERAGE and said and said <= told:
            return quoting(tools, reading, finding.passage, finding.quote(question, tools.pack.default_locale))
    return None


def _which(tools: Toolbox, reading: Reading, key: str) -> Reply:
    intent: IntentName = "purchase_interest" if key == "which_to_buy" else "product_question"
    return listed(tools, reading, key, reading.memory.group, intent)
