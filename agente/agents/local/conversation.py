"""Greetings, farewells, answers to our own questions, and what is not known."""

from dataclasses import replace
from typing import get_args

from agente.agents.local import cues, meeting_cues, price_cues, stances
from agente.agents.local.clauses import clauses_of
from agente.agents.local.handover import hand_over
from agente.agents.local.languages import LANGUAGES, language_asked_for
from agente.agents.local.meetings import can_book
from agente.agents.local.offers import offering
from agente.agents.local.qualification import first_name
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.topics import nearly, not_found, with_near_topics
from agente.agents.turn import Citation
from agente.i18n import formats
from agente.knowledge.analysis import analyzer, folded, words
from agente.packs.models import IntentName, Locale, LocalTexts

# Of the business's records in what is sold: whether they go on, not what is known of a person.
_OWN_RECORDS = cues.cue(
    r"(?:dados|cadastros?|notas|produtos|clientes|registros|historico|informac\w+|data|records|datos|registros)"
    r"(?: \w+){0,3} (?:pass(?:a|am|ar|aria|ariam)|migra\w*|continu\w+|som(?:e|em|ir)|perd\w+|mant\w+|mantid[oa]s?"
    r"|transfer\w+|permanec\w+|vao|vem|carry|move|kept|stay|pasan?|siguen?|pierd\w+|se mantienen?)",
    r"(?:perc[oa]|perd\w+|mant\w+|lev[oa]r?|transfer\w+|import\w+|migr\w+|lose|keep|pierd\w+|conserv\w+)(?: \w+){0,2}"
    r" (?:dados|cadastros?|notas|registros|historico|data|records|datos)",
)
# "Proposta não ainda", "ainda não": who says so wants to buy nothing yet.
_NOT_YET = cues.cue(r"ainda nao|nao ainda|agora nao|por enquanto nao|calma|not yet|todavia no|aun no")
MAX_LANGUAGE_WORDS = 10  # "so do you speak Portuguese? prefiro português" wants nothing else yet
CLEARLY_PRIVACY = 0.8  # of the router alone, for a speech on the law
# Without one of these, or a number, nothing is on its way: "fico sem dente até ficar pronto?" asks of no order.
_ORDERED = cues.cue(
    r"pedid\w+|pedi|encomend\w+|entreg\w+|rastre\w+|compr\w+|cheg\w+|envi\w+|mercadorias?|produtos?|pacotes?|codigo"
    r"|correios?|transportadora|frete|prazo|order\w*|deliver\w*|ship\w*|track\w*|package|parcel|arriv\w*|bought"
    r"|paquete|lleg\w+|entrega\w*"
)
_BILLED = cues.cue(
    r"cobr\w+|fatura\w*|boletos?|(?<!quem )pag\w+|debit\w+|estorn\w+|reembols\w+|2a? via|segunda via|venc\w+"
    r"|atras\w+|parcela\w*|mensalidades?|assinatura|comprovante|recibos?"
    r"|nao (?:recebi|veio|chegou)|desconto|dinheiro|pix|cartao|valor\w*|reais|multa|juros|caiu|conta"
    r"|charg\w+|bill\w*|invoices?|paid|pay\w*|refund\w*|receipts?|card|fee|overdue|not received"
    r"|recargo|cuota\w*|reembolso|tarjeta|recib\w+|cobro\w*|vencid\w+|monto"
)
_FAILING = cues.cue(
    r"nao|n|nunca|nada|sem|erros?|problemas?|travad\w+|trav\w+|par(?:ou|ado|ada|aram)|ca(?:iu|ido|indo)|quebr\w+|bug\w*"
    r"|lent\w+|falh\w+|estrag\w+|defeito\w*|some|sumiu|sumiram|perd\w+|esquec\w+|senha|rejei\w+|bloque\w+|ajuda\w*"
    r"|socorro|suporte|arrum\w+|consert\w+|resolv\w+|reset\w*|config\w+|instal\w+|atualiz\w+|imprim\w+"
    r"|login|acess\w+|entr\w+"
    r"|not|no|never|can t|won t|doesn t|isn t|errors?|problems?|issues?|broken|stuck|stopped|slow|fail\w*|crash\w*"
    r"|password|lost|help|support|fix\w*|log ?in"
    r"|down|error(?:es)?|problema\w*|fall\w+|rot[oa]|clave|contrasena|ayuda|soporte"
    r"|cayo|se (?:cae|traba|cuelga)|ningun\w*"
)
_NOBODY = frozenset({"ninguem", "com", "agora", "por", "enquanto", "nobody", "anyone", "now", "nadie", "ahora"})
MIN_OURS = 0.35  # of a message, in a passage of ours
MAX_ANSWER_WORDS = 6  # a longer message is more than an answer to "shall I call someone?"


def answer_pending(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the customer says to our last question."""
    awaiting = reading.turn.state.get("awaiting")
    short = len(reading.words) <= MAX_ANSWER_WORDS
    if awaiting == "handoff_offer" and short and stances.is_yes(reading.words):
        wanted = reading.turn.state.get("for_team")
        return replace(hand_over(tools, reading), note=wanted if isinstance(wanted, str) else None)
    says_no = stances.is_no(reading.words) or (awaiting == "handoff_offer" and _only_refuses_person(reading))
    if short and (says_no if awaiting else _is_acknowledgement(reading)):
        return _go_on(tools, reading)
    return None


def _only_refuses_person(reading: Reading) -> bool:
    """ "Não precisa chamar ninguém", and nothing beside."""
    left = cues.NOT_HUMAN.sub(" ", reading.spoken)
    return left != reading.spoken and set(left.split()) <= stances.NO | cues.A_PERSON | _NOBODY


def answer_unreadable(tools: Toolbox, reading: Reading) -> Reply | None:
    """Emoji, punctuation, a letter or two: nothing that a word could be found in."""
    readable = any(len(word) > 2 or word in stances.GREETING | stances.NO | stances.YES for word in reading.words)
    if readable or reading.products or reading.ambiguous or (reading.quantity and reading.previous):
        return None
    text = tools.phrases.say("unclear", reading.locale, reading.rotation)
    return Reply(text, intent="out_of_scope", quick_replies=_ways_on(tools, reading), missed=True)


def answer_forbidden_topic(tools: Toolbox, reading: Reading) -> Reply | None:
    text = f" {' '.join(reading.words)} "
    if any(topic in text for topic in tools.forbidden_topics):
        return offering(tools, reading, "forbidden_topic", "out_of_scope")
    return None


def answer_small_talk(tools: Toolbox, reading: Reading) -> Reply | None:
    """A message that is only a greeting, a farewell, an outcry or a call for help."""
    if stances.is_farewell(reading.words):
        return _go_on(tools, reading) if reading.turn.text.endswith("?") else _goodbye(tools, reading)
    if stances.is_greeting(reading.words) or _is_hello_by_name(reading):
        return _greeting(tools, reading)
    if reading.asks(cues.OUTCRY):
        return offering(tools, reading, "complaint", "complaint")
    asks_language = language_asked_for(reading.spoken, tools.pack.business.locales)
    if asks_language and len(reading.words) <= MAX_LANGUAGE_WORDS and not reading.wish().said:
        return _go_on(tools, reading)
    if len(reading.words) <= MAX_LANGUAGE_WORDS and (told := answer_language(tools, reading)):
        return told
    if stances.is_call_for_help(reading.words):
        text = tools.phrases.say("go_on", reading.locale, reading.rotation)
        return Reply(text, intent="greeting", quick_replies=_ways_on(tools, reading))
    return None


def answer_language(tools: Toolbox, reading: Reading) -> Reply | None:
    """Which languages are spoken here, to who asks for another: in that one, if they wrote it, and only once."""
    spoken = tools.pack.business.locales
    asked_for = language_asked_for(reading.spoken, get_args(Locale))
    if asked_for is None or asked_for in spoken:
        return None
    locale = asked_for if reading.classification.locale == asked_for else reading.locale
    names = [tools.phrases.say(LANGUAGES[known], locale) for known in spoken]
    text = tools.phrases.say("languages", locale, languages=formats.listing(names, locale))
    told = any(said.role == "agent" and text in said.text for said in reading.turn.history)
    return _go_on(tools, reading) if told else Reply(text, intent="business_info")


def answer_protocol(tools: Toolbox, reading: Reading) -> Reply | None:
    """The number of this conversation; who names a number of their own asks for something else."""
    protocol = reading.turn.protocol
    if protocol is None or not reading.asks(cues.PROTOCOL) or any(map(str.isdigit, reading.turn.text)):
        return None
    return Reply(tools.phrases.say("protocol", reading.locale, protocol=protocol), intent="business_info")


def answer_identity(tools: Toolbox, reading: Reading) -> Reply | None:
    if reading.asks(cues.IDENTITY) and not reading.asks(cues.NOT_ROBOT) and not reading.asks(cues.HUMAN):
        quick_replies = (*_ways_on(tools, reading)[:2], tools.phrases.say("reply_person", reading.locale))
        text = tools.phrases.say("identity", reading.locale, reading.rotation)
        return Reply(text, intent="business_info", quick_replies=quick_replies)
    if reading.asks(cues.ABOUT) and not reading.products:
        return about(tools, reading)
    return None


def about(tools: Toolbox, reading: Reading) -> Reply:
    """Who the business is, and how it is reached."""
    phrases, pack, locale = tools.phrases, tools.pack, reading.locale
    description = phrases.say("business_info", locale, description=pack.localize(pack.business.description, locale))
    text = "\n".join(part for part in (description, phrases.contact(pack, locale)) if part)
    citation = Citation("business.yaml", pack.business.name, pack.business.site)
    return Reply(text, intent="business_info", citations=(citation,), quick_replies=_ways_on(tools, reading))


def answer_by_intent(tools: Toolbox, reading: Reading) -> Reply | None:
    """What a specialist says when the material has no answer; only when the router is sure."""
    locale, intent = reading.locale, reading.classification.intent
    if not reading.sure_of(intent):
        return None
    if intent in ("greeting", "provide_details") and _asks_beside(reading):
        return None
    if intent == "greeting":
        return _greeting(tools, reading)
    if intent == "goodbye":
        return None if stances.affirms(reading.words) else _goodbye(tools, reading)
    if intent == "out_of_scope" and not _is_ours(tools, reading):
        text = tools.phrases.say("out_of_scope", locale, reading.rotation)
        foreign = Reply(text, quick_replies=_ways_on(tools, reading), missed=True)
        return (nearly(tools, reading) or foreign) if reading.meant else foreign
    if intent == "provide_details" and tools.pack.qualification and not reading.hear().told:
        return None
    if intent == "provide_details":
        return Reply(tools.phrases.say("provide_details", locale, reading.rotation), intent=intent)
    clearly_privacy = reading.classification.confidence >= CLEARLY_PRIVACY and not reading.asks(_OWN_RECORDS)
    if intent == "privacy_request" and clearly_privacy:
        contact = tools.phrases.contact(tools.pack, locale, "privacy_contact")
        return offering(tools, reading, intent, contact=contact)
    if intent == "business_info" and not (reading.rest or reading.asks(cues.MUST)):
        return about(tools, reading)
    if intent == "purchase_interest" and reading.asks(price_cues.WANTS_NONE) and not _asks_beside(reading):
        return _go_on(tools, reading)
    if intent == "purchase_interest" and _asks_or_puts_off(reading):
        return None  # "preciso de um plano junto?" is asked, not wanted
    if intent == "scheduling" and (can_book(tools) or reading.asks(meeting_cues.NOT_BOOK)):
        return None  # where meetings are booked, who wants one was answered before
    if not _tells_of_it(reading, intent):
        return None
    if reading.only_supposes:  # "tem multa se eu cancelar?": nobody has to act on it
        return None
    if intent in _SCRIPTED:
        called = offering(tools, reading, intent)
        if intent not in _TOLD_OF:
            return called
        return nearly(tools, reading) or with_near_topics(tools, reading, called)
    return None


def _is_ours(tools: Toolbox, reading: Reading) -> bool:
    """Whether it is asked of what we have, though the router takes it for something foreign."""
    beside_product = reading.memory.about_products and "?" in reading.turn.text
    return beside_product or tools.names_business(reading.words) or _is_of_our_topics(reading)


def _tells_of_it(reading: Reading, intent: IntentName) -> bool:
    """Whether the message says what somebody would have to look into: an order, a charge, what does not work.

    A question with no such word is one of what is sold: "a nota sai no meu CPF?", "fica sensível depois?".
    """
    # A telephone that is told beside the question is no order's number.
    said, numbered = folded(reading.message), any(map(str.isdigit, reading.turn.text))
    if intent == "order_status":
        return numbered or bool(reading.products or _ORDERED.search(said))
    if intent == "billing" and reading.reread(reading.message).asks(cues.PURCHASE):
        return False  # who is about to buy has no charge yet
    only_asks = "?" in reading.turn.text or any(clause.asks for clause in clauses_of(reading.turn.text))
    telling = {"billing": _BILLED, "technical_support": _FAILING}.get(intent)
    return telling is None or not only_asks or telling.search(said) is not None


def _is_of_our_topics(reading: Reading) -> bool:
    """Whether a heading of ours has a word of it: to a dentist, "meu dente tá doendo" is not out of scope."""
    language = analyzer(reading.locale)
    said = language.terms(reading.turn.text)
    return any(said & language.terms(found.passage.title) for found in reading.find() if found.coverage >= MIN_OURS)


def _is_hello_by_name(reading: Reading) -> bool:
    """ "Oi, sou a Joana", to begin with and nothing else."""
    if reading.turn.history or not stances.begins_with_greeting(reading.words):
        return False
    if reading.classification.intent not in ("greeting", "provide_details") or _asks_beside(reading):
        return False
    heard = reading.hear()
    return reading.only_tells_name and not reading.products and [*heard.told.values()] == [heard.name]


def _asks_beside(reading: Reading) -> bool:
    """Whether a part of the message asks: "tudo certo? quanto sai o sistema?" is more than a greeting."""
    asking = (clause.text for clause in clauses_of(reading.turn.text) if clause.asks)
    return any(reading.reread(text).rest for text in asking if not stances.is_greeting(list(words(text))))


def _asks_or_puts_off(reading: Reading) -> bool:
    """ "Quero saber se preciso comprar isso", "proposta ainda não, roda no meu PC?": no readiness to buy."""
    if reading.rest and (reading.turn.text.endswith("?") or reading.asks(_NOT_YET)):
        return True
    return any(clause.asks and reading.reread(clause.text).asks(cues.MUST) for clause in clauses_of(reading.turn.text))


_SCRIPTED = (
    "purchase_interest", "scheduling", "technical_support", "order_status", "billing", "cancellation", "complaint",
)  # fmt: skip

# The material often says how, in words that are not the customer's.
_TOLD_OF = ("technical_support", "order_status", "billing", "cancellation")


def answer_privacy(tools: Toolbox, reading: Reading) -> Reply | None:
    """A request about one's own data, however unsure the router is."""
    if not reading.asks(cues.PRIVACY) or reading.material_answers():
        return None
    contact = tools.phrases.contact(tools.pack, reading.locale, "privacy_contact")
    return offering(tools, reading, "privacy_request", "privacy_request", contact=contact)


def unknown(tools: Toolbox, reading: Reading) -> Reply:
    """Says so, and shows what comes close or offers a person: more directly after several misses in a row."""
    if maybe := nearly(tools, reading):
        return maybe
    again = reading.misses + 1 >= tools.pack.policies.handoff.after_misses
    if again:
        return offering(tools, reading, "unknown_again", missed=True)
    return not_found(tools, reading) or offering(tools, reading, "unknown", missed=True)


def _greeting(tools: Toolbox, reading: Reading) -> Reply:
    phrases, locale, hour = tools.phrases, reading.locale, reading.turn.now.hour
    if reading.rotation:
        text = phrases.say("greeting_again", locale, reading.rotation)
    else:
        part = "good_morning" if 5 <= hour < 12 else "good_afternoon" if 12 <= hour < 18 else "good_evening"
        hello = ", ".join(said for said in (phrases.say(part, locale), first_name(tools, reading)) if said)
        text = phrases.say("greeting", locale, reading.rotation, hello=hello)
    own = _texts(tools.pack.business.quick_replies, reading)
    return Reply(text, intent="greeting", quick_replies=own[:4] or _ways_on(tools, reading))


def _go_on(tools: Toolbox, reading: Reading) -> Reply:
    """Hands the word back; what was talked about stays at hand."""
    return Reply(
        tools.phrases.say("go_on", reading.locale, reading.rotation),
        quick_replies=_ways_on(tools, reading),
        remember={"topic": reading.topic} if isinstance(reading.topic, str) else {},
    )


def _texts(texts: LocalTexts, reading: Reading) -> tuple[str, ...]:
    return tuple(texts.get(reading.locale, ()) if isinstance(texts, dict) else texts)


def _goodbye(tools: Toolbox, reading: Reading) -> Reply:
    text = tools.phrases.say("goodbye", reading.locale, reading.rotation)
    return Reply(text, intent="goodbye", ask_rating=True)


def _is_acknowledgement(reading: Reading) -> bool:
    """ "Ok", "sim", "não" when nothing was asked; "quero alguém" is a call."""
    if reading.asks(cues.HUMAN) or not cues.A_PERSON.isdisjoint(reading.words):
        return False
    return len(stances.without_insisting(reading.words)) <= 3 and (
        stances.is_yes(reading.words) or stances.is_no(reading.words)
    )


def _ways_on(tools: Toolbox, reading: Reading) -> tuple[str, ...]:
    """Buttons for what this business can surely answer."""
    keys = []
    if tools.pack.products:
        keys.append("reply_products")
    if tools.pack.hours:
        keys.append("reply_hours")
    return tuple(tools.phrases.say(key, reading.locale) for key in (*keys, "reply_person"))
