"""How customers ask for totals, discounts, instalments and what a price is for: see `cues`."""

from typing import Final

from agente.agents.local.cues import cue

# What several things cost in all.
ADD_UP: Final = cue(
    r"som(?:a|e|ar|ando|ado)|total|junt[oa]s|tudo junto|quanto (?:\w+ ){0,2}tudo",
    r"altogether|in total|together|add (?:it|them) up|both cost|en total|todo junto|suma\w*|cuanto (?:\w+ ){0,2}todo",
)
WAYS_OF_PAYING: Final = {
    "pix": cue(r"pix"),
    "cash": cue(r"a vista|em dinheiro|no dinheiro|especie|efectivo|al contado|cash|at once|upfront"),
    "slip": cue(r"boletos?"),
    "card": cue(r"(?:no|pelo|com|em|the|con) (?:cartao|debito|credito|card|tarjeta)|by card"),
}
BY_QUANTITY: Final = cue(r"quantidades?|cantidad(?:es)?|quantity")
# What the customer has, of which a product must hold enough.
NEEDS: Final = cue(
    r"(?:tenho|temos|preciso(?: de)?|precisamos(?: de)?|uso|usamos|vou ter|have|need|tengo|tenemos|necesit(?:o|amos))"
    r" (?:so |apenas |only |solo )?(?=[0-9])"
)
HOW_MANY: Final = cue(r"quant[oa]s|how many|cuant[oa]s")
THAT_FITS: Final = cue(
    r"(?:o|a|os|as) que (?:serve\w*|atende\w*|sirva\w*|da conta|cabe\w*|resolve\w*)|qual (?:serve|atende|resolve)",
    r"qual(?: e)?(?: o)? plano|which (?:plan|one)|the one that (?:fits|works)",
    r"(?:el|la|lo) que (?:me )?sirv\w+|cual(?: me)? sirve",
)
