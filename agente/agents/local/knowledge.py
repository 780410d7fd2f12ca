"""Answers quoted from the company's own material."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from agente.agents.local import cues, meeting_cues
from agente.agents.local.abbreviations import written_out
from agente.agents.local.clauses import clauses_of
from agente.agents.local.languages import SURE_OF_LOCALE
from agente.agents.local.looking_up import asks_how_paid, buying, searched
from agente.agents.local.meeting_desk import TOPIC
from agente.agents.local.meetings import asks_of_feature, is_about_meetings, offer_booking
from agente.agents.local.offers import offer, offering
from agente.agents.local.passages import find_in_parts, for_them
from agente.agents.local.products import about
from agente.agents.local.reading import STRONG_COVERAGE, SURELY, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox, in_full
from agente.agents.tools.knowledge import NEARLY, Finding, search_knowledge
from agente.agents.turn import Citation
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import analyzer, folded, words
from agente.knowledge.search import ANSWERABLE_COVERAGE, LIKELY, Likely
from agente.packs.models import IntentName, Locale, Product
from agente.packs.pack import Passage
from agente.scheduling.titles import title_of

# What the router is sure to be no question is one all the same only when the material covers nearly all of it.
_NO_QUESTIONS: tuple[IntentName, ...] = ("greeting", "goodbye", "provide_details", "out_of_scope")
# Someone may have to act on these, whatever the material says.
_NEED_A_PERSON: tuple[IntentName, ...] = (
    "cancellation", "billing", "order_status", "complaint", "privacy_request", "scheduling",
)  # fmt: skip
_DAY = cues.cue(
    r"segundas?|tercas?|quartas?|quintas?|sextas?|sabados?|domingos?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    r"lunes|martes|miercoles|jueves|viernes",
)
_WITHOUT = cues.cue(r"(?:sem|without|sin) (?:(?:ter|um|uma|having|an?|tener|un|una) )*(?P<thing>\w{3,})")
_NEEDED_OR_NOT = cues.cue(
    r"sem|nao|nem|precis\w+|exig\w+|obrigatori\w+|opciona\w+|dispens\w+|without|not|doesn t|needs?|required|optional"
    r"|sin|necesit\w+|obligatori\w+"
)
_IT = cues.cue(r"d?n?el[ea]s?|it|them|esse|essa|con el|con ella")
# "Maquininha eu já tenho, posso usar ela?"
_OWN = cues.cue(
    r"(?P<thing>\w{4,}) (?:eu |a gente )?ja (?:tenho|temos)|ja (?:tenho|temos) (?:a |o |um |uma )?(?P<its>\w{4,})",
    r"already have (?:a |an |the |my )?(?P<mine>\w{4,})|ya (?:tengo|tenemos) (?:el |la |un |una )?(?P<mio>\w{4,})",
    r"(?:tenho|temos) (?:a|o|uma|um|minha|meu) (?:d[ao] )?(?P<has>\w{4,})",
    r"(?:uso|usamos) (?:(?:a|o|uma|um|minha|meu|da|do|de) )*(?P<used>\w{4,})",
    # "A maquininha de cartão tem que ser a de vocês?"
    r"(?P<that>\w{4,})(?: d[eao]s? \w+)? (?:tem|precisa)(?: que| q)? ser [oa]s? (?:(?:de )?(?:voces|vcs|vc)|su[ao]s?)",
    r"(?:we|i) use (?:an |a |the |my )?(?P<ours>\w{4,})",
)
# "Tem que trocar?", "posso ficar com ela?": whether what they have will do.
_KEEPS = cues.cue(
    r"(?:tem|tenho|temos|vou ter|precis[ao]|precisamos)(?: que| de)? (?:trocar|mudar|comprar outr[ao])",
    r"(?:tem|precisa)(?: que)? ser [oa]s? (?:(?:de )?(?:voces|voce)|su[ao]s?)",
    r"(?:posso|podemos|da (?:pra|para)) (?:ficar|continuar|seguir) com",
    r"(?:do|will) i (?:have|need) to (?:replace|change|switch)|can i keep|(?:tengo|hay) que cambiar|puedo seguir con",
)
# "Funciona com o meu leitor?", "a maquininha tem que ser a de vocês?": of what is theirs, whatever its name.
_MINE = r"(?:(?:o|a|os|as|el|la) )?(?:meus?|minhas?|noss[oa]s?|my|our|mis?)"
_OF_MINE = cues.cue(
    rf"(?:funciona\w*|serve\w*|compativ\w+|conect\w+|lig(?:a|am)|works?|compatible|funcionan?) (?:\w+ )?"
    rf"(?:com|n[oa]s?|em|with|on|con) {_MINE} (?P<thing>\w{{4,}})",
    rf"(?:posso|podemos|consigo|da (?:pra|para)|tem como|can i|can we|puedo)(?: continuar| seguir| keep)?"
    rf" (?:us(?:ar|ando|e|ing)|aproveitar|utilizar|aprovechar) {_MINE} (?P<used>\w{{4,}})",
    # "A minha impressora é uma Tal 9, serve?", "funciona com a impressora que já tenho?"
    rf"{_MINE} (?P<mine>\w{{4,}})(?: \w+){{0,8}}? (?:serve\w*|funciona\w*|da certo|will (?:do|work)|works?|sirve)$",
    rf"(?:serve\w*|funciona\w*|sirve) {_MINE} (?P<its>\w{{4,}})",
    r"(?:funciona\w*|serve\w*|us(?:ar|o|e)|aproveitar|compativ\w+|works?|usar|aprovechar)(?: (?:com|with|con))?"
    r" (?:[oa]s?|the|el|l[ao]s?) (?P<kept>\w{4,})(?: \w+)? (?:que|q|that) (?:eu |a gente |we |i )?(?:ja |already |ya )?"
    r"(?:tenho|temos|have|tengo|tenemos)",
    r"(?P<yours>\w{4,})(?: (?:de|do|da) \w+)* (?:tem|precisa|deve|has|tiene)(?: que| de| to)? (?:ser|be)"
    r" (?:(?:o|a|os|as|el|la) )?(?:de voces|da empresa|dai|voces|yours|from you|de ustedes)",
    r"(?:tem|tenho|temos|precis\w+|so|tiene|tengo|does it have|must it|have)(?: que| de| to)?"
    r" (?:ser|pode ser|serve|funciona com|comprar|usar|ter|be|buy|use)"
    r" (?:(?:o|a|os|as|el|la) )?(?P<own>\w{4,})(?: \w+){0,3} (?:de voces|de ustedes)",
)
# "E a maquininha, tem que ser a de vocês?": asked of what stands before it.
_YOURS = cues.cue(
    r"(?:tem|precisa|deve|has|tiene)(?: que| de| to)? (?:ser|be) (?:[oa]s? |la |el )?(?:de voces|yours|de ustedes)"
)
_OUT_OF_ORDER = cues.cue(r"nao \w+|(?:doesn|don|won|isn) t|not \w+|no \w+")  # what is told of mending it
_ONLY_HAVE = cues.cue(r"(?:so|apenas|only|solo) (?:tenho|temos|have|tengo|tenemos)")
_USE_MINE: dict[Locale, tuple[str, ...]] = {
    "pt-BR": ("posso usar a minha {thing}?", "funciona com a minha {thing}?"),
    "en": ("can I use my {thing}?", "does it work with my {thing}?"),
    "es": ("¿puedo usar mi {thing}?", "¿funciona con mi {thing}?"),
}
# "Dá pra fazer clareamento junto com o aparelho?", "posso fazer os dois ao mesmo tempo?"
_AT_ONCE = cues.cue(
    r"(?:da (?:pra|para|p)|posso|podemos|pode|consigo|tem como|tem problema) (?:\w+ )?(?:fazer|usar|colocar|por|tratar)"
    r"(?: (?:\w+|_)){1,6} (?:juntos?|juntas?|ao mesmo tempo|de uma (?:so )?vez)",
    r"can (?:i|you|we) (?:do|have|use|get)(?: (?:\w+|_)){1,6} (?:together|at (?:the same time|once))",
    r"(?:puedo|se puede[ns]?) (?:hacer|usar|poner)(?: (?:\w+|_)){1,6} (?:juntos|juntas|al mismo tiempo|a la vez)",
)
_THEIR_DOING = cues.cue(r"da (?:pra|para)|posso|podemos|consigo|conseguimos|tem como|can (?:i|we)|puedo|se puede")
_OUR_DOING = cues.cue(r"voces|vcs|do you|ustedes")
_HOW_TO_BUY = "como contrato"  # what "como fecho?" is searched as, and "como compro?" where nothing tells of buying
USABLE = 0.5  # the least likelihood of what is told of a thing of theirs, which is asked about outright
WORDED = 0.7  # of the question: with so much of its words a passage may be about it whatever it means
# The least likelihood of what has its only word: by the question's meaning, or by that of the message it is part of.
AGREED, AGREED_BY_ALL = 0.4, 0.2
# A passage that has fewer of them by chance is seldom one of the two that likely answer.
NEAREST = 2
CHANCE = 0.2  # the least likelihood of such a one
SLIGHT = 0.1  # that of what is told of two products, or when what was likelier was no answer
NEARLY_SURE = 0.88  # that by which, of those that have all its words, one is preferred
MOST_NAMED = 3  # products, in what is told of two of them
FOREIGN = 0.4  # that of what answers a question in a language that is not spoken here: only its meaning can be found


def answer_how_to_buy(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E como contrato?": what tells how, and not what is said of contracts."""
    buys = cues.HOW_TO_BUY.search(reading.spoken)
    if not (buys or reading.asks(cues.HOW_TO_CLOSE)):
        return None
    for asked in (buying(buys[0]), _HOW_TO_BUY) if buys else (_HOW_TO_BUY,):
        found = search_knowledge(tools.search, asked, reading.locale)
        telling = (each for each in found if each.coverage >= STRONG_COVERAGE and tells_how(each.passage))
        if finding := next(telling, None):
            return quoting(tools, reading, finding.passage, finding.quote(asked, tools.pack.default_locale))
    return None


def answer_of_the_meeting(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E cobra alguma coisa?", beside the wish for a meeting or behind it: what the material says of one."""
    said, only = set(reading.words), set(reading.rest) <= cues.ASKED_OF_A_MEETING
    at_hand = reading.turn.state.get("booking") or reading.turn.state.get("slots")
    if reading.topic != TOPIC or not at_hand or reading.products or not only:
        return None
    if said.isdisjoint(cues.ASKED_OF_A_MEETING) or asks_how_paid(reading.turn.text):
        return None
    title = title_of(tools.pack, reading.locale)
    language = analyzer(reading.locale)
    named = language.terms(title)
    asked = [f"{title} {searched(clause.text)}" for clause in clauses_of(reading.turn.text)]
    for finding in (each for text in asked for each in search_knowledge(tools.search, text, reading.locale)):
        headed = language.terms(finding.passage.title)
        if finding.coverage >= ANSWERABLE_COVERAGE and not named.isdisjoint(headed):
            quote = finding.quote(" ".join(asked), tools.pack.default_locale)
            reply = quoting(tools, reading, finding.passage, quote)
            return replace(reply, remember={**reply.remember, "topic": TOPIC})
    return None


def answer_beside_telling(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto perco se mudar de plano? Estou no básico": what the question alone means, whatever is told beside it."""
    clauses = clauses_of(reading.turn.text)
    asking = [clause for clause in clauses if clause.asks]
    if len(asking) != 1 or len(clauses) == 1 or not reading.products:
        return None
    part = reading.reread(asking[0].text)
    priced = part.products or part.asks(cues.PRICE) or part.asks(cues.DISCOUNT)
    meant = part.meant if part.is_meant and not priced else None
    if meant is None or meant.likelihood < SURELY or part.sure_of(*_NEED_A_PERSON):
        return None
    told = _meant(tools, part)
    return quoting(tools, part, *told[0]) if told else None


def answer_works_with(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "A gaveta funciona com ela?": what is told of the two, and of as few others as can be."""
    pointed = reading.previous if reading.asks(_IT) and reading.memory.about_products else ()
    among = {item.id: item for item in (*reading.products, *pointed)}
    if not (reading.asks(cues.WORKS_WITH) or reading.asks(_AT_ONCE)) or reading.asks(cues.PRICE):
        return None
    if len(among) == 1 and reading.sure_of("purchase_interest") and not reading.rest:
        return offering(tools, reading, "unknown", missed=True)  # "posso fazer com aparelho?" is no wish to buy it
    if len(among) != 2:
        return None
    question = f"{reading.turn.text} {' '.join(item.name for item in pointed)}"
    found = [each for each in tools.search.likely(searched(question), reading.locale) if each.likelihood >= SLIGHT]
    spoken = [each for each in found if (each.passage.locale or tools.pack.default_locale) == reading.locale]
    both = [each.passage for each in spoken if among.keys() <= tools.named_in(each.passage)]
    passage = min(both, key=lambda each: len(tools.named_in(each)), default=None)
    if passage is None or len(tools.named_in(passage)) > MOST_NAMED:
        return offering(tools, reading, "unknown", missed=True)
    return quoting(tools, reading, passage, tools.quote(passage, question))


def answer_of_their_own(tools: Toolbox, reading: Reading) -> Reply | None:
    """What is told of using a thing that the customer has already, in the words in which the material may tell it."""
    if reading.asks(_ONLY_HAVE) and not reading.products and (told := _meant(tools, reading)):
        return quoting(tools, reading, *told[0])
    thing = _thing_of_theirs(reading)
    if not thing:
        return None
    mentioned = [item for mention in tools.catalog.find_products([thing]) for item in mention.products]
    if any(item.kind != "product" for item in mentioned):
        return None
    texts = (searched(text.format(thing=thing)) for text in _USE_MINE[reading.locale])
    likely = [(text, each) for text in texts for each in tools.search.likely(text, reading.locale)[:NEAREST]]
    found = [(text, each) for text, each in likely if not _OUT_OF_ORDER.search(folded(each.passage.title))]
    text, best = max(found, key=lambda one: one[1].likelihood, default=("", None))
    by_words = reading.locale == tools.pack.default_locale and (mentioned or _has_it(reading))
    if best is None or best.likelihood < (USABLE if by_words else LIKELY):
        return None
    return quoting(tools, reading, best.passage, tools.quote(best.passage, text))


def _thing_of_theirs(reading: Reading) -> str:
    """The one that is asked about: named as theirs, or told to be there beside the question whether it will do."""
    whole = written_out(words(reading.message)) if reading.asks(_YOURS) else reading.words
    named = _OF_MINE.search(" ".join(whole))
    if named is None and (has := _has_it(reading)):
        parts = (reading.reread(clause.text) for clause in clauses_of(reading.turn.text))
        named = has if any(part.asks(cues.USE_IT) or part.asks(_KEEPS) for part in parts) else None
    return next((word for word in named.groups() if word), "") if named else ""


def _has_it(reading: Reading) -> re.Match[str] | None:
    return _OWN.search(folded(reading.message))


def answer_from_knowledge(tools: Toolbox, reading: Reading) -> Reply | None:
    bare = not (reading.rest or reading.is_surely_meant)
    if (bare and ("?" not in reading.turn.text or reading.products)) or reading.only_tells_name:
        return None
    # "Meu filho está com dor de dente" tells nothing that a lead is made of, and wants an answer.
    tells_nothing = reading.sure_of("provide_details") and not reading.hear().told
    asks_nothing = bare or (reading.sure_of(*_NO_QUESTIONS) and not tells_nothing)
    least = STRONG_COVERAGE if asks_nothing else ANSWERABLE_COVERAGE
    quotes = _quotes(tools, reading, reading.find(), least)
    in_general = _asks_in_general(reading)
    if not quotes and (in_general or not reading.sure_of(*_NEED_A_PERSON)):
        parts = find_in_parts(tools.search, reading.turn.text, reading.locale)
        quotes = _quotes(tools, reading, parts, least, in_part=True)
    if not quotes and not asks_nothing and (in_general or not reading.sure_of(*_NEED_A_PERSON)):
        quotes = _meant(tools, reading)
    if not quotes and not asks_nothing:
        quotes = _by_a_name(tools, reading)
    if not quotes:
        return _in_another_language(tools, reading)
    # Who asks again in other words did not find it in what was quoted: a passage as good may have it.
    fresh = (other for other in quotes if other[1] not in reading.last_said)
    asks_again = reading.is_rephrased and reading.message == reading.turn.text
    passage, quote = next(fresh, quotes[0]) if asks_again else quotes[0]
    helped = quoting(tools, reading, passage, quote)
    if reading.turn.state.get("booking") and reading.sure_of("scheduling"):
        return helped
    if is_about_meetings(tools, reading) and not reading.turn.state.get("booking"):
        return offer_booking(tools, reading, helped)
    return offer(tools, reading, helped) if reading.sure_of(*_NEED_A_PERSON) and not in_general else helped


def _meant(tools: Toolbox, reading: Reading) -> list[tuple[Passage, str]]:
    """What very likely answers a question, though in other words, in the language that is spoken."""
    if reading.meant is None or not any(clause.asks for clause in clauses_of(reading.turn.text)):
        return []
    passage = reading.meant.passage
    if (passage.locale or tools.pack.default_locale) != reading.locale or _asks_for_the_lack(reading, passage):
        return []
    return [(passage, tools.quote(passage, reading.turn.text))]


def _asks_for_the_lack(reading: Reading, passage: Passage) -> bool:
    """ "Posso usar sem CNPJ?", of what tells how many one may have, and not whether one is needed."""
    lacking = _WITHOUT.search(reading.spoken)
    only_that = lacking is not None and set(reading.rest) == {lacking["thing"]}
    return only_that and _NEEDED_OR_NOT.search(in_full(passage)) is None


def _by_a_name(tools: Toolbox, reading: Reading) -> list[tuple[Passage, str]]:
    """ "E puxa pedido do iFood?": the nearest passage, where its title alone has a name that is asked about."""
    best = next(iter(reading.likely()), None)
    if best is None or best.likelihood < CHANCE or not any(clause.asks for clause in clauses_of(reading.turn.text)):
        return []
    spoken = best.passage.locale or tools.pack.default_locale
    if spoken != reading.locale or _asks_for_the_lack(reading, best.passage):
        return []
    titles = [each.title for each in tools.pack.passages if each.locale == best.passage.locale]
    names = {folded(token.strip("?.,!")) for token in best.passage.title.split()[1:] if token != token.lower()}
    asked = (names & set(reading.rest)) - set(words(tools.pack.business.name))
    if not any(sum(name in words(title) for title in titles) == 1 for name in asked):
        return []
    return [(best.passage, tools.quote(best.passage, reading.turn.text))]


def _in_another_language(tools: Toolbox, reading: Reading) -> Reply | None:
    """What a question in a language that is not spoken here surely means, by the meanings of its words."""
    written = reading.classification
    if written.locale in tools.pack.business.locales or written.locale_confidence < SURE_OF_LOCALE:
        return None
    likely = next(iter(tools.search.likely(reading.turn.text, reading.locale)), None)
    if likely is None or likely.likelihood < FOREIGN:
        return None
    return quoting(tools, reading, likely.passage, tools.quote(likely.passage, reading.turn.text))


def _asks_in_general(reading: Reading) -> bool:
    """ "Qual o prazo de entrega pra Santos?" is asked of no order of the customer's own."""
    if reading.only_supposes and reading.asks(cues.SUPPOSED):
        return True
    own = reading.asks(cues.PERSONAL) or any(word.isdecimal() for word in reading.words)
    return reading.sure_of("order_status") and not own


def quoting(tools: Toolbox, reading: Reading, passage: Passage, quote: str) -> Reply:
    """The quote with its source; the one product that it names, if any, is what was talked about."""
    citation = Citation(passage.document, passage.heading, passage.url)
    named = _spoken_of(tools, quote)
    asked_of = {item.id for item in reading.subject}
    told = amounts(quote)
    priced = [item for item in named.values() if any(price.amount in told for price in item.prices)]
    if len(named) > 1 and len(priced) == 1:  # of several it tells the price of one: "e parcelado?" is asked of that
        named = {priced[0].id: priced[0]}
    remember = about([*named.values()]) if len(named) == 1 and asked_of <= named.keys() else {}
    return Reply(quote, intent=_asked(reading), citations=(citation,), totals=told, remember=remember)


def _spoken_of(tools: Toolbox, quote: str) -> dict[str, Product]:
    """Those that it names; where one has its whole name, a common word such as "estoque" is no name of another."""
    said = list(words(quote))
    mentions = tools.catalog.find_products(said)
    capitals = {word for token in quote.split() if token[:1].isupper() for word in words(token)}
    whole = [
        each for each in mentions if each.end - each.start > 1 or not capitals.isdisjoint(said[each.start : each.end])
    ]
    by_whole_name = any(each.end - each.start > 1 for each in whole)
    return {item.id: item for each in (whole if by_whole_name else mentions) for item in each.products}


def _quotes(
    tools: Toolbox, reading: Reading, found: Sequence[Finding], least: float, in_part: bool = False
) -> list[tuple[Passage, str]]:
    """The passages that answer, and what of each does; the best and those about as good.

    The words of a part of a message, "serve?", tell less than those of all of it.
    """
    found = for_them(found, reading.turn)
    least = max(least, NEARLY * max((finding.coverage for finding in found), default=0.0))
    covering = [each for each in found if each.is_asked or (each.coverage >= least and _agrees(tools, reading, each))]
    worded = [each for each in covering if each.coverage >= WORDED and (each.is_asked or not in_part)]
    weak = len(worded) < len(covering)
    near = [found.passage for found in reading.likely()[:NEAREST] if found.likelihood >= CHANCE] if weak else []
    answering = [
        each for each in covering if (each in worded or each.passage in near) and _is_about(tools, reading, each)
    ]
    answering.sort(key=partial(_behind_others, tools, reading))
    return [(finding.passage, finding.quote(reading.turn.text, tools.pack.default_locale)) for finding in answering]


def _behind_others(tools: Toolbox, reading: Reading, finding: Finding) -> tuple[bool, ...]:
    """What puts a passage behind others that have the question's words too, the weightiest first."""
    surely = [each.passage for each in reading.likely()[:1] if each.likelihood >= NEARLY_SURE]
    return (
        bool(reading.days) and not _DAY.search(folded(finding.passage.text)),
        _names_another(tools, reading, finding) and not _is_headed(tools, reading, finding),
        _is_our_own_doing(tools, reading, finding),
        finding.passage not in surely,
    )


def _agrees(tools: Toolbox, reading: Reading, finding: Finding) -> bool:
    """Whether a passage that has the only word of a question is what it means: many have one of "como fecho?".

    "Garantia?" alone is about what a heading has. Beside other questions it is no question when that was just told; and
    "se cobra" asks of what stands before it.
    """
    passage = finding.passage
    language = analyzer(passage.locale or tools.pack.default_locale)
    asked = language.terms(searched(reading.turn.text))
    if len(asked) > 1:
        return True
    alone = reading.message == reading.turn.text
    told = tools.search.likely(searched(reading.message), reading.locale)
    if not alone and _likelihood(passage, told) >= AGREED_BY_ALL:
        return True
    headed = not asked.isdisjoint(language.terms(passage.title))
    if headed and (alone or reading.asks(_OF_MINE)):  # "e posso usar meu notebook?"
        return True
    if alone or reading.says_enough:
        return _likelihood(passage, reading.likely()) >= AGREED
    says_nothing = set(reading.rest) <= cues.ASKED_OF_A_MEETING
    quote = finding.quote(reading.turn.text, tools.pack.default_locale)
    return headed and not says_nothing and quote not in reading.last_said


def _likelihood(passage: Passage, found: Sequence[Likely]) -> float:
    return next((each.likelihood for each in found if each.passage == passage), 0.0)


def _is_about(tools: Toolbox, reading: Reading, finding: Finding) -> bool:
    """Whether the passage is about what the question is about, and not only about days, or about another product."""
    if asks_of_feature(tools, reading) and not meeting_cues.DIARY.search(in_full(finding.passage)):
        return False  # "o sistema tem agenda?" is answered by no visit that is agreed on
    if finding.is_asked:
        return True
    if _asks_for_the_lack(reading, finding.passage):
        return False
    of_product = reading.products and (reading.pointed or reading.asks(cues.ACCEPTS))
    if of_product and finding.coverage < STRONG_COVERAGE:  # "e ela aceita vale-refeição?"
        return not tools.named_in(finding.passage).isdisjoint(product.id for product in reading.products)
    if not reading.asks(cues.HOW_LONG):
        return True
    if reading.memory.about_products and not reading.products and _names_another(tools, reading, finding):
        return not tools.named_in(finding.passage)  # "quantas horas precisa?" is asked of what was talked about
    language = analyzer(finding.passage.locale or tools.pack.default_locale)
    said = reading.spoken if reading.products else " ".join(reading.words)
    asked = {language.term(word) for word in language.content_words(said) if word not in cues.LASTING}
    told = language.terms(f"{finding.passage.heading} {finding.passage.text}")
    return not asked or not asked.isdisjoint(told)


def _names_another(tools: Toolbox, reading: Reading, finding: Finding) -> bool:
    """Of those that have the question's words, what names the product at hand comes first."""
    at_hand = {product.id for product in reading.previous} if reading.memory.about_products else set()
    return bool(at_hand) and not reading.products and at_hand.isdisjoint(tools.named_in(finding.passage))


def _is_headed(tools: Toolbox, reading: Reading, finding: Finding) -> bool:
    """Whether its title has all that is asked: "roda no meu notebook?", though an impressora was talked about."""
    language = analyzer(finding.passage.locale or tools.pack.default_locale)
    asked = language.terms(searched(reading.turn.text))
    return bool(asked) and asked <= language.terms(finding.passage.title)


def _is_our_own_doing(tools: Toolbox, reading: Reading, finding: Finding) -> bool:
    """Whether it tells what the company does in one case, and the customer asks what they could do themselves.

    "Dá pra emitir nota?" is not "vocês emitem nota da mensalidade?".
    """
    if not reading.asks(_THEIR_DOING) or not _OUR_DOING.search(folded(finding.passage.title)):
        return False
    language = analyzer(finding.passage.locale or tools.pack.default_locale)
    return not language.terms(finding.passage.title) <= language.terms(reading.turn.text)


def tells_how(passage: Passage) -> bool:
    return list(words(passage.title))[:1] in (["como"], ["how"])


def _asked(reading: Reading) -> IntentName:
    """The likeliest intent that is a question."""
    likely = (intent for intent, _ in reading.classification.ranking if intent not in _NO_QUESTIONS)
    return next(likely, "product_question")
