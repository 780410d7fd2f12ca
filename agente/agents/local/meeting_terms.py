"""What would it cost to move or cancel a meeting, and until when may one? A question, which changes no meeting."""

from dataclasses import replace
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.clauses import clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import TOPIC, Desk
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import search_knowledge
from agente.agents.turn import Citation
from agente.guardrails.facts import amounts
from agente.knowledge.analysis import folded
from agente.packs.models import Locale
from agente.packs.pack import Passage

_COST: Final = cue(
    r"custos?|custa\w*|multas?|taxas?|cobra\w*|onus|penalidades?|quanto (?:e|eh|fica|sai|pago|da|seria)|gratis"
    r"|gratuit[oa]s?|de graca|(?:e|eh|seria|fica|sai) (?:\w+ )?pag[oa]|perco|perde",
    r"pag(?:o|a|amos|ar|aria) (?:(?:a )?mais|alguma coisa|algo|alguma|multa|taxa|nada|por isso|quanto|se|pra|para)"
    r"|(?:tem|tenho|vou ter) que pagar|sem pagar|paga(?:mos)?$",
    r"costs?|fees?|charged?|free|penalt(?:y|ies)|pay|costos?|cuesta\w*|cargos?|cobran|penalizacion|multa",
)
_TERMS: Final = cue(
    r"ate (?:quando|qdo|qnd|que (?:dia|horas?))|quantas vezes|quanto tempo antes|(?:qual|que) (?:e )?(?:o |a )?"
    r"(?:prazo|antecedencia|politica|regra)|com quant\w+ (?:\w+ ){0,2}(?:antecedencia|antes)|com que antecedencia"
    r"|o que acontece|acontece (?:algo|alguma coisa)|perco (?:o|a)|da problema|tem problema",
    r"how many times|until when|how (?:late|long before|far ahead)|what happens|policy|deadline|cuantas veces"
    r"|hasta cuando|que pasa|cuanto tiempo antes|con cuant\w+ anticipacion",
)
# Beside a change that is made: "desmarca. vocês não vão me cobrar, né?"
_CHARGED: Final = cue(
    r"multas?|taxas?|cobra\w*|penalidades?|sem custo|de graca|perco|(?:tem|tenho|vou) (?:custo|que pagar|pagar)"
    r"|pag[oa] (?:alguma coisa|algo|por isso|nada)|paga(?:mos)?$|fees?"
    r"|charged?|penalt(?:y|ies)|cargos?|penalizacion|cobran"
)
_ABSENCE: Final = cue(
    r"falt(?:ar|o|ei|asse|e)|nao (?:\w+ ){0,2}(?:ir|for|aparec\w+|comparec\w+)|no show|miss(?:ed|ing)?"
    r"|(?:don t|can t) (?:come|show)|no (?:voy|puedo ir|asist\w+)"
)
_MEETING: Final = cue(meeting_cues.MEETING)
_GOING_TO: Final = cue(
    r"va[io]|vou|ter|tiver|precis\w+|pag(?:o|a|ar|amos)|dnv|nov[oa]|novamente|outra|vez|will|going|me|van|voy|need|again|necesit\w+|otra"
)
_LOOKED_UP: Final[dict[Locale, str]] = {
    "pt-BR": "desmarcar ou mudar a consulta", "en": "cancel or move the appointment",
    "es": "cancelar o cambiar la cita",
}  # fmt: skip


def asks_terms(reading: Reading) -> bool:
    """Whether changing a meeting is only asked about: what it costs, how often and until when one may.

    "Muda pra segunda às 9h. tem custo?" changes it, in a part of its own.
    """
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text)]
    changing = [part for part in parts if part.asks(meeting_cues.CHANGE_VERB)]
    supposed = _asks(reading)  # "e se eu desmarcar, tem taxa?"
    return bool(changing) and all(_asks(part) or (supposed and part.asks(meeting_cues.IF)) for part in changing)


def asks_only_terms(reading: Reading) -> bool:
    """ "Se eu cancelar vocês cobram?", of who has a meeting: nothing else is named that could be cancelled."""
    return not reading.products and asks_terms(reading) and not _names_more(reading)


def _names_more(reading: Reading) -> bool:
    said = (_COST, _TERMS, _GOING_TO, meeting_cues.CHANGE_VERB, _MEETING)
    return meeting_cues.other_words(word for word in reading.rest if not any(cue.search(word) for cue in said)) > 0


def answer_charged(tools: Toolbox, reading: Reading) -> Reply | None:
    """Asked beside a change: what the material says of changing a meeting."""
    if reading.asks(_ABSENCE):
        return None  # to stay away is another thing than to say so before
    only = reading.asks(_CHARGED) and not reading.products and not _names_more(reading)
    return told_terms(tools, reading) if only else None


def _asks(reading: Reading) -> bool:
    return reading.asks(_COST) or reading.asks(_TERMS)


def answer_terms(tools: Toolbox, reading: Reading, desk: Desk) -> Reply:
    """What the material says of changing a meeting, else that it does not; the meeting stands."""
    passage = _passage(tools, reading)
    if passage is None:
        unknown = offering(tools, reading, "unknown", "scheduling", missed=True)
        text = f"{desk.named('booking_kept')}\n\n{unknown.text}"
        return replace(unknown, text=text, remember={"topic": TOPIC})
    told, found = _quoted(tools, reading, passage), desk.tell("booking_found")
    return replace(found, text=f"{told.text}\n\n{found.text}", citations=told.citations, totals=told.totals)


def told_terms(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the material says of changing a meeting."""
    passage = _passage(tools, reading)
    return _quoted(tools, reading, passage) if passage else None


def _quoted(tools: Toolbox, reading: Reading, passage: Passage) -> Reply:
    told = tools.quote(passage, _LOOKED_UP[reading.locale])
    source = Citation(passage.document, passage.heading, passage.url)
    return Reply(told, intent="business_info", citations=(source,), totals=amounts(told))


def _passage(tools: Toolbox, reading: Reading) -> Passage | None:
    found = search_knowledge(tools.search, _LOOKED_UP[reading.locale], reading.locale)
    telling = (each.passage for each in found if meeting_cues.CHANGING.search(folded(each.passage.title)))
    return next(telling, None)
