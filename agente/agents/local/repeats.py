"""Never the same words twice in a row: what has to be said again is said differently, and leads on."""

from dataclasses import replace

from agente.agents.local.cues import cue
from agente.agents.local.handover import with_channels
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, quotes_material
from agente.agents.local.toolbox import Toolbox

# "Não chega o e-mail", right behind what is to be done about it.
_STILL_NOT = cue(
    r"(?:nao|nada|nunca) (?:\w+ )?(?:cheg\w+|aparec\w+|sai\w*|imprim\w+|abr\w+|lig\w+|entr\w+|vai|veio|recebi)",
    r"(?:nao|nunca) (?:\w+ )?consig\w+|(?:isn t|is not|doesn t|does not|didn t|did not|never) \w+",
    r"no (?:llega|aparece|sale|imprime|abre|enciende|entra|puedo)",
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
    once_more = [tools.phrases.say("once_more", reading.locale, step, answer=reply.text) for step in range(2)]
    if reply.awaiting == "handoff_offer" or any(text in last for text in once_more):
        return offering(tools, reading, "unknown_again", reply.intent, missed=True)
    return replace(reply, text=once_more[reading.rotation % 2])


def _other(tools: Toolbox, reading: Reading, key: str, last: str) -> str:
    """A variant of the phrase that was not said last."""
    texts = (tools.phrases.say(key, reading.locale, reading.rotation + step) for step in range(2))
    return next((text for text in texts if text != last), last)
