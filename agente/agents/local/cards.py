"""One product in words: its card, and what a card cannot tell."""

from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import clauses_of
from agente.agents.local.knowledge import answer_from_knowledge, quoting
from agente.agents.local.offers import offering, rest_unknown, with_way_on
from agente.agents.local.passages import find_in_parts
from agente.agents.local.products import (
    NEEDED_BEFORE,
    THEIRS_WILL_DO,
    about,
    buttons_after,
    cite,
    is_of_something_else,
    listed,
    price_part,
    value_in_words,
)
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.references import AGE_OF, RELATIVES
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import search_knowledge
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import analyzer, words
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import Locale, Product

KEY_ATTRIBUTES = 4
_WHAT_COMES_WITH: dict[Locale, str] = {
    "pt-BR": "o que está incluso em", "en": "what is included in", "es": "qué está incluido en",
}  # fmt: skip
_SOMEBODY = cues.cue(r"el[ea]s?|he|she|they|ell[oa]s?")
# "Com 12 anos já dá?", "nessa idade?": of how old one has to be.
_HOW_OLD = regex(
    r"\b(?:(?:ness|dess|ess|est|qual|que|minim)\w* idade|idade minima|a partir de (?:que|quantos)"
    r"|\d{1,2} anos (?:ja )?(?:da|pode|podem|consegue)|(?:da|pode|podem|consegue)\b.*\b(?:com|aos) \d{1,2} anos"
    r"|(?:at|that|what|which|minimum) age|how old|(?:esa|que|cual|minima) edad)\b"
)
# "Pra vender no site tem módulo de loja virtual?": the thing itself is asked for, whatever it is wanted for.
_WHETHER_THERE_IS = regex(
    r"\b(?:tem|teem|existe|ha|vendem?|oferecem?|have|sell|offer|is there|hay|tienen?|venden)"
    r" (?:(?:o|a|um|uma|algum|alguma|modulo|servico|plano|de|do|da|an?|the|any|un|una|algun|alguna) )*_(?: _)*$"
)
_NEEDED = cues.cue(r"precis\w+|necess\w+|obrigat\w+|(?:tem|tenho) (?:que|de)|need\w*|must|have to|necesit\w+|hay que")


def answer_card(tools: Toolbox, reading: Reading) -> Reply | None:
    """The card of the product that is named; of what it does not tell, that no answer was found, as well.

    None where the customer has that card already, and where only "ela" or "esse" names it: it answers nothing then.
    """
    no_card = is_of_something_else(reading) or reading.asks(THEIRS_WILL_DO)
    card = None if no_card else _card(tools, reading)
    other = _unknown_other(tools, reading) if card else None
    if card is None or not (other or _tells_nothing_of_it(tools, reading, card)):
        return card
    if not other and (alone := _without_it(tools, reading)):
        return alone
    unknown = rest_unknown(tools, reading, [other] if other else _asked(reading))
    if other:
        return with_way_on(tools, reading, replace(card, text=f"{card.text}\n\n{unknown}"), " ")
    named = '"' in unknown  # else it is "o resto", of what stands beside something
    if _was_told(tools, reading):
        plainly = with_way_on(tools, reading, replace(card, text=unknown), " ")
        told = plainly if named else offering(tools, reading, "unknown")
        return replace(told, remember=card.remember, missed=True, open=True)
    told = replace(card, text=f"{unknown}\n\n{card.text}" if named else f"{card.text}\n\n{unknown}")
    return replace(with_way_on(tools, reading, told, "\n\n" if named else " "), maybe=True, open=True)


def _without_it(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the words alone ask, where the product is named in what is told beside them, or only by "ela".

    "Dói? fiz um canal que foi um horror", "se a internet cair, ela consegue vender?".
    """
    asking = _asked(reading)
    parts = [reading.reread(text, products=[], recent=[], topic=None) for text in asking[:1]]
    if len(asking) > 1 or any(part.products for part in parts) or (reading.pointed and not reading.asks(_SOMEBODY)):
        return None
    return answer_from_knowledge(tools, parts[0])


def _asked(reading: Reading) -> list[str]:
    asking = [clause.text for clause in clauses_of(reading.turn.text) if clause.asks]
    return asking or [reading.turn.text]


def answer_what_comes(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E o que vem incluso nele?", of the product at hand: all that it has."""
    asks = reading.asks(cues.WHAT_COMES) and not reading.asks(cues.PRICE)
    if not asks or any(not price_cues.INCLUDES.search(word) for word in reading.rest):
        return None
    among = reading.at_hand
    if len(among) != 1 or not among[0].available:
        return None
    return _told_to_come(tools, reading, among[0]) or _of_one(tools, reading, among[0])


def _told_to_come(tools: Toolbox, reading: Reading, product: Product) -> Reply | None:
    """What the material says of it under a title that asks just that: "O que está incluso na Implantação?"."""
    asked = f"{_WHAT_COMES_WITH[reading.locale]} {product.name}"
    for finding in search_knowledge(tools.search, asked, reading.locale):
        title = finding.passage.title
        named = product in tools.catalog.products_in(title)
        if named and any(map(price_cues.INCLUDES.search, words(title))) and finding.coverage >= STRONG_COVERAGE:
            return quoting(tools, reading, finding.passage, finding.quote(asked, tools.pack.default_locale))
    return None


def _card(tools: Toolbox, reading: Reading) -> Reply | None:
    if not reading.products or _is_no_card(tools, reading):
        return None
    if len(reading.products) > 1:
        asks_of_both = reading.asks(price_cues.TOGETHER) or reading.asks(cues.EITHER) or reading.asks(cues.WORKS_WITH)
        if "?" in reading.turn.text and reading.asks(NEEDED_BEFORE) and reading.asks(_NEEDED):
            return None  # "precisa fazer limpeza antes de clarear?"
        if "?" in reading.turn.text and reading.rest and asks_of_both and not cues.ONE_OR_OTHER.search(reading.spoken):
            return None  # "vêm juntos na caixa?": no list of them tells
        return listed(tools, reading, "product_list", reading.products, "product_question")
    product = reading.products[0]
    if not product.available:
        return _unavailable(tools, reading, product)
    return _of_one(tools, reading, product)


def _of_one(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    all_of_it = reading.asks(cues.WHAT_COMES)
    detailed = product.description is not None and (reading.asks(cues.MORE) or all_of_it)
    body = product.description if detailed and product.description else product.summary
    attributes = list(product.attributes)[: None if detailed or all_of_it else KEY_ATTRIBUTES]
    priced = all_of_it and all(price in reading.last_said for price in tools.prices.full(product, locale))
    headed = attributes and not priced and len(product.prices) > 1  # else they would stand among the prices
    parts = [
        phrases.say("product", locale, product=product.name, summary=tools.pack.localize(body, locale)),
        "" if priced else price_part(tools, product, locale),
        phrases.say("product_attributes", locale) if headed else "",
        *(
            phrases.say(
                "attribute_line",
                locale,
                attribute=tools.catalog.attribute_name(key, locale),
                value=value_in_words(tools, product.attributes[key], locale),
            )
            for key in attributes
        ),
        phrases.say("product_more", locale, url=product.url) if product.url else "",
    ]
    return Reply(
        "\n".join(part for part in parts if part),
        intent="product_question",
        citations=cite(tools, [product]),
        quick_replies=buttons_after(tools, reading, product),
        remember=about([product]),
    )


def _was_told(tools: Toolbox, reading: Reading) -> bool:
    """Whether the customer has the product's card already: told again it answers nothing."""
    summary = tools.pack.localize(reading.products[0].summary, reading.locale)
    return any(summary in said.text for said in reading.turn.history if said.role == "agent")


def is_only_a_card(reply: Reply) -> bool:
    """Whether it is the card of a product of which something else was asked."""
    return reply.maybe and reply.remember.get("topic") == "product"


def _unknown_other(tools: Toolbox, reading: Reading) -> str | None:
    """What the one product is compared with, where we know nothing of it: "é melhor implante ou dentadura?"."""
    compares = reading.asks(cues.COMPARE) or reading.asks(cues.RECOMMEND) or reading.asks(price_cues.WHICH_IS_BETTER)
    found = price_cues.OR_OTHER.search(reading.spoken) if compares and len(reading.products) == 1 else None
    other = (found[1] or found[2]) if found else None
    if other is None or other not in reading.rest or reading.material_answers(STRONG_COVERAGE):
        return None
    product = reading.products[0]
    own = tools.catalog.terms_in(product.summary) | tools.catalog.terms_in(product.description or "")
    return None if tools.catalog.terms([other]) & own else other


def _tells_nothing_of_it(tools: Toolbox, reading: Reading, card: Reply) -> bool:
    """Whether the product is asked something of which its card says nothing: "e o clareamento dói?"."""
    told_of = card.remember.get("topic") == "product" and not reading.asks(_WHETHER_THERE_IS)
    if not told_of or "?" not in reading.turn.text or reading.asks(cues.TELL) or reading.asks(cues.MORE):
        return False
    language = analyzer(reading.locale)
    if _HOW_OLD.search(" ".join(reading.words)):
        return language.terms("idade age edad").isdisjoint(language.terms(card.text))
    units = {term for price in reading.products[0].prices if price.unit for term in tools.catalog.terms_in(price.unit)}
    whose = RELATIVES | AGE_OF | set(words(reading.hear().name))  # "e o check-up do menino? ele tem 7 anos"
    said = (word for word in reading.rest if word not in whose and not tools.catalog.terms([word]) & units)
    asked = language.terms(" ".join(said))
    told = asked & language.terms(card.text)
    return bool(asked) and (2 * len(told) <= len(asked) if reading.asks(_SOMEBODY) and reading.pointed else not told)


def _is_no_card(tools: Toolbox, reading: Reading) -> bool:
    """Whether a product's card is no answer: the material has one, it is asked how something is done, or how long, or
    the customer's own has broken.

    "Quanto tempo leva o conserto da impressora?" is about the repair.
    """
    if not reading.rest:
        return reading.asks(cues.WORKS_WITH)
    if any(reading.asks(cue) for cue in (cues.BROKEN, cues.ACCEPTS, cues.WORKS_WITH)):
        return True
    how = reading.asks(cues.HOW) and not reading.asks(cues.TELL)
    if not (how or reading.asks(cues.HOW_LONG)):
        return reading.material_answers(STRONG_COVERAGE) or reading.is_meant
    parts = find_in_parts(tools.search, reading.turn.text, reading.locale)
    told = reading.material_answers() or any(part.coverage >= ANSWERABLE_COVERAGE for part in parts)
    return told or not (how or set(reading.rest) <= cues.LASTING)


def _unavailable(tools: Toolbox, reading: Reading, product: Product) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    text = phrases.say("product_unavailable", locale, reading.rotation, product=product.name)
    others = tools.catalog.siblings(product)[:3]
    if others:
        names = formats.listing([other.name for other in others], locale)
        text = f"{text} {phrases.say('product_unavailable_alternatives', locale, products=names)}"
    buttons = tuple(phrases.say("reply_product", locale, product=other.name) for other in others)
    return Reply(
        text,
        intent="product_question",
        citations=cite(tools, [product]),
        quick_replies=(*buttons, phrases.say("reply_person", locale)),
        remember=about([product]),
    )
