"""What does a message ask? The evidence that the answerers judge by, gathered once."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, Protocol

from agente.agents.local import cues, price_cues, stances
from agente.agents.local.abbreviations import written_out
from agente.agents.local.added_names import PLUS, with_added_names
from agente.agents.local.clauses import PART_END, clauses_of, only_question
from agente.agents.local.hearing import Heard, hear
from agente.agents.local.languages import reply_locale
from agente.agents.local.looking_up import likeliest, look_up, of_a_meeting, with_question, without_days
from agente.agents.local.passages import for_them
from agente.agents.local.quantities import NUMERALS, quantity_in
from agente.agents.local.references import Memory, narrowed, pointed_at, remembered
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import Mention
from agente.agents.tools.knowledge import Finding
from agente.agents.turn import TurnInput
from agente.guardrails.facts import amounts
from agente.handoff.judgement import Judgement, judge
from agente.intents.router import Classification
from agente.kit import remembering
from agente.kit.once import once
from agente.kit.patterns import Pattern, regex
from agente.knowledge.analysis import analyzer, words
from agente.knowledge.search import ANSWERABLE_COVERAGE, LIKELY, Likely
from agente.packs.models import IntentName, Locale, Product
from agente.packs.pack import Passage
from agente.scheduling.days import mentioned_days
from agente.scheduling.when import Wish, understand

SURE = 0.5  # from this confidence on, the router's word counts without other evidence
STRONG_COVERAGE = 0.75  # enough of the question to answer even what the router takes for something else
MIN_WORDS_MEANT = 2  # that say something
SURELY = 0.9  # likelihood from which on nothing else of a message matters
SAYING = 3  # characters of a word that may say something
MIN_WORDS_AROUND = 4  # in all, where one alone does: "como faço upgrade do plano?"
MIN_WORDS_BEHIND = 3  # a product that is denied, for the message to be about something else
MOST_CUED = 256  # texts, of which what was looked for in them is kept: 10 KB each
NUMBER_DIGITS = 4  # of a group; fewer are an amount or a day
MAX_WISH_WORDS = 6  # "vou querer esse mesmo, por favor"
# Of a very long message only the beginning is understood; the cost stays bounded.
MAX_CHARACTERS = 2000
MAX_WORDS = 200

_DENYING = re.compile(
    r"\b(?:nao|no|not|didn t|don t)(?: (?:te|lhe|to|estou|le))?"
    r" (?:pergunt\w+|pedi|fal\w+|quero|queria|era|pregunt\w+|quiero|want|ask|mean)"
    r"(?: (?:de|do|da|dos|das|sobre|o|a|os|as|um|uma|por|el|la|los|about|for|the))*$"
    r"|\b(?:ja|already|ya) (?:vi|sei|li|conheco|seen|saw|know|se|conozco)(?: (?:o|a|os|as|do|da|de|sobre|el|la|the))*$"
)
# "Não a maquininha, compara os planos", "os planos, e não a maquininha".
_NOT_THE_FIRST = re.compile(
    r"^(?:\w+ ){0,2}?(?:nao|not|no(?= (?:el|la|los|las|the)))"
    r"(?: (?:o|a|os|as|the|el|la|los|las|d[aeo]s?))*$"
)
# "Não é limpeza, é clareamento": what it is follows.
_IS_NOT = re.compile(
    r"^(?:\w+ ){0,2}?(?:nao|not|no) (?:e|eh|era|foi|es|it s|is)(?: (?:o|a|os|as|the|el|la|d[aeo]s?))*$"
)
_BUT_IS = frozenset({"e", "eh", "era", "foi", "sim", "mas", "es", "but", "sino"})
_AND_NOT = re.compile(r"\b(?:e|mas|and|but|y|pero) (?:nao|not|no)(?: (?:o|a|os|as|the|el|la|los|las|d[aeo]s?))+$")
_REFUND = re.compile(r"\b(?:meu|nosso|o|todo) dinheiro (?:todo )?(?:de volta|que)|\bmeu dinheiro\b")
# "Maquininha eu já tenho", "só tenho caderno e uma impressora": theirs, and none of ours that is asked about.
_HAVING = re.compile(
    r"\b(?:so|apenas|ja|only|already|solo|ya) (?:eu )?(?:tenho|temos|have|tengo|tenemos)"
    r"(?: (?:o|a|os|as|um|uma|uns|umas|minha|meu|1|an?|the|my|un|una|el|la))?"
    r"(?: \w+ (?:e|and|y)(?: (?:o|a|um|uma|uns|umas|minha|meu|an?|my|un|una))?)?$"
)
_HAD = re.compile(
    r"^(?:(?:eu|a gente|nos|i|we|yo|de voces) )*(?:ja|already|ya) (?:tenho|temos|tem|have|tengo|tenemos)\b"
)
# "Quero contratar o Essencial e o módulo de notas": each of them is meant.
_ORDERS = regex(
    r"\b(?:quero|vou|vamos|queria|gostaria de|want to|i d like to|quiero|voy a) (?:ja )?"
    r"(?:contratar|comprar|assinar|fechar|levar|buy|order|subscribe)\b"
)
# "Pagando em dinheiro": a way of paying, and not the drawer for it.
_IN_CASH = frozenset({
    "em", "no", "com", "pagando", "pagar", "pago", "paga", "pagamos", "aceita", "aceitam", "so", "in", "en", "con",
})  # fmt: skip


def _none_looked_for(_spoken: str) -> dict[Pattern, bool]:
    """For all who read the text: what one of them finds is the same for each, and is only ever added."""
    return {}


# What was looked for in a text: many answerers look for the same, and many customers write the same.
_cues_in = remembering.remembered(_none_looked_for, MOST_CUED)


class Reread(Protocol):
    """Reads another text in the place of the turn's own; `known` replaces entries of the conversation's state.

    The text is no answer to what our last reply asked.
    """

    def __call__(self, text: str, **known: Any) -> "Reading": ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One message, understood as far as words go."""

    turn: TurnInput
    message: str  # of the customer: all of it, where the turn's text is a part
    classify: Callable[[], Classification]  # what the router makes of it
    locale: Locale  # of the reply
    words: list[str]  # folded, abbreviations written out
    spoken: str  # the words joined by single spaces, "_" for those that name a product: what the cues look at
    cues: dict[Pattern, bool]  # those that were looked for in it, and whether they are there
    products: tuple[Product, ...]  # mentioned by name or pointed at ("o segundo"), in order
    places: tuple[int, ...]  # of the first word of each of them
    denied: tuple[Mention, ...]  # what is named only to say that it is not meant
    pointed: bool  # they were only pointed at
    ambiguous: tuple[Product, ...]  # what a name that several products share may mean
    memory: Memory  # the products of the dialogue so far
    terms: frozenset[str]  # of the words outside product names, as the catalogue's attributes have them
    rest: tuple[str, ...]  # the words that neither name a product nor are fillers
    days: list[date]
    wish: Callable[[], Wish]  # when it would suit the customer; read once and only when someone asks
    quantity: int | None
    find: Callable[[], tuple[Finding, ...]]  # searches the company's material, once and only when someone asks
    likely: Callable[[], Sequence[Likely]]  # what of it may answer, by what it means too, likewise
    hear: Callable[[], Heard]  # reads what the customer tells of themselves, once and only when someone asks
    judge: Callable[[], Judgement]  # whether a person should take over, judged once and only when someone asks
    rotation: int  # how many replies the conversation has had
    reread: Reread

    def asks(self, cue: Pattern) -> bool:
        found = self.cues.get(cue)
        if found is None:
            found = self.cues[cue] = cue.search(self.spoken) is not None
        return found

    @property
    def classification(self) -> Classification:
        return self.classify()

    def sure_of(self, *intents: IntentName) -> bool:
        found = self.classification
        return found.intent in intents and found.confidence >= SURE

    def look_up(self) -> Finding | None:
        """What of the company's material answers best."""
        return next(iter(self.find()), None)

    def near(self) -> list[Passage]:
        """The passages that come nearest to what is asked."""
        return [found.passage for found in self.likely()]

    @property
    def meant(self) -> Likely | None:
        """The passage that very likely answers, whatever its words."""
        best = next(iter(self.likely()), None)
        return best if best and best.likelihood >= LIKELY else None

    @property
    def is_meant(self) -> bool:
        """Whether there is such a passage for a question, which says enough for it to be no chance."""
        return self.says_enough and self.meant is not None and any(clause.asks for clause in clauses_of(self.turn.text))

    @property
    def is_surely_meant(self) -> bool:
        """Whether a passage answers so surely that it may even be of common words: "o que preciso levar?"."""
        surely = self.meant is not None and self.meant.likelihood >= SURELY
        return surely and len(self.words) >= MIN_WORDS_AROUND and not (self.products or self.asks(cues.PRICE))

    @property
    def says_enough(self) -> bool:
        """Whether what it means can be known: "errado" alone may be anything."""
        saying = [word for word in self.rest if len(word) >= SAYING]
        named = len(self.products) > 0
        return len(saying) + named >= (MIN_WORDS_MEANT if len(self.words) < MIN_WORDS_AROUND else 1)

    def material_answers(self, least: float = ANSWERABLE_COVERAGE) -> bool:
        finding = self.look_up()
        return finding is not None and (finding.coverage >= least or finding.is_asked)

    @property
    def only_supposes(self) -> bool:
        """Whether what the router takes for a wish to cancel is a question of what would be, or denied."""
        likely = self.classification.intent in ("cancellation", "billing")
        return likely and (self.asks(cues.SUPPOSED) or self.asks(cues.WHAT_WOULD_BE))

    @property
    def refuses_person(self) -> bool:
        """Says no to our offer of a person, or wants nobody called."""
        offered = self.turn.state.get("awaiting") == "handoff_offer"
        declined = offered and self._declines and not self.asks(cues.MISREAD)
        return declined or self.asks(cues.NOT_HUMAN)

    @property
    def _declines(self) -> bool:
        """Whether it begins with a no to what was asked, and not with what is not so: "não é isso", "não. é caro"."""
        first = next((part for part in map(words, PART_END.split(self.turn.text)) if part), [])
        return stances.declines(self.words) and not stances.denies(list(first))

    @property
    def previous(self) -> tuple[Product, ...]:
        """What the last replies were about."""
        return self.memory.previous

    @property
    def at_hand(self) -> tuple[Product, ...]:
        """The products mentioned, else those that the last reply was about, whatever else is asked."""
        return self.products or (self.previous if self.memory.about_products else ())

    @property
    def topic(self) -> object:
        """What of it the last reply told."""
        return self.turn.state.get("topic")

    @property
    def only_tells_name(self) -> bool:
        """Whether nothing is left beside it: "oi, sou a Paula"."""
        name = self.hear().name
        return bool(name) and set(self.rest) <= set(words(name))

    @property
    def misses(self) -> int:
        """How many replies in a row did not help."""
        misses = self.turn.state.get("misses")
        return misses if isinstance(misses, int) else 0

    @property
    def is_rephrased(self) -> bool:
        """Whether it is not, word for word, what the customer said last."""
        said = next((said.text for said in reversed(self.turn.history) if said.role == "customer"), "")
        return list(islice(words(said[:MAX_CHARACTERS]), MAX_WORDS)) != list(
            islice(words(self.turn.text[:MAX_CHARACTERS]), MAX_WORDS)
        )

    @property
    def last_said(self) -> str:
        """The text of our last reply."""
        return next((said.text for said in reversed(self.turn.history) if said.role == "agent"), "")

    @property
    def subject(self) -> tuple[Product, ...]:
        """The products in question: those mentioned, else, when nothing else is asked about, the last ones."""
        return self.products or (() if self.rest else self.previous)


def read(
    tools: Toolbox,
    turn: TurnInput,
    classify: Callable[[str], Classification],
    locale: Locale | None = None,
    message: str = "",
    parts: dict[str, Reading] | None = None,
) -> Reading:
    """Understands the turn's text, which is a part of the `message` or all of it; `locale` is the reply's, if known.

    `classify` is asked again about the same text, and should remember its answers. `parts` are those of the message
    that were read before: many readers look at the same ones.
    """
    message = message or turn.text
    classify_it = partial(classify, turn.text)
    text_words = _written_out(turn.text)
    memory = remembered(tools.catalog, turn.state)
    found = tools.catalog.find_products(text_words)
    by_name = with_added_names(tools.catalog, turn.text, text_words, found, memory.recent or memory.previous)
    mentions, denied, named = _mentions(tools, text_words, by_name, memory, adds=_adds(turn.text, text_words))
    free = [word for position, word in enumerate(text_words) if position not in named]
    reply_in = locale or _locale(tools, turn, classify_it(), text_words, by_name)
    stop_words = analyzer(reply_in).stop_words
    rest = tuple(word for word in free if not _is_filler(word, stop_words))
    days = mentioned_days(turn.text, text_words, tools.holidays, turn.now.date())
    spoken = " ".join("_" if position in named else word for position, word in enumerate(text_words))
    # Nor are their names in a passage that is told of all of them: "o Pro funciona sem internet?"
    without_names = " ".join(free) if by_name and rest else ""
    to_search = _to_search(turn, text_words, by_name, free, spoken, reply_in)
    looked_up = once(partial(look_up, tools.search, to_search, reply_in))
    single = [mention for mention in mentions if len(mention.products) == 1]
    places = {mention.products[0].id: mention.start for mention in reversed(single)}
    tells = bool(rest or not mentions or _has_number(free)) and not _is_wish(text_words, spoken)
    return Reading(
        turn=turn,
        message=message,
        classify=classify_it,
        locale=reply_in,
        words=text_words,
        spoken=spoken,
        cues=_cues_in(spoken),
        products=_distinct(mention.products[0] for mention in single),
        places=tuple(sorted(places.values())),
        denied=denied,
        pointed=not by_name,
        ambiguous=next((mention.products for mention in mentions if len(mention.products) > 1), ()),
        memory=memory,
        terms=tools.catalog.terms(free),
        rest=rest,
        days=days,
        wish=once(partial(understand, turn.text, turn.now, tools.holidays)),
        quantity=quantity_in(turn.text, text_words, named, reply_in, partial(_amounts_told, turn)),
        find=once(lambda: for_them(looked_up()[1], turn)),
        likely=once(
            lambda: for_them(likeliest(tools.search, (*with_question(looked_up()[0]), without_names), reply_in), turn)
        ),
        hear=once(partial(hear, tools.pack.qualification, turn, classify_it, days, tells)),
        judge=once(partial(_judge, tools, turn)),
        rotation=sum(utterance.role == "agent" for utterance in turn.history),
        reread=_rereading(tools, turn, classify, reply_in, message, {} if parts is None else parts),
    )


def _rereading(
    tools: Toolbox,
    turn: TurnInput,
    classify: Callable[[str], Classification],
    locale: Locale,
    message: str,
    parts: dict[str, Reading],
) -> Reread:
    """Reads a part of the message, as if we had asked for nothing; once, unless something else is known of it."""

    def reread(text: str, **known: Any) -> Reading:
        if known or text not in parts:
            part = replace(turn, text=text, state={**turn.state, "asked": None, **known})
            found = read(tools, part, classify, locale, message, None if known else parts)
            if known:
                return found
            parts[text] = found
        return parts[text]

    return reread


def _to_search(
    turn: TurnInput, text_words: list[str], by_name: Sequence[Mention], free: list[str], spoken: str, locale: Locale
) -> tuple[str, ...]:
    """What to look up: the message itself, and it without what no passage that answers it need have."""
    # How long it takes to arrive or to be mended, and whether it hurts, is told of all products, without their names.
    of_all = cues.HOW_LONG.search(spoken) or cues.HURTS.search(spoken)
    unnamed = " ".join(free) if by_name and of_all else ""
    # Nor is what they have already: "o que preciso comprar? só tenho uma maquininha".
    tells_own = any(_is_had(text_words, mention) for mention in by_name)
    asked = next(iter(only_question(turn.text)), turn.text) if tells_own else turn.text
    # What is not done on one day only is told without it, and a meeting is not what a contract is.
    undated = without_days(unnamed or asked, locale)
    return asked, unnamed, undated, of_a_meeting(turn.text, locale) if turn.state.get("booking") else ""


_GOING = regex(r"\bem quantas vezes (?:(?:eu|que|tenho|preciso|vou|tem|precisa|de) )+(?:ir|voltar|vir|comparecer)\b")


def _written_out(text: str) -> list[str]:
    """The words, without abbreviations; "em quantas vezes" are so many instalments."""
    found = written_out(islice(words(text[:MAX_CHARACTERS]), MAX_WORDS))
    if _GOING.search(" ".join(found)):  # "em quantas vezes tenho que ir aí"
        return found
    pairs = zip(["", "", *found], ["", *found], found, strict=False)
    return ["parcelas" if before == ("em", "quantas", "vezes") else before[-1] for before in pairs]


def _judge(tools: Toolbox, turn: TurnInput) -> Judgement:
    misses = turn.state.get("misses")
    rules = tools.pack.policies.handoff
    return judge(said_since_handoff(turn), rules, misses if isinstance(misses, int) else None)


def said_since_handoff(turn: TurnInput) -> list[tuple[str, str]]:
    """What was said since a person last had the conversation: what they have seen to is not taken up again."""
    since = turn.state.get("since_handoff")
    said = [(utterance.role, utterance.text) for utterance in turn.history]
    if isinstance(since, int):
        said = said[max(len(said) - 2 * since, 0) :]
    return [*said, ("customer", turn.text)]


def _mentions(
    tools: Toolbox, text_words: list[str], by_name: list[Mention], memory: Memory, adds: bool
) -> tuple[list[Mention], tuple[Mention, ...], set[int]]:
    """What the message mentions, by name or by pointing at it, what it denies, and the positions of the words that do.

    What is added up (`adds`) is a product of its own, though another one may have it: "Pro + estoque avançado".
    """
    by_name = [mention for mention in by_name if not _is_cash(text_words, mention)]
    by_name = narrowed(by_name, text_words, memory, tools.catalog)
    named = {position for mention in by_name for position in range(mention.start, mention.end)}
    pointed = pointed_at(text_words, named, memory, tools.catalog)
    mentions = sorted([*by_name, *pointed], key=lambda mention: mention.start)
    mentions = mentions if adds and len(mentions) > 1 else _without_attributes(tools, text_words, mentions, memory)
    positions = {position for mention in mentions for position in range(mention.start, mention.end)}
    places = [each.start for each in mentions] if len(mentions) > 1 else []
    denied = tuple(each for each in mentions if _is_denied(text_words, each, places))
    told = [each for each in mentions if each not in denied and not _is_had(text_words, each)]
    return told, denied, positions


def _adds(text: str, text_words: Sequence[str]) -> bool:
    spoken = " ".join(text_words)
    adds = price_cues.ADD_UP.search(spoken) or (_ORDERS.search(spoken) and "?" not in text)
    return bool(PLUS.search(text) or (adds and not cues.HAS.search(spoken)))


def _is_had(text_words: Sequence[str], mention: Mention) -> bool:
    """Whether it is a thing that the customer has already; who has a plan of ours asks about it."""
    if any(product.kind != "product" for product in mention.products):
        return False
    before, behind = " ".join(text_words[: mention.start]), " ".join(text_words[mention.end :])
    return _HAVING.search(before) is not None or _HAD.search(behind) is not None


def _is_cash(text_words: Sequence[str], mention: Mention) -> bool:
    before = text_words[mention.start - 1 : mention.start]
    return text_words[mention.start : mention.end] in (["dinheiro"], ["cash"]) and not _IN_CASH.isdisjoint(before)


def _is_denied(text_words: Sequence[str], mention: Mention, others: Sequence[int]) -> bool:
    """ "Não perguntei de e-commerce, quero o preço dos planos": what is asked stands behind it.

    `others` are the places of what else is named.
    """
    if text_words[mention.start : mention.end] == ["dinheiro"] and _REFUND.search(" ".join(text_words)):
        return True
    goes_on = len(text_words) - mention.end >= MIN_WORDS_BEHIND
    before = " ".join(text_words[: mention.start])
    if others and (_NOT_THE_FIRST if mention.start <= min(others) else _AND_NOT).search(before):
        return True
    if others and _IS_NOT.search(before) and not _BUT_IS.isdisjoint(text_words[mention.end : mention.end + 1]):
        return True
    return goes_on and _DENYING.search(before) is not None


def _locale(
    tools: Toolbox, turn: TurnInput, classification: Classification, text_words: list[str], by_name: list[Mention]
) -> Locale:
    spoken = tools.pack.business.locales
    current = turn.locale if turn.locale in spoken else tools.pack.default_locale
    named = {position for mention in by_name for position in range(mention.start, mention.end)}
    free = [word for position, word in enumerate(text_words) if position not in named]
    return reply_locale(turn.text, free, classification, current, spoken, first=not turn.history)


def _without_attributes(
    tools: Toolbox, text_words: Sequence[str], mentions: list[Mention], memory: Memory
) -> list[Mention]:
    """Leaves out what names an attribute of another product that is mentioned ("o Pro tem estoque avançado?").

    When it is the only mention, of the one that was talked about ("e tem estoque avançado?").
    """
    if not mentions:
        return mentions
    asked_of = memory.previous if len(mentions) == 1 and memory.asks_what_it_has(text_words) else ()
    kept = []
    for mention in mentions:
        own = tools.catalog.terms(text_words[mention.start : mention.end])
        others = [other.products[0] for other in mentions if other.products != mention.products] or asked_of
        if not any(
            own and own <= tools.catalog.attribute_terms(other, key) for other in others for key in other.attributes
        ):
            kept.append(mention)
    return kept


def _has_number(free: list[str]) -> bool:
    """A telephone's, beside which only a product is named: "31 98877-4521. e o clareamento?"."""
    return any(word.isdigit() and len(word) >= NUMBER_DIGITS for word in free)


def _is_wish(text_words: list[str], spoken: str) -> bool:
    """ "Fechado, quero o anual": short, and "Fechado" is nobody's name."""
    if len(text_words) > MAX_WISH_WORDS or any(map(str.isdigit, text_words)):
        return False
    return stances.is_wish(text_words) or cues.WANT.search(spoken) is not None


def _amounts_told(turn: TurnInput) -> frozenset[Decimal]:
    """The amounts of money of our last reply."""
    return amounts(next((said.text for said in reversed(turn.history) if said.role == "agent"), ""))


def _is_filler(word: str, stop_words: frozenset[str]) -> bool:
    return word in stop_words or word in cues.FILLER or word.isdigit() or word in NUMERALS


def _distinct(products: Iterable[Product]) -> tuple[Product, ...]:
    return tuple({product.id: product for product in products}.values())
