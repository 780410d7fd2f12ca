"""Never the same words twice in a row: what has to be said again is said differently, and leads on.

Of another question that has no other answer it is said that this point is not known.
"""

from dataclasses import replace

from agente.agents.local.clauses import clauses_of
from agente.agents.local.cues import cue, word_set
from agente.agents.local.handover import with_channels
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, quotes_material
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import analyzer, folded
from agente.packs.pack import Passage

# "Não chega o e-mail", right behind what is to be done about it.
_STILL_NOT = cue(
    r"(?:nao|nada|nunca) (?:\w+ )?(?:cheg\w+|aparec\w+|sai\w*|imprim\w+|abr\w+|lig\w+|entr\w+|vai|veio|recebi)",
    r"(?:nao|nunca) (?:\w+ )?consig\w+|(?:isn t|is not|doesn t|does not|didn t|did not|never) \w+",
    r"no (?:llega|aparece|sale|imprime|abre|enciende|entra|puedo)",
)

# What is asked of a thing: where it is done is another question than why.
_ASKED_OF = (
    cue(r"a?onde|em que (?:tela|lugar|menu)|where|donde"),
    cue(r"quando|que dia|que horas|when|cuando"),
    cue(r"quant[oa]s (?:vezes|sess\w+|consultas|dias|horas)|how (?:many|often)|cuant[oa]s"),
    cue(r"por ?que|pq|why"),
    cue(r"quem|who|quien"),
)
# Said of the question, and no subject of it.
_OF_ASKING = word_set(
    "certeza calma repete repetir repita confirma confirmar certo entendi entender explica explicar falando falou disse"
    " perguntando perguntei responde responder pergunta duvida mesmo msm hora dia antes depois primeiro"
    " nossa gente cara olha"
    " again sure repeat understand said asked seguro repite repetir entiendo dijo"
)


def varied(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The reply itself unless our last one said just that."""
    last = reading.last_said
    if reply.handoff or reply.booking or reply.text not in last:
        return reply
    if reply.intent in ("greeting", "goodbye", "provide_details"):
        return replace(reply, text=_other(tools, reading, "go_on", last))
    if quotes_material(reply) and reading.asks(_STILL_NOT) and (stuck := with_channels(tools, reading, "tried")):
        return stuck
    if _asks_another(reading, reply):
        unknown = offering(tools, reading, "point_unknown", reply.intent, missed=True)
        return replace(unknown, remember=reply.remember)
    once_more = [tools.phrases.say("once_more", reading.locale, step, answer=reply.text) for step in range(2)]
    if reply.awaiting == "handoff_offer" or any(text in last for text in once_more):
        return offering(tools, reading, "unknown_again", reply.intent, missed=True)
    return replace(reply, text=once_more[reading.rotation % 2])


def _asks_another(reading: Reading, reply: Reply) -> bool:
    """Whether it asks what neither was asked before nor is told: "e a de criança, quanto?", "mas onde arrumo isso?"."""
    asking = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks]
    if not reply.citations or not reading.is_rephrased or not asking:
        return False
    before = next((said.text for said in reversed(reading.turn.history) if said.role == "customer"), "")
    if quotes_material(reply) and any(reading.asks(each) and not each.search(folded(before)) for each in _ASKED_OF):
        return True
    if quotes_material(reply) and reading.is_meant and reading.meant and _cites(reply, reading.meant.passage):
        return False
    language = analyzer(reading.locale)
    rest = [word for part in asking for word in part.rest] or reading.rest  # "e da criança, qto?"
    said = language.terms(" ".join(word for word in rest if word not in _OF_ASKING))
    return bool(said - language.terms(f"{before} {reply.text}"))


def _cites(reply: Reply, passage: Passage) -> bool:
    return any(citation.heading == passage.heading for citation in reply.citations)


def _other(tools: Toolbox, reading: Reading, key: str, last: str) -> str:
    """A variant of the phrase that was not said last."""
    texts = (tools.phrases.say(key, reading.locale, reading.rotation + step) for step in range(2))
    return next((text for text in texts if text != last), last)
