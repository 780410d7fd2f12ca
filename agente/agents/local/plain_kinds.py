"""Does it have the thing, where only another kind is denied? "Tem estoque?", and a no to "estoque avançado" alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import SENTENCE_END, clauses_of
from agente.agents.local.features import all_of, with_all_of
from agente.agents.local.products import about, cite, line_apart, sold_apart
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.knowledge.analysis import folded
from agente.packs.models import Locale, Product

# Of no kind, or of the plain one: what an attribute of a kind by name says nothing of.
_PLAIN: Final = cues.word_set(
    "simples basico basica normal comum padrao simple basic plain standard regular sencillo sencilla estandar comun"
)
_SAYS_NO_KIND: Final = cues.word_set(
    "controla controlar controle faz fazer tem ter inclui vem vir junto ja nao sistema programa"
    " control controls have has includes come comes included system controla controlar incluye viene sistema"
)
_ELSE_ASKED: Final = (
    cues.PRICE, cues.DISCOUNT, cues.COMPARE, cues.HOW_LONG, price_cues.HOW_MANY, price_cues.PAID,
)  # fmt: skip
_WITHOUT: Final = cues.cue(r"nao|sem|exceto|menos|not|no|without|except|sin")


@dataclass(frozen=True, slots=True)
class _Told:
    """The sentence that names the thing, and whose text it is: the asked one's, or that of one it has all of."""

    of: Product
    sentence: str


def answer_plain_kind(tools: Toolbox, reading: Reading) -> Reply | None:
    """A yes in the words of what is sold; behind it which kind is not included, unless the plain one is named."""
    asking = [clause.text for clause in clauses_of(reading.turn.text) if clause.asks]
    part = reading.reread(asking[0]) if len(asking) == 1 else reading
    if len(asking) != 1 or any(part.asks(cue) for cue in _ELSE_ASKED):
        return None
    terms = tools.catalog.terms(part.words)
    denied = [(item, key) for item in _asked_of(tools, part) if (key := _denied_by_kind(tools, item, terms))]
    if not denied or not _names_no_kind(tools, part, denied[0]):
        return None
    product, key = denied[0]
    told = _told(tools, product, terms & tools.catalog.attribute_terms(product, key), reading.locale)
    return _reply(tools, reading, product, told, key, plain=not _PLAIN.isdisjoint(part.words)) if told else None


def _asked_of(tools: Toolbox, part: Reading) -> Sequence[Product]:
    """The plan that is named or was talked about; where none is, all of them: "vocês têm estoque?"."""
    plans = [item for item in part.products if item.kind == "plan"]
    before = [item for item in part.previous if item.kind == "plan"] if part.memory.about_products else []
    before = [] if part.asks(cues.WHICH) else before
    if plans or before:
        return (plans or before) if len(plans or before) == 1 else ()
    asks = part.asks(cues.HAS) and not part.pointed
    return tools.catalog.plans if asks else ()


def _denied_by_kind(tools: Toolbox, product: Product, terms: frozenset[str]) -> str | None:
    """The attribute that says no of one kind, of which a part of the name is asked about."""
    keys = tools.catalog.matching_attributes(product, terms)
    if len(keys) != 1 or product.attributes[keys[0]] is not False:
        return None
    return None if tools.catalog.is_named_whole(product, keys[0], terms) else keys[0]


def _names_no_kind(tools: Toolbox, part: Reading, denied: tuple[Product, str]) -> bool:
    """ "Estoque por lote?" asks of a kind of its own."""
    product, key = denied
    known = tools.catalog.attribute_terms(product, key) | tools.catalog.called(product)
    left = tools.catalog.terms(word for word in part.words if word not in _PLAIN | _SAYS_NO_KIND | cues.FILLER)
    return left <= known | tools.catalog.terms(cues.OFFERED)


def _told(tools: Toolbox, product: Product, thing: frozenset[str], locale: Locale) -> _Told | None:
    """The fuller text first: the description, then the summary."""
    among = [product]
    for item in among:  # grows: what it has all of may itself have all of another one
        parts = map(tools.catalog.get, sorted(all_of(tools, item, locale)))
        among += [part for part in parts if part and part not in among]
    for item in among:
        for text in (tools.pack.localize(text, locale) for text in (item.description, item.summary) if text):
            for sentence in SENTENCE_END.split(text):
                said = set(tools.catalog.singular_terms_of(sentence))
                if thing & said and not _WITHOUT.search(folded(sentence)):
                    return _Told(item, sentence)
    return None


def _reply(tools: Toolbox, reading: Reading, product: Product, told: _Told, key: str, plain: bool) -> Reply:
    say, locale = tools.phrases.say, reading.locale
    lines = [say("product", locale, product=told.of.name, summary=told.sentence)]
    also = [item for item in with_all_of(tools, [told.of], locale) if item != told.of]
    if also:
        lines.append(say("feature_also", locale, products=formats.listing([item.name for item in also], locale)))
    text = "\n".join(lines)
    text = text if reading.asks(cues.WHICH) else say("feature_yes", locale, told=text)
    return Reply(
        text if plain else "\n".join([text, *_lacking(tools, product, key, locale)]),
        intent="product_question",
        citations=cite(tools, [product] if told.of == product else [told.of, product]),
        remember=about([product], having=[item.id for item in (told.of, *also)]),
    )


def _lacking(tools: Toolbox, product: Product, key: str, locale: Locale) -> list[str]:
    """Which kind is not included, and what brings it."""
    name, no = tools.catalog.attribute_name(key, locale), tools.phrases.say("value_no", locale)
    apart = sold_apart(tools, [(product, [key])])
    line = tools.phrases.say("attribute", locale, product=product.name, attribute=name, value=no)
    return [line, *([line_apart(tools, apart, locale)] if apart else [])]
