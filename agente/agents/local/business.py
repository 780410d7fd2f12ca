"""Opening hours, address and contact details in words."""

from collections.abc import Sequence
from datetime import date

from agente.agents.local import cues
from agente.agents.local.clauses import clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import offering
from agente.agents.local.products import attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.business import coming_holidays, contact_details, lunch_break, opening_hours, week
from agente.agents.turn import Citation
from agente.i18n import formats
from agente.knowledge.analysis import folded, words
from agente.packs.hours import BusinessHours
from agente.packs.models import Address, Locale, Product

_HOURS_HEADING = {"pt-BR": "Horário", "en": "Opening hours", "es": "Horario"}
_ADDRESS_HEADING = {"pt-BR": "Endereço", "en": "Address", "es": "Dirección"}
_CONTACT_HEADING = {"pt-BR": "Contato", "en": "Contact", "es": "Contacto"}
_SUPPORT = cues.cue(r"suporte|support|soporte")
_WHEN = cues.cue(
    r"horarios?|que horas?|quando|domingos?|sabados?|feriados?|hours|what time|when|sundays?|saturdays?|hora"
)
_RESPONDS = cues.cue(r"respond\w+|respostas?|retorn\w+|answers?|repl(?:y|ies)|respuestas?|contest\w+")
_HOW_SOON_ASKED = cues.cue(
    r"(?:quanto|que) tempo|demora\w*|quando|how (?:long|soon|fast)|when|cuanto (?:tiempo|tarda\w*)|cuando"
)
_HOW_SOON: dict[Locale, str] = {
    "pt-BR": "em quanto tempo o suporte responde?",
    "en": "how soon does support answer?",
    "es": "¿en cuánto tiempo responde el soporte?",
}
# How late one can come; "boa noite" greets.
_EVENING = cues.cue(
    r"(?:de|a|pela|na|durante a|da) noite|noturno|noites|(?:in the|by) evenings?|evenings|at night|late|tarde da noite"
    r"|(?:de|por la|en la) noche"
)
_OF_EVENINGS = cues.word_set("noite noites noturno durante tarde evening evenings night late noche normal")
_CONTACT_CUES = (("phone", cues.PHONE), ("whatsapp", cues.WHATSAPP), ("email", cues.EMAIL), ("site", cues.SITE))
MAX_DAYS = 3  # whose hours are told one by one
LOOSE_WORDS = 2  # how many words beside the cue a question about a fact may have when the router agrees


def answer_business(tools: Toolbox, reading: Reading) -> Reply | None:
    """One fact or, when several are asked for ("horário e endereço"), all of them."""
    found = [reply for answer in (_hours, _address, _contact) if (reply := answer(tools, reading))]
    return merged(found) if found else None


def answer_support_hours(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Suporte atende que horas?", where it is sold, too: the usual hours, and those of what is sold."""
    spoken, hours = " ".join(reading.words), tools.pack.hours
    if hours is None or not all(cue.search(spoken) for cue in (_SUPPORT, cues.OPEN, _WHEN)) or _asks_more(reading):
        return None
    called = tools.catalog.find_products([word for word in reading.words if _SUPPORT.fullmatch(word)])
    apart = [item for mention in called for item in mention.products if item.kind == "service"]
    if any(not _is_only_called(item, spoken) for item in apart):
        return None
    asked = tools.catalog.terms(words("horário opening hours horario"))
    lines = [
        attribute_sentence(tools, item, key, reading.locale)
        for item in apart
        for key in tools.catalog.matching_attributes(item, asked)[:1]
    ]
    citation = Citation("business.yaml", _HOURS_HEADING[reading.locale])
    text = "\n\n".join(part for part in (_hours_told(tools, reading, hours), "\n".join(lines)) if part)
    return Reply(text, "business_info", (citation, *cite(tools, apart)), remember={"topic": "hours"})


def answer_support_response(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O WhatsApp do suporte responde em quanto tempo?": what the material says of the usual support."""
    spoken = " ".join(reading.words)
    if not (_SUPPORT.search(spoken) and _RESPONDS.search(spoken) and _HOW_SOON_ASKED.search(spoken)):
        return None
    if any(not _is_only_called(item, spoken) for item in reading.products):
        return None
    asked = _HOW_SOON[reading.locale]
    passage = tools.told_of(asked, reading.locale)
    return quoting(tools, reading, passage, tools.quote(passage, asked)) if passage else None


def _is_only_called(item: Product, spoken: str) -> bool:
    """Whether it is named by the common word alone: "suporte", and not "suporte premium"."""
    own = [word for word in words(item.name) if not _SUPPORT.fullmatch(word)]
    return not any(word in spoken.split() for word in own)


def _asks_more(reading: Reading) -> bool:
    asking = [clause.text for clause in clauses_of(reading.turn.text) if clause.asks]
    known = (cues.OPEN, _SUPPORT)
    return any(_RESPONDS.search(said) or not any(cue.search(said) for cue in known) for said in map(folded, asking))


def _hours(tools: Toolbox, reading: Reading) -> Reply | None:
    if not _asks_hours(reading):
        return None
    hours = tools.pack.hours
    if hours is None:
        return None if reading.material_answers() else offering(tools, reading, "hours_unknown", "business_info", True)
    citation = Citation("business.yaml", _HOURS_HEADING[reading.locale])
    text = _hours_told(tools, reading, hours)
    return Reply(text, intent="business_info", citations=(citation,), remember={"topic": "hours"})


def _hours_told(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    """Those of what is asked about: the lunch break, some days, now or the holidays; else of the whole week."""
    if reading.asks(cues.LUNCH):
        return _lunch(tools, reading, hours)
    if weekdays := _usual_weekdays(reading, hours):
        return _usual(tools, reading, hours, weekdays)
    if reading.days:
        # "Hoje não consigo, vocês abrem sábado?" asks of one of the two.
        days = reading.wish().days if reading.wish().unwanted else ()
        return "\n".join(_on_day(tools, reading, hours, day) for day in days[:MAX_DAYS] or reading.days)
    if reading.asks(cues.NOW):
        return _now(tools, reading, hours)
    if reading.asks(cues.HOLIDAY):
        return _holidays(tools, reading, hours)
    return tools.phrases.say("hours_week", reading.locale, week=tools.phrases.week(hours, reading.locale))


def _asks_hours(reading: Reading) -> bool:
    if reading.asks(cues.HOURS):
        return True
    if reading.asks(cues.SCHEDULE) or (reading.products and not reading.pointed):
        return False
    # "Fechado, quero o anual", "tem desconto se eu fechar hoje?"
    if any(reading.asks(cue) for cue in (cues.WANT, cues.PURCHASE, cues.DISCOUNT, cues.CLOSES_DEAL)):
        return False
    about_time = reading.days or any(reading.asks(cue) for cue in (cues.LUNCH, cues.HOLIDAY, cues.NOW, _EVENING))
    known = (
        cues.HOURS_WORDS | _OF_EVENINGS | cues.CONTACT_WORDS
        if reading.asks(cues.ADDRESS)
        else cues.HOURS_WORDS | _OF_EVENINGS
    )
    others = [word for word in reading.rest if word not in known]
    if about_time and reading.topic == "hours" and not others:
        return True  # "e no sábado?"
    if not reading.asks(cues.OPEN):
        return False
    if about_time:
        return len(others) <= (LOOSE_WORDS + 1 if reading.asks(cues.OPEN_VERBS) else 1)
    return reading.asks(cues.OPEN_NOUNS) and (not others or (reading.sure_of("business_info") and len(others) == 1))


def _usual_weekdays(reading: Reading, hours: BusinessHours) -> Sequence[int]:
    """Of which weekdays the usual hours are asked: "de segunda a sexta", or all of an evening's on no date."""
    wish = reading.wish()
    named = sorted({day.weekday() for day in wish.days}) if wish.loose else []
    if len(named) > min(len(reading.days), MAX_DAYS):
        return named
    if not _asks_evening(reading) or (reading.days and not wish.loose):
        return []
    return [day for day in range(7) if hours.weekly(day)]


def _asks_evening(reading: Reading) -> bool:
    return reading.asks(_EVENING)


def _usual(tools: Toolbox, reading: Reading, hours: BusinessHours, weekdays: Sequence[int]) -> str:
    """The hours of a usual week, or how late each day goes; a holiday that was named has its own line."""
    phrases, locale = tools.phrases, reading.locale
    if _asks_evening(reading):
        lines = phrases.say("hours_latest", locale, week=phrases.closings(hours, weekdays, locale))
    else:
        lines = phrases.say("hours_week", locale, week=phrases.spans(week(hours, weekdays), locale))
    holidays = (day for day in reading.wish().days if hours.holiday(day))
    return "\n".join([lines, *(_on_day(tools, reading, hours, day) for day in holidays)])


def _now(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    phrases, locale, now = tools.phrases, reading.locale, reading.turn.now
    if closes := hours.closes_at(now):
        return phrases.say("hours_open_now", locale, closes=formats.clock(closes, locale))
    return f"{phrases.say('hours_closed_now', locale)} {_next_opening(tools, reading, hours)}".strip()


def _on_day(tools: Toolbox, reading: Reading, hours: BusinessHours, day: date) -> str:
    phrases, locale, now = tools.phrases, reading.locale, reading.turn.now
    found = opening_hours(hours, day)
    values = {"when": formats.capitalized(phrases.day(day, now.date(), locale))}
    if found.holiday:
        values["name"] = tools.pack.localize(found.holiday.name, locale)
    kind = "_holiday" if found.holiday else ""
    if not found.intervals:
        closed = phrases.say(f"hours_closed{kind}_on", locale, **values)
        return f"{closed} {_next_opening(tools, reading, hours)}".strip() if day == now.date() else closed
    opened = phrases.say(f"hours{kind}_on", locale, **values, hours=phrases.intervals(found.intervals, locale))
    if day != now.date():
        return opened
    if reading.asks(cues.CLOSING):
        return f"{_closing_today(tools, reading, hours)} {opened}"
    is_over = hours.closes_at(now) is None and now.time() >= found.intervals[-1].opens
    return f"{opened} {_closing_today(tools, reading, hours)}" if is_over else opened


def _closing_today(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    locale, now = reading.locale, reading.turn.now
    closes = hours.on(now.date())[-1].closes
    if now.time() < closes or closes.hour == closes.minute == 0:
        return tools.phrases.say("hours_closes", locale, closes=formats.clock(closes, locale))
    return f"{tools.phrases.say('hours_closed_already', locale)} {_next_opening(tools, reading, hours)}".strip()


def _next_opening(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    locale, now = reading.locale, reading.turn.now
    opening = hours.next_opening(now)
    if opening is None:
        return ""
    when = tools.phrases.opening(opening.date(), opening.time(), now.date(), locale)
    return tools.phrases.say("hours_next", locale, opening=when)


def _lunch(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    """About the day that was named, else the next one on which the business opens."""
    phrases, locale, today = tools.phrases, reading.locale, reading.turn.now.date()
    opening = hours.next_opening(reading.turn.now)
    day = reading.days[0] if reading.days else today if hours.on(today) or not opening else opening.date()
    found = opening_hours(hours, day)
    if not found.intervals:
        return _on_day(tools, reading, hours, day)
    if pause := lunch_break(found.intervals):
        return phrases.say("hours_lunch_closed", locale, hours=phrases.intervals((pause,), locale))
    when = phrases.day(day, today, locale)
    return phrases.say("hours_lunch_open", locale, when=when, hours=phrases.intervals(found.intervals, locale))


def _holidays(tools: Toolbox, reading: Reading, hours: BusinessHours) -> str:
    phrases, locale = tools.phrases, reading.locale
    lines = [
        phrases.holiday_line(day, tools.pack.localize(day.holiday.name, locale), locale)
        for day in coming_holidays(hours, reading.turn.now.date())
        if day.holiday
    ]
    if not lines:
        return phrases.say("hours_no_holidays", locale, week=phrases.week(hours, locale))
    return phrases.say("hours_holidays", locale, holidays="\n".join(lines))


def _asks_fact(reading: Reading) -> bool:
    """Whether a message with a cue for a fact is about that fact, and the business's own."""
    if reading.asks(cues.PERSONAL) or (reading.products and not reading.pointed):
        return False
    known = cues.CONTACT_WORDS | cues.HOURS_WORDS if reading.asks(cues.OPEN_NOUNS) else cues.CONTACT_WORDS
    others = [word for word in reading.rest if word not in known]
    return not others or (reading.sure_of("business_info") and len(others) <= LOOSE_WORDS)


def _address(tools: Toolbox, reading: Reading) -> Reply | None:
    if not (reading.asks(cues.ADDRESS) and _asks_fact(reading)):
        return None
    address, locale = tools.pack.business.address, reading.locale
    if address is None:
        return None if reading.material_answers() else offering(tools, reading, "fact_unknown", "business_info", True)
    text = tools.phrases.say("address", locale, address=_written(address))
    if address.reference is not None:
        reference = tools.pack.localize(address.reference, locale).rstrip(".")
        text = f"{text} {tools.phrases.say('address_reference', locale, reference=reference)}"
    citation = Citation("business.yaml", _ADDRESS_HEADING[locale])
    return Reply(text, intent="business_info", citations=(citation,))


def _written(address: Address) -> str:
    city = f"{address.city}/{address.state}" if address.state else address.city
    parts = [address.street, address.district, city, address.postal_code and f"CEP {address.postal_code}"]
    return ", ".join(part for part in parts if part)


def _contact(tools: Toolbox, reading: Reading) -> Reply | None:
    asked = [kind for kind, cue in _CONTACT_CUES if reading.asks(cue)]
    if not (asked or reading.asks(cues.CONTACT)) or not _asks_fact(reading):
        return None
    details = contact_details(tools.pack.business)
    known = [_detail(tools, kind, value, reading.locale) for kind, value in details.items() if kind in asked]
    text = " ".join(known) or tools.phrases.contact(tools.pack, reading.locale)
    if asked and not known:
        text = f"{tools.phrases.say('fact_unknown_here', reading.locale)} {text}".strip()
    if not details:
        return offering(tools, reading, "fact_unknown", "business_info", missed=True)
    citation = Citation("business.yaml", _CONTACT_HEADING[reading.locale], tools.pack.business.site)
    return Reply(text, intent="business_info", citations=(citation,))


def _detail(tools: Toolbox, kind: str, value: str, locale: Locale) -> str:
    return tools.phrases.say(kind, locale, **{kind: value})
