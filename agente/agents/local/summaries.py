"""Mailing the customer what was talked about: to their own address, when they ask for it."""

from dataclasses import replace

from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.own import MOST_SUMMARIES, known_details, summaries_sent, vouched_for

# "Me manda um resumo": asked of us. What a product sends ("o sistema manda um resumo das vendas?") is a question.
_ASKED = cue(
    r"(?:me (?:mand|envi|encaminh|pass)\w+|(?:pode\w*|consegue\w*|da pra|da para) (?:me )?(?:mandar|enviar|encaminhar)"
    r"|^(?:\w+ )?(?:mand|envi|encaminh)[ae]|quer(?:o|ia)|gostaria de|preciso de)"
    r"(?: (?:receber|me|pra mim|para mim|por favor|um|uma|o|a|esse|essa)){0,4}"
    r" (?:resum\w+|transcric\w+|historico|copia|conversa)",
    r"(?:(?:send|e mail|email|mail) me|(?:can|could|would) you (?:please )?(?:send|e mail|email|mail)(?: me)?"
    r"|i (?:want|need|d like|would like)(?: to (?:get|receive|have))?)"
    r"(?: (?:a|an|the|this|short|full)){0,2} (?:summary|transcript|recap|copy|conversation|chat)",
    r"(?:me (?:mand|envi|pas)\w+|(?:mand|envi|pas)(?:a|e)me|pued\w+ (?:mandar|enviar|pasar)(?:me)?"
    r"|quier[oe]|quisiera|necesito)"
    r"(?: (?:recibir|por favor|un|una|el|la)){0,3} (?:resumen|transcripcion|copia|historial|conversacion|charla)",
)
_OF_THE_TALK = cue(
    r"e ?mails?|mail|correo",
    r"(?:da|dessa|desta|nossa|essa|esta|a) conversa|do (?:atendimento|chat|papo)",
    r"do que (?:a gente )?(?:conversamos|falamos|conversou|falou)",
    r"(?:of|this|our|the) (?:conversation|chat|talk)|what we (?:talked|discussed)",
    r"(?:de )?(?:esta|la|nuestra) (?:conversacion|charla)|de lo que hablamos",
)


def answer_summary(tools: Toolbox, reading: Reading) -> Reply | None:
    """A request for the talk by e-mail, and the address that we asked for to send it to."""
    if not tools.sends_email or not reading.rotation:
        return None
    answers = reading.turn.state.get("awaiting") == "summary_address"
    if answers and "@" in reading.turn.text:
        return _send(tools, reading)
    if reading.asks(_ASKED) and reading.asks(_OF_THE_TALK):
        return _send(tools, reading)
    return None


def _send(tools: Toolbox, reading: Reading) -> Reply:
    phrases, locale, sent = tools.phrases, reading.locale, summaries_sent(reading.turn.state)
    if sent >= MOST_SUMMARIES:
        return Reply(phrases.say("summary_sent_enough", locale), intent="business_info")
    address = _own_address(tools, reading)
    if address is None:
        return _ask(tools, reading)
    return Reply(
        phrases.say("summary_sent", locale, email=address),
        intent="business_info",
        summary_to=address,
        remember={"summaries_sent": sent + 1},
    )


def _own_address(tools: Toolbox, reading: Reading) -> str | None:
    turn = reading.turn
    said = [said.text for said in turn.history if said.role == "customer"]
    known = known_details(turn.state, [*said, turn.text], tools.pack.qualification, vouched_for(turn.state))
    return known.get("email")


def _ask(tools: Toolbox, reading: Reading) -> Reply:
    asking = Reply(
        tools.phrases.say("summary_address", reading.locale), intent="business_info", awaiting="summary_address"
    )
    fields = tools.pack.qualification.fields if tools.pack.qualification else ()
    email = next((field.name for field in fields if field.type == "email"), None)
    return replace(asking, remember={"asked": email}) if email else asking
