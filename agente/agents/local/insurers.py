"""Does the business take the customer's insurance? Told by the passage that says which ones it takes, and what for."""

import re
from collections.abc import Iterator

from agente.agents.local.cues import cue
from agente.agents.local.knowledge import quoting
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import Finding, search_knowledge, without_yes_or_no
from agente.knowledge.analysis import words
from agente.packs.models import Locale

# The large ones of Brazil, by which customers ask; a business's own material names those that it takes.
_KNOWN = cue(
    r"unimed|amil|hapvida|notre ?dame|intermedica|sul ?america|bradesco saude|bradesco dental|odontoprev|porto saude"
    r"|porto seguro|golden cross|cassi|geap|ipsemg|metlife|prevent senior|uniodonto|interodonto|allianz"
)
_ACCEPTS = cue(
    r"aceit\w+|atend\w+|cobr(?:e|em)|trabalha\w*|credenciad\w+|conveniad\w+|convenios?|pega\w*|tem|vale"
    r"|acept\w+|cubr\w+|accept\w*|take|covers?"
)
_COVERS = cue(r"cobr(?:e|em|ir|iria)|cubr(?:e|en|ir)|covers?|covered")
_WHICH: dict[Locale, str] = {
    "pt-BR": "quais convênios vocês aceitam", "en": "which insurance do you accept", "es": "qué seguros aceptan",
}  # fmt: skip
_WHAT: dict[Locale, str] = {
    "pt-BR": "o que o convênio cobre", "en": "what does the insurance cover", "es": "qué cubre el seguro",
}  # fmt: skip
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý]\w+(?: [A-ZÀ-Ý]\w+)*")
MAX_BARE = 4  # words: "e amil?"


def answer_insurer(tools: Toolbox, reading: Reading) -> Reply | None:
    """Of one that the material does not name, which ones it does; of one that is taken, what it covers."""
    if not (reading.asks(_KNOWN) or reading.asks(_COVERS)):
        return None
    taken = _look_up(tools, reading, _WHICH)
    if taken is None or not (reading.asks(_ACCEPTS) or len(reading.words) <= MAX_BARE):
        return None
    spoken = f" {' '.join(reading.words)} "
    if reading.asks(_KNOWN):
        return None if _KNOWN.search(" ".join(words(taken.passage.text))) else _quoted(tools, reading, taken)
    if reading.asks(_COVERS) and any(f" {name} " in spoken for name in _names(taken.passage.text)):
        covered = _look_up(tools, reading, _WHAT)
        return _quoted(tools, reading, covered) if covered else None
    return None


def _look_up(tools: Toolbox, reading: Reading, question: dict[Locale, str]) -> Finding | None:
    found = search_knowledge(tools.search, question[reading.locale], reading.locale)
    return next((finding for finding in found if finding.coverage >= STRONG_COVERAGE), None)


def _names(text: str) -> Iterator[str]:
    """The names in a sentence, folded: "Dente Pleno" of "Aceitamos OdontoVale, Dente Pleno e ..."."""
    return (" ".join(words(name)) for name in _NAME.findall(text))


def _quoted(tools: Toolbox, reading: Reading, finding: Finding) -> Reply:
    return quoting(tools, reading, finding.passage, without_yes_or_no(finding.passage.text))
