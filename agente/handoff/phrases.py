"""Turns of phrase that the judgement goes by where rules are right: an offer of a person, and a yes to it."""

import re
from functools import lru_cache

from agente.kit.text_features import MAX_CHARACTERS, normalize

Message = tuple[str, str]  # (role, text)
CACHED_MESSAGES = 512  # each message of a dialogue is judged again at its next turns

_WORD = re.compile(r"[^\W_]+")
_OFFER = re.compile(
    r"\b(?:cham\w+|vej\w+|ver|verifi\w+|pec\w+|pedir|transf\w+|pass\w+|encaminh\w+|conect\w+|coloc\w+|fal\w+|acion\w+|ligar|direcion\w+"
    r"|transfer|connect|ask|have|put|bring|call|get|speak|talk|reach"
    r"|llam\w+|pas\w+|comuni\w+|conect\w+|transfier\w+|habl\w+) (?:\w+ ){0,6}"
    r"(?:alguem|pessoas?|atendentes?|equipe|time|human[oa]s?|consultor\w*|especialista\w*|gerente|vendedor\w*|colega"
    r"|person|someone|somebody|human|agent|team|representative|colleague|specialist"
    r"|alguien|persona|asesor\w*|equipo|agente)\b"
)
_YES = re.compile(
    r"^(?:(?:ah|oi|entao|ok|bom|well|pues|bueno) )?(?:sim\b|s\b|ss\b|quero\b|pode\b|por favor|pfv|pf\b|claro\b|isso\b"
    r"|aceito|prefiro\b|gostaria|queria\b|blz|beleza|bora|manda\b|faz isso|chama|ok\b|okay|positivo|com certeza"
    r"|e melhor|seria bom|seria otimo|pode ser|please|yes\b|yeah|yep|sure|go ahead|do it|si\b|dale|vale\b|quiero"
    r"|de acuerdo|esta bien|por fa)"
)
_NO = re.compile(r"\b(?:nao|no|n|not|nope|sem|nem|ainda nao|agora nao|depois|later|luego|despues)\b")
_LONGEST_YES = 8  # words; a longer answer says more than yes


@lru_cache(maxsize=CACHED_MESSAGES)
def folded(text: str) -> str:
    """The words of the text without accents and capitals, joined by single spaces; a final "?" stays."""
    text = text[:MAX_CHARACTERS]
    return " ".join(_WORD.findall(normalize(text))) + ("?" if text.rstrip().endswith("?") else "")


def offers_person(reply: str) -> bool:
    """Whether a folded reply asks the customer if a person shall come."""
    return reply.endswith("?") and _OFFER.search(reply) is not None


def is_yes(answer: str) -> bool:
    return len(answer.split()) <= _LONGEST_YES and _YES.search(answer) is not None and not _NO.search(answer)
