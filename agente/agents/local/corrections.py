"""A customer who says that we misunderstood: sorry, the next likely answer to what they had asked, or one question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agente.agents.local import cues, price_cues, stances
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.clauses import MOST, clauses_of
from agente.agents.local.conversation import unknown
from agente.agents.local.knowledge import SLIGHT, answer_from_knowledge, quoting
from agente.agents.local.offers import offering
from agente.agents.local.products import about, answer_all_plans
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, quotes_material
from agente.agents.local.several import each_answered_by
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.unlisted import answer_unlisted
from agente.knowledge.analysis import analyzer, folded

# Questions of their own, whatever they are asked behind.
_OPENS = (
    r"(?:qua(?:l|is)|quant[oa]s?|como|onde|quando|quem|o q(?:ue)?|por ?qu[eê]|how|what|which|where|when|who"
    r"|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|c[oó]mo|d[oó]nde|cu[aá]ndo|qu[eé]) \w"
)
_OF = r"(?:(?:d[aeo]s?|sobre|pra|por|o|a|os|as|el|la|los|las|the|about) )*"
_NOT_THIS = re.compile(
    r"\W*(?:mas |eu )?(?:n[aã]o|no|not)(?: (?:[eé]|era|foi|falei|perguntei|disse|quis dizer|es|fue|pregunt[eé]))? "
    rf"{_OF}(?P<denied>[^,.;:!?]{{2,30}})[,.;:!]+ *(?:(?:mas|e|sino|but|sim) )?(?:(?:[eé]|es|falei|perguntei) )?"
    rf"{_OF}(?P<named>.+)",
    re.IGNORECASE | re.DOTALL,
)
_THIS_NOT = re.compile(
    rf"\W*(?P<denied>[^,.;:!?]{{2,30}}?) (?:n[aã]o|no|not)[,.;:!]+ *(?:[eé] )?{_OF}(?P<named>.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Perguntei do desconto, não do horário", "e os usuários do empresarial você não falou".
_INSISTING = re.compile(
    r"(?<!n[aã]o )\b(?:(?:t[oô]|estou|tava|estava) (?:te )?(?:perguntando|falando)|perguntei|pergunto)"
    rf" (?:(?:d[aeo]s?|sobre|se|pel[oa]s?|[oa]s?(?! que\b)) |(?={_OPENS}))(?P<asked>[^,.;:!?\n]{{3,90}})"
    # "Você não me respondeu se dói": no answer yet, and to what.
    r"|\bn[aã]o (?:me )?respond\w+(?: ainda)? (?:d[aeo]s?|sobre|se) (?P<open>[^,.;:!?\n]{3,90})"
    rf"|\bi asked (?:(?:you )?(?:about|if|whether) |(?={_OPENS}))(?P<english>[^,.;:!?\n]{{3,90}})"
    rf"|(?<!no )\b(?:yo )?pregunt[eé] (?:(?:por|sobre|si|del?) |(?={_OPENS}))(?P<spanish>[^,.;:!?\n]{{3,90}})"
    r"|\b(?:faltou|esqueceu)(?: (?:me )?(?:falar|dizer|responder))? (?:d[aeo]s?|sobre|[oa]s?)"
    r" (?P<missed>[^,.;:!?\n]{3,60})"
    r"|(?:^|[.!?,;] )(?:e |mas )?(?P<left>[^,.;:!?\n]{3,60}?),? (?:vc|voc[eê]) n[aã]o (?:falou|disse|respondeu)\b",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r",? (?:e )?n[aã]o\b.*| (?:pra|para) eu n[aã]o .*", re.IGNORECASE | re.DOTALL)
MAX_WORDS = 40  # a longer message tells what it wants by itself
TRIED = 4  # replies, the latest, whose words are not tried again


def corrected_by(answerers: Sequence[Answerer]) -> Answerer:
    """The answerer of corrections, which asks `answerers` for another answer."""

    def answer_correction(tools: Toolbox, reading: Reading) -> Reply | None:
        if len(reading.words) > MAX_WORDS or not reading.rotation:
            return None
        if reading.asks(cues.HUMAN) and not reading.asks(cues.NOT_HUMAN):
            return None  # "não respondeu. chama uma pessoa": that comes first
        insisted = _INSISTING.search(reading.turn.text)
        instead = None if insisted else _named_instead(tools, reading)
        if instead:
            return _answer_named(tools, reading, instead, answerers)
        if insisted:
            return _answer_insisted(tools, reading, insisted, answerers)
        if not is_correction(reading):
            return None
        restated = _restated(reading)
        if not restated and reading.misses + 1 >= tools.pack.policies.handoff.after_misses:
            return offering(tools, reading, "unknown_again", missed=True)
        beside = _asked_beside(reading)
        if len(beside) > 1 and (plain := _asked_outright(tools, reading, beside, answerers)):
            return _sorry_then(tools, reading, plain)
        again, said = restated or _asked_before(reading), _said_lately(reading)
        other = _other_answer(tools, again, answerers, said, bool(restated)) if again else None
        if other is None and again and not restated:
            other = _next_likely(tools, again, said)
        if other is None:
            return unknown(tools, restated) if restated else _ask(tools, reading)
        return _sorry(tools, reading, other)

    return answer_correction


def _named_instead(tools: Toolbox, reading: Reading) -> re.Match[str] | None:
    """What "não é entrega, é a migração" names in the place of what our last reply was about, and what that was."""
    told = _NOT_THIS.match(reading.turn.text) or _THIS_NOT.match(reading.turn.text)
    if told is None or reading.wish().said or reading.refuses_person:
        return None
    if reading.locale == "pt-BR" and reading.words[:1] == ["no"]:
        return None  # "no anual, quanto economizo?" denies nothing
    language = analyzer(reading.locale)
    denied = language.terms(told["denied"])
    said = language.terms(reading.last_said)
    return told if denied and denied <= said else None


def _answer_insisted(
    tools: Toolbox, reading: Reading, insisted: re.Match[str], answerers: Sequence[Answerer]
) -> Reply | None:
    """What is asked of what they had asked about, with all that stands behind it, or by the question before it."""
    named = _BUT_NOT.sub("", next(filter(None, insisted.groups()))).strip()
    rest = reading.turn.text[insisted.end() :]
    asking = [f"{named}?", *_asking(rest)]
    if len(asking) == 1 and price_cues.SO_MANY.search(folded(rest)):  # "tô falando do kit. em 6x então"
        asking = [f"{named} {rest.strip(' .,;!')}?"]
    # What was left out ("faltou o plano! soma junto") is told by all that stands with it.
    if not insisted["missed"] and (plain := _asked_outright(tools, reading, asking, answerers)):
        return _sorry_then(tools, reading, plain)
    if len(asking) == 1 and _is_not_known(first_reply(answerers, tools, reading.reread(asking[0]))):
        return unknown(tools, reading.reread(f"{named}?"))
    behind = (
        [] if insisted["left"] else [_BUT_NOT.sub("", reading.turn.text[insisted.start(insisted.lastgroup or 0) :])]
    )
    before = _asked_before(reading)
    said = _said_lately(reading)
    tries = [(text, True) for text in (*behind, f"{named}?")]
    if before:  # the same facts again would be what they complain of
        tries.append((f"{before.turn.text} {named}", False))
    others = (_other_answer(tools, reading.reread(text), answerers, said, again) for text, again in tries)
    other = next((reply for reply in others if reply), None)
    return _sorry(tools, reading, other) if other else unknown(tools, reading.reread(f"{named}?"))


def _answer_named(tools: Toolbox, reading: Reading, told: re.Match[str], answerers: Sequence[Answerer]) -> Reply:
    """What is asked of it, by these words or by the question before them; nothing of what it is not."""
    before, named = _asked_before(reading), told["named"]
    denied = analyzer(reading.locale).terms(told["denied"])
    if unlisted := answer_unlisted(tools, reading.reread(named)):
        return _sorry_then(tools, reading, unlisted)
    asking = _asking(named)
    plain = _asked_outright(tools, reading, asking, answerers, _instead(reading, named)) if asking else None
    if plain and not (quotes_material(plain) or _is_of(reading, plain, denied)):
        return _sorry_then(tools, reading, plain)  # what is quoted for the question alone may be of what is not meant
    asked = [named] if before is None or any(clause.asks for clause in clauses_of(named)) else []
    asked += [f"{before.turn.text} {named}"] if before else []
    tries = (reading.reread(text) for text in asked)
    first_passages = (answer_all_plans, answer_from_knowledge, *answerers)
    others = (_other_answer(tools, again, first_passages, reading.last_said) for again in tries)
    other = next((reply for reply in others if reply and reply.citations and not _is_of(reading, reply, denied)), None)
    return _sorry(tools, reading, other) if other else unknown(tools, reading.reread(named))


def _asking(text: str) -> list[str]:
    return [clause.text for clause in clauses_of(text) if clause.asks and not clause.is_bare]


def _instead(reading: Reading, named: str) -> Mapping[str, Any]:
    """The one product that is told to be meant, of which the questions behind it are asked: "tem desconto nele?"."""
    told = " ".join(clause.text for clause in clauses_of(named) if not clause.asks)
    meant = reading.reread(told).products if told else ()
    return about(meant) if len(meant) == 1 else {}


def _asked_outright(
    tools: Toolbox,
    reading: Reading,
    asking: Sequence[str],
    answerers: Sequence[Answerer],
    known: Mapping[str, Any] | None = None,
) -> Reply | None:
    """What the questions beside the correction ask, where the facts of the business or its material surely tell it."""
    again = reading.reread(" ".join(asking[:MOST]), **(known or {}))
    each = (each_answered_by(answerers), each_answered_by(answerers, least=1)) if len(asking) > 1 else ()
    told = first_reply((*each, *answerers), tools, again)
    if told is None or told.missed or told.maybe or (_only_offers(told) and not told.citations):
        return None
    if _only_shows(again, told):
        return None
    counts = again.asks(price_cues.SO_MANY)  # "em 6x então" of what we said can be paid so
    if quotes_material(told) and told.text in _said_lately(reading) and not counts:
        return None  # the same passage again would be what they complain of
    return told


def _sorry_then(tools: Toolbox, reading: Reading, told: Reply) -> Reply:
    return replace(told, text=tools.phrases.say("sorry_then", reading.locale, reading.rotation, answer=told.text))


def _is_of(reading: Reading, reply: Reply, denied: set[str]) -> bool:
    """Whether it begins with what was said not to be meant."""
    return denied <= analyzer(reading.locale).terms(reply.text.partition("\n")[0])


def is_correction(reading: Reading) -> bool:
    return stances.is_misread(reading.words) or reading.asks(cues.MISREAD)


def _restated(reading: Reading) -> Reading | None:
    """What the customer adds to the correction: "não foi isso, eu quero saber o prazo"."""
    words = cues.MISREAD.sub(" ", " ".join(reading.words)).split()
    if stances.is_misread(reading.words) or not words:
        return None
    again = reading.reread(_behind_it(reading) or " ".join(words) + "?" * reading.turn.text.endswith("?"))
    return again if again.rest or again.products or again.asks(cues.PRICE) or again.asks(cues.OPEN) else None


def _behind_it(reading: Reading) -> str:
    """What stands behind a sentence that only says so, as it was written: a "+" is no word, and yet means much."""
    first, _, rest = reading.turn.text.partition(".")
    folded_first = folded(first).strip()
    return rest.strip() if folded_first and not cues.MISREAD.sub("", folded_first).strip() else ""


def _asked_beside(reading: Reading) -> list[str]:
    """The questions of a message that says so in a part of its own: "não foi isso. serve? e tem iFood?"."""
    return [
        text for text in _asking(reading.turn.text) if not cues.MISREAD.search(" ".join(reading.reread(text).words))
    ]


def _asked_before(reading: Reading) -> Reading | None:
    """The customer's last message that was a question of its own."""
    for said in reversed(reading.turn.history):
        if said.role == "customer" and not is_correction(again := reading.reread(said.text)):
            return again
    return None


def _said_lately(reading: Reading) -> str:
    return "\n".join([said.text for said in reading.turn.history if said.role == "agent"][-TRIED:])


def _other_answer(
    tools: Toolbox, again: Reading, answerers: Sequence[Answerer], said: str, facts_again: bool = False
) -> Reply | None:
    """The first answer that helps and was not given already; a price may be told again when `facts_again`."""
    replies = (answer(tools, again) for answer in answerers)
    helping = (reply for reply in replies if reply and not (reply.missed or reply.maybe))
    told = (
        reply for reply in helping if (reply.citations or not _only_offers(reply)) and not _only_shows(again, reply)
    )
    return next((reply for reply in told if _is_new(reply, said, facts_again)), None)


def _is_not_known(told: Reply | None) -> bool:
    """Whether it was said outright: another passage for some of its words would be a guess."""
    return told is not None and told.missed and told.intent is None and _only_offers(told)


def _only_shows(again: Reading, reply: Reply) -> bool:
    """The prices of what the customer named, to who asks something else of them: "posso fazer os dois juntos?"."""
    shown, named = reply.remember.get("products"), {item.id for item in again.products}
    plain = reply.remember.get("topic") == "list" and isinstance(shown, list) and named.issuperset(shown)
    asks = any(again.asks(cue) for cue in (cues.PRICE, cues.COMPARE, cues.LIST, cues.OFFER))
    return plain and bool(again.rest) and not asks


def _only_offers(reply: Reply) -> bool:
    """A person, and tells nothing: no other answer."""
    return reply.awaiting == "handoff_offer"


def _next_likely(tools: Toolbox, again: Reading, said: str) -> Reply | None:
    """The passage that may answer too, though it was not likely enough before: what was said is not it."""
    for found in again.likely()[:TRIED]:
        quote = tools.quote(found.passage, again.turn.text)
        if quote not in said and found.likelihood >= SLIGHT:
            return quoting(tools, again, found.passage, quote)
    return None


def _is_new(reply: Reply, said: str, facts_again: bool) -> bool:
    return reply.text not in said or (facts_again and not quotes_material(reply))


def _sorry(tools: Toolbox, reading: Reading, other: Reply) -> Reply:
    text = tools.phrases.say("sorry_again", reading.locale, reading.rotation, answer=other.text)
    return replace(other, text=text, missed=True)


def _ask(tools: Toolbox, reading: Reading) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    buttons = tuple(phrases.say(key, locale) for key in ("reply_products", "reply_hours", "reply_person"))
    text = phrases.say("sorry_which", locale, reading.rotation)
    return Reply(text, intent="out_of_scope", quick_replies=buttons, missed=True)
