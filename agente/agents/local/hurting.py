"""Does it hurt? What the material tells of pain, whatever is told or named beside the question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agente.agents.local import cues
from agente.agents.local.clauses import Clause, clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import with_rest_open
from agente.agents.local.products import about, value_in_words
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import without_yes_or_no
from agente.knowledge.analysis import analyzer
from agente.packs.models import Locale, Product

_ASKED: Final[dict[Locale, str]] = {
    "pt-BR": "vou sentir dor?", "en": "will it hurt?", "es": "¿duele el tratamiento?",
}  # fmt: skip
# "Meu dente dói", "dói quando mordo", "e se doer depois?": theirs, or what is to be done about it.
_OF_THEIR_OWN: Final = cues.cue(
    r"(?:meus?|minhas?|noss[oa]s?|my|mis?) \w+ (?:\w+ )?(?:doi|doem|hurts?|duelen?)",
    r"(?:quando|depois|porque|enquanto|ainda|se|si|if|when|after|still|cuando|despues|porque)(?: \w+){0,2}"
    r" (?:doi|doem|doer|hurts?|duelen?|doler)",
    r"(?:doi|doem|doer|hurts?|duelen?|doler)(?: \w+){0,2} (?:quando|depois|desde|faz|ha|when|after|since|cuando)",
    r"(?:o que|oq|what|que) (?:eu )?(?:faco|tomo|fazer|tomar|do|can|hago|puedo)",
)
_SAID_WITH_IT: Final = cues.word_set(
    "doi doem doer dolorido dolorida muito mto mesmo demais sentir procedimento tratamento fazer faz colocar tirar",
    "hurt hurts painful much really procedure treatment duele duelen doler procedimiento tratamiento hacer demasiado",
)
MOST_OTHERS = 1  # words of what it is that may hurt, by no name of ours: "extrair dói?"
_OR: Final[dict[Locale, re.Pattern[str]]] = {
    "pt-BR": re.compile(r" ou (?=\w)", re.IGNORECASE),
    "en": re.compile(r" or (?=\w)", re.IGNORECASE),
    "es": re.compile(r" o (?=\w)", re.IGNORECASE),
}


def answer_hurting(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E dói? Fiz um canal em outro lugar que foi um horror": the only question of the message."""
    if not reading.asks(cues.HURTS):
        return None
    asking = [clause for clause in clauses_of(reading.turn.text) if clause.asks or _may_ask(reading, clause)]
    if len(asking) != 1 or not reading.reread(asking[0].text).asks(cues.HURTS):
        return None
    hurting, others = _apart(reading, asking[0])
    part = reading.reread(hurting)
    said = [word for word in part.rest if word not in _SAID_WITH_IT]
    if part.asks(_OF_THEIR_OWN) or len(said) > MOST_OTHERS or part.asks(cues.HOW_LONG) or part.asks(cues.PRICE):
        return None
    asked = _ASKED[reading.locale]
    passage = tools.told_of(asked, reading.locale)
    if passage is None:
        return None
    told = quoting(tools, reading, passage, without_yes_or_no(tools.quote(passage, asked)))
    reply = replace(_with_its_own(tools, part, told), intent="product_question")
    return with_rest_open(tools, reading, reply, others) if others else reply


def _may_ask(reading: Reading, clause: Clause) -> bool:
    """ "O clareamento dói ou estraga o esmalte", with no mark: said of what is sold, it can only be asked."""
    part = reading.reread(clause.text)
    return part.asks(cues.HURTS) and bool(part.products)


def _apart(reading: Reading, clause: Clause) -> tuple[str, list[str]]:
    """The part that asks whether it hurts, and the other ones: "dói ou estraga o esmalte?"."""
    parts = _OR[reading.locale].split(clause.text)
    hurting = [part for part in parts if reading.reread(part).asks(cues.HURTS)]
    if len(parts) == 1 or len(hurting) != 1:
        return clause.text, []
    others = [part for part in parts if part not in hurting and reading.reread(part).rest]
    return f"{hurting[0].rstrip('?')}?", others


def _with_its_own(tools: Toolbox, part: Reading, told: Reply) -> Reply:
    """With what is against it and comes with the one that is asked about, as far as the passage names that."""
    products = part.at_hand
    if len(products) != 1:
        return told
    lines = [_line(tools, products[0], key, part.locale) for key in _named_in(tools, products[0], told)]
    return replace(told, text="\n".join([told.text, *lines]), remember=about(products))


def _line(tools: Toolbox, product: Product, key: str, locale: Locale) -> str:
    name, value = tools.catalog.attribute_name(key, locale), product.attributes[key]
    words = value_in_words(tools, value, locale)
    return tools.phrases.say("attribute", locale, product=product.name, attribute=name, value=words.rstrip("."))


def _named_in(tools: Toolbox, product: Product, told: Reply) -> Sequence[str]:
    terms = analyzer(tools.pack.default_locale).terms(told.text)
    having = (key for key, value in product.attributes.items() if value is not False)
    return [key for key in having if tools.catalog.attribute_terms(product, key) & terms]
