"""Booking by talk: offers free times, takes the one that is chosen, moves and cancels."""

from dataclasses import replace
from datetime import datetime, timedelta

from agente.agents.local import cues, meeting_cues, stances
from agente.agents.local.clauses import PART_END
from agente.agents.local.coming_cues import ENDS, asks_of_walking_in
from agente.agents.local.looking_up import of_a_meeting, searched
from agente.agents.local.meeting_desk import FORGET, TOPIC, Desk, booked_products, open_desk
from agente.agents.local.meeting_errands import (
    MAX_CHOICE_WORDS,
    OTHER_WORDS,
    Errand,
    asks_facts,
    cancels_it,
    errand_of,
    keeps_it,
    moves_something_else,
)
from agente.agents.local.meeting_moves import at_its_hour, first_or_else, move
from agente.agents.local.meeting_terms import answer_terms, asks_only_terms, asks_terms, told_terms
from agente.agents.local.meeting_treatment import with_treatment
from agente.agents.local.meeting_urgency import with_urgency
from agente.agents.local.offers import offering
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import may_be_same, wants_for, whose_is, without_somebody
from agente.agents.tools.knowledge import search_knowledge
from agente.knowledge.analysis import folded, words
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.scheduling.remembered import Own, own_booking, proposed, proposed_kind
from agente.scheduling.slots import suits
from agente.scheduling.titles import title_of
from agente.scheduling.when import Wish, refined, understand

MAX_TITLE = 500  # characters of a message in which the kind of meeting is looked for
SHORT_WORD = 5  # letters
TITLE_STEM = 4  # letters that two words for one kind of meeting share: "demo", "demonstração"

_CHANGES = ("move", "cancel", "cancel_it")
_OURS = ("slot", "booking", "cancel_booking")  # what our last reply may have asked about a meeting


def can_book(tools: Toolbox) -> bool:
    """Whether meetings are booked here at all."""
    return tools.pack.business.booking.enabled and tools.pack.hours is not None


def answer_proposal(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the customer says to the times that were just proposed, or to our question about their meeting."""
    awaiting = reading.turn.state.get("awaiting")
    if awaiting not in _OURS or not can_book(tools) or len(reading.words) > MAX_CHOICE_WORDS:
        return None
    if moves_something_else(reading):
        return None
    if awaiting == "booking":
        return open_desk(tools, reading).offer(Wish()) if meeting_cues.agrees(reading.words) else None
    if awaiting == "cancel_booking":
        return _after_cancel_question(tools, reading)
    if chosen := _without_asides(reading):
        return answer_proposal(tools, chosen)
    errand, wish = errand_of(reading), reading.wish()
    refuses = _refuses_to_book(reading) and not (wish.days or wish.at)
    if errand in (None, "book") and (refuses or puts_off(reading)):
        return _declined(tools, reading, proposed(reading.turn.state, reading.turn.now), Wish())
    if errand == "cancel_it" and (desk := open_desk(tools, reading)).own is None:
        return Reply(desk.say("booking_declined"), intent="scheduling", remember=FORGET)
    return _choice(tools, reading, is_asked=True) if errand in (None, "book", "move") else None


def answer_change(tools: Toolbox, reading: Reading) -> Reply | None:
    """Moves, cancels, or tells when the meeting is. Before what we asked: "remarcar" is nobody's name."""
    errand = errand_of(reading) if can_book(tools) else None
    if (errand in (None, "book") and _corrects_kind(tools, reading)) or _denies_kind(tools, reading, errand):
        desk = open_desk(tools, reading)
        return desk.settle(desk.own.starts_at, Wish()) if desk.own and desk.wants_another_kind else None
    if errand is None and reading.turn.state.get("booking") and can_book(tools) and asks_only_terms(reading):
        desk = open_desk(tools, reading)
        return answer_terms(tools, reading, desk) if desk.own else None
    if errand == "status" and reading.asks(ENDS):
        return None
    if errand is None or errand == "book" or (errand == "missing" and reading.asks(meeting_cues.SUPPOSED)):
        return None
    desk = open_desk(tools, reading)
    own = desk.own
    if keeps_it(reading):
        is_plain = own is not None and "?" not in reading.turn.text
        return (
            Reply(desk.named("booking_kept"), intent="scheduling", remember={**FORGET, "topic": TOPIC})
            if is_plain
            else None
        )
    if own is not None and errand in _CHANGES and asks_terms(reading):
        return answer_terms(tools, reading, desk)
    if own is None and errand == "status" and (slots := proposed(reading.turn.state, reading.turn.now)):
        meant = [slot for slot in slots if suits(slot, reading.wish())]
        return desk.not_yet(meant or slots, Wish.from_json(reading.turn.state.get("wish")))
    if own is None and errand in _CHANGES and asks_terms(reading) and (told := told_terms(tools, reading)):
        return told  # "até quando posso desmarcar?", of who has none here yet
    if own is None:
        return None if errand == "cancel_it" else _no_booking(tools, reading, desk, errand)
    if reading.asks(meeting_cues.DONE):
        return desk.tell("booking_found")
    if errand == "move":
        return move(tools, reading, desk, own.starts_at)
    supposed = reading.asks(meeting_cues.IF)
    if errand == "missing" and cancels_it(reading):
        errand = "cancel"
    is_meant = reading.topic == TOPIC or reading.turn.state.get("awaiting") == "cancel_booking"
    supposed = supposed or (not desk.others and _is_of_another(reading, own))
    if not supposed and (errand == "cancel" or (errand == "cancel_it" and is_meant)):
        return desk.cancel(own)
    if errand in ("cancel", "cancel_it"):
        buttons = (desk.say("reply_cancel_yes"), desk.say("reply_keep"))
        text = desk.named("booking_cancel_question")
        return Reply(text, intent="scheduling", quick_replies=buttons, awaiting="cancel_booking")
    return desk.tell("booking_change" if errand == "missing" else "booking_found")


def _is_of_another(reading: Reading, own: Own) -> bool:
    """ "Cancela o do meu marido", of who has only their own."""
    told = whose_is(reading.turn.text, reading.spoken) if wants_for(reading.spoken) else None
    return told is not None and own.whose is not None and not may_be_same(own.whose, told)


def answer_later_choice(tools: Toolbox, reading: Reading) -> Reply | None:
    """Takes a time that was proposed before other things were talked about."""
    if reading.turn.state.get("awaiting") in _OURS or not reading.turn.state.get("slots") or not can_book(tools):
        return None
    is_choice = len(reading.words) <= MAX_CHOICE_WORDS and errand_of(reading) in (None, "book")
    return _choice(tools, reading, is_asked=False) if is_choice and not puts_off(reading) else None


def puts_off(reading: Reading) -> bool:
    """ "Tá bom, qualquer coisa aviso", "amanhã eu vejo e confirmo": no choice, whatever day is named."""
    if reading.asks(meeting_cues.PUT_OFF):
        return True
    if reading.asks(meeting_cues.ANYTHING):
        return not reading.asks(meeting_cues.ORDERED)
    return reading.asks(meeting_cues.BUSY) and "?" not in reading.turn.text


def _without_asides(reading: Reading) -> Reading | None:
    """The choice that stands beside a day that does not suit or a "qualquer coisa aviso"; None when there is none."""
    parts = [part for part in PART_END.split(reading.turn.text) if part.strip()]
    kept = [part for part in parts if not _is_aside(part)]
    if not kept or len(kept) == len(parts):
        return None
    rest = reading.reread(", ".join(kept))
    busy = reading.asks(meeting_cues.BUSY) and rest.wish().said
    return rest if busy or rest.asks(meeting_cues.ORDERED) else None


def _is_aside(part: str) -> bool:
    said = folded(part)
    return meeting_cues.BUSY.search(said) is not None or meeting_cues.ANYTHING.search(said) is not None


def answer_only_booking(tools: Toolbox, reading: Reading) -> Reply | None:
    """Asks for a time and for nothing else."""
    return None if asks_facts(reading) else answer_booking(tools, reading)


def answer_supposed(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E se eu não puder no dia 30, cancelo?", of the meeting that is booked, when the material does not say."""
    supposed = reading.only_supposes and reading.asks(meeting_cues.UNABLE)
    if not supposed or not reading.turn.state.get("booking") or not can_book(tools):
        return None
    asked = of_a_meeting(reading.turn.text, reading.locale)
    if not asked:
        return None
    told = search_knowledge(tools.search, searched(asked), reading.locale)
    if any(finding.coverage >= ANSWERABLE_COVERAGE for finding in told):
        return None
    desk = open_desk(tools, reading)
    return desk.tell("booking_change") if desk.own else None


def answer_booking(tools: Toolbox, reading: Reading) -> Reply | None:
    """Asks for a time."""
    if not can_book(tools) or errand_of(reading) != "book":
        return None
    if asks_of_walking_in(reading.turn.text, reading.spoken) and not reading.wish().is_exact:
        return None
    if _refuses_to_book(reading) or is_about_hours(reading) or _is_question_of_fact(reading):
        return None
    if asks_of_feature(tools, reading):
        return None
    how = reading.asks(cues.HOW_LONG) or (reading.products and reading.asks(cues.HOW))
    if how and not reading.asks(meeting_cues.BOOK):
        return None
    desk = open_desk(tools, reading)
    return with_treatment(tools, reading, desk, with_urgency(tools, reading, _book(tools, desk, reading)))


def _refuses_to_book(reading: Reading) -> bool:
    """In one part of the message: "não, quero marcar" and "não precisa. quero marcar" do not refuse."""
    if not reading.asks(meeting_cues.NOT_BOOK):
        return False
    return any(reading.reread(part).asks(meeting_cues.NOT_BOOK) for part in PART_END.split(reading.turn.text) if part)


def is_about_hours(reading: Reading) -> bool:
    """ "Qual o horário de vocês sábado?", "fecham pro almoço?": when the business is open, not when one could come."""
    hours = reading.asks(cues.HOURS) or (reading.asks(cues.LUNCH) and reading.asks(cues.OPEN_VERBS))
    return hours and not (reading.asks(meeting_cues.BOOK) or reading.asks(meeting_cues.VACANCY))


def asks_of_feature(tools: Toolbox, reading: Reading) -> bool:
    """ "O sistema tem agenda?": of what is sold, unless a time or the kind of meeting that is booked here is named."""
    if not reading.asks(meeting_cues.FEATURE) or reading.wish().said:
        return False
    return _kinds(title_of(tools.pack, reading.locale)).isdisjoint(_kinds(reading.turn.text[:MAX_TITLE]))


def is_about_meetings(tools: Toolbox, reading: Reading) -> bool:
    """Whether a message that the material answers is about what can be booked: "vocês fazem demonstração?"."""
    if not can_book(tools) or asks_of_feature(tools, reading):
        return False
    kinds = _kinds(title_of(tools.pack, reading.locale))
    return reading.sure_of("scheduling") or not kinds.isdisjoint(_kinds(reading.turn.text[:MAX_TITLE]))


def _kinds(text: str) -> frozenset[str]:
    """The beginnings of the words that may name a kind of meeting; "vídeo" or "online" name none."""
    return frozenset(word[:TITLE_STEM] for word in words(text) if len(word) > SHORT_WORD or word.startswith("demo"))


def offer_booking(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """An answer about meetings with the offer to book one after it."""
    say, locale = tools.phrases.say, reading.locale
    return Reply(
        f"{reply.text}\n\n{say('booking_offer', locale)}",
        intent=reply.intent,
        citations=reply.citations,
        quick_replies=(say("reply_book", locale), say("reply_not_now", locale)),
        awaiting="booking",
        totals=reply.totals,
    )


def _is_question_of_fact(reading: Reading) -> bool:
    """ "Precisa agendar ou é por ordem de chegada?": the material answers, if it does."""
    asks = "?" in reading.turn.text and not reading.asks(meeting_cues.AVAILABLE)
    told = len(reading.rest) > OTHER_WORDS and reading.meant is not None
    answered = told or reading.material_answers(STRONG_COVERAGE)
    return asks and not reading.wish().said and answered


def _book(tools: Toolbox, desk: Desk, reading: Reading) -> Reply:
    wish = reading.wish()
    if desk.own:
        # A wish that is for nobody else may be one to move: nothing is moved without a yes.
        start = desk.calendar.at(wish.days[0], wish.at[0]) if wish.is_exact else None
        if start == desk.own.starts_at:
            return desk.settle(start, wish)
        if not wish.said and meeting_cues.agrees(reading.words):
            return desk.tell("booking_found")  # "isso, pode marcar", to who has it
        if wish.at and not wish.days and _asks_of_hour(reading):
            return desk.exact(refined(Wish(days=(desk.own.starts_at.date(),)), wish), is_order=False)
        return desk.offer(at_its_hour(reading, wish, desk.own.starts_at))
    before = Wish.from_json(reading.turn.state.get("wish")) if reading.turn.state.get("slots") else Wish()
    if before.days and (either := first_or_else(tools, reading, desk, before)):
        return desk.exact(either, is_order=True) if either.is_exact else desk.offer(either)
    if wish.at and not wish.days:
        wish = refined(before, wish)  # an hour of the day that is talked about
    if wish.is_exact:
        return desk.exact(wish, is_order=reading.asks(meeting_cues.BOOK))
    if not wish.said and _names_another_kind(tools, reading, desk):
        return desk.offer(wish, "slots_only")
    return desk.offer(wish)


def _asks_of_hour(reading: Reading) -> bool:
    """ "Pode ser às 11 então?", of who has it at ten: on its day, unless another one may be meant."""
    return not any(reading.asks(cue) for cue in (meeting_cues.BOOK, meeting_cues.ALSO, meeting_cues.OTHERS))


def _names_another_kind(tools: Toolbox, reading: Reading, desk: Desk) -> bool:
    """Whether the customer wants a kind of meeting that is not the one that is booked here."""
    kind = meeting_cues.KIND.search(reading.spoken)
    if kind is None or desk.kind or tools.pack.business.booking.title is None:
        return False
    return _kinds(kind[0]).isdisjoint(_kinds(desk.title))


def _corrects_kind(tools: Toolbox, reading: Reading) -> bool:
    """ "Na verdade é pro meu filho", right after the meeting was talked about; "e pro meu filho?" is another one."""
    told = reading.topic == TOPIC and "?" not in reading.turn.text and len(reading.words) <= MAX_CHOICE_WORDS
    if not (told and reading.turn.state.get("booking") and tools.kinds.named(reading.turn.text)):
        return False
    return reading.asks(meeting_cues.IS_FOR) and not (
        reading.asks(meeting_cues.BOOK) or reading.asks(meeting_cues.ALSO)
    )


def _denies_kind(tools: Toolbox, reading: Reading, errand: Errand | None) -> bool:
    """ "Não é odontopediatria, é avaliação, troca": what is booked becomes one of the usual kind."""
    own, named = own_booking(reading.turn.state, reading.turn.now), tools.kinds.named(reading.turn.text)
    if not (own and own.kind and named and named.kind is None) or errand not in (None, "book", "move"):
        return False
    return not (reading.wish().said or reading.asks(meeting_cues.ALSO) or "?" in reading.turn.text)


def _no_booking(tools: Toolbox, reading: Reading, desk: Desk, errand: Errand) -> Reply:
    """Nothing is booked that could be moved, cancelled or told; it may have been done elsewhere."""
    if errand not in ("move", "status") or reading.asks(meeting_cues.BOOKED):
        return offering(tools, reading, "booking_none_person", "scheduling")
    buttons = (desk.say("reply_book"), desk.say("reply_person"))
    text = desk.say("booking_none")
    return Reply(text, intent="scheduling", quick_replies=buttons, awaiting="booking")


def _after_cancel_question(tools: Toolbox, reading: Reading) -> Reply | None:
    if meeting_cues.agrees(reading.words):
        desk = open_desk(tools, reading)
        return desk.cancel(desk.own) if desk.own else None
    if stances.is_no(reading.words) or reading.words[:1] in (["nao"], ["no"]):
        return Reply(open_desk(tools, reading).named("booking_kept"), intent="scheduling")
    return None


def _choice(tools: Toolbox, reading: Reading, is_asked: bool) -> Reply | None:
    """One of the proposed times, others, or none. Unless it was just asked, only a time counts."""
    slots = proposed(reading.turn.state, reading.turn.now)
    if not slots or _asks_something_else(tools, reading):
        return None
    before = Wish.from_json(reading.turn.state.get("wish"))
    if is_asked and (switched := _other_kind(tools, reading, before)):
        return switched
    orders = meeting_cues.agrees(reading.words) and reading.asks(meeting_cues.ORDERED)
    is_plain = is_asked or orders or reading.asks(meeting_cues.LISTED)
    if is_plain and (reply := _plain_choice(tools, reading, slots, before)):
        return reply
    others = meeting_cues.other_words(reading.rest)
    about_booking = reading.classification.intent == "scheduling" or reading.asks(meeting_cues.BOOK)
    if others > (OTHER_WORDS if is_asked else 0) and not about_booking:
        return None
    wish = _chosen_wish(tools, reading) if is_asked else reading.wish()
    if wish.said and (is_asked or wish.at):
        return _wished(tools, reading, open_desk(tools, reading), slots, before, wish)
    if is_asked and reading.asks(meeting_cues.OTHERS):
        return _others(open_desk(tools, reading), slots, before)
    if is_asked and reading.asks(meeting_cues.ANY) and not reading.asks(meeting_cues.BUT_FOR):
        return open_desk(tools, reading).settle(slots[0], before)
    return None


def _other_kind(tools: Toolbox, reading: Reading, before: Wish) -> Reply | None:
    """Times of the kind that the customer names now, when the proposed ones are of another."""
    if tools.kinds.named(reading.turn.text) is None:
        return None
    desk = open_desk(tools, reading)
    if desk.wants_another_kind:
        return None
    if desk.kind_id == proposed_kind(reading.turn.state):
        return None
    wish = reading.wish()
    whole = refined(before, wish) if wish.said else before
    if whole.is_exact:
        return desk.exact(whole, is_order=wish.said and "?" not in reading.turn.text)
    return desk.offer(whole)


def _plain_choice(tools: Toolbox, reading: Reading, slots: list[datetime], before: Wish) -> Reply | None:
    """ "O segundo", "sim", "não"."""
    number = meeting_cues.chosen_number(without_somebody(reading.words))
    if number is not None and number < len(slots):
        return open_desk(tools, reading).settle(slots[number], before)
    if meeting_cues.agrees(reading.words):
        desk = open_desk(tools, reading)
        return desk.settle(slots[0], before) if len(slots) == 1 else desk.list(slots, before, "slots_which")
    declines = stances.is_no(reading.words) or reading.asks(meeting_cues.NEVER_MIND)
    if declines and not reading.asks(meeting_cues.OTHERS):
        return _declined(tools, reading, slots, before)
    return None


def _chosen_wish(tools: Toolbox, reading: Reading) -> Wish:
    if (number := meeting_cues.bare_number(reading.words)) is not None:
        return understand(f"as {number}", reading.turn.now, tools.holidays)
    return reading.wish()


def _asks_something_else(tools: Toolbox, reading: Reading) -> bool:
    """A fact, or about a product by its name: "o segundo" points at a time as well as at a product."""
    if asks_facts(reading):
        return True
    booked = booked_products(tools, reading.locale)
    return not reading.pointed and any(product not in booked for product in reading.products)


def _wished(tools: Toolbox, reading: Reading, desk: Desk, slots: list[datetime], before: Wish, wish: Wish) -> Reply:
    """A day or an hour: of those proposed when exactly one suits, else looked up."""
    suiting = [slot for slot in slots if suits(slot, wish)]
    asks = "?" in reading.turn.text and not reading.asks(meeting_cues.ACCEPT)
    # "Marca outro pra quinta às 10h" may be meant besides the one that is booked: nothing moves without a yes.
    asks = asks or (desk.own is not None and reading.turn.state.get("awaiting") != "slot" and _books_other(reading))
    if len(suiting) == 1 and not asks and (wish.at or wish.days):
        return desk.settle(suiting[0], before)
    days = {slot.date() for slot in slots}
    if either := first_or_else(tools, reading, desk, before if before.days else Wish(days=tuple(sorted(days)))):
        return desk.exact(either, is_order=True) if either.is_exact else desk.offer(either)
    whole = refined(before, wish)
    if not whole.days and wish.at:
        whole = refined(Wish(days=tuple(days)), whole) if len(days) == 1 else whole
    if whole.is_exact:
        return desk.exact(whole, is_order=not asks)
    return desk.offer(whole)


def _books_other(reading: Reading) -> bool:
    return reading.asks(meeting_cues.BOOK) and reading.asks(meeting_cues.ALSO)


def _others(desk: Desk, slots: list[datetime], before: Wish) -> Reply:
    """Times of later days than those that were shown, else any but those."""
    today, last = desk.calendar.now.date(), max(slots).date()
    shown = {today + timedelta(days=ahead) for ahead in range((last - today).days + 1)}
    later = replace(before, unwanted=before.unwanted | shown)
    if desk.calendar.propose(later):
        return desk.offer(later, "slots_others")
    wish = before if desk.calendar.propose(before, slots) else Wish()
    return desk.offer(wish, "slots_others", besides=slots)


def _declined(tools: Toolbox, reading: Reading, slots: list[datetime], before: Wish) -> Reply:
    """A bare no to one time asks for others; a no to several, or with thanks, is the end of it."""
    desk = open_desk(tools, reading)
    if len(slots) == 1 and set(reading.words) <= {"nao", "n", "no", "nope"}:
        return _others(desk, slots, before)
    if desk.own:
        return Reply(desk.named("booking_kept"), intent="scheduling", remember=FORGET)
    return Reply(desk.say("booking_declined"), intent="scheduling", remember=FORGET)
