"""The way of a turn: gate, accept, guard in, context, route, specialist, guard out, commit, reply.

The gate (who calls, how often, how much) stands at the door, in `agente.api`; guard in, route, specialist and guard out
are the assistant's; this module keeps the promise around them: what was accepted is answered, once and in order.
No database connection is held while an answer is made.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection
from structlog.contextvars import bind_contextvars

from agente.accounts.callers import Bearer
from agente.agents.assistant import Assistant, Opinion
from agente.agents.local.handover import TAKING
from agente.agents.local.taking_back import wants_agent_back
from agente.agents.tools.own import vouched_for
from agente.agents.tools.tool import ToolContext
from agente.agents.turn import CalendarNeeded, Draft, TurnInput, Utterance
from agente.conversations import service as conversations
from agente.conversations.recent import RecentStore
from agente.conversations.schemas import Channel, message_json, silent_reply_json
from agente.conversations.service import Accepted, AlreadyAccepted, AnsweredElsewhere
from agente.conversations.transcripts import mail_transcript
from agente.errors import AgenteError, BadInput, Conflict, TimedOut, Unavailable
from agente.guardrails.text import clean
from agente.handoff import service as handoff
from agente.integrations.calendar.look import CalendarLook
from agente.kit.clock import utc_now
from agente.leads import service as leads
from agente.llm.service import record_calls, usage_of
from agente.observability.metrics import GUARDRAIL, INTENTS, LEADS, TIMEOUTS, TURNS
from agente.observability.tracing import span
from agente.outbox import service as outbox
from agente.outbox.events import TURN_ANSWERED
from agente.packs.models import IntentName
from agente.packs.pack import Pack
from agente.scheduling import service as scheduling
from agente.scheduling.errors import SlotTaken
from agente.scheduling.remembered import refreshed
from agente.scheduling.requests import Busy
from agente.storage.database import Database
from agente.turns.gathering import MOST_WAITS, Gathering
from agente.turns.lanes import Lanes
from agente.turns.leases import Leases
from agente.turns.live import LiveEvents
from agente.turns.served import Business, Served

log = structlog.get_logger()

SWEEP_EVERY_S = 2.0
ORPHANS_AT_ONCE = 16  # conversations; one with a slow model must not keep the others waiting
LOOK_EVERY_S = 0.05  # whether another replica is done with the conversation
WAIT_FOR_OTHERS_S = 30.0 + MOST_WAITS * 5  # longer than any turn of theirs, and any burst before it
RETRY_AFTER_S = 1
MOST_SUMMED_UP = 40  # messages at once; of a longer silence of the models only the latest are
BOOKING_TRIES = 5  # each lost try offers other slots; more in a row would be a fault of ours

T = TypeVar("T")
Reply = dict[str, Any]  # in the shape of `MessageRead`
Sentences = asyncio.Queue[str | None]  # of a reply that is being written; None when it is done


class Turns:
    def __init__(
        self,
        database: Database,
        served: Served,
        live: LiveEvents,
        recent: RecentStore,
        max_message_chars: int,
        within_s: float,
        *,
        tell: bool = False,
        look: CalendarLook | None = None,
        gather_seconds: Mapping[Channel, float] = MappingProxyType({}),
    ) -> None:
        """`within_s` is how long anybody waits for a reply; the turn itself goes on.

        With `tell`, each answer is an event for analytics too: one more statement a turn. With `look`, a vendor's
        calendar is looked at before a time in it is promised.
        """
        self._look = look
        self._database = database
        self._served = served
        self._live = live
        self._recent = recent
        self._max_chars = max_message_chars
        self._within_s = within_s
        self._tell = tell
        self._lanes = Lanes()
        self._leases = Leases(database)
        self._gathering = Gathering(database, gather_seconds, max_message_chars)
        self._working: set[str] = set()  # ids of the messages whose turns run here now
        self._tasks: set[asyncio.Task[Reply]] = set()

    def start(
        self, bearer: Bearer, conversation_id: str, text: str, key: str | None, *, watched: bool = False
    ) -> "RunningTurn":
        """Begins a turn that goes on to its end even if whoever asked for it goes away.

        One that is `watched` shows its reply sentence by sentence, as it is written.
        """
        text = self._guard_length(text)
        bind_contextvars(conversation_id=conversation_id)  # in each log line of the turn
        accepted: asyncio.Future[Accepted] = asyncio.get_running_loop().create_future()
        sentences: Sentences | None = asyncio.Queue() if watched else None
        task = asyncio.create_task(self._take(bearer, conversation_id, text, key, accepted, sentences))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if sentences is not None:
            task.add_done_callback(lambda _: sentences.put_nowait(None))
        return RunningTurn(accepted, task, self._within_s, sentences)

    async def begin(self) -> None:
        """Answers first what the process before this one left, where no other process can be at work on it."""
        if not self._database.shared:
            await self._database.write(conversations.end_all_leases)
            await self.finish_orphans()

    async def finish_orphans(self) -> None:
        """Answers the accepted messages whose turn died with its process, or failed; each conversation's in order."""
        left: dict[str, list[str]] = {}
        for message_id, conversation_id in await self._database.read(conversations.orphans):
            left.setdefault(conversation_id, []).append(message_id)
        at_once = asyncio.Semaphore(ORPHANS_AT_ONCE)
        await asyncio.gather(*(self._finish_each(at_once, *conversation) for conversation in left.items()))

    async def _finish_each(self, at_once: asyncio.Semaphore, conversation_id: str, message_ids: Sequence[str]) -> None:
        async with at_once:
            for message_id in message_ids:
                if message_id in self._working:
                    return
                try:
                    await self._finish(message_id, conversation_id)
                except AnsweredElsewhere:
                    return
                except Exception:
                    # One that cannot be finished now must not keep the others waiting; the next sweep tries it again.
                    log.exception("orphaned turn not finished", message_id=message_id)
                    return

    async def sweep(self) -> None:
        """Looks for orphans every few seconds, for ever."""
        while True:
            try:
                await self.finish_orphans()
            except Exception:
                log.exception("sweep failed, trying again")
            await asyncio.sleep(SWEEP_EVERY_S)

    async def give_signs(self) -> None:
        """Tells the other replicas, for ever, which conversations are being answered here."""
        await self._leases.give_signs()

    async def drain(self, within_s: float) -> None:
        """Waits for the turns that are under way, for so many seconds; the others are orphans then."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within_s)

    async def _take(
        self,
        bearer: Bearer,
        conversation_id: str,
        text: str,
        key: str | None,
        told: asyncio.Future[Accepted],
        sentences: Sentences | None,
    ) -> Reply:
        try:
            with span("turn.accept", content=text):
                recent = await self._recent.get(conversation_id)
                accepted = await self._database.write(
                    conversations.accept_message, bearer, conversation_id, text, key, self._leases.token, recent
                )
        except AlreadyAccepted as again:
            return await self._again(again)
        self._working.add(accepted.message_id)
        try:
            told.set_result(accepted)
            self._live.ring(conversation_id)
            return await self._answer_in_order(accepted, sentences)
        finally:
            self._working.discard(accepted.message_id)

    async def _again(self, again: AlreadyAccepted) -> Reply:
        """The reply that the message's key has already earned; a turn that failed is taken up again here."""
        if again.reply is not None:
            return message_json(again.reply._mapping)
        if again.message.turn == "silent":
            return silent_reply_json(again.message._mapping)
        if again.message.id in self._working:
            raise Conflict(
                "turn_in_progress", "The first message with this key is still at work.", retry_after_s=RETRY_AFTER_S
            )
        return await self._finish(again.message.id, again.message.conversation_id)

    async def _finish(self, message_id: str, conversation_id: str) -> Reply:
        """Raises `AnsweredElsewhere` when another replica is at it."""
        self._working.add(message_id)
        try:
            async with self._lanes.enter(conversation_id), self._leases.keeping(conversation_id):
                return await self._answer_afresh(conversation_id, message_id)
        finally:
            self._working.discard(message_id)

    async def _answer_in_order(self, accepted: Accepted, sentences: Sentences | None) -> Reply:
        conversation_id = accepted.conversation_id
        async with self._lanes.enter(conversation_id), self._leases.keeping(conversation_id):
            if accepted.its_turn:
                return await self._answer(accepted, sentences)
            # A message before it had no reply yet when this one was accepted: what is known of the dialogue is stale,
            # and if that turn failed, it goes first.
            earlier = await self._database.read(conversations.pending_in, conversation_id, before_seq=accepted.seq)
            for message_id in earlier:
                await self._answer_at_last(conversation_id, message_id)
            return await self._answer_at_last(conversation_id, accepted.message_id, sentences)

    async def _answer_at_last(self, conversation_id: str, message_id: str, sentences: Sentences | None = None) -> Reply:
        """Waits while another replica answers in the conversation; it may answer this message as well."""
        waiting_since = time.monotonic()
        while True:
            try:
                return await self._answer_afresh(conversation_id, message_id, sentences)
            except AnsweredElsewhere:
                if time.monotonic() - waiting_since > WAIT_FOR_OTHERS_S:
                    raise
                await asyncio.sleep(LOOK_EVERY_S)

    async def _answer_afresh(self, conversation_id: str, message_id: str, sentences: Sentences | None = None) -> Reply:
        accepted = await self._database.write(
            conversations.resume_pending, conversation_id, message_id, self._leases.token
        )
        return await self._answer(accepted, sentences) if accepted else await self._stored(message_id)

    async def _answer(self, first: Accepted, sentences: Sentences | None) -> Reply:
        accepted = await self._gathering.burst_of(first, self._leases.token)
        if accepted is None:
            return await self._stored(first.message_id)
        if accepted.status == "waiting_human" and wants_agent_back(accepted.text):
            accepted = await self._database.write(_take_back, accepted)
        if accepted.status in ("waiting_human", "with_human") and not _takes_message(accepted):
            await self._database.write(conversations.silence, accepted, self._leases.token)
            return await self._stored(first.message_id)
        business = self._served.business
        for _ in range(BOOKING_TRIES):
            with span("turn.answer") as answering:
                draft = await self._draft(business, accepted, sentences)
                answering.set_attribute("agente.intent", draft.intent.name)
                answering.set_attribute("agente.source", draft.source)
            if self._look and draft.booking and draft.booking.starts_at and draft.booking.ends_at:
                await self._look.at(draft.booking.starts_at, draft.booking.ends_at)
            try:
                with span("turn.commit", content=draft.text):
                    stored = await self._database.write(
                        _commit, accepted, draft, business.pack, self._leases.token, self._tell
                    )
            except AnsweredElsewhere:
                # This process was held up for so long that another took the conversation over: its reply counts.
                log.warning("lease lost, the answer is dropped", message_id=accepted.message_id)
                return await self._answer_at_last(first.conversation_id, first.message_id)
            except SlotTaken:
                # Somebody booked it while this answer was made: it is made again, with what is free now.
                continue
            _count(accepted, stored)
            self._live.ring(accepted.conversation_id)
            if recent := conversations.recent_after(accepted, stored):
                await self._recent.put(accepted.conversation_id, recent)
            return message_json(stored)
        raise Unavailable("booking_contended", "The calendar is too busy right now.", retry_after_s=RETRY_AFTER_S)

    async def _draft(self, business: Business, accepted: Accepted, sentences: Sentences | None) -> Draft:
        now = utc_now().astimezone(ZoneInfo(business.pack.business.timezone))
        history = [Utterance(role, text) for role, text in accepted.history]  # type: ignore[arg-type]
        turn = TurnInput(accepted.text, accepted.locale, now, history, accepted.state, accepted.seq, accepted.protocol)
        consider = partial(self._consider, business.assistant, accepted, turn)
        try:
            if business.answering is None:
                return (await consider(None)).draft
            return await business.answering.answer(
                consider,
                self._context(business.pack, accepted, turn),
                partial(self._earlier, accepted),
                emit=None if sentences is None else sentences.put_nowait,
            )
        except AgenteError:
            raise
        except Exception:
            # A mistake of ours must not leave a customer without an answer, nor a message that fails at each retry.
            log.exception("answer failed, the safe reply goes out", message_id=accepted.message_id)
            return business.assistant.safe_reply(turn)

    async def _consider(
        self, assistant: Assistant, accepted: Accepted, turn: TurnInput, intent: IntentName | None
    ) -> Opinion:
        """The local engine's opinion, with the calendar where it needs one."""
        try:
            opinion = assistant.consider(turn, intent)
        except CalendarNeeded as needed:
            busy, stored = await self._database.read(
                scheduling.calendar_for, accepted.contact_id, needed.start, needed.end, assistant.pack
            )
            return assistant.consider(replace(turn, busy=busy, state=refreshed(accepted.state, stored)), intent)
        if opinion.reading is None:
            GUARDRAIL.labels("injection", "refused").inc()
            log.warning("suspicious message, taken for an injection", message_id=accepted.message_id)
        return opinion

    async def _earlier(self, accepted: Accepted, after_seq: int) -> list[Utterance]:
        """What was said after a place in the conversation and before this turn's message."""
        rows = await self._database.read(
            conversations.said_between, accepted.conversation_id, after_seq, accepted.seq, MOST_SUMMED_UP
        )
        return [Utterance(row.role, row.text) for row in rows]

    def _context(self, pack: Pack, accepted: Accepted, turn: TurnInput) -> ToolContext:
        async def busy(start: datetime, end: datetime) -> Sequence[Busy]:
            taken, _ = await self._database.read(scheduling.calendar_for, accepted.contact_id, start, end, pack)
            return taken

        said = [utterance.text for utterance in turn.history if utterance.role == "customer"]
        return ToolContext(
            conversation_id=accepted.conversation_id,
            contact_id=accepted.contact_id,
            locale=accepted.locale,
            now=turn.now,
            state=accepted.state,
            busy=busy,
            said=(*said, turn.text),
            contact=vouched_for(accepted.state),
        )

    async def _stored(self, message_id: str) -> Reply:
        message, reply = await self._database.read(conversations.outcome, message_id)
        return message_json(reply._mapping) if reply is not None else silent_reply_json(message._mapping)

    def _guard_length(self, text: str) -> str:
        """The text as it is stored; raises `BadInput` when there is nothing in it, or too much."""
        if len(text) > self._max_chars:
            raise BadInput(
                "message_too_long",
                f"The message has {len(text)} characters; the limit is {self._max_chars}.",
                length=len(text),
                limit=self._max_chars,
            )
        text = clean(text)
        if not text:
            raise BadInput("message_empty", "The message has no text.")
        return text


class RunningTurn:
    """A turn under way: wait for its acceptance, for its reply, or watch it."""

    def __init__(
        self,
        accepted: asyncio.Future[Accepted],
        task: asyncio.Task[Reply],
        within_s: float,
        sentences: Sentences | None = None,
    ) -> None:
        self._accepted = accepted
        self._task = task
        self._sentences = sentences
        self._deadline = asyncio.get_running_loop().time() + within_s

    async def reply(self) -> Reply:
        """Raises `TimedOut` when it does not come in time."""
        return await self._in_time(asyncio.shield(self._task))

    async def acceptance(self) -> Accepted | None:
        """What was accepted; None when the reply was there already. Raises what the gate refused."""
        either: set[asyncio.Future[Any]] = {self._accepted, self._task}
        await self._in_time(asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED))
        if self._accepted.done():
            return self._accepted.result()
        self._task.result()
        return None

    async def events(self) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """The reply as it comes: `delta`s, then `completed`, whose text is the one that counts."""
        shown = ""
        if self._sentences is not None:
            while (sentence := await self._in_time(self._sentences.get())) is not None:
                shown += sentence
                yield "delta", {"text": sentence}
        reply = await self.reply()
        if reply["text"].startswith(shown):
            for piece in pieces(reply["text"][len(shown) :]):
                yield "delta", {"text": piece}
        yield "completed", reply

    async def _in_time(self, awaited: Awaitable[T]) -> T:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await awaited
        except TimeoutError:
            TIMEOUTS.labels("turn").inc()
            log.error("Timeout waiting for response", dependency="turn")
            raise TimedOut(
                "timeout", "No reply in time; it is still being made.", retry_after_s=RETRY_AFTER_S
            ) from None


def pieces(text: str) -> list[str]:
    """Lines, which together are the text again; what a reader takes in at a glance."""
    return text.splitlines(keepends=True)


def _commit(
    connection: Connection, accepted: Accepted, draft: Draft, pack: Pack, token: str, tell: bool
) -> Mapping[str, Any]:
    """The reply, the dialogue's state and what the draft asked for, in one transaction.

    Raises, and nothing is stored: `SlotTaken` when the meeting that the reply promises is somebody else's by now,
    `AnsweredElsewhere` when another process has the conversation, or has answered.
    """
    state = dict(draft.state)
    if draft.lead and pack.qualification:
        state["lead"] = leads.record(connection, accepted, draft.lead, pack.qualification, draft.locale)
    booking = scheduling.carry_out(connection, accepted, draft.booking, pack) if draft.booking else None
    reply = {
        "role": "agent",
        "text": draft.text,
        "intent": draft.intent.name,
        "confidence": round(draft.intent.confidence, 4),
        "agent": draft.agent,
        "source": draft.source,
        "citations": [{"document": c.document, "heading": c.heading, "url": c.url} for c in draft.citations],
        "quick_replies": list(draft.quick_replies),
        "ask_rating": int(draft.ask_rating),
        "handoff_reason": draft.handoff,
        "pack_version": pack.version,
        "lead": _lead_of_reply(state),
        "booking": booking,
        "usage": usage_of(draft.calls),
        "trace": draft.trace or None,
    }
    stored = conversations.store_reply(connection, accepted, reply, state=state, locale=draft.locale, token=token)
    record_calls(connection, conversation_id=accepted.conversation_id, message_id=stored["id"], attempts=draft.calls)
    if draft.summary_to:
        mail_transcript(connection, accepted, draft.summary_to, draft.locale)
    if draft.handoff and conversations.is_active(connection, accepted.conversation_id):
        handoff.open_handoff(connection, accepted.conversation_id, reason=draft.handoff, note=draft.note)
    elif draft.note:
        handoff.add_note(connection, accepted.conversation_id, draft.note)
    if tell:
        _tell(connection, accepted, stored)
    return stored


def _tell(connection: Connection, accepted: Accepted, stored: Mapping[str, Any]) -> None:
    usage = stored["usage"] or {}
    told = {
        "conversation_id": accepted.conversation_id,
        "message_id": stored["id"],
        "intent": stored["intent"],
        "confidence": stored["confidence"],
        "source": stored["source"],
        "agent": stored["agent"],
        "model": usage.get("model"),
        "cost_usd": usage.get("cost_usd"),
        "latency_ms": round((stored["created_at"] - accepted.created_at).total_seconds() * 1000),
    }
    outbox.enqueue(connection, TURN_ANSWERED, accepted.conversation_id, told, key=f"{TURN_ANSWERED}:{stored['id']}")


def _take_back(connection: Connection, accepted: Accepted) -> Accepted:
    """The message with the conversation that the agent has again; as it was if a person keeps or took it."""
    handoff.take_back(connection, accepted.conversation_id)
    if not conversations.is_active(connection, accepted.conversation_id):
        return accepted
    return replace(accepted, status="active", state=conversations.given_back(accepted.state))


def _takes_message(accepted: Accepted) -> bool:
    """Whether the customer was asked to leave something for the person who is not there yet."""
    return accepted.status == "waiting_human" and accepted.state.get("awaiting") in TAKING


def _lead_of_reply(state: Mapping[str, Any]) -> dict[str, Any] | None:
    lead = state.get("lead")
    return {name: lead[name] for name in ("id", "score", "status")} if lead and "id" in lead else None


def _count(accepted: Accepted, reply: Mapping[str, Any]) -> None:
    TURNS.labels(reply["source"]).inc()
    INTENTS.labels(reply["intent"]).inc()
    status = (reply["lead"] or {}).get("status")
    if status and status != (accepted.state.get("lead") or {}).get("status"):
        LEADS.labels(status).inc()
