"""In whose name is a meeting? "O segundo, em nome do meu pai, Osvaldo Pereira", and "ficou no nome dele?" later on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import TOPIC, open_desk, with_kind
from agente.agents.local.meeting_focus import mine_of
from agente.agents.local.meetings import can_book
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting_cues import SOMEBODY
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import as_named, is_named, name_kept
from agente.kit.patterns import regex
from agente.knowledge.analysis import words
from agente.leads.persons import person_at
from agente.leads.wording import read as read_message

_THEIR: Final = rf"(?:(?:o |a )?(?:meu |minha |my |mi )?(?:{SOMEBODY}|paciente|patient))"
_TOLD: Final = regex(
    rf"(?:[,.;] ?|\b(?:e|and|y) )?\b(?:(?:o )?nome d(?:[eo] {_THEIR}|[oa] {_THEIR}|el[ea]) ?(?:e|eh|:)"
    rf"|(?:el[ea]|{_THEIR}) se chama|(?:esta |fica |e |eh )?(?:em|no) nome d[eoa](?: {_THEIR})?,?"
    rf"|(?:his|her|the patient'?s) name is|in the name of|se llama|(?:su nombre|el nombre de {_THEIR}) es|a nombre de) "
    r"(?:o |a )?(?=[a-z])"
)
_ASKED: Final = cue(
    r"(?:ficou|esta|ta|foi|marcou|colocou|botou)(?: \w+){0,2} (?:em|no) (?:nome d(?:[eoa]|el[ea])|nome certo)"
    r"|nome de quem|whose name|(?:is|was) (?:it|that) in (?:his|her) name|a nombre de quien|quedo a nombre de"
)


def in_their_name(booking: Sequence[Answerer]) -> Answerer:
    """Books what the rest of a message chooses, says for whom, and keeps it."""

    def answer_in_their_name(tools: Toolbox, reading: Reading) -> Reply | None:
        told = _told(reading.turn.text) if can_book(tools) else None
        if told is None:
            return None
        name, rest = told
        wish = {**(reading.turn.state.get("wish") or {}), **with_kind(tools, reading).get("wish", {})}
        kept = {"wish": {**wish, "whose": as_named(name)}, "awaiting": reading.turn.state.get("awaiting")}
        reply = first_reply(booking, tools, reading.reread(rest, **kept))
        if reply is None or reply.booking is None or reply.booking.action != "book":
            return None
        said = tools.phrases.say("booking_for_name", reading.locale, reading.rotation, name=name)
        first, *others = reply.text.split("\n\n")
        return replace(reply, text="\n\n".join([f"{first} {said}", *others]))

    return answer_in_their_name


def answer_in_whose_name(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Ficou no nome dele?": the one that was told; of another one, when it is."""
    if not reading.asks(_ASKED) or not can_book(tools):
        return None
    mine = [own for own in mine_of(reading) if name_kept(own.whose)]
    named = [own for own in mine if is_named(own.whose, reading.words)] or mine
    if len(named) != 1:
        return None
    values = {**open_desk(tools, reading).told(named[0]), "name": name_kept(named[0].whose)}
    text = tools.phrases.say("booking_in_name", reading.locale, reading.rotation, **values)
    return Reply(text, intent="business_info", remember={"topic": TOPIC})


def _told(text: str) -> tuple[str, str] | None:
    """The name of whom it is for, and the message without it; None when there is no more to the message."""
    message = read_message(text)
    match = _TOLD.search(message.folded)
    person = person_at(message, match.end(), sure=True) if match else None
    if match is None or person is None:
        return None
    rest = f"{text[: match.start()]}. {text[person[1] :]}".strip(" .,")
    return (person[0], rest) if words(rest) else None
