"""Does it connect to something of others? "A API serve pra ligar com iFood?": as the material tells of that."""

from agente.agents.local.knowledge import quoting
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded

_CONNECTS = regex(
    r"\b(?:lig(?:ar|a|o)|conect(?:ar|a|o)|integr(?:ar|a|o)|sincroniz(?:ar|a|o)|connect|integrate|sync|link)"
    r" (?:(?:com|ao?|no|na|with|to|con|al) )+(?:(?:o|a|the|el|la|meu|minha|my|mi) )*(\w{3,})"
)
_OF_CONNECTING = regex(r"\b(?:integr|conect|lig|convers|connect|work with|sync|sincroniz)\w*")


def answer_connects(tools: Toolbox, reading: Reading) -> Reply | None:
    """What stands under the one heading that asks of connecting to just that, whatever it is to be connected by."""
    found = _CONNECTS.search(reading.spoken)
    if found is None or "?" not in reading.message:
        return None
    headed = [
        told.passage
        for told in tools.told_in(reading.locale)
        if found[1] in (heading := folded(told.passage.heading)).split() and _OF_CONNECTING.search(heading)
    ]
    if len(headed) != 1:
        return None
    return quoting(tools, reading, headed[0], tools.quote(headed[0], reading.turn.text))
