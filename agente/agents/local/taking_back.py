"""A customer who waits for a person and would rather go on with the agent, in words: not every channel has buttons."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from agente.agents.local import cues
from agente.agents.local.abbreviations import written_out
from agente.agents.local.answering import Answerer, first_reply, helpful_replies
from agente.agents.local.clauses import MOST, PART_END, clauses_of, told_parts
from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import words

_PERSON = (
    r"(?:ninguem|pessoas?|atendentes?|human[oa]s?|gente|equipe|alguem|anyone|person|human|agent|nadie|persona|asesor)"
)
_AGENT = r"(?:assistente|robo|bot|atendimento automatico|voce|assistant|asistente|robot|you|contigo|vos|usted)"
_END = (
    r"(?: (?:mesmo|mesma|aqui|por aqui|entao|agora|so|mais|nenhum|nenhuma|por favor|please|here|instead|por ahora))*$"
)
# What a part of the message is, from its beginning to its end: anything else beside it may turn it around.
_BACK: Final = regex(
    r"^(?:(?:nao|no|ok|ta|entao|melhor|olha|oi|ah|por favor|eu|a gente|so|enquanto isso|por enquanto|meanwhile) )*(?:"
    r"(?:(?:quero|queria|prefiro|pode|podemos|vou|gostaria de) )?(?:continuar?|continuo|seguir|sigo|segue|voltar?|volto"
    rf"|ficar?|falar)(?: a)?(?: falar)? (?:com (?:o |a |esse |este )?{_AGENT}|comigo)(?: voce| mesmo)?"
    r"|(?:pode|podes) (?:me )?(?:responder|resolver|falar|seguir|continuar) (?:voce|tu)"
    r"|(?:me )?(?:responde|fala|resolve) (?:voce|tu)"
    rf"|pode(?:ria)? ser (?:com )?(?:voce|tu|o {_AGENT}|{_AGENT})(?: mesmo)?(?: (?:o )?{_AGENT})?"
    rf"|(?:(?:i want to|i d rather|i ll|let s|please) )?(?:continue|go on|carry on) with (?:the )?{_AGENT}"
    r"|you can (?:answer|reply|go on)(?: me| yourself)?"
    r"|(?:(?:quiero|prefiero|puedo) )?(?:seguir|sigo|continuar|continuo)"
    rf" (?:contigo|con (?:el |la |usted |vos)?{_AGENT}?)"
    r"|(?:me )?(?:responde|respondeme|contesta|contestame) (?:tu|vos|usted)"
    r")" + _END
)
_DENIED: Final = regex(
    r"^(?:\w+ ){0,2}(?:(?:cancela|cancele|desmarca|dispensa)(?: (?:essa?|o|a|esse|chamado|pedido|da|de))*"
    r"|nao (?:quero|preciso|precisa|pedi|vou|chama|chame|chamem|passa|transfere|transfira)"
    r"|(?:don t|dont|do not) (?:want|need|call)|no (?:quiero|necesito|hace falta|llames|llame))(?: mais)?(?: to)?"
    r"(?: (?:esperar|aguardar|chamar|falar com|de|por|pela?|uma?|wait|talk|for|a|an|any|call|hablar|con|una|a|ningun))*"
    rf" {_PERSON}" + _END
)
# The words that we offer, with what is asked right behind them; an emoji ends a sentence too.
_SAID_SO: Final = re.compile(
    r"(\b(?:continuar|seguir|continuo|sigo|continue|go on) (?:com (?:o |a )?(?:assistente|rob[oô]|bot)"
    r"|with (?:the )?(?:assistant|robot|bot)|con (?:el |la )?(?:asistente|robot|bot)))"
    r"(?= (?!d[aeo]s?\b|que\b|mesm[oa]\b|aqui\b|por\b|ent[aã]o\b|agora\b|please\b|here\b)\w)",
    re.IGNORECASE,
)
_EMOJI: Final = re.compile(r"\s*[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+\s*")
_COLON: Final = re.compile(r" ?:(?= ?\D)")  # none of a clock time
_WANTS_SOMEBODY: Final = cue(
    r"(?:quero|queria|preciso|prefiro|so com|cade|chama|quiero|necesito|want|need|get me)(?: \w+){0,2}"
    r" (?:gerente|dono|dona|pessoa|gente|humano|humana|atendente|alguem|manager|owner|person|human|someone|jefe|dueno"
    r"|persona|encargado)",
    r"procon|process\w+|advogad\w+|policia|sue|lawyer|police",
)


def wants_agent_back(text: str) -> bool:
    """Whether nobody is to come: "continuar com o assistente", "não quero esperar ninguém, responde você".

    A part of the message says so and nothing else, and no other part wants somebody.
    """
    told = told_parts(_in_sentences(text))
    parts = [" ".join(written_out(words(part))) for part in told]
    wanted = [part for part in parts if _is_back(part)]
    others = (part for part in parts if part not in wanted)
    return bool(wanted) and not any(_WANTS_SOMEBODY.search(part) or cues.NOT_ROBOT.search(part) for part in others)


def _in_sentences(text: str) -> str:
    """ "Responde você: quanto custa?" says two things, and so does "continuar com o assistente 🙄 quanto custa?"."""
    return _SAID_SO.sub(r"\1. ", _COLON.sub(". ", _EMOJI.sub(". ", text)))


def _is_back(part: str) -> bool:
    if _DENIED.match(part):
        return True
    return _BACK.match(part) is not None and not part.startswith(("nao ", "no "))


def going_on_with(acting: Sequence[Answerer], answerers: Sequence[Answerer]) -> Answerer:
    """Takes up the conversation again, with what else the message wants done, by `acting`, or asks."""

    def answer_taking_back(tools: Toolbox, reading: Reading) -> Reply | None:
        if reading.turn.state.get("since_handoff") != 0 or not wants_agent_back(reading.turn.text):
            return None
        clauses = clauses_of(_in_sentences(reading.turn.text))
        others = [clause.text for clause in clauses if not wants_agent_back(clause.text)] or _asked_meanwhile(reading)
        wanted = [part for part in PART_END.split(_in_sentences(reading.turn.text)) if not wants_agent_back(part)]
        acted = first_reply(acting, tools, reading.reread(", ".join(wanted))) if wanted else None
        if acted and (acted.booking or acted.awaiting == "cancel_booking"):  # "... cancela esse horário"
            return replace(acted, text=f"{tools.phrases.say('agent_back', reading.locale)}\n\n{acted.text}")
        parts = [reading.reread(text) for text in others[:MOST]]
        answered = helpful_replies(answerers, tools, parts)
        opener = tools.phrases.say("agent_back" if answered else "agent_back_ask", reading.locale)
        if not answered:
            return Reply(opener, intent="greeting")
        told = merged(answered)
        return replace(told, text=f"{opener}\n\n{told.text}")

    return answer_taking_back


def _asked_meanwhile(reading: Reading) -> list[str]:
    """The questions that nobody answered since the person was called."""
    waiting = takewhile(lambda said: said.role == "customer", reversed(reading.turn.history))
    asked = [clause.text for said in reversed([*waiting]) for clause in clauses_of(said.text) if clause.asks]
    return asked[-MOST:]
