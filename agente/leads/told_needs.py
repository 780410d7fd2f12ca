"""A need that is told without "I need": as a trouble of their own business, or as "do you do ...?"."""

from collections.abc import Callable
from typing import Final

from agente.kit.patterns import regex
from agente.leads.need_model import is_likely
from agente.leads.wording import Message

Span = tuple[int, int]
LIKELY: Final = 0.3  # log-odds from which on a clause states a need
CONTINUED: Final = -0.7  # what goes on with a need may be less clear
_FEWEST_WORDS: Final = 3
_BESIDE_NAME: Final = 6  # words
_LONGEST: Final = 200  # characters

# What asks which, when or how much, or depends; and who has an app that stops has bought already.
_NO_NEED = regex(
    r"(?:eu |a gente )?(?:atendo|atendemos|recebo|recebemos|vendo|vendemos|faco|fazemos|tenho|temos) "
    r"(?:uns |umas |cerca de )?[0-9]+ [a-z]+(?: por [a-z]+)?$"
    r"|\W*(?:o|the|la) (?:app|aplicativo|aplicacion) (?!(?:de|da|do|que|of) )"
    r"|\W*(?:(?:mas|e|ou) )?(?:qual|quais|quanto|quando|onde|quem|que horas|what|which|where|when|cual|cuando|donde"
    r"|depend[es])\b"
)
_CLAUSE = regex(
    r"(?:,(?!\d)|:(?!\d)| - |[()])\s*|\s+(?:e|mas|and|but|y|pero) (?=(?:quero|queremos|queria|preciso|precisamos"
    r"|gostaria"
    r"|somos|meu|minha|nosso|nossa|tenho|quanto|qual|we|i|my|need|want|mi|quiero|necesito)\b)"
)
# What opens a clause without being part of the need.
_OPENING = regex(
    r"(?:[^\w]|(?:oi+e?|ola|opa|bom dia|boa tarde|boa noite|hi|hello|hey|hola|buenas|e|mas|entao|bem|olha|tipo|pois"
    r"|porque|e que|(?:o )?problema e que|acontece que|so que|and|but|so|because|well|y|pero|pues)\b)*"
)
_ASKED_FOR = regex(
    r"(?:(?:e )?(?:sera que )?(?:voces|vcs|vc|voce|ustedes|aqui|ai)(?: ai)? (?:tambem )?(?:fazem|faz|trabalham com"
    r"|tem|teriam|oferecem|vendem|prestam|hacen|tienen|ofrecen|venden|trabajan con)"
    r"|(?:tem|existe|hay|tienen|ofrecen|hacen|venden|fazem|trabalham com|oferecem|vendem)"
    r"|(?:is|are) there|(?:do|can|could|would) you(?: guys)? (?:have|do|offer|sell|provide|handle)"
    r"|tem como|da pra|da para|e possivel|se puede)"
    r" (?:(?:algum|alguma|algun|alguna|algo|alguma coisa|anything|something|any)(?: tipo de)? (?:(?:pra|para|for|to"
    r"|que) "
    r"(?=[a-z]))?)?(?=\w)"
)


def told_need(message: Message, taken: Callable[[], list[Span]], names: list[str]) -> str | None:
    """The first clauses that state a need, without what opens them; None when none does.

    A clause that touches a place that `taken` finds states none; `names`, of people and companies, say nothing of it.
    """
    for begin, end in message.sentences():
        if span := _in_sentence(message, begin, end, taken, names):
            start = _without_opening(message.folded, *span)
            return message.text[start : min(span[1], start + _LONGEST)].strip(" ,.:;-\"'")
    return None


def _in_sentence(
    message: Message, begin: int, end: int, taken: Callable[[], list[Span]], names: list[str]
) -> Span | None:
    found: Span | None = None
    mark = "?" if message.is_question(begin) else ""
    for start, stop in _clauses(message.folded, begin, end):
        clause = message.text[start:stop] + mark
        fewest, least = (1, CONTINUED) if found else (_FEWEST_WORDS, LIKELY)
        for name in names:
            if name in clause:  # "a gente é a Nuvem Azul" says who they are, unless there is more
                clause, fewest, least = clause.replace(name, " "), _BESIDE_NAME, LIKELY
        if (
            _NO_NEED.match(message.folded, start, stop)
            or len(clause.split()) < fewest
            or not is_likely(clause, least)
            or any(first < stop and start < last for first, last in taken())
        ):
            if found:
                break
            continue
        found = (found[0] if found else start), stop
    return found


def _clauses(folded: str, begin: int, end: int) -> list[tuple[int, int]]:
    cuts = list(_CLAUSE.finditer(folded, begin, end))
    starts = [begin, *(cut.end() for cut in cuts)]
    stops = [*(cut.start() for cut in cuts), end]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


def _without_opening(folded: str, start: int, end: int) -> int:
    opening = _OPENING.match(folded, start, end)
    start = opening.end() if opening else start
    asked = _ASKED_FOR.match(folded, start, end)
    return asked.end() if asked else start
