"""Which days would do, by what a message says: one, several, a week, a month, all but some."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from agente.knowledge.analysis import words
from agente.scheduling.days import NO_ORDINAL, HolidayNames, feast, following, month_number, of_month

MAX_DAYS = 62  # of a range; two months are more than anybody means

_WEEKDAYS = (
    rf"segundas?(?:[- ]feiras?)?{NO_ORDINAL}(?!,? (?:semana|quinzena))|mondays?|lunes|seg",
    rf"tercas?(?:[- ]feiras?)?{NO_ORDINAL}|tuesdays?|martes|tue",
    rf"quartas?(?:[- ]feiras?)?{NO_ORDINAL}|wednesdays?|miercoles|wed",
    rf"quintas?(?:[- ]feiras?)?{NO_ORDINAL}|thursdays?|jueves|thu|qui",
    rf"sextas?(?:[- ]feiras?)?{NO_ORDINAL}|fridays?|viernes|fri|sex",
    r"sabados?|saturdays?|sab",
    r"domingos?|sundays?",
)
NAMED_WEEKDAY = "|".join(f"({names})" for names in _WEEKDAYS)  # its group tells which
_WEEKDAY = re.compile(rf"\b(?:{NAMED_WEEKDAY})\b")
_ANY_WEEKDAY = "|".join(_WEEKDAYS)
_DAY = rf"(?:hoje|amanha|today|tomorrow|hoy|\d{{1,2}}/\d{{1,2}}|dia \d{{1,2}}|{_ANY_WEEKDAY})"
_CANNOT = (
    r"(?:posso|consigo|podemos|conseguimos|da|rola|quero|vai (?:dar|rolar|ser possivel|ter como)"
    r"|(?:vou|vamos) (?:poder|conseguir)|tenho como|tem como|serve)"
)
# "Não vai dar. muda pra segunda" without its full stop wants the Monday.
_BEFORE_DAY = r"(?: (?!mud|troc|pass|pux|marc|agend|remarc|mas|so|quero|pode|pref|melhor)\w+){0,3}?"
# "Quinta tem entrega", "sexta eu tenho prova", "terça tá corrida": told, and not asked.
_BUSY_WITH = (
    r"(?:entregas?|reuniao|reunioes|provas?|aulas?|compromissos?|medico|viagem|eventos?|plantao|feira|jogo|festa|culto"
    r"|casamento|ensaio|obra|curso|faculdade|escola|inventario|balanco|mudanca|audiencia|cirurgia|exames?"
    r"|(?:a |an )?(?:meeting|exam|test|delivery|deliveries|class|trip|event|shift)|entregas?|clases?|examen|viaje)"
)
_REASON = (
    rf"(?:(?:tem|tenho|temos|vou ter|e dia de|i have|we have|tengo|tenemos|hay)(?: uma?)? {_BUSY_WITH}"
    r"|(?:viajo|viajamos|(?:estou|to|estarei|vou estar) (?:viajando|fora|de plantao))"
    r"|(?:e|eh|ta|esta|fica|vai ser|is|es|esta) (?:muito |meio |bem |mais |super |too |muy )?(?:ruim"
    r"|corrid[oa]|complicad[oa]|pesad[oa]|apertad[oa]|dificil|impossivel|chei[oa]|busy|hectic|ocupad[oa]))\b(?![^.,;!?]*[?])"
)
_UNWANTED = re.compile(
    rf"\b(?:(?:menos|exceto|except|salvo|but not|nao {_CANNOT}|can ?[’']?t|cannot|no puedo|no quiero"
    rf"|no voy a poder|won ?[’']?t work){_BEFORE_DAY} {_DAY}"
    rf"|{_DAY},? (?:(?:eu|ja|a gente|aqui|la|i) )?(?:{_REASON}|nao {_CANNOT}"
    r"|no (?:puedo|quiero|me sirve|voy a poder|da)|nao(?= ?[,.;!?]| ?$)|can ?[’']?t"
    r"|(?:doesn|won) ?[’']?t (?:work|do)))\b"
)
_MONTHS = (
    r"janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
)
_SHORT_MONTHS = "jan|fev|feb|mar|abr|apr|mai|jun|jul|ago|aug|set|sep|out|oct|nov|dez|dec|dic|ene"
_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<![\d:/])(\d{{1,2}})(?:st|nd|rd|th|o|º)?\s?(?:de |of |/)?\s?({_MONTHS}|{_SHORT_MONTHS})\b"
    rf"|\b({_MONTHS}|{_SHORT_MONTHS})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?![\d:/h])"
)
_NOT_AN_HOUR = r"(?!\d|:\d|/\d|\s?(?:h|hs|hrs|horas?|am|pm)\b)"
_NUMBERED = re.compile(
    rf"\bdias? (\d{{1,2}})o?\b{_NOT_AN_HOUR}(?!%|,\d)"
    rf"(?:\s?(,|e|ou|or|and|y|o|a|ao|ate|to|al)\s?(?:o |the |el )?(?:dia )?(\d{{1,2}})\b{_NOT_AN_HOUR})?"
)
_RANGE_OF_MONTH = re.compile(
    rf"\b(?:entre|between|de|do|from|del)(?: o)?(?: dias?| the)? (\d{{1,2}})(?:th|st|nd|rd)? (?:e|a|ao|ate|to|and|y|al)"
    rf"(?: o| dia| the){{0,2}} (\d{{1,2}})(?:th|st|nd|rd)?(?: de | of |/)({_MONTHS}|{_SHORT_MONTHS}|\d{{1,2}})\b"
)
_FROM = re.compile(
    r"\b(?:(?P<after>depois d\w+(?! amanha)|apos|(?<!day )after|despues d\w+)"
    rf"|a partir d\w+|from|starting(?: on)?|desde) (?:a |o |the |el |on )?{_DAY}"
)
_UNTIL = re.compile(rf"\b(?:ate|until|by|hasta|antes d\w+|before) (?:a |o |the |el |on )?{_DAY}")
_OPEN_DAYS = 14  # of "from Wednesday on"
_AFTER_TOMORROW = re.compile(r"\b(?:depois de amanha|day after tomorrow|pasado manana)\b")
_TODAY = re.compile(r"\b(?:hoje|today|tonight|hoy|ainda hoje)\b")
_TOMORROW = re.compile(r"\b(?:amanha|tomorrow|(?<!la )(?<!esta )manana)\b")
_YESTERDAY = re.compile(r"\b(?:ontem|anteontem|yesterday|ayer|(?:semana|mes) passad[ao]|last week|la semana pasada)\b")
_COUNTS = {"um": 1, "uma": 1, "a": 1, "one": 1, "un": 1, "una": 1, "dois": 2, "duas": 2, "two": 2, "dos": 2,
           "tres": 3, "three": 3, "quatro": 4, "four": 4, "cuatro": 4}  # fmt: skip
_AHEAD = re.compile(
    rf"\b(?:daqui(?: a)?|dentro de|em|in|en) (\d{{1,2}}|{'|'.join(_COUNTS)})"
    r" (dias?|days?|semanas?|weeks?|mes(?:es)?|months?)\b"
)
_NAMED_WEEKS = (
    r"(?:n?ess[ae]|n?est[ae]|this) (?:semana|week)",
    r"semana que (?:vem|viene)|(?:proxima|prox) semana|next week|semana (?:proxima|seguinte|siguiente)",
)
_WEEKS = tuple(re.compile(rf"\b(?:{names})\b") for names in _NAMED_WEEKS)
_ANY_WEEK = "|".join(_NAMED_WEEKS)
# "Semana que vem não posso", "sem ser essa semana"
_REFUSED_WEEK = re.compile(
    # A Portuguese "no" is "in the": "semana que vem no horário de almoço".
    rf"\b(?:(?:{_ANY_WEEK}),? (?:(?:eu|ja|yo|a gente|i) )?(?:nao\b|can ?[’']?t\b"
    r"|no(?= (?:puedo|me|quiero|voy|va|se|es|tengo|estoy)\b| ?[,.;!?]| ?$))"
    rf"|(?:nao (?:{_CANNOT} )?|sem ser |menos |not |no (?:puedo )?)(?:(?:na|em|pra|la|esta) )?(?:{_ANY_WEEK}))"
)
_OTHER_WEEK = re.compile(r"\b(?:outra|otra|other) (?:semana|week)\b")
_THE_OTHER = re.compile(r"\b(?:outra|otra|other)\b")  # of weeks, behind one that does not suit
_AFTER_NEXT_WEEK = re.compile(rf"\b(?:semana depois da (?:que vem|proxima)|week after next|outra (?={_ANY_WEEKDAY}))")
_WEEKEND = re.compile(r"\b(?:fi(?:m|ns|nais|nal) de semana|fds|weekends?|fin(?:es)? de semana|finde)\b")
_NEXT_MONTH = re.compile(r"\b(?:mes que vem|proximo mes|next month|mes que viene)\b")
_THIS_MONTH = re.compile(r"\b(?:(?:n?esse|n?este|do|this|of the|de) (?:mes|month)|o mes)\b")
_BY_MONTH = re.compile(rf"\b(?:em|de|in|en|para|pra|of) ({_MONTHS})\b")
_BEGINNING = re.compile(r"\b(?:comeco|comecinho|inicio|primeir[ao]s?|beginning|start|first|principios?|primera)\b")
_MIDDLE = re.compile(r"\b(?:meio|meados|middle|mediados) d[aeo]\b|\bmiddle of\b|\bmid\b")
_END = re.compile(r"\b(?:fim|final|finzinho|ultim[ao]s?|end|last|fin(?:ales)?|ultima)\b")
_COMING = re.compile(rf"\b(?:{_ANY_WEEKDAY}) que (?:vem|viene)\b|\b(?:proxim[ao]|next) (?:{_ANY_WEEKDAY})\b")
_OR = re.compile(rf",? (?:ou|or|o(?= (?:el )?(?:{_ANY_WEEKDAY}|hoy|manana|dia)\b)) ")
MOST_SIDES = 6  # of an "or"
# "Hoje uso planilha", "hoje em dia": how it is, and no day.
_NOWADAYS = re.compile(
    r"\b(?:hoje|today|hoy)(?: em dia\b| en dia\b|,?(?: (?:eu|a gente|nos|aqui|ja|so|ainda|we|i|still|todo|tudo)){0,3}"
    r" (?:us(?:o|a|amos|e)|faco|fazemos|control\w+|anot\w+|vendo|vendemos|trabalho com|trabalhamos com"
    r"|(?:ta|esta|fica|e|eh|is) (?:tudo|todo|tudinho|feito|na mao|em|num|numa|no|all|en|todo)\b))"
)
_SPAN = re.compile(r"^[-a-z ]{0,12}\b(?:a|ate|to|through|until)\b ?(?:a |o |la |el )?$")
# "Quinta 15h. quer dizer, melhor sexta 10h": what follows takes the place of what stands before.
_INSTEAD = re.compile(
    r"\b(?:quer dizer|na verdade|ou melhor|melhor dizendo|alias|pensando bem|actually|i mean|or rather|mejor dicho"
    rf"|en realidad|quise decir|(?:melhor|mejor|better)(?= (?:(?:n[ao]|a|o|pr[ao]|el|on) )?{_DAY}\b))\b"
)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that would do, in order; none when any would, or none was said.

    `loose` days are weekdays said without a date, which may be meant of another week of those talked about.
    """

    days: tuple[date, ...] = ()
    loose: bool = False
    past: bool = False  # what was named is over
    unwanted: frozenset[date] = frozenset()


def last_said(text: str, names: HolidayNames, today: date) -> str:
    """A folded message from where it says a day in the place of another; the whole of one that does not."""
    behind = (text[found.end() :] for found in reversed(list(_INSTEAD.finditer(text))))
    return next((said for said in behind if wanted_days(said, names, today).days), text)


def wanted_days(text: str, names: HolidayNames, today: date) -> Days:
    """The days of a message that was folded and keeps its punctuation; the unwanted ones are left out."""
    spared = _UNWANTED.search(text)
    unwanted: frozenset[date] = frozenset()
    if spared:
        found = _named(spared[0], names, today)
        weeks = range(9) if found.loose else range(1)
        unwanted = frozenset(day + timedelta(weeks=week) for day in found.days for week in weeks)
        text = f"{text[: spared.start()]} , {text[spared.end() :]}"
    unwanted |= _refused_week(text, today)
    wanted = _named(text, names, today)
    days = tuple(sorted(set(_open_ended(text, wanted.days, today)) - unwanted))[:MAX_DAYS]
    return Days(days, wanted.loose, wanted.past and not days, unwanted)


def without_dates(text: str) -> str:
    """The text with its written dates blanked out, so that their numbers are not taken for hours."""
    for pattern in (_RANGE_OF_MONTH, _NUMERIC, _DAY_MONTH, _NUMBERED):
        text = pattern.sub(" ; ", text)
    return text


def _open_ended(text: str, days: tuple[date, ...], today: date) -> Sequence[date]:
    """ "A partir de quarta" goes on for two weeks; "até sexta" begins today."""
    if len(days) != 1:
        return days
    if match := _FROM.search(text):
        first = days[0] + timedelta(days=1 if match["after"] else 0)
        return _between(first, first + timedelta(days=_OPEN_DAYS - 1))
    return _between(today, days[0]) if _UNTIL.search(text) else days


def _named(text: str, names: HolidayNames, today: date) -> Days:
    """What is named; of "amanhã ou segunda" both. Weekdays are read together: "segunda ou terça da semana que vem"."""
    found = _read(text, names, today)
    sides = _OR.split(text)
    if found.loose or not found.days or len(sides) == 1:
        return found
    either = (day for side in sides[:MOST_SIDES] for day in _read(side, names, today).days)
    return replace(found, days=tuple(sorted({*found.days, *either})))


def _read(text: str, names: HolidayNames, today: date) -> Days:
    for reading in (_dated, _numbered):
        if (found := reading(text, today)).days or found.past:
            return found
    spoken = list(words(text))
    if day := names.find(spoken, today) or feast(" ".join(spoken), today):
        return Days((day,))
    if near := tuple(_near(text, today)):
        return Days(near)
    if weekdays := _weekdays(text, today):
        return weekdays
    if span := _span(text, today):
        return Days(tuple(span))
    return Days(past=_YESTERDAY.search(text) is not None)


def _dated(text: str, today: date) -> Days:
    """25/12, 2026-12-25, 3 de dezembro, December 3, de 10 a 15 de dezembro."""
    if match := _RANGE_OF_MONTH.search(text):
        month = int(match[3]) if match[3].isdigit() else month_number(match[3])
        first, last = following(int(match[1]), month, None, today), following(int(match[2]), month, None, today)
        if first and last and first < last:
            return Days(tuple(_between(first, last)))
    found = [_numeric(match, today) for match in _NUMERIC.finditer(text)]
    found += [
        following(int(match[1] or match[4]), month_number(match[2] or match[3]), None, today)
        for match in _DAY_MONTH.finditer(text)
    ]
    days = tuple(day for day in found if day)
    return Days(tuple(day for day in days if day >= today), past=bool(days) and max(days) < today)


def _numeric(match: re.Match[str], today: date) -> date | None:
    if match[4]:
        return _valid(int(match[4]), int(match[5]), int(match[6]))
    day, month = int(match[1]), int(match[2])
    if month > 12 >= day:  # as it is written in the United States
        day, month = month, day
    if match[3] is None:
        return following(day, month, None, today)
    return _valid(int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numbered(text: str, today: date) -> Days:
    """ "dia 30", "dia 12 ou 13", "the 30th", "del 10 al 15"."""
    start = _next_month(today) if _NEXT_MONTH.search(text) else today
    days: list[date] = []
    for match in _NUMBERED.finditer(text):
        first = of_month(int(match[1]), start)
        if first is None:
            continue
        second = of_month(int(match[3]), first) if match[3] else None
        spans = second is not None and match[2] in ("a", "ao", "ate", "to", "al")
        days += _between(first, second) if second and spans else [day for day in (first, second) if day]
    return Days(tuple(days))


def _near(text: str, today: date) -> Iterator[date]:
    """Today, tomorrow, the day after, in three days, in a week."""
    if _AFTER_TOMORROW.search(text):
        yield today + timedelta(days=2)
        text = _AFTER_TOMORROW.sub(" ", text)
    if _TODAY.search(_NOWADAYS.sub(" ", text)):
        yield today
    if _TOMORROW.search(text):
        yield today + timedelta(days=1)
    if match := _AHEAD.search(text):
        count = int(match[1]) if match[1].isdigit() else _COUNTS[match[1]]
        yield today + timedelta(days=count * {"s": 7, "w": 7, "m": 30}.get(match[2][0], 1))


def _weekdays(text: str, today: date) -> Days | None:
    matches = [match for match in _WEEKDAY.finditer(text) if match.lastindex]
    if not matches:
        return None
    named = [(match.lastindex or 1) - 1 for match in matches]
    spans = [_SPAN.match(text[before.end() : after.start()]) is not None for before, after in pairwise(matches)]
    week = _week_of(text, today)
    if week is None and len(named) == 1 and _COMING.search(text):
        return Days(_coming(_first(named[0], today + timedelta(days=1)), today))
    # "Terça" said on a Tuesday is the next one: today would be called today.
    start = week or today + timedelta(days=1)
    days: list[date] = []
    for weekday, is_end in zip(named, [False, *spans], strict=True):
        day = _first(weekday, days[-1] if is_end else start)
        days += _between(days[-1], day) if is_end else [day]
    return Days(tuple(day for day in days if day >= today), loose=week is None)


def _coming(day: date, today: date) -> tuple[date, ...]:
    """ "Quinta que vem": of this week for some, of the next for others; who means tomorrow says so."""
    of_this_week = day <= today + timedelta(days=6 - today.weekday())
    is_tomorrow = day == today + timedelta(days=1)
    later = day + timedelta(weeks=1)
    if of_this_week and is_tomorrow:
        return (later,)
    return (day, later) if of_this_week or is_tomorrow else (day,)


def _first(weekday: int, start: date) -> date:
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def _week_of(text: str, today: date) -> date | None:
    """The Monday of the week that is named: "a outra" is the one behind a week that does not suit, else the next."""
    monday = today - timedelta(days=today.weekday())
    if _AFTER_NEXT_WEEK.search(text):
        return monday + timedelta(weeks=2)
    refused = _REFUSED_WEEK.search(text)
    left = text.replace(refused[0], " ; ") if refused else text
    named = _named_week(left)
    if named is None and (_THE_OTHER if refused else _OTHER_WEEK).search(left):
        named = 1 + ((_named_week(refused[0]) or 0) if refused else 0)
    return None if named is None else monday + timedelta(weeks=named)


def _named_week(text: str) -> int | None:
    """How many weeks from now."""
    return next((weeks for weeks, names in enumerate(_WEEKS) if names.search(text)), None)


def _refused_week(text: str, today: date) -> frozenset[date]:
    """The days of "semana que vem não posso"."""
    refused = _REFUSED_WEEK.search(text)
    week = _named_week(refused[0]) if refused else None
    if week is None:
        return frozenset()
    monday = today + timedelta(weeks=week, days=-today.weekday())
    return frozenset(_between(monday, monday + timedelta(days=6)))


def _span(text: str, today: date) -> list[date]:
    """A weekend, a week or a month, or a part of one."""
    if _WEEKEND.search(text):
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() < 6 else -1)
        return [day for day in (saturday, saturday + timedelta(days=1)) if day >= today]
    if monday := _week_of(text, today):
        first, last = _part(text, (0, 6), (0, 2), (1, 3), (3, 5))
        return [day for day in _between(monday + timedelta(first), monday + timedelta(last)) if day >= today]
    if (month := _month_of(text, today)) is None:
        return []
    length = (_next_month(month) - month.replace(day=1)).days
    first, last = _part(text, (0, length - 1), (0, 9), (9, 19), (length - 8, length - 1))
    start = month.replace(day=1)
    return [day for day in _between(start + timedelta(first), start + timedelta(last)) if day >= today]


def _part(text: str, whole: tuple[int, int], *parts: tuple[int, int]) -> tuple[int, int]:
    for pattern, part in zip((_BEGINNING, _MIDDLE, _END), parts, strict=True):
        if pattern.search(text):
            return part
    return whole


def _month_of(text: str, today: date) -> date | None:
    if _NEXT_MONTH.search(text):
        return _next_month(today)
    if match := _BY_MONTH.search(text):
        month = month_number(match[1])
        return date(today.year + (month < today.month), month, 1)
    return today if _THIS_MONTH.search(text) and (_BEGINNING.search(text) or _END.search(text)) else None


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range(min((last - first).days, MAX_DAYS) + 1)]
