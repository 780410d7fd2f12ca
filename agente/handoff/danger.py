"""Is somebody in danger now? Decides which emergency lines a reply names, not whether a person is called."""

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
_PHYSICAL = frozenset({"illness", "gas", "threat", "hospital"})
_HARM = frozenset({"injury body", "family injury", "child injury", "child harass", "child threat", "family illness"})


def danger_in(text: str) -> Danger | None:
    """For a message that is grave already. Somebody who may harm themselves comes before everything else."""
    if _CRISIS.search(folded(text)):
        return "crisis"
    groups = set(groups_in(text))
    return "emergency" if groups & _PHYSICAL or groups & {" ".join(sorted(pair.split())) for pair in _HARM} else None
