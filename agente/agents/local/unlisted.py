"""What is asked for by its name, but stands in no list: "quanto custa uma coroa?", "vocês tiram siso?"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from agente.agents.local import cues
from agente.agents.local.clauses import PART_END
from agente.agents.local.meeting_desk import booked_products
from agente.agents.local.meetings import can_book
from agente.agents.local.offers import offering, with_way_on
from agente.agents.local.products import cite, price_part
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.packs.models import Product
from agente.scheduling.titles import title_of

TOLD: Final = "unlisted"  # of the state: the terms of what we said not to find

# The whole of what is asked is one thing, by its name: no offer, no "frete", no "isso".
_PRICE_OF = regex(
    r"(?:quanto (?:que )?(?:custa|fica|sai|e|cobram?)|(?:preco|valor) d[aeo]|how much (?:is|does|for)"
    r"|cuanto (?:cuesta|sale|vale|es))(?: (?:pra )?(?:fazer|colocar|por))?(?: (?:um|uma|an?|un|una))? (\w{4,})(?: ai)?$"
)
_WORD = regex(r"\w+")
_NAMED = regex(r"\b(?:um|uma|an?|un|una|fazer|colocar) \w{4,}(?: ai)?$")

# What is done with a thing: the verb is no part of its name.
_DO: Final = (
    r"(?:fazer|tirar|arrancar|extrair|remover|colocar|botar|por|trocar|consertar|arrumar|tratar|comprar|alugar|encomendar"
    r"|get|buy|rent|have|fix|remove|hacer(?:me)?|sacar(?:me)?|quitar(?:me)?|poner(?:me)?|comprar|alquilar|arreglar)"
)
# "Vocês faz"; alone, "faz mal?" and "tira mancha?" are asked of a thing.
_WE_DO: Final = (
    r"(?:(?:fazem|vendem|tiram|arrancam|extraem|removem|colocam|oferecem|consertam|arrumam|tratam|alugam|trabalham com)"
    r"|(?<=voces )(?:faz|vende|tira|arranca|coloca|oferece|conserta|arruma|trata|aluga|trabalha com)"
    r"|(?:do )?you (?:do|make|sell|offer|rent|fix|remove)"
    r"|hacen|venden|sacan|quitan|ponen|ofrecen|alquilan|arreglan|trabajan con)"
)
_ARTICLE: Final = r"(?:(?:um|uma|uns|umas|o|a|os|as|meu|minha|an?|the|my|un|una|el|la|los|las|mi) )?"
_THING: Final = rf"{_ARTICLE}(?P<thing>[a-z]{{3,}}(?: [a-z_]+)*)"
_HOW_MUCH: Final = (
    r"(?:quanto (?:(?:que|voces) )?(?:custa|custaria|fica|ficaria|sai|sairia|e|eh|ta|esta|cobram?)"
    r"|(?:precos?|valor(?:es)?) (?:(?:d[aeo]s?|pra|para)(?= ))|how much (?:is|does|for|to)|prices? (?:of|for)"
    r"|cuanto (?:cuesta|sale|vale|es|cobran)|precios? del?)"
)
_ASKED: Final = (
    regex(rf"{_HOW_MUCH}(?: (?:(?:pra|para|por) )?{_DO})? {_THING}$"),
    regex(rf"^(?:(?:e|mas|ai|oi|y|and) )?(?:{_DO} )?{_THING} (?=(?:quanto|qual o (?:preco|valor)|cuanto|how much)\b)"),
    regex(rf"(?:^|\b(?:voces?|ai|aqui|la|e|ou|tambem|se|que|ustedes|y|o) ){_WE_DO} {_THING}$"),
    regex(
        rf"\b(?:da|posso|consigo|can i|puedo)(?: (?:pra|para))? {_DO} {_THING} (?=(?:ai|aqui|com voces|here|alli)\b)"
    ),
)
# "Preciso tirar um siso, quanto custa?": what the price beside it is asked of.
_WANTED: Final = regex(
    rf"\b(?:preciso|precisava|precisando|quero|queria|gostaria|tenho|vou|need|want|like|necesito|quiero|quisiera)"
    rf"(?: (?:de|que|to))? {_DO} {_THING}$"
)
# "É extração do siso. vocês fazem?"
_IS: Final = regex(rf"^(?:(?:e|eh|seria|era|sobre|preciso de|quero|queria|it s|es|mas) )*{_THING}$")
_DO_YOU: Final = regex(rf"^(?:(?:e|mas|voces?|ai|ustedes) )*{_WE_DO}(?: (?:isso|ai|aqui|eso|that|it))?(?: ou nao)?$")
# Where the name of a thing ends.
_END: Final = regex(
    r" ?\b(?:ou|or|e|y|and|ai|aqui|la|pra|pro|para|com|sem|no|na|nos|nas|em|por|pela|pelo|que|se|quanto|qual|quando"
    r"|como|tambem|hoje|amanha|agora|mesmo|nao|ne|hein|gente|moca?|for|with|without|in|at|here|too|con|sin|en|cuanto|si"
    r"|it|cost)\b.*$"
)
_OF: Final = frozenset({"de", "do", "da", "dos", "das", "del", "of"})
_DOING: Final = regex(r"(?:[aei]r|mente|ando|endo|indo|ing|inho|inha)$")
# No names of anything: "quanto fica certinho?", "quanto custa a brincadeira?"
_NOTHING: Final = cues.word_set(
    "certo certa total tudo junto juntos juntas todo toda todos todas media aproximado brincadeira negocio coisa trem",
    "isto aquilo coisas conta final vista prazo simples completo basico menos maximo minimo proximo alguem nada vezes",
    "mal bem diferenca",
    "all total everything something anything todos algo",
)
MOST_NAMED: Final = 5  # words


def answer_unlisted(tools: Toolbox, reading: Reading) -> Reply | None:
    """That it is not known, of what neither the catalogue nor the material has a word of, and the way on from there."""
    known, told = tools.known_terms, reading.turn.state.get(TOLD)
    if not reading.rest and not reading.products and reading.message != reading.turn.text and reading.asks(cues.PRICE):
        reading = reading.reread(reading.message)  # "preciso tirar um siso, quanto custa?", cut at its comma
    if not tools.catalog.products or tools.catalog.terms(reading.rest) <= known:
        return None
    thing = _asked_for(tools, reading)
    if thing:
        return None if reading.material_answers(STRONG_COVERAGE) or reading.meant else _not_found(tools, reading, thing)
    again = isinstance(told, list) and not tools.catalog.terms(reading.rest).isdisjoint(told)
    if again and "?" in reading.turn.text and not reading.products and not reading.material_answers(STRONG_COVERAGE):
        return offering(tools, reading, "unknown", missed=True)
    return None


def _asked_for(tools: Toolbox, reading: Reading) -> str:
    parts = [part.spoken for part in _parts(reading)]
    return next((thing for said in _named(reading, parts) if (thing := _unknown(tools, said))), "")


def _parts(reading: Reading) -> list[Reading]:
    return [reading.reread(part) for part in PART_END.split(reading.turn.text) if part.strip()]


def _named(reading: Reading, parts: Sequence[str]) -> Iterator[str]:
    """What may be the name of what is asked for, the surest first, with what stands behind it."""
    for part in parts:
        for end in ("", " ou nao", " ou n", " or not", " o no"):
            part = part.removesuffix(end) if end else part
        yield from (found["thing"] for cue in _ASKED if (found := cue.search(part)))
    if reading.asks(cues.PRICE) and not reading.products:
        yield from (found["thing"] for part in parts if (found := _WANTED.search(part)))
    if any(_DO_YOU.search(part) for part in parts[1:]):
        yield from (found["thing"] for part in parts if not _DO_YOU.search(part) and (found := _IS.search(part)))


def _unknown(tools: Toolbox, said: str) -> str:
    """The name, where no word of what it is, or is of, is known: no "limpeza profunda", no "dente quebrado"."""
    named = _END.sub("", said).split()
    while named and (named[-1] in _OF or (named[-1] in cues.FILLER and not _OF.intersection(named[-2:-1]))):
        named.pop()
    if not named or len(named) > MOST_NAMED or "_" in named:
        return ""
    heads = [named[0], *(word for before, word in pairwise(named) if before in _OF)]
    plain = cues.FILLER | cues.OFFERED | _NOTHING
    if any(head in plain or _DOING.search(head) for head in heads[:1]) or tools.names_business(named):
        return ""
    new = [head for head in heads if head not in plain and tools.catalog.terms([head]) - tools.known_terms]
    return " ".join(named) if new else ""


def _not_found(tools: Toolbox, reading: Reading, thing: str) -> Reply:
    """With what else the message names, or the visit that is booked here: no price is told of what may not be done."""
    say, locale = tools.phrases.say, reading.locale
    lines = [say("thing_unlisted", locale, thing=_as_written(reading.turn.text, thing))]
    # "Fazem prótese ou é melhor implante?": only what is named in the same breath.
    beside = (part for part in _parts(reading) if thing in part.spoken)
    named = next((part.products[:1] for part in beside), ())
    lines += [_card(tools, reading, item) for item in named]
    first = say("thing_unlisted_first", locale, title=formats.uncapitalized(title_of(tools.pack, locale)))
    visited = booked_products(tools, locale, of_that_name=True)  # what is booked is itself sold: no demonstration
    if visited and can_book(tools) and not named and first not in reading.last_said:
        lines.append(first)
    remember = {TOLD: sorted(tools.catalog.terms(thing.split()) - tools.known_terms)}
    told = Reply("\n\n".join(lines), "product_question", cite(tools, named), missed=True, remember=remember)
    return with_way_on(tools, reading, told)


def _card(tools: Toolbox, reading: Reading, product: Product) -> str:
    summary = tools.pack.localize(product.summary, reading.locale)
    text = tools.phrases.say("product", reading.locale, product=product.name, summary=summary)
    return f"{text}\n{price_part(tools, product, reading.locale)}"


def _as_written(text: str, thing: str) -> str:
    """With the accents that the customer wrote."""
    written = {folded(word): word for word in _WORD.findall(text)}
    return " ".join(written.get(word, word) for word in thing.split())


def answer_unlisted_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """That it is not in the list of prices; None of what the material, or something that is sold, may tell."""
    found = _PRICE_OF.search(" ".join(reading.words))
    if found is None or not _NAMED.search(" ".join(reading.words)) or reading.products or reading.ambiguous:
        return None
    if reading.rest != (found[1],) or tools.catalog.mentioned_category([found[1]]) or found[1] in cues.OFFERED:
        return None
    if reading.material_answers() or reading.meant is not None or not tools.catalog.products:
        return None
    return offering(tools, reading, "price_unlisted", "pricing", thing=_as_written(reading.turn.text, found[1]))
