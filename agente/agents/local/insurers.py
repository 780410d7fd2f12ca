"""Does the business take the customer's insurance? Told by the passage that says which ones it takes, and what for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agente.agents.local import cues, stances
from agente.agents.local.clauses import PART_END
from agente.agents.local.cues import cue
from agente.agents.local.knowledge import quoting
from agente.agents.local.products import about, attribute_sentence
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox, in_full
from agente.agents.tools.knowledge import Finding, search_knowledge, without_yes_or_no
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.packs.models import Locale

# The large ones of Brazil, by which customers ask; a business's own material names those that it takes.
_KNOWN = cue(
    r"(?:unimed|amil|hapvida|notre ?dame|intermedica|sul ?america|bradesco (?=saude|dental|odonto)|odontoprev"
    r"|porto (?=saude|seguro|odonto)|golden cross|cassi|geap|ipsemg|metlife|prevent senior|uniodonto|interodonto"
    r"|allianz)(?: ?(?:seguro|odonto|dental|saude))?"
)
# A name that nobody listed, behind what one has or asks for: "convênio CliniVida", "tenho brasdental odonto".
_CALLED = regex(
    r"\b(?:convenios?|planos?(?: de saude| odontologicos?| dental)?|seguros?(?: dental| saude)?|insurance)"
    r" (?:(?:da|do|e|eh|o|a) ){0,2}(?P<name>\w+(?: (?:odonto|dental|saude))?)\b"
)
_OF_HEALTH = regex(
    r"\b(?:tenho|temos|sou|uso|aceit\w+|atendem?|pegam?|trabalham? com|acept\w+|tengo|accept|take) "
    r"(?:(?:o|a|da|do|pel[oa]|el|la|the) )?(?P<name>\w+ (?:odonto|dental|saude))\b"
)
_NO_NAMES = (
    cues.FILLER
    | stances.YES
    | stances.NO
    | cues.HOURS_WORDS
    | cues.word_set(
        "de que qual quais cobre cobrem cobra aceita aceitam atende atendem paga pagam vale medico medica odontologico",
        "odontologica odonto dental saude particular familiar empresarial individual coletivo basico completo nenhum",
        "problema problemas tratamento clinica boa bom cuidado urgencia emergencia higiene dor exame",
        "bucal minha meu com sem para por pelo pela tenho vou nao ja quando onde quem entao",
    )
)
# "Plano" alone may be what the business itself sells.
INSURANCE = cue(
    r"convenios?|planos? (?:de saude|odontologicos?|dental|dentario|medico)|seguros? (?:saude|dental|medico)"
    r"|(?:health|dental) (?:insurance|plans?)|insurances?|seguros? (?:de salud|dentales)|obra social|carteirinha"
)
_PLAN = cue(r"planos?|plans?|seguros?|planes|insurances?")
_TAKES = cue(
    r"aceit\w+|atend(?:e|em|er)|pega(?:m|r)?|trabalha(?:m|r)?|credenciad\w+|conveniad\w+|acept\w+|accept\w*|takes?"
)
_HAVE_ANY = cue(r"quais|qual|que|tem|ha|existe|which|what|tienen?|cuales")
_COVERS = cue(r"cobr(?:e|em|ir|iria)|cubr(?:e|en|ir)|covers?|covered")
# "Com o Dente Pleno não pago nada?": whether it is covered, beside an insurer's name.
_PAYS = cue(r"pag(?:o|a|ar|amos|aria)|gratis|gratuit[oa]s?|de graca|cobr(?:am?|ad[oa]s?)|free|pay|pagan?")
_OWN = (
    r"(?:tenho|temos|possuo|uso|meu|minha|nosso|sem|tengo|tenemos|mi|sin|i have|we have|my|without)"
    r" (?:(?:o|a|um|uma|do|da|de|nenhum|el|un|una|an?|any|no) )*"
)
_HAS = cue(rf"{_OWN}(?:convenios?|planos?|seguros?|carteirinha|insurance)")
_WITHOUT_ANY = cue(
    r"(?:sem|sin|without|nao (?:tenho|tem|temos|possuo)|no (?:tengo|tiene)|don t have)"
    r"(?: (?:o|um|nenhum|un|ningun|an|any))? (?:convenios?|planos?|seguros?|insurance)"
)
# "... e outros", "os principais": what is not named there may be taken all the same.
_OPEN_ENDED = cue(
    r"outr[oa]s|principais|tod[oa]s|qualquer|divers[oa]s|vari[oa]s|maioria|etc|consulte|others?|most|all|any|including"
    r"|otr[oa]s|principales|cualquier"
)
_WHICH: dict[Locale, str] = {
    "pt-BR": "quais convênios vocês aceitam", "en": "which insurance do you accept", "es": "qué seguros aceptan",
}  # fmt: skip
_WHAT: dict[Locale, str] = {
    "pt-BR": "o que o convênio cobre", "en": "what does the insurance cover", "es": "qué cubre el seguro",
}  # fmt: skip
_INSTEAD: dict[Locale, str] = {
    "pt-BR": "quem não tem convênio pode ser atendido", "en": "can I come without insurance",
    "es": "puedo ir sin seguro",
}  # fmt: skip
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý]\w+(?: [A-ZÀ-Ý]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?]) ")
MAX_BARE = 4  # words: "e amil?"


def answer_insurer(tools: Toolbox, reading: Reading) -> Reply | None:
    """Which ones are taken, with a plain no to one that is not; of one that is taken, what it covers."""
    generally = _asks_generally(reading)
    named = _named_in(tools, reading.turn.text) or (_told_before(tools, reading) if generally else "")
    if not (generally or named or reading.asks(_COVERS) or reading.asks(_PAYS)):
        return None
    taken = _look_up(tools, reading, _WHICH)
    if taken is None or not INSURANCE.search(in_full(taken.passage)):
        return None
    if named and not _is_told_of(tools, named):
        return _not_taken(tools, reading, taken, named) if generally or _is_asked(reading) else None
    if generally:
        return _with_coverage(tools, reading, _quoted(tools, reading, taken))
    return _covered(tools, reading, taken)


def _with_coverage(tools: Toolbox, reading: Reading, taken: Reply) -> Reply:
    """And whether what the talk is of is covered: "aceita convênio?", behind the price of a treatment."""
    product = reading.previous[0] if len(reading.previous) == 1 and reading.memory.about_products else None
    keys = [key for key in product.attributes if INSURANCE.search(folded(key))] if product else []
    if product is None or not keys:
        return taken
    told = attribute_sentence(tools, product, keys[0], reading.locale)
    return replace(taken, text=f"{taken.text}\n{told}", remember=about([product]))


def tells_of_insurance(tools: Toolbox, reading: Reading) -> bool:
    """Whether the customer said that they have one, or none, or which."""
    return reading.asks(_HAS) or bool(_named_in(tools, reading.turn.text))


def _asks_generally(reading: Reading) -> bool:
    """ "Aceita convênio?", and nothing else of it: not whether one may come without, nor what it is good for."""
    if reading.products or reading.asks(_WITHOUT_ANY) or reading.asks(_COVERS):
        return False
    bare = len(reading.words) <= MAX_BARE - 1  # "e convênio?"
    asks = reading.asks(_TAKES) or (reading.asks(INSURANCE) and (bare or reading.asks(_HAVE_ANY)))
    if not asks or not (reading.asks(INSURANCE) or reading.asks(_PLAN)):
        return False
    about = (INSURANCE, _PLAN, _TAKES)
    return all(word in _NO_NAMES or any(cue.search(word) for cue in about) for word in reading.rest)


def _is_asked(reading: Reading) -> bool:
    """Whether it is about being taken: "tenho amil" alone is, "atendem no sábado?" is not."""
    asks = reading.asks(_TAKES) or reading.asks(_COVERS) or reading.asks(INSURANCE)
    return (asks or len(reading.words) <= MAX_BARE) and not reading.days


def _named_in(tools: Toolbox, text: str) -> str:
    """The insurer that is named, folded; one that nobody listed, when it is written as a name or sounds like one."""
    if known := _KNOWN.search(folded(text)):
        return known[0].strip()
    found = (_unlisted(tools, part) for part in PART_END.split(text))
    return next((name for name in found if name), "")


def _unlisted(tools: Toolbox, part: str) -> str:
    """A name in one part of a message; none of a word that the material has too."""
    said, written = folded(part), re.findall(r"\w+", part)
    called = _CALLED.search(said)
    if called and not _is_capital(written, said[: called.start("name")].count(" ")):
        called = None
    match = called or _OF_HEALTH.search(said)
    first = match["name"].split()[0] if match else ""
    if not match or first in _NO_NAMES or first.isdecimal() or _is_told_of(tools, first):
        return ""
    return match["name"]


def _is_capital(written: Sequence[str], position: int) -> bool:
    """Whether a word has a capital of its own: not in a message that is all in capitals."""
    shouted = all(word.isupper() for word in written)
    return not shouted and position < len(written) and written[position][0].isupper()


def _told_before(tools: Toolbox, reading: Reading) -> str:
    """The insurer that the customer named elsewhere in the message, else what they named last."""
    before = (said.text for said in reversed(reading.turn.history) if said.role == "customer")
    named = (_named_in(tools, text) for text in (reading.message, *before))
    return next((name for name in named if name), "")


def _is_told_of(tools: Toolbox, name: str) -> bool:
    """Whether the material speaks of it, or the catalogue does; "SulAmérica" and "Sul América" are one."""
    first = re.sub(r" ?(?:odonto|dental|saude)$", "", name) or name
    spelt = re.compile(rf"\b{' ?'.join(first.replace(' ', ''))}\b")
    return bool(tools.catalog.find_products(name.split())) or any(spelt.search(told.whole) for told in tools.told)


def _not_taken(tools: Toolbox, reading: Reading, taken: Finding, name: str) -> Reply:
    """The no, those that are taken, and what is told to who has none of them."""
    quoted = _quoted(tools, reading, taken)
    listing = [part for part in _SENTENCE.split(quoted.text) if any(_NAME.finditer(part))]
    if not listing or _OPEN_ENDED.search(folded(" ".join(listing))):
        return quoted
    if all(part in reading.last_said for part in listing):
        return quoting(tools, reading, taken.passage, _no(tools, reading, name, 1))
    no = _no(tools, reading, name, 0)
    refused = quoting(tools, reading, taken.passage, f"{no} {' '.join(listing)}")
    instead = _look_up(tools, reading, _INSTEAD)
    return refused if instead is None else merged([refused, _quoted(tools, reading, instead)])


def _no(tools: Toolbox, reading: Reading, name: str, variant: int) -> str:
    return tools.phrases.say("insurer_not_taken", reading.locale, variant, insurer=_as_written(reading, name))


def _covered(tools: Toolbox, reading: Reading, taken: Finding) -> Reply | None:
    spoken = f" {' '.join(reading.words)} "
    if not (reading.asks(_COVERS) or reading.asks(_PAYS)) or not any(
        f" {name} " in spoken for name in _names(taken.passage.text)
    ):
        return None
    covered = _look_up(tools, reading, _WHAT)
    return _quoted(tools, reading, covered) if covered else None


def _look_up(tools: Toolbox, reading: Reading, question: dict[Locale, str]) -> Finding | None:
    found = search_knowledge(tools.search, question[reading.locale], reading.locale)
    return next((finding for finding in found if finding.coverage >= STRONG_COVERAGE), None)


def _names(text: str) -> Iterator[str]:
    """The names in a sentence, folded: "Dente Pleno" of "Aceitamos OdontoVale, Dente Pleno e ..."."""
    return (folded(name) for name in _NAME.findall(text))


def _as_written(reading: Reading, name: str) -> str:
    """The name as the customer wrote it, and with capitals."""
    texts = (reading.message, *(said.text for said in reading.turn.history))
    written = {word: part for text in texts for part in re.findall(r"\w+", text) for word in words(part)}
    parts = (written.get(word, word) for word in name.split())
    return " ".join(part.capitalize() if part.islower() else part for part in parts)


def _quoted(tools: Toolbox, reading: Reading, finding: Finding) -> Reply:
    return quoting(tools, reading, finding.passage, without_yes_or_no(finding.passage.text))
