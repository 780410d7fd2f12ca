"""A customer who waits for a person and would rather go on with the agent, in words: not every channel has buttons."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from agente.agents.local import cues
from agente.agents.local.clauses import MAX_CHARACTERS, MOST, clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words

Answerer = Callable[[Toolbox, Reading], Reply | None]

_PERSON = (
    r"(?:ninguem|pessoas?|atendentes?|human[oa]s?|gente|equipe|alguem|anyone|person|human|agent|nadie|persona|asesor)"
)
_AGENT = r"(?:assistente|robo|bot|atendimento automatico|assistant|asistente|robot|voce|contigo|you|vos|ustedes?)"
_BACK: Final = cue(
    r"(?:continu\w+|segu\w+|sigo|volt\w+|fic\w+|quero|prefiro|fal\w+)(?: \w+){0,4} (?:com|con|with|o|a)"
    rf" (?:\w+ )?{_AGENT}",
    rf"(?:continue|go on|carry on|back|seguir|sigo|continuar|volver) (?:to |with |con |al? |el |la |the )+{_AGENT}",
    r"nao (?:quero|preciso|precisa|pedi|vou)(?: mais)?"
    rf"(?: (?:esperar|aguardar|chamar|de|que|por|pela?|uma?|nenhuma?)){{0,3}} {_PERSON}",
    r"(?:pode|podes|responde|fala|resolve|me)(?: \w+){0,2} (?:voce|tu|vos) mesm[oa]",
    r"pode (?:me )?responder voce",
    rf"(?:don t|dont|do not) (?:want|need)(?: to)?(?: (?:wait|talk|for|a|an|to|any)){{0,3}} {_PERSON}",
    rf"no (?:quiero|necesito|hace falta)(?: (?:esperar|hablar|a|con|una?|ningun[oa]?)){{0,3}} {_PERSON}",
    r"(?:you can|puedes|puede) (?:answer|responder(?:me)?|contestar(?:me)?)(?: \w+)?|responde(?:me)? (?:tu|vos|usted)",
)


def wants_agent_back(text: str) -> bool:
    """Whether nobody is to come: "continuar com o assistente", "não quero esperar ninguém, responde você"."""
    spoken = " ".join(cues.ABBREVIATIONS.get(word, word) for word in words(text[:MAX_CHARACTERS]))
    wanted = _BACK.search(spoken) or cues.NOT_HUMAN.search(spoken)
    return wanted is not None and cues.NOT_ROBOT.search(spoken) is None


def going_on_with(answerers: Sequence[Answerer]) -> Answerer:
    """Takes up the conversation again, with what else the message asks."""

    def answer_taking_back(tools: Toolbox, reading: Reading) -> Reply | None:
        if reading.turn.state.get("since_handoff") != 0 or not wants_agent_back(reading.turn.text):
            return None
        others = [clause.text for clause in clauses_of(reading.turn.text) if not wants_agent_back(clause.text)][:MOST]
        parts = [reading.reread(text) for text in others]
        found = (next((reply for answer in answerers if (reply := answer(tools, part))), None) for part in parts)
        answered = [reply for reply in found if reply and not reply.missed]
        opener = tools.phrases.say("agent_back" if answered else "agent_back_ask", reading.locale)
        if not answered:
            return Reply(opener, intent="greeting")
        told = merged(answered)
        return replace(told, text=f"{opener}\n\n{told.text}")

    return answer_taking_back
