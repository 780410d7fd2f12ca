"""Where does a person's name that begins at a place in a message end?"""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.wording import Message, word_list, words

_TOKEN = regex(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
PARTICLES: Final = words("de da do das dos di del della von van der la e y")
TITLES: Final = words(
    "sr sra srta dr dra seu dona prof profa doutor doutora senhor senhora mr mrs ms miss don professor professora eng"
    " senora senorita engenheiro engenheira ing enf miss irmao pastor pastora padre pe frei irma"
)
_COMPANY_RUN = regex(r"[^\W\d_a-z][\w&-]*(?: (?:e |& |d[aeo]s? )?[^\W\d_a-z][\w&-]*){1,4}")
_OF_MARIA: Final = words("carmo socorro rosario ceu amparo livramento desterro conceicao gloria penha guia graca paz")
_IN_ADDRESS = regex(r"[._+-]?[a-z0-9._+-]*@[a-z0-9]|_| (?:underline|underscore|ponto|arroba|hifen|traco|dot) [a-z]")
_LONGEST_SHORT = 3  # "RT", "TI": letters that stand for something
_LONGEST = 6
_SUFFIXES: Final = words("junior jr filho neto sobrinho segundo terceiro")
# Days and ordinals answer when or which, and never who; "Domingo" is a name for some.
_WHEN_OR_WHICH: Final = words(
    "segunda terca quarta quinta sexta sabado segunda-feira terca-feira quarta-feira quinta-feira sexta-feira seg ter"
    " qua qui sex sab monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes"
    " manha madrugada cedo cedinho almoco primeira primeiro terceira terceiro quarto quinto second third dois duas tres"
    " ambos ambas both janeiro fevereiro agosto setembro outubro novembro dezembro"
)


def person_at(message: Message, start: int, *, sure: bool) -> tuple[str, int] | None:
    """The name that begins here and where it ends. Unless we are `sure`, only what is known or written as a name."""
    folded, text = message.folded, message.text
    tokens: list[tuple[int, int]] = []
    position = start
    shouting = text.isupper()
    while len(tokens) < _LONGEST and (match := _TOKEN.match(text, position)):
        token_end = match.end() - text[match.end() - 1 : match.end()].count(".")
        word = folded[match.start() : token_end]
        dotted = token_end < match.end()
        if dotted and (len(word) == 1 or word in TITLES):
            token_end = match.end()
            dotted = False
        if not _belongs(message, tokens, match.start(), word, sure=sure, shouting=shouting):
            break
        tokens.append((match.start(), token_end))
        position = token_end
        if dotted or text[position : position + 1] != " ":
            break
        position += 1
    while tokens and folded[slice(*tokens[-1])] in PARTICLES:
        tokens.pop()
    while tokens and folded[slice(*tokens[0])].strip(".") in TITLES:
        tokens.pop(0)
    if not tokens or _IN_ADDRESS.match(folded, tokens[-1][1]):
        return None
    return written(message, tokens), tokens[-1][1]


def _belongs(
    message: Message, tokens: list[tuple[int, int]], start: int, word: str, *, sure: bool, shouting: bool
) -> bool:
    written = message.text[start : start + len(word)]
    capital = written[:1].isupper() and not shouting and not (1 < len(written) <= _LONGEST_SHORT and written.isupper())
    known = (
        (bool(tokens) and word in _OF_MARIA and message.folded[: start - 1].endswith((" do", " da")))
        or word in word_list("given_names")
        or (bool(tokens) and word in word_list("family_names"))
        or word in _SUFFIXES & {"junior", "jr", "neto"}
    )
    if word.strip(".") in TITLES and not tokens:
        return True
    if word in PARTICLES:
        return bool(tokens) and _particle_fits(message, start + len(word) + 1, word)
    if not tokens:
        if word in word_list("not_names") or word in _WHEN_OR_WHICH:
            return False
        return known or (capital and word not in word_list("places") and len(word) > 1) or (sure and len(word) > 1)
    family = capital and word in word_list("family_names")  # "Rafael Dias"
    if word in word_list("not_names") and word not in _SUFFIXES and not family:
        return False
    first_capital = message.text[tokens[0][0]].isupper() and not shouting
    if first_capital:
        return capital or (known and word not in word_list("not_names"))
    return known or (sure and capital)


def _particle_fits(message: Message, following: int, particle: str) -> bool:
    """Whether a name goes on behind "da" or "e"."""
    match = _TOKEN.match(message.text, following)
    if match is None:
        return False
    word = message.folded[match.start() : match.end()].strip(".")
    if particle in {"da", "do"} and word not in _OF_MARIA and _trade_behind(message, following):
        return False
    if particle in {"da", "do"} and _COMPANY_RUN.match(message.text, following) and _trade_in_run(message, following):
        return False
    if particle in {"e", "y"}:
        return word in word_list("family_names") and (
            message.text[match.start()].isupper() or word in {"silva", "souza"}
        )
    if word in (_OF_MARIA if particle in {"do", "da"} else ()):
        return True
    if word in word_list("family_names") or (particle == "de" and word in word_list("given_names")):
        return True
    if particle in {"dos", "das"} and message.text[match.start()].isupper():
        return word not in word_list("places")
    return (
        particle in {"de", "von", "van", "der", "di", "del", "della"}
        and message.text[match.start()].isupper()
        and (word not in word_list("places") | word_list("not_names") and particle != "de")
    )


def _trade_behind(message: Message, start: int) -> bool:
    """Whether a business is named here, in small letters: "elenice da lopes advocacia"."""
    parts = re.findall(r"[a-z]+", re.split(r"[,.;!?\n]", message.folded[start : start + 60], maxsplit=1)[0])[:3]
    return not (word_list("trades") | word_list("trade_endings")).isdisjoint(parts)


def _trade_in_run(message: Message, start: int) -> bool:
    """Whether the capital words from here on name a business: "da Rezende Construções Ltda"."""
    run = _COMPANY_RUN.match(message.text, start)
    return run is not None and not word_list("trades").isdisjoint(message.folded[start : run.end()].split())


def written(message: Message, tokens: list[tuple[int, int]]) -> str:
    raw = message.text[tokens[0][0] : tokens[-1][1]]
    if raw.islower() or raw.isupper():
        return " ".join(word if word.lower() in PARTICLES else word.capitalize() for word in raw.lower().split())
    return raw
