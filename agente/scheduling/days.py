"""Which day does a message mean? Words for days in three languages, dates, and the pack's own holidays."""

import re
from datetime import date, timedelta

from agente.knowledge.analysis import words
from agente.packs.models import WEEKDAYS, Holiday

_TODAY = re.compile(r"\b(?:hoje|hj|today|tonight|hoy)\b")
_TOMORROW = re.compile(r"\b(?:amanha|tomorrow|manana)\b")
_AFTER_TOMORROW = re.compile(r"\b(?:depois de amanha|day after tomorrow|pasado manana)\b")
_WEEKEND = re.compile(r"\b(?:fi(?:m|ns|nais|nal) de semana|fds|weekends?|fin(?:es)? de semana)\b")
# "Segunda via", "a quarta loja", "a quinta vez": which one of several it is, and no day.
NO_ORDINAL = (
    r"(?!,? (?:vias?|lojas?|opc(?:ao|oes)|vez(?:es)?|parcelas?|filia(?:l|is)|unidades?|contas?|partes?|caixas?"
    r"|maquinas?|impressoras?|licencas?|mensalidades?|faturas?|notas?|cobrancas?|pessoas?|turmas?|etapas?|fases?|perguntas?"
    r"|tentativas?|casas?|salas?|doses?|sess(?:ao|oes)|mesas?|cadeiras?|linhas?|paginas?|alternativas?|copias?|pecas?"
    r"|camas?|matriculas?|assinaturas?|usuarias?|maquininhas?|gavetas?|criancas?|filhas?)\b)"
)
_WEEKDAY = re.compile(
    rf"\b(?:(segundas?(?: feiras?)?{NO_ORDINAL}|mondays?|lunes)"
    rf"|(tercas?(?: feiras?)?{NO_ORDINAL}|tuesdays?|martes)|(quartas?(?: feiras?)?{NO_ORDINAL}|wednesdays?|miercoles)"
    rf"|(quintas?(?: feiras?)?{NO_ORDINAL}|thursdays?|jueves)|(sextas?(?: feiras?)?{NO_ORDINAL}|fridays?|viernes)"
    r"|(sabados?|saturdays?|sab)|(domingos?|sundays?|dom))\b"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janeiro january enero",
            "fevereiro february febrero",
            "marco march marzo",
            "abril april",
            "maio may mayo",
            "junho june junio",
            "julho july julio",
            "agosto august",
            "setembro september septiembre",
            "outubro october octubre",
            "novembro november noviembre",
            "dezembro december diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(_MONTHS)
_DAY_OF_MONTH = re.compile(rf"\b(\d{{1,2}}) (?:de |of )?({_MONTH})\b|\b({_MONTH}) (\d{{1,2}})\b")
# "Dia 31": the next such day, this month or later; "todo dia 31" is no day in particular.
_ONLY_DAY = re.compile(r"(?<!todo )\bdia (\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
# What people call the two holidays of every calendar, whatever a pack names them.
_FEASTS = {
    "natal": (12, 25), "christmas": (12, 25), "navidad": (12, 25),
    "ano novo": (1, 1), "new year": (1, 1), "ano nuevo": (1, 1),
    "vespera de natal": (12, 24), "christmas eve": (12, 24), "nochebuena": (12, 24),
    "reveillon": (12, 31), "vespera de ano novo": (12, 31), "new year s eve": (12, 31), "nochevieja": (12, 31),
}  # fmt: skip
_FEAST = re.compile(rf"\b(?:{'|'.join(sorted(_FEASTS, key=len, reverse=True))})\b")


LITTLE_WORD = 2  # letters; between the words of a holiday's name they may be others: "dia de finados"
_BETWEEN = rf"(?: \w{{1,{LITTLE_WORD}}}| das| dos| the| del| las| los)* "


class HolidayNames:
    """The pack's holidays by what customers call them."""

    def __init__(self, holidays: list[Holiday]) -> None:
        self._named = [
            (told, re.compile(rf"\b{_BETWEEN.join(map(re.escape, told))}\b"), holiday)
            for holiday in holidays
            for name in (holiday.name.values() if isinstance(holiday.name, dict) else [holiday.name])
            if (told := [word for word in words(name) if len(word) > LITTLE_WORD])
        ]

    def find(self, text_words: list[str], today: date) -> date | None:
        """The next date of the holiday whose whole name is said; of several names the longest.

        "Trabalho o dia todo" is not "Dia do Trabalho".
        """
        said, spoken = set(text_words), " ".join(text_words)
        named = [each for each in self._named if said.issuperset(each[0])]
        found = [(len(name), day) for name, together, day in named if together.search(spoken)]
        longest = max((length for length, _ in found), default=0)
        dates = [day for length, holiday in found if length == longest if (day := _next(holiday.date, today))]
        return min(dates, default=None)


def mentioned_days(text: str, text_words: list[str], names: HolidayNames, today: date) -> list[date]:
    """The days that a message names, none, one, or a weekend's two; always today or later.

    `text_words` are its folded words; `text` is the message itself, for dates such as 25/12.
    """
    folded = " ".join(text_words)
    if day := _exact(text, folded, today) or names.find(text_words, today) or feast(folded, today):
        return [day]
    if _AFTER_TOMORROW.search(folded):
        return [today + timedelta(days=2)]
    if _TODAY.search(folded):
        return [today]
    if _TOMORROW.search(folded):
        return [today + timedelta(days=1)]
    if _WEEKEND.search(folded):
        return [_coming(5, today), _coming(6, today)]
    found = dict.fromkeys(match.lastindex for match in _WEEKDAY.finditer(folded) if match.lastindex)
    return [_coming(index - 1, today) for index in found][: len(WEEKDAYS)]


def _exact(text: str, folded: str, today: date) -> date | None:
    if match := _NUMERIC.search(text):
        return following(int(match[1]), int(match[2]), int(match[3]) if match[3] else None, today)
    if match := _DAY_OF_MONTH.search(folded):
        return following(int(match[1] or match[4]), _MONTHS[match[2] or match[3]], None, today)
    match = _ONLY_DAY.search(folded)
    return of_month(int(match[1]), today) if match else None


def month_number(name: str) -> int:
    """The number of a folded month name, whole or shortened to three letters."""
    return next(number for whole, number in _MONTHS.items() if whole.startswith(name))


def of_month(number: int, start: date) -> date | None:
    """The first date from `start` on that has this number in its month."""
    for months in range(4):  # of any four months in a row one has a 29th, a 30th and a 31st
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        try:
            day = date(year, month + 1, number)
        except ValueError:
            continue
        if day >= start:
            return day
    return None


def feast(folded: str, today: date) -> date | None:
    """The date of Christmas or New Year by what people call them."""
    match = _FEAST.search(folded)
    if match is None:
        return None
    month, day = _FEASTS[match[0]]
    return following(day, month, None, today)


def following(day: int, month: int, year: int | None, today: date) -> date | None:
    """The date, or without a year its next occurrence; None when there is no such day or it is past."""
    try:
        found = date(year or today.year, month, day)
        if year is None and found < today:
            found = found.replace(year=today.year + 1)
    except ValueError:
        return None
    return found if found >= today else None


def _next(written: str, today: date) -> date | None:
    *year, month, day = (int(part) for part in written.split("-"))
    return following(day, month, year[0] if year else None, today)


def _coming(weekday: int, today: date) -> date:
    """The next such weekday, today included."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)
