"""Is somebody in danger now? `danger_in` decides which emergency lines a reply names to a message that is grave.

`is_plain_danger` needs no other judgement: who says in so many words that they will harm themselves, or that somebody
does not breathe, is never taken for a customer with a question, whatever else the message asks.
"""

import re
from typing import Literal

from agente.handoff.phrases import folded
from agente.handoff.signals import groups_in

Danger = Literal["crisis", "emergency"]

_CRISIS = re.compile(
    r"\b(?:suicid\w+|(?:me|se) matar|matar me|tirar (?:a )?(?:minha |propria )*vida|vontade de (?:viver|morrer)"
    r"|(?:quero|queria|pens\w+ em|prefiro|melhor) (?:morrer|sumir|me machucar|me cortar|nao (?:acordar|existir|viver))"
    r"|nao (?:quero|queria|aguento|consigo) mais (?:viver|acordar|estar aqui|essa vida)"
    r"|acab\w+ com (?:tudo|(?:a )?minha vida)"
    r"|me cort\w+ (?:de novo|hoje|inteir\w+)|melhor sem mim|carta de despedida|pensamentos ruins|cartela inteira"
    r"|nao vejo (?:mais )?(?:saida|sentido)|me machucar"
    r"|kill (?:myself|himself|herself)|end (?:it all|my life|her life|his life)|want to die"
    r"|be alive|hurt myself|suicide"
    r"|(?:me quiero|quiero) morir\w*|matarme|no (?:quiero|aguanto) (?:vivir )?mas|no quiero vivir|quitarme la vida"
    r"|acabar con todo|hacerme dano)\b"
)
# Not "me matar de trabalhar", "morrer de rir": what stands behind makes it a way to say.
_AS_ONE_SAYS = (
    r"(?! (?:de(?! uma vez)|com|em|por causa|trabalh\w+|rindo|esperando|quando|of(?! it)|for|laughing|from)\b)"
)
_WANTS = r"(?:quero|queria|penso em|pensando em|pensei em|tentei|tento|vontade de|prefiro|a fim de)(?: (?:so|eu|logo))?"
_PLAIN_CRISIS = re.compile(
    rf"\b(?:(?:{_WANTS} morrer|(?:vou|{_WANTS}) (?:me matar|matar me|tirar (?:a )?minha (?:propria )?vida))"
    rf"{_AS_ONE_SAYS}"
    r"|me suicid\w+|suicidar me|cometer suicidio"
    r"|(?:pens\w+|ideias?|vontade)(?: \w+){0,3} (?:suicidio|suicidar|suicidas?)|nao (?:quero|aguento) mais viver"
    r"|(?:want to|wanna|going to|gonna|i ll|thinking (?:of|about)) (?:kill(?:ing)? myself|end(?:ing)? my life)"
    rf"|(?:i )?(?:want to|wanna) die{_AS_ONE_SAYS}|suicidal"
    r"|(?:quiero|voy a|pienso en|ganas de) (?:matarme|suicidarme|quitarme la vida|morirme?(?! de\b))|me quiero matar"
    r"|no quiero (?:vivir mas|seguir viviendo))\b"
)
_COLLAPSED = (
    r"(?:desmai\w+|caiu|passou mal|passando mal|convuls\w+|infart\w+|engasg\w+|afog\w+|choque|inconsciente"
    r"|fainted|collapsed|passed out|choking|unconscious|se desmayo|desmayad[oa]|se atraganto)"
)
_UNRESPONSIVE = (
    r"(?:nao (?:esta |ta )?(?:acord\w+|respir\w+|reag\w+)"
    r"|(?:is not|isn t|not) (?:breathing|waking up|responding)|no (?:respira|despierta|reacciona))"
)
_PLAIN_EMERGENCY = re.compile(
    rf"\b{_COLLAPSED}\b.{{0,60}}\b{_UNRESPONSIVE}\b"
    r"|\bnao (?:esta |ta )(?:conseguindo )?respira(?:r|ndo)\b|\b(?:is not|isn t|not) breathing\b|\bno respira\b"
    r"|\b(?:sinto|sentindo|sentimos|ta com|tem um|muito) (?:\w+ )?cheiro (?:forte )?de gas\b"
    r"|\bgas (?:esta |ta )?vazando\b|\bvaza(?:ndo|mento de) gas\b|\bsmell(?:ing)? (?:of )?gas\b|\bgas leak\b"
    r"|\bolor a gas\b|\bfuga de gas\b"
)
_PHYSICAL = frozenset({"illness", "gas", "threat", "hospital"})
_HARM = frozenset({"injury body", "family injury", "child injury", "child harass", "child threat", "family illness"})


def is_plain_danger(text: str) -> bool:
    said = folded(text)
    return _PLAIN_CRISIS.search(said) is not None or _PLAIN_EMERGENCY.search(said) is not None


def danger_in(text: str) -> Danger | None:
    """For a message that is grave already. Somebody who may harm themselves comes before everything else."""
    if _CRISIS.search(folded(text)):
        return "crisis"
    groups = set(groups_in(text))
    return "emergency" if groups & _PHYSICAL or groups & {" ".join(sorted(pair.split())) for pair in _HARM} else None
