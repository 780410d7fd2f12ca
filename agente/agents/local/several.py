"""Several questions in one message, each answered, in one reply."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agente.agents.local import cues, price_cues
from agente.agents.local.answering import Answerer, helpful_reply
from agente.agents.local.buying import without_refused
from agente.agents.local.cards import is_only_a_card
from agente.agents.local.clauses import MOST, Clause, clauses_of, is_other_half
from agente.agents.local.knowledge import NEAREST, answer_from_knowledge, quoting
from agente.agents.local.offers import offer, with_rest_open
from agente.agents.local.products import COMPARED, about, last_told
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged, quotes_material
from agente.agents.local.sums import adds_to_it, is_each_counted, quantities_of
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.topics import MAYBE
from agente.agents.local.until_done import WHAT_HAPPENS
from agente.guardrails.facts import amounts
from agente.kit.patterns import regex
from agente.knowledge.analysis import analyzer, folded, words
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import IntentName, Product
from agente.scheduling.when import Wish

# "Tem alguém aí?" beside a question is no question.
NO_ANSWERS: tuple[IntentName, ...] = ("greeting", "goodbye", "provide_details", "out_of_scope")
# "Que proposta?": what our own last reply spoke of, and no question.
_ECHO = regex(r"^(?:que|what|q) (?!(?:horas?|dias?|dia)\b)(\w{4,})$")
MIN_INSISTED = 4  # words: "eu perguntei" alone asks nothing
_EACH_OF_THEM = cues.cue(r"cada (?:um|uma)|each(?: one)?|cada un[oa]")
_ALSO = cues.cue(r"tambem|also|too|tambien")
_AND_MORE = re.compile(r"(?:e|and|y) \w", re.IGNORECASE)
_AND_OF = re.compile(r"(?:e|and|y) (?:[oa]s?|pr[ao]s?|n[ao]s?|d[ao]s?|the|el|l[ao]s?) \w+", re.IGNORECASE)


def each_answered_by(answerers: Sequence[Answerer], least: int = 2) -> Answerer:
    """The answerer of messages that ask several things; none unless it has something to say to `least` of them."""

    def answer_several(tools: Toolbox, reading: Reading) -> Reply | None:
        asking = _asking(reading)
        if len(asking) < least:
            return None
        replies, left = _answer_each(tools, reading, asking[:MOST], answerers)
        replies = _with_one_list(replies)
        if left and replies and (told := _told_of_all(tools, reading, replies)):
            replies, left = [*replies, told], []
        if not replies or len(replies) + bool(left) < least:
            return None
        closing = tools.phrases.say("offer_person", reading.locale)
        reply = merged(replies, closing)
        if reply.maybe and (len(asking) == 1 or not left):  # of a single question more can be said than that
            return None if len(asking) == 1 else offer(tools, reading, reply)
        if not left:
            return reply
        if reply.text.endswith(closing):  # it is said behind what was not found
            reply = replace(reply, text=reply.text.removesuffix(closing).rstrip(), awaiting=None)
        return with_rest_open(tools, reading, reply, left)

    return answer_several


def _with_one_list(replies: Sequence[Reply]) -> list[Reply]:
    """Without the times of any day, where those of the day that is asked for stand behind them."""
    offering = [place for place, reply in enumerate(replies) if reply.awaiting == "slot"]
    of_any = (place for place in offering[:-1] if not Wish.from_json(replies[place].remember.get("wish")).said)
    dropped = set(of_any)
    return [reply for place, reply in enumerate(replies) if place not in dropped]


def _is_of_all(reading: Reading, part: Reading, reply: Reply) -> bool:
    """Whether what is quoted for a word of a message is near to all that it says: "tenho um PC velho. serve?"."""
    near = {passage.heading for passage in reading.near()[:NEAREST]}
    return part.says_enough or any(citation.heading in near for citation in reply.citations)


def _told_of_all(tools: Toolbox, reading: Reading, replies: Sequence[Reply]) -> Reply | None:
    """What very likely answers the message with its story, where a question alone says too little: "tem escada aí?"."""
    meant = reading.meant if reading.is_meant else None
    quoted = {citation.heading for reply in replies for citation in reply.citations}
    if meant is None or meant.passage.heading in quoted:
        return None
    quote = tools.quote(meant.passage, reading.turn.text)
    return quoting(tools, reading, meant.passage, quote)


def _asking(reading: Reading) -> list[Clause]:
    """Those that ask, and those that ask the same of another product: "e o fixo no total"."""
    found: list[Clause] = []
    for clause in clauses_of(reading.turn.text):
        if (
            (clause.asks and not _asks_nothing(clause) and not _is_echo(reading, clause))
            or _insists(reading, clause)
            or (not found and _orders_a_plan(reading.reread(clause.text)))
        ):
            found.append(clause)
        elif found and _AND_MORE.match(clause.text):
            part = reading.reread(clause.text)
            named = _AND_OF.match(clause.text) and part.products
            wished = part.asks(cues.WISHED) and not part.asks(cues.PRICE)  # "e o aparelho qto fica, queria os dois"
            more = named and not (wished or part.asks(cues.BROKEN))
            found += [clause] if more or part.asks(cues.DISCOUNT) else []
    return found


def _orders_a_plan(part: Reading) -> bool:
    """ "Então quero o Profissional, faço o teste antes?": the order is answered too, beside what is asked of it."""
    wants = part.asks(cues.WANT) and not (part.rest or part.asks(cues.PRICE) or part.asks(cues.HOW))
    return wants and without_refused(part) is part and [item.kind for item in part.products] == ["plan"]


def _is_echo(reading: Reading, clause: Clause) -> bool:
    echoed = _ECHO.search(folded(clause.text))
    return echoed is not None and echoed[1] in list(words(reading.last_said))


def _insists(reading: Reading, clause: Clause) -> bool:
    """ "Mas com os 2 usuários a mais eu perguntei.": asked again, though with no mark."""
    said = list(words(clause.text))
    return len(said) > MIN_INSISTED and cues.ASKED.search(" ".join(said)) is not None


def _asks_nothing(clause: Clause) -> bool:
    """ "Estacionamento, tem?"; "que no llames"; "você está multiplicando errado"; "vc n respondeu"."""
    spoken = folded(clause.text)
    complains = "?" not in clause.text and cues.WRONG.search(spoken)
    return clause.is_bare or bool(complains or cues.NOT_HUMAN.search(spoken))


def _answer_each(
    tools: Toolbox, reading: Reading, asking: Sequence[Clause], answerers: Sequence[Answerer]
) -> tuple[list[Reply], list[str]]:
    """The answers, and what was asked that none of them answers.

    Each question goes on from the one before it: "quanto custa o Pro, e ele emite nota?", "entregam, e quanto demora?".
    """
    first = reading.products[:1] if not _goes_on_before(reading, asking) else ()
    known: Mapping[str, Any] = about(first) if first else {}
    replies: list[Reply] = []
    left: list[Reading] = []
    before = ""
    for clause in asking:
        part = _part(tools, reading, clause, known, replies)
        reply = helpful_reply(answerers, tools, part)
        if reply is None and len(asking) > 1 and (told := _told_before(reading, clause)):
            part = reading.reread(f"{told}, {clause.text}", **known)
            reply = helpful_reply(answerers, tools, part)
        if reply and before and quotes_material(reply) and len(part.rest) <= 1 and part.asks(cues.OF_THAT):
            reply = answer_from_knowledge(tools, reading.reread(f"{before} {clause.text}", **known))
        if reply is None and before and _says_no_subject(part):
            reply = answer_from_knowledge(tools, reading.reread(f"{before.rstrip('?')} {clause.text}", **known))
        before = clause.text
        if reply and len(asking) == 1 and quotes_material(reply) and not _is_of_all(reading, part, reply):
            reply = None
        if reply and is_only_a_card(reply):
            reply = None
        if reply is None:
            asks_more = part.rest or part.asks(cues.WORKS_WITH)
            if asks_more and not (replies and is_other_half(clause.text)):
                left.append(part)
        elif replies and is_other_half(clause.text) and reply.remember.get("topic") == "list":
            continue  # "tem loja online junto? ou é só o sistema?": of what was answered
        elif not _says_nothing_new(part, reply, replies):
            reply = replace(
                reply,
                intent=reply.intent or part.classification.intent,
                remember={**reply.remember, **_told_together(reply, replies)},
            )
            replies.append(reply)
            known = {**known, **reply.remember, **_named(part)}
    return replies, [part.turn.text for part in left if not _is_told(part, replies)]  # by a later answer


def _told_before(reading: Reading, clause: Clause) -> str:
    """ "Preciso de agenda, tem isso?": what is asked for stands before the question; "" where nothing does."""
    if not cues.OF_THAT.search(folded(clause.text)):
        return ""
    before = _statement_before(reading, clause)
    return before if before and reading.reread(before).rest else ""


def _says_no_subject(part: Reading) -> bool:
    """ "Vocês entregam em Salvador? quanto tempo?": asked of what the question before it names."""
    return part.asks(cues.HOW_LONG) and not part.products and set(part.rest) <= cues.LASTING


def _goes_on_before(reading: Reading, asking: Sequence[Clause]) -> bool:
    """Whether the first question is of what the talk was about, and only a later one of another product.

    "E no total em 18 meses? E o clareamento dói?", behind a talk of braces; what is added to it, "e com a gaveta?".
    """
    if not (reading.memory.about_products and reading.previous):
        return False
    if adds_to_it(reading.reread(asking[0].text)):
        return True
    naming = next((clause for clause in clauses_of(reading.turn.text) if reading.reread(clause.text).products), None)
    return naming in asking[1:]


def _part(
    tools: Toolbox, reading: Reading, clause: Clause, known: Mapping[str, Any], replies: Sequence[Reply]
) -> Reading:
    """The clause, in the light of those before it.

    "As duas juntas" are those that the message names, and "quanto custa?" is asked of what the reply before it named.
    """
    part = reading.reread(clause.text, **known)
    of_all = part.asks(price_cues.TOGETHER) or part.asks(price_cues.ADD_UP)
    if part.asks(cues.COMPARE) and part.products == _products_of(tools, known):
        return reading.reread(clause.text)  # with what the talk was about: "e a diferença pro Pro?"
    if of_all and len(reading.products) > 1 and (part.pointed or not part.products):
        counted = zip(reading.products, quantities_of(reading, reading.products)[0], strict=True)
        summed = [item.id for item, many in counted for _ in range(many)]
        return reading.reread(clause.text, **{**known, **about(reading.products, summed=summed)})
    if part.pointed and part.asks(_EACH_OF_THEM) and reading.products and not reading.pointed:
        return reading.reread(clause.text, **{**known, **about(reading.products)})
    bare = _asks_bare_price(part)
    if bare and (listed := _listed_before(reading, clause)):
        return reading.reread(f"{listed}, {clause.text}")
    if bare and replies and quotes_material(replies[-1]) and (named := _in_text(tools, reading, replies[-1])):
        return reading.reread(clause.text, **{**known, **about(named, "list")})
    return part


def _asks_bare_price(part: Reading) -> bool:
    return part.asks(cues.PRICE) and not (part.products or part.rest or part.quantity)


def _listed_before(reading: Reading, clause: Clause) -> str:
    """What a question for the price stands behind: "se eu levar 1 leitor e 1 impressora, quanto fica?"."""
    before = _statement_before(reading, clause)
    return before if before and is_each_counted(part := reading.reread(before), part.products) else ""


def _statement_before(reading: Reading, clause: Clause) -> str:
    """What is told right before a question; "" where nothing is, or something is asked there."""
    every = clauses_of(reading.turn.text)
    before = every[every.index(clause) - 1] if clause in every[1:] else None
    return before.text if before and not before.asks else ""


def _products_of(tools: Toolbox, known: Mapping[str, Any]) -> tuple[Product, ...]:
    return tuple(product for each in known.get("products", ()) if (product := tools.catalog.get(each)))


def _in_text(tools: Toolbox, reading: Reading, reply: Reply) -> list[Product]:
    """The products that the reply names; of plans, where those were asked about."""
    mentions = tools.catalog.find_products(list(words(reply.text)))
    found = {mention.products[0].id: mention.products[0] for mention in mentions if len(mention.products) == 1}
    plans = [item for item in found.values() if item.kind == "plan"] if reading.asks(cues.PLANS) else []
    return (plans or list(found.values()))[:COMPARED]


def _told_together(reply: Reply, before: Sequence[Reply]) -> Mapping[str, Any]:
    """All that the message asks of one product is what "e o outro?" asks of another one."""
    last = before[-1].remember if before else {}
    if last.get("topic") != "attribute" or last.get("products") != reply.remember.get("products"):
        return {}
    keys = [*last_told(last), *last_told(reply.remember)]
    return {"attributes": list(dict.fromkeys(keys))}


def _named(part: Reading) -> Mapping[str, Any]:
    """What the next clause goes on from is what this one names, whatever else was told."""
    return {"products": [item.id for item in part.products]} if part.products and not part.pointed else {}


def _says_nothing_new(part: Reading, reply: Reply, before: Sequence[Reply]) -> bool:
    """Small talk, the same again, or a passage for what one that was quoted before answers about as well."""
    if (reply.intent or part.classification.intent) in NO_ANSWERS or any(reply.text == other.text for other in before):
        return True
    if _asks_bare_price(part) and any(other.remember.get("topic") == "capacity" for other in before):
        return True  # "qual serve pra 4 lojas e quanto custa?": what fits was told with its price
    price = reply.text.partition(": ")[2].strip(" .\n") if reply.intent == "pricing" else ""
    if price and any(price in other.text and reply.citations == other.citations for other in before):
        return True  # "esse módulo tem o quê? e custa quanto?": its card has told it
    priced = amounts(reply.text) if reply.intent == "pricing" else set()
    cited = set(reply.citations)
    if priced and any(priced <= amounts(other.text) and cited <= set(other.citations) for other in before):
        return True  # "qual você indica e quanto fica?"
    lines = _list_lines(reply)
    if lines and any(lines <= _list_lines(other) for other in before):
        return True  # "qual plano serve e quanto é": its price stands in the list already
    if not quotes_material(reply):
        # What a specialist says for want of an answer, to words that ask nothing by themselves.
        return reply.awaiting == "handoff_offer" and not (part.rest or part.subject)
    quoted = {citation.heading for other in before for citation in other.citations}
    asks = part.rest or any(part.asks(cue) for cue in (cues.WORKS_WITH, cues.USE_IT, cues.MUST))
    return not asks or any(
        finding.passage.heading in quoted and finding.coverage >= ANSWERABLE_COVERAGE for finding in part.find()
    )


def _is_told(part: Reading, replies: Sequence[Reply]) -> bool:
    """Whether what came before answers it: "em quantas vezes" behind "dá pra parcelar?", or a quote."""
    if WHAT_HAPPENS.search(" ".join(part.words)):
        return False  # their number tells nothing of it
    language = analyzer(part.locale)
    text = " ".join(reply.text for reply in replies if quotes_material(reply))
    if part.products and part.asks(_ALSO) and all(_is_named(part, item, text) for item in part.products):
        return True  # "cobre limpeza? e a obturação, cobre também?", behind a quote of all that is covered
    said = language.terms(" ".join(reply.text for reply in replies))
    asked = language.terms(" ".join(part.rest))
    if asked and asked <= said:
        return True
    quoted = {citation.heading for reply in replies for citation in reply.citations}
    nearest = next(iter(part.likely()), None)
    return nearest is not None and nearest.likelihood >= MAYBE and nearest.passage.heading in quoted


def _is_named(part: Reading, product: Product, text: str) -> bool:
    return product in part.reread(text).products


def _list_lines(reply: Reply) -> set[str]:
    return {line for line in reply.text.splitlines() if line.startswith("- ")}
