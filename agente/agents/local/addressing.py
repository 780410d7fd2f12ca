"""Who is only spoken to: "ai minha filha, tô com a dentadura frouxa" tells of no daughter."""

import re
from typing import Final

# What in Portuguese and Spanish a younger person is called by who is no kin of theirs.
_YOUNG: Final = r"(?:filh[oa]|filhinh[oa]|menin[oa]|net[oa]|m?hij[oa]|mij[oa])"
_ANYBODY: Final = re.compile(_YOUNG, re.IGNORECASE)
_POSSESSIVE: Final = r"(?:minha|meu|mi)\s+"
_BEFORE: Final = (
    r"(?:(?:ai|oi|ol[aá]|olh[ae]|oh|[oóôéeêah]|ah|eh|ih|nossa|viu|escuta|obrigad[oa]|n[aã]o|sim|t[aá]|bom|ok|ent[aã]o|mas"
    r"|boa\s+(?:tarde|noite)|bom\s+dia|hola|ay|mira|gracias)[\s,.!]+){0,3}"
)
# "Minha filha, ela tem 7 anos", "minha filha, de 7", "minha filha, meu marido e eu", "minha filha, terça" tell of her.
_TELLS_OF_HER: Final = (
    r"(?!\s*[,.;:!?…]+\s*(?:el[ea]|que|de|com|tem|fez|\d|tiene)\b)"
    r"(?!\s*,\s*(?:vai|quer|precisa|est[aá]|e|y|meu|minha|mi|[ao]|va|quiere|hoje|hj|amanh[aã]|segunda|ter[cç]a|quarta"
    r"|quinta|sexta|s[aá]bado|hoy|ma[nñ]ana|lunes|martes|mi[eé]rcoles|jueves|viernes)\b)"
)
_FIRST_PERSON: Final = (
    r"(?=(?:eu|t[oô]|estou|sou|tenho|quero|queria|preciso|gostaria|quanto|qto|quando|qdo|como|onde|qual|vo?c[eê]?s?"
    r"|me|yo|estoy|soy|tengo|quiero|cu[aá]nto|c[oó]mo)\b)"
)
_STOP: Final = r"[,.;:!?…]"
_AT_THE_BEGINNING: Final = re.compile(
    rf"^(\s*{_BEFORE})(?:{_POSSESSIVE})?{_YOUNG}"
    rf"(?:{_TELLS_OF_HER}\s*{_STOP}+\s*(?=\S)|\s+{_FIRST_PERSON})",
    re.IGNORECASE,
)
# "Marcar pra mim, minha filha": she may be one more of those who come.
_BETWEEN: Final = re.compile(
    rf"(?<=[^\s,])(?<!\bmim)(?<!\beu)(?<!\bme)\s*,\s*(?:{_POSSESSIVE})?{_YOUNG}(?=\s*(?:{_STOP}|$)){_TELLS_OF_HER}",
    re.IGNORECASE,
)
_AT_THE_END: Final = re.compile(rf"\b(\w+)\s+{_POSSESSIVE}{_YOUNG}(?=\s*(?:[.!?…]|$)){_TELLS_OF_HER}", re.IGNORECASE)
# Before "minha filha" at an end: she is who it is for, who comes, or of whom something is said.
_GOVERNS: Final = re.compile(
    r"pr[oa]s?|para|p|d[eoa]s?|[oa]s?|e|é|eh|y|com|c|ou|nem|só|so|mas|até|ate|por|sobre|anos?|junto|comigo|eu|mim"
    r"|lev[oae]|traz|trago|traga|marc[ao]|marque|agend[ae]|atend\w+|reserv[ae]|encaix[ae]|tem|tenho|vai|vem|vou|quer|quero"
    r"|queria|precisa|preciso|est[aáo]|tá|ta|são|sao|foi|seria|será|sera|es|con|del|lleva|llevo|tiene|va"
    r"|\w+(?:ar|er|ir)",
    re.IGNORECASE,
)


def without_vocatives(text: str) -> str:
    """The message without those whom it only speaks to; who is alone in it is who it is for."""
    if not _ANYBODY.search(text):
        return text
    left = _BETWEEN.sub("", _AT_THE_BEGINNING.sub(r"\1", text))
    return _AT_THE_END.sub(lambda found: found[0] if _GOVERNS.fullmatch(found[1]) else found[1], left)
