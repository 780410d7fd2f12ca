"""Which times of day would do, by what a message says: an hour, a part of the day, before, after, between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

Readings = tuple[time, ...]  # what one spoken hour may mean, likeliest first: "às 3" is 15:00, else 3:00

_NUMERALS = {
    "uma": 1, "una": 1, "one": 1, "duas": 2, "dos": 2, "two": 2, "tres": 3, "three": 3, "quatro": 4, "cuatro": 4,
    "four": 4, "cinco": 5, "five": 5, "seis": 6, "six": 6, "sete": 7, "siete": 7, "seven": 7, "oito": 8, "ocho": 8,
    "eight": 8, "nove": 9, "nueve": 9, "nine": 9, "dez": 10, "diez": 10, "ten": 10, "onze": 11, "once": 11,
    "eleven": 11, "doze": 12, "doce": 12, "twelve": 12,
}  # fmt: skip
_NOON = "meio[- ]dia|mediodia|noon|midday"
_MIDNIGHT = "meia[- ]noite|medianoche|midnight"
_PREFIXES = {
    "after": r"depois d(?:as?|o)|apos(?: as| o)?|a partir d(?:as?|o|e las?|e)|after|later than|despues de(?:l| las?)?"
    r"|from|(?:mais|mas) tarde (?:do )?que(?: as?| o| las?)?",
    "before": r"antes d(?:as?|o|e las?|el)|before|earlier than"
    r"|(?:mais cedo|mas temprano) (?:do )?que(?: as?| o| las?)?",
    "until": r"ate(?: as?| o)?|until|till|by|hasta(?: las?| el)?",
    "range": r"entre(?: as?| las?)?|between|das|de las|desde(?: las?| as)?|de",
    "link": r"e(?: as?)?|and|y(?: las?)?|ou(?: as?)?|or|o(?: a? ?las?)?|to|a|-",
    "at": r"a las?|as|ao|pelas|la pelas|umas|unas|por volta d(?:as|o)|perto das|at|around|about|sobre las?"
          r"|tipo|pras|p as|(?:pra|para) (?:as|o|las?)|em torno das",
}  # fmt: skip
_PREFIX = "|".join(f"(?P<{name}>{words})" for name, words in _PREFIXES.items())
_PART = (
    r"(?:da|de|a|pela|de la|por la|in the|at)"
    r" (?P<part>manha|madrugada|tarde|noite|noche|manana|morning|afternoon|evening|night)"
)
# Behind a bare number: what it counts is no hour.
_COUNTED = (
    r"(?! ?(?:opcoes|opcao|options?|opciones|primeir\w+|ultim\w+|pessoas|people|personas|vagas|horarios|slots|lojas"
    r"|unidades|reunioes|dias?|days|semanas?|weeks|mes(?:es)?\b|months|anos?\b|years|vezes|x\b|min\w*|mil\b|k\b|reais|%"
    r"|usuarios|users|funcionarios|caixas|(?:coisas|cosas|things|itens|items|produtos|products|equipamentos|modulos)\b"
    r"|de (?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro"
    r"|outubro|novembro|dezembro|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre)))"
)
_MOMENT = re.compile(
    rf"(?:(?<![\w-])(?:{_PREFIX})\s?(?:o |the )?)?(?<![\w.,$/:])"
    rf"(?:(?P<noon>{_NOON})|(?P<midnight>{_MIDNIGHT})|(?P<hour>\d{{1,2}}|{'|'.join(_NUMERALS)}))"
    r"(?:(?::|\s?h\s?|\s?hs\s?|\.)(?P<minute>[0-5]\d)(?!\d)(?:\s?(?:h|hs|hrs|min)\b)?)?"
    r"(?P<mark>\s?(?:h|hs|hrs?|horas?|o ?[’']?clock)\b)?"
    r"(?P<half>\s(?:e|y)\s(?P<more>meia|media|quinze|quince|trinta|treinta|quarenta|cuarenta)\b)?"
    rf"(?:\s?(?P<ampm>[ap])\.?m\b\.?)?(?:,?\s{_PART}\b)?(?![\d/])"
)
_MORE = {"meia": 30, "media": 30, "quinze": 15, "quince": 15, "trinta": 30, "treinta": 30, "quarenta": 40,
         "cuarenta": 40}  # fmt: skip
_DURATION = re.compile(r"\b(?:em|in|por|for|durante|dura\w*|cada|within|dentro de|daqui a?|de ate|en|ha|faz|leva)\s?$")
_ONWARDS = re.compile(r"^,? (?:em diante|pra frente|onwards?|or later|en adelante|ou mais tarde)\b")

# "9h não, 11h", "às 9 não dá"
_TAKEN_BACK = re.compile(
    r"^,? ?(?:nao|no|not)(?= ?[,.;!?]| ?$)|^ (?:(?:eu|ja) )?(?:nao|no) (?:da|posso|consigo|rola|quero|serve|puedo)\b"
    r"|^ (?:ja |me )?(?:aperta|complica"
    r"|(?:fica|e|eh) (?:meio |muito )?(?:ruim|apertad[oa]|complicad[oa]|dificil|cedo|tarde))\b"
)
_MORNING, _AFTERNOON, _EVENING = (time(0), time(11, 59)), (time(12), time(17, 59)), (time(18), time(23, 59))
# More exact ones first; what was read is taken out of the text.
_PARTS: tuple[tuple[re.Pattern[str], time, time], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), earliest, latest)
    for words, earliest, latest in (
        (r"(?:(?:hora|horario) d[eo] |no |at )almoco|at lunch(?:time)?|lunch ?time|hora de(?:l)? almuerzo",
         time(12), time(13, 59)),
        (r"(?:depois|apos)(?: d)?o almoco|after lunch|despues de(?:l almuerzo| almorzar| comer)",
         time(13), time(17, 59)),
        (r"antes do almoco|before lunch|antes de(?:l almuerzo| almorzar)", time(0), time(11, 59)),
        (r"(?:depois|apos)(?: d)?o (?:trabalho|expediente|servico)|after (?:work|hours)|despues del trabajo",
         time(17, 30), time(23, 59)),
        (r"(?:fim|final|finzinho) da tarde|late (?:in the )?afternoon|(?:fin|final) de la tarde|tardezinha",
         time(16), time(18, 59)),
        (r"(?:comeco|comecinho|inicio) da tarde|early (?:in the )?afternoon|(?:principio|inicio) de la tarde",
         time(12), time(14, 59)),
        (r"(?:fim|final|finzinho) da manha|late (?:in the )?morning|(?:fin|final) de la manana",
         time(10), time(11, 59)),
        (r"(?:de manha|amanha|manha) (?:bem )?(?:cedo|cedinho)|bem cedo|cedinho|early (?:in the )?morning"
         r"|primeira hora|first thing|(?<!mais )cedo(?! possivel)|temprano|early", time(0), time(9, 59)),
        (r"(?:de|pela|na parte da|na|da|a|so|por la|en la|de la|in the|by|every|toda) (?:manha|manana|mornings?)"
         r"|mornings?|matutino|manhazinha|(?<!\w)manha", *_MORNING),
        (r"(?<!mais )(?<!muito )(?<!mas )(?:(?:a|de|pela|na parte da|na|da|por la|en la|de la|in the) )?"
         r"(?:tardes?(?! demais)|afternoons?)|vespertino", *_AFTERNOON),
        (r"noites?|noches?|nights?|evenings?|noturno|tonight", *_EVENING),
    )
)  # fmt: skip
_PART_BOUNDS = {
    "manha": _MORNING, "manana": _MORNING, "morning": _MORNING, "madrugada": (time(0), time(5, 59)),
    "tarde": _AFTERNOON, "afternoon": _AFTERNOON,
    "noite": _EVENING, "noche": _EVENING, "evening": _EVENING, "night": _EVENING,
}  # fmt: skip
# "Não posso de manhã", "menos à noite": what is left of a day.
_NOT_IN = re.compile(
    r"\b(?:menos|exceto|except|salvo|nao (?:posso|consigo|podemos|da|rola|quero)|can ?[’']?t(?: do)?|no puedo)"
    r" (?:(?:a|de|pela|na|da|in the|por la|en la|de la) )?"
    r"(?P<part>manha|manana|morning|tarde|afternoon|noite|noche|evening)s?\b"
)
# "Só de manhã? Tem no fim da tarde?": of what was offered, and not what is wanted.
_ONLY_THAT = re.compile(
    r"\b(?:so|apenas|somente|only|solo)(?: (?:tem|ha|hay))? (?:(?:a|de|pela|na|da|in the|por la|en la|de la) )?"
    r"(?:manha|manana|mornings?|tardes?|afternoons?|noite|noche|evenings?) ?\?(?=[ ;]*\w)"
)
_LEFT = {
    "m": (time(12), time(23, 59)), "t": _MORNING, "a": _MORNING, "n": (time(0), time(17, 59)),
    "e": (time(0), time(17, 59)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """Start times that would do. `at` has the readings of each hour that was said; the bounds are inclusive."""

    at: tuple[Readings, ...] = ()
    earliest: time | None = None
    latest: time | None = None


@dataclass(frozen=True, slots=True)
class _Moment:
    kind: str  # of its prefix; "" without one
    readings: Readings
    start: int
    end: int


def wanted_times(text: str) -> Times:
    """The times of a folded message from which dates were taken out."""
    moments = list(_moments(text))
    rest = list(text)
    for moment in moments:
        rest[moment.start : moment.end] = " " * (moment.end - moment.start)
    bounds = list(_parts("".join(rest)))
    part = (min(first for first, _ in bounds), max(last for _, last in bounds)) if bounds else None
    at: list[Readings] = []
    earliest, latest = part or (None, None)
    skip = False
    for number, moment in enumerate(moments):
        if skip or _TAKEN_BACK.match(text[moment.end :]):
            skip = False
            continue
        following = moments[number + 1] if number + 1 < len(moments) else None
        readings = _within(moment.readings, part)
        if moment.kind in ("range", "after") and following and _linked(moment, following):
            last = _later(_within(following.readings, part), readings[0])
            earliest, latest, skip = _begin(readings, last), last, True
        elif moment.kind == "after" or _ONWARDS.match(text[moment.end :]):
            earliest = readings[0]
        elif moment.kind == "before":
            latest = _minute_before(readings[0])
        elif moment.kind == "until":
            latest = readings[0]
        else:
            at.append(readings)
    if at and part:
        earliest = latest = None
    at = [readings for readings in at if _is_within_one(readings, earliest, latest)]
    if earliest and latest and earliest > latest:
        latest = None
    return Times(tuple(dict.fromkeys(at)), earliest, latest)


def _moments(text: str) -> Iterator[_Moment]:
    before: _Moment | None = None
    for match in _MOMENT.finditer(text):
        kind = next((name for name in _PREFIXES if match[name]), "")
        linked = kind in ("link", "until") and before is not None and match.start() - before.end <= 1
        if readings := _readings(match, text, kind, linked):
            before = _Moment(kind, readings, match.start(), match.end())
            yield before


def _readings(match: re.Match[str], text: str, kind: str, linked: bool) -> Readings:
    """None of them when the match is no time of day."""
    if match["noon"]:
        return (time(12, 30 if match["more"] else 0),)
    if match["midnight"]:
        return (time(0),)
    hour = _NUMERALS[match["hour"]] if match["hour"] in _NUMERALS else int(match["hour"])
    minute = int(match["minute"] or _MORE.get(match["more"], 0))
    if hour > 23 or not _is_hour(match, text, kind, linked, hour):
        return ()
    if match["ampm"]:
        return (time(hour % 12 + (12 if match["ampm"] == "p" else 0), minute),) if hour <= 12 else ()
    both = (time(hour, minute),) if hour > 12 or hour == 0 else _twice(hour, minute)
    return _within(both, _PART_BOUNDS.get(match["part"] or ""))


def _is_hour(match: re.Match[str], text: str, kind: str, linked: bool, hour: int) -> bool:
    if match["minute"] or match["ampm"] or match["part"]:
        return match["minute"] is None or "." not in match[0] or bool(kind)  # 9.30 alone may be a price
    clear = kind in ("after", "before", "until", "at") or linked or (kind == "range" and match["range"] != "de")
    bare = not match["mark"]
    if bare or match["hour"] in _NUMERALS or "hora" in (match["mark"] or ""):
        # "Duas horas", "uma hora": how long, unless it says at, after or until.
        if not clear and (bare or match["hour"] in _NUMERALS or hour < 7):
            return False
        if bare and re.match(_COUNTED, text[match.end() : match.end() + 20]) is None:
            return False
    return clear or _DURATION.search(text[max(0, match.start() - 12) : match.start()]) is None


def _twice(hour: int, minute: int) -> Readings:
    """Business is done by day: 1 to 6 are in the afternoon first, 7 to 11 in the morning, 12 is noon."""
    early, late = time(hour % 12, minute), time(hour % 12 + 12, minute)
    return (early, late) if 7 <= hour <= 11 else (late, early)


def _within(readings: Readings, bounds: tuple[time, time] | None) -> Readings:
    """The readings inside the bounds; all of them when none is."""
    inside = tuple(moment for moment in readings if bounds and bounds[0] <= moment <= bounds[1])
    return inside or readings


def _is_within_one(readings: Readings, earliest: time | None, latest: time | None) -> bool:
    """ "Sai às 13h, então tem que ser depois das 14h": an hour outside the bounds is told, and not wanted."""
    first, last = earliest or time(0), latest or time(23, 59)
    return any(first <= moment <= last for moment in readings)


def _linked(first: _Moment, second: _Moment) -> bool:
    return second.kind in ("link", "until", "at") and second.start - first.end <= 1


def _later(readings: Readings, than: time) -> time:
    return next((moment for moment in sorted(readings) if moment > than), readings[0])


def _begin(readings: Readings, last: time) -> time:
    return next((moment for moment in readings if moment < last), readings[0])


def _minute_before(moment: time) -> time:
    minutes = moment.hour * 60 + moment.minute - 1
    return time(minutes // 60, minutes % 60) if minutes >= 0 else time(23, 59)


def _parts(text: str) -> Iterator[tuple[time, time]]:
    text = _ONLY_THAT.sub(";", text)
    if match := _NOT_IN.search(text):
        yield _LEFT[match["part"][0]]
        text = f"{text[: match.start()]};{text[match.end() :]}"
    for pattern, earliest, latest in _PARTS:
        if match := pattern.search(text):
            yield earliest, latest
            text = f"{text[: match.start()]};{text[match.end() :]}"
