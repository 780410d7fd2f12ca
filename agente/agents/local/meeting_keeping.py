"""The meeting stays as it is: "não quero mudar", "deixa as 18h". What is asked beside it is what is answered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.answering import Answerer
from agente.agents.local.beside import answers_beside
from agente.agents.local.clauses import MOST, PART_END, Clause, clauses_of
from agente.agents.local.cues import cue, word_set
from agente.agents.local.meeting_desk import FORGET, TOPIC, open_desk
from agente.agents.local.meetings import can_book
from agente.agents.local.offers import with_rest_open
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.scheduling.remembered import Own, own_booking

_MINE = (
    r"(?: (?:nada|nao|mais|o|a|de|do|da|meu|minha|isso|esse|essa|nenhum|the|my|it|anything|el|la|mi|lo|hora|horario|dia"
    rf"|data|time|date|fecha|ta|ok|ne|viu|por favor|please|{meeting_cues.MEETING}))*"
)
_NOT_CHANGED: Final = cue(
    r"(?:nao|n|nem) (?:(?:quero|queria|vou|preciso|precisa|pretendo|pedi|falei|disse|mandei|e|eh|era)(?: mais)?"
    r"(?: (?:pra|para|em|que|voce|voces))* )?(?:(?:te|me|eu) )?(?:desmarc|cancel|remarc|mud|troc|mex)\w*"
    rf"{_MINE}$",
    r"(?:don t|do not|didn t|not) (?:(?:want|ask|need)(?: you)?(?: to)? )?(?:cancel|mov|reschedul|chang)\w*"
    rf"{_MINE}$",
    rf"no (?:quiero|pedi|dije)(?: que)? (?:cancel|anul|cambi|mov)\w*{_MINE}$|no (?:me )?(?:cancel|cambi)\w*{_MINE}$",
)
_STAYS: Final = cue(
    r"(?:deix|mant|fica|fico|continu|segue|permanec)\w*|(?:keep|leave|stay|stick)\w*|(?:dej|qued|manten)\w*"
)
_KEEP_IT: Final = cue(
    r"^(?:(?:nao|n|sim|pode|podem|please|quero|vou|eu) )*(?:manter|mantem|mantenha|mantenham|keep it)$"
)
_AS_IT_IS: Final = cue(
    r"como (?:esta|ta|estava|tava|e|era|combinad[oa]|marcad[oa])|assim(?: mesmo)?|do jeito que (?:esta|ta)"
    r"|(?:o|a|no|na|esse|essa|nesse|nessa) (?:mesm[oa]|atual)|(?:esse|essa|o|a) (?:mesm[oa]|horario|hora)"
    r"|marcad[oa]|as it is|as is|the same|asi|como esta|igual"
)
_BESIDE: Final = word_set(
    "nao n mas entao ok ta tudo bem pode ser eu quero prefiro vou a gente o as os pra para pras por favor pfv mesmo",
    "como esta estava tava combinado combinada marcado marcada assim do jeito que esse essa nesse nessa mesma atual no",
    "na hora horario consulta reuniao sim isso melhor com please it as is the same at let no si asi igual eh e",
)
# "Perguntei se faz no mesmo dia" asks it again, with no mark.
_ASKED: Final = cue(r"^(?:(?:eu|so|mas|e|e que) )*perguntei|^(?:i )?(?:just )?asked|^(?:yo )?(?:solo )?pregunte")


def kept_and_answered(answerers: Sequence[Answerer]) -> Answerer:
    """Says that the meeting stands, and answers what is asked; none of a message that changes it all the same."""

    def answer_kept(tools: Toolbox, reading: Reading) -> Reply | None:
        own = own_booking(reading.turn.state, reading.turn.now)
        if own is None or not can_book(tools):
            return None
        parts = [part for part in PART_END.split(reading.turn.text) if part.strip(" ?")]
        left = [part for part in parts if not _keeps(reading, own, part)]
        if len(left) == len(parts) or any(_changes(reading, part) for part in left):
            return None
        kept = Reply(
            open_desk(tools, reading).named("booking_kept"), intent="scheduling", remember={**FORGET, "topic": TOPIC}
        )
        asking = [clause for clause in clauses_of(_whole(left)) if _asks(clause)][:MOST]
        asked = [reading.reread(clause.text, **kept.remember, awaiting=None) for clause in asking]
        told = answers_beside(tools, asked, answerers)
        if told:
            return replace(merged([kept, *told]), intent="scheduling")
        return with_rest_open(tools, reading, kept, [clause.text for clause in asking]) if asking else kept

    return answer_kept


def _whole(parts: Sequence[str]) -> str:
    return ". ".join(part.strip() for part in parts).replace("?. ", "? ")


def _asks(clause: Clause) -> bool:
    return clause.asks or _ASKED.search(clause.text.lower()) is not None


def _keeps(reading: Reading, own: Own, part: str) -> bool:
    if part.rstrip().endswith("?"):
        return False
    said = reading.reread(part)
    folded = " ".join(said.words)
    if _NOT_CHANGED.search(folded):
        return True
    if not _STAYS.search(folded) or meeting_cues.other_words(_named(said)):
        return False
    wish = said.wish()
    if not wish.said:
        return _AS_IT_IS.search(folded) is not None or _KEEP_IT.search(folded) is not None
    at_its_hour = any(own.starts_at.time() in readings for readings in wish.at)
    on_its_day = not wish.days or wish.days == (own.starts_at.date(),)
    return on_its_day and (at_its_hour or (not wish.is_bounded and bool(wish.days)))


def _named(part: Reading) -> list[str]:
    """What a part that keeps the meeting would be about besides it: "deixa a limpeza pras 18h"."""
    return [word for word in part.words if word not in _BESIDE and not _STAYS.search(word)]


def _changes(reading: Reading, part: str) -> bool:
    """ "Não quero cancelar, quero mudar pra sexta": what keeps it is only said before what changes it."""
    said = reading.reread(part)
    if any(said.asks(verb) for verb in (meeting_cues.CHANGE_VERB, meeting_cues.MOVE_TO, meeting_cues.BOOK)):
        return True
    return said.wish().said and not (said.products or meeting_cues.other_words(said.rest))
