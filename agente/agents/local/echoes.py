"""A word of our last reply, said again in surprise, asks nothing: "frete?? não, quero saber do contrato"."""

import re

from agente.agents.local.abbreviations import written_out
from agente.agents.local.clauses import Clause, clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.kit.patterns import regex
from agente.knowledge.analysis import analyzer, folded, words

MOST_WORDS = 3  # that are said again
LEAST_WORDS = 3  # that are left behind an outcry
_OUTCRY = re.compile(
    r"^\W*(?:(?:a+f+e?|u[eé]+|uai|oxe|eita|h+u*m+)[\s,.!?…]+"
    r"|(?:poxa|p[oô]|nossa|gente|mo[cç][ao]|calma(?: a[ií])?|opa)[,.!?…]+\s*)+",  # "nossa loja" is none
    re.IGNORECASE,
)
_OPENING = regex(r"^(?:(?:gente|ue|uai|oxe|ah|mas|como assim|hein|eita|nossa|opa|epa|oi|but|wait|pero) )*")
_WHAT = regex(r"^(?:que|what)\b (?!(?:horas?|dias?|datas?|time|day)\b)")
_DISOWNED = regex(
    r"^(?:nao|nem|nunca|jamais|aff?e?|k{3,}|(?:rs)+|(?:ha){2,}|ue|oxe|eu nao|ja (?:sou|tenho|fiz|falei)|eu ja"
    r"|not|never|no|i (?:don t|didn t|have)|ni|yo no|ya)\b"
)
# A printed receipt, and a code for a discount, which have one name in Portuguese.
_VOUCHER = cue(r"cupo(?:m|ns)(?! (?:fisca|de desconto|promociona))")
_PRINTED = re.compile(r"\bcupom\b", re.IGNORECASE)
_IT_WAS = regex(r"^(?:(?:mas|e|entao|ah) )*(?:foi|era|e|eh) (?:(?:o|um|no|num|de) )?cupom\b")
_INVOICED = cue(r"notas?|nfce|nfc e|fiscais|fiscal|impress\w+")
_DISCOUNTED = cue(r"desc?ont\w+|promoc\w+|promo")
_ASKS = cue(
    r"quant[oa]s?|qua(?:l|is)|como|onde|quando|tem|da|pode|posso|how|which|where|when|cuant[oa]s?|cual(?:es)?|donde"
)


def without_outcry(reading: Reading) -> Reading:
    """ "Aff. e tem garantia?", "ué? só perguntei o prazo": the outcry before it asks nothing."""
    said = _OUTCRY.sub("", reading.turn.text)
    if said == reading.turn.text or len(said.split()) < LEAST_WORDS:
        return reading
    return reading.reread(said, asked=reading.turn.state.get("asked"))


def without_echo(reading: Reading) -> Reading:
    """The message from behind such a word, when it goes on to ask something else."""
    first, *others = clauses_of(reading.turn.text) or (Clause("", asks=False),)
    if not any(clause.asks for clause in others) or not _is_echo(reading, first, others[0]):
        return reading
    _, _, behind = reading.turn.text.partition(first.text)
    said = behind.lstrip(" ?!.,") or " ".join(clause.text for clause in others)
    return reading.reread(said, asked=reading.turn.state.get("asked"))


def in_its_sense(reading: Reading) -> Reading:
    """ "Foi cupom, faz uma hora", behind what was told of invoices: one that is printed, and none for a discount."""
    said = reading.turn.text
    spoken = folded(said)
    if not _VOUCHER.search(spoken) or _DISCOUNTED.search(spoken):
        return reading
    asked = _last_asked(reading)
    before = folded(f"{asked} {reading.last_said}")
    if _DISCOUNTED.search(before) or not _INVOICED.search(before):
        return reading
    printed = _PRINTED.sub(r"\g<0> fiscal", said)
    if asked and _IT_WAS.match(spoken):
        printed = f"{asked.rstrip('?!. ')} cupom fiscal?"  # what was asked before, of this one
    return reading.reread(printed, asked=reading.turn.state.get("asked"))


def _last_asked(reading: Reading) -> str:
    """The last question of the customer's message before this one."""
    last = next((said.text for said in reversed(reading.turn.history) if said.role == "customer"), "")
    return next((clause.text for clause in reversed(clauses_of(last)) if clause.asks), "")


def _is_echo(reading: Reading, clause: Clause, following: Clause) -> bool:
    """All that it says is ours, and what follows disowns it, or it asks what we mean by it."""
    if not clause.text.endswith("?"):
        return False
    spoken = _OPENING.sub("", " ".join(written_out(words(clause.text))))
    named = _WHAT.sub("", spoken)
    if len(named.split()) > MOST_WORDS or _ASKS.search(named):
        return False
    terms = analyzer(reading.locale).terms
    said = terms(named)
    disowned = _DISOWNED.search(folded(following.text))
    surprised = named != spoken or disowned
    return bool(said and surprised and not following.asks and said <= terms(reading.last_said))
