"""The rules of a conversation: who may touch it, in which order messages go, and that each is answered once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts.callers import Bearer, Caller
from agente.contacts.ports import Movers
from agente.contacts.service import contact_for
from agente.conversations import repository
from agente.conversations.protocols import new_protocol, protocol_form
from agente.conversations.recent import Recent
from agente.conversations.schemas import Channel, ConversationCreate, event_json
from agente.errors import Conflict, KeyReused, NotFound, Unauthorized
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import first_id_since, new_id
from agente.observability.metrics import CONVERSATIONS
from agente.outbox import service as outbox
from agente.outbox.events import CONVERSATION_CLOSED, CONVERSATION_STARTED
from agente.packs.models import Locale

MOST_GATHERED = 20  # messages that are answered together with one; what comes behind them has a turn of its own
HISTORY_MESSAGES = 10  # what an answer looks back on; two screens of a phone
LISTED_CONVERSATIONS = 100  # of one contact

# What is known already of a contact (by its id), for the state of a new conversation.
Acquaintance = Callable[[Connection, str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A customer's message that is stored, with what its turn needs to know."""

    message_id: str
    conversation_id: str
    seq: int
    text: str
    created_at: datetime
    contact_id: str
    owner: str | None
    status: str
    locale: Locale
    state: Mapping[str, Any]
    history: Sequence[tuple[str, str]]  # (role, text), oldest first
    protocol: str | None = None  # None: older than protocol numbers
    channel: str = "api"
    gathered: Sequence[str] = ()  # ids of the messages before it that are answered with it; `text` has theirs too
    its_turn: bool = True  # nothing before it is unanswered, and no other process answers in the conversation


class AlreadyAccepted(Exception):
    """This idempotency key's message is stored already; carries it, and its reply if there is one."""

    def __init__(self, message: Row[Any], reply: Row[Any] | None) -> None:
        super().__init__(message.id)
        self.message = message
        self.reply = reply


class AnsweredElsewhere(Conflict):
    """Another process answers in this conversation now, or has answered."""

    def __init__(self) -> None:
        super().__init__("turn_in_progress", "This conversation is being answered right now.", retry_after_s=1)


def open_conversation(
    connection: Connection,
    request: ConversationCreate,
    *,
    client: str | None,
    channel: Channel,
    locale: Locale,
    acquaintance: Acquaintance | None = None,
    movers: Movers | None = None,
    zone: tzinfo = UTC,
    conversation_id: str | None = None,
) -> Row[Any]:
    """`movers` merge contacts that turn out to be one, see `contact_for`; `zone` is where the protocol's day is told.

    `conversation_id` is for an id that does not come from the time, see `derived_id`.
    """
    now = utc_now()
    contact_id = contact_for(connection, request.contact, owner=client, user_id=request.user_id, movers=movers)
    stranger = request.contact is None and request.user_id is None
    row = {
        "id": conversation_id or new_id(),
        "contact_id": contact_id,
        "user_id": request.user_id or contact_id,
        "owner": client,
        "channel": channel,
        "status": "active",
        "locale": locale,
        "metadata": request.metadata,
        "state": acquaintance(connection, contact_id) if acquaintance and not stranger else {},
        "last_seq": 0,
        "protocol": _free_protocol(connection, now.astimezone(zone)),
        "created_at": now,
        "updated_at": now,
    }
    repository.add_conversation(connection, row)
    CONVERSATIONS.labels(channel).inc()
    opened = _found(repository.find_conversation(connection, str(row["id"])))
    outbox.enqueue(connection, CONVERSATION_STARTED, opened.id, event_json(opened), key=f"started:{opened.id}")
    return opened


def import_history(
    connection: Connection,
    conversation_id: str,
    said: Sequence[tuple[str, str]],
    *,
    state: Mapping[str, Any],
    locale: Locale,
) -> None:
    """Begins a new conversation with what was said elsewhere, (role, text) oldest first, and the state after it.

    Nothing of it is answered. A conversation that has messages already stays as it is.
    """
    now = utc_now()
    if not repository.begin_with(connection, conversation_id, len(said), now, state, locale):
        return
    for seq, (role, text) in enumerate(said, 1):
        row = {"id": new_id(), "conversation_id": conversation_id, "seq": seq, "role": role, "text": text}
        repository.add_message(connection, row | {"created_at": now})


def get_conversation(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    """The conversation, if it is the caller's; raises `NotFound` when it is unknown or somebody else's."""
    row = repository.find_conversation(connection, conversation_id)
    if row is None or not caller.may_see(row):
        raise _not_found()
    return row


def find_by_protocol(connection: Connection, caller: Caller, protocol: str) -> Row[Any] | None:
    """The conversation with this number, if it is the API client's own or a web chat's. Raises `Unauthorized`.

    A customer of a web chat who calls has nothing else to name it by, and nobody guesses a number.
    """
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Only an API client may look for a protocol number.")
    written = protocol_form(protocol)
    row = repository.find_by_protocol(connection, written) if written else None
    return row if row is not None and row.owner in (caller.client, None) else None


def of_contact(connection: Connection, contact_id: str) -> Sequence[Any]:
    """A contact's conversations (id, channel, status, created_at), newest first, at most 100."""
    return repository.of_contact(connection, contact_id, LISTED_CONVERSATIONS)


def get_open_conversation(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    row = get_conversation(connection, caller, conversation_id)
    if row.status not in repository.OPEN_STATUSES:
        raise _closed()
    return row


def accept_message(
    connection: Connection,
    bearer: Bearer,
    conversation_id: str,
    text: str,
    idempotency_key: str | None,
    token: str,
    recent: Recent | None = None,
) -> Accepted:
    """Stores a customer's message in its place; when this returns and commits, it will be answered whatever happens.

    The conversation is leased to `token`, the process that asks, unless another has it. What was said before comes
    from `recent` if the message comes right behind it, else from the database. Raises `Unauthorized`, `NotFound`,
    `Conflict` (closed), `KeyReused` (the key came with another text) or `AlreadyAccepted`.
    """
    message_id, now = new_id(), utc_now()
    message = {
        "id": message_id,
        "conversation_id": conversation_id,
        "role": "customer",
        "text": text,
        "created_at": now,
        "idempotency_key": idempotency_key,
        "turn": "pending",
    }
    row, is_new = repository.accept(connection, message, token, bearer.digest)
    if row is None:
        raise _refused(connection, bearer.identify(connection), conversation_id, text, idempotency_key)
    if not bearer.known_as(row.client).may_see(row):
        raise _not_found()
    if not is_new:
        raise _same_again(connection, conversation_id, str(idempotency_key), text)
    if recent and recent.last_seq == row.last_seq - 1:
        said, is_next = recent.said, True
    else:
        before = repository.last_before(connection, conversation_id, row.last_seq, HISTORY_MESSAGES)
        said, is_next = _said(before), all(earlier.turn != "pending" for earlier in before)
    return Accepted(
        message_id=message_id,
        conversation_id=conversation_id,
        seq=row.last_seq,
        text=text,
        created_at=now,
        contact_id=row.contact_id,
        owner=row.owner,
        status=row.status,
        locale=row.locale,
        state=row.state,
        history=said,
        protocol=row.protocol,
        channel=row.channel,
        its_turn=row.lease_token == token and is_next,
    )


def _refused(
    connection: Connection, caller: Caller, conversation_id: str, text: str, idempotency_key: str | None
) -> Exception:
    """Why a conversation takes no message. What it has taken already may be asked for again, even when it is closed."""
    row = get_conversation(connection, caller, conversation_id)
    if idempotency_key and repository.find_by_key(connection, row.id, idempotency_key):
        return _same_again(connection, row.id, idempotency_key, text)
    return _closed()


def _same_again(connection: Connection, conversation_id: str, key: str, text: str) -> AlreadyAccepted | KeyReused:
    known = _found(repository.find_by_key(connection, conversation_id, key))
    if known.text != text:
        return KeyReused("idempotency_key_reused", "This Idempotency-Key was used with another text.")
    return AlreadyAccepted(known, repository.find_reply(connection, known))


def orphans(connection: Connection) -> list[tuple[str, str]]:
    """(message id, conversation id) of messages that are accepted and that no process is answering.

    Each conversation's come in their order.
    """
    return [(row.id, row.conversation_id) for row in repository.pending(connection)]


def pending_in(connection: Connection, conversation_id: str, before_seq: int) -> list[str]:
    """The ids of a conversation's unanswered messages before `before_seq`, in order."""
    return [row.id for row in repository.pending_in(connection, conversation_id, before_seq)]


def resume_pending(connection: Connection, conversation_id: str, message_id: str, token: str) -> Accepted | None:
    """Leases the conversation and reads afresh what the message's turn needs; None when it is answered by now.

    Raises `AnsweredElsewhere` while another process has the conversation.
    """
    leased = repository.take_lease(connection, conversation_id, token)
    row = repository.find_pending(connection, message_id)
    if row is None:
        repository.end_lease(connection, conversation_id, token)
        return None
    if not leased:
        raise AnsweredElsewhere
    return Accepted(
        message_id=row.id,
        conversation_id=row.conversation_id,
        seq=row.seq,
        text=row.text,
        created_at=row.created_at,
        contact_id=row.contact_id,
        owner=row.owner,
        status=row.status,
        locale=row.locale,
        state=row.state,
        history=_said(repository.last_before(connection, row.conversation_id, row.seq, HISTORY_MESSAGES)),
        protocol=row.protocol,
        channel=row.channel,
    )


def last_word(connection: Connection, conversation_id: str) -> datetime | None:
    """When the latest of the conversation's unanswered messages came; None when all are answered."""
    return repository.latest_pending(connection, conversation_id)


def resume_burst(
    connection: Connection, conversation_id: str, message_id: str, token: str, max_chars: int
) -> Accepted | None:
    """`resume_pending` for a message and what waits behind it, as one: of their texts as many as `max_chars` hold."""
    first = resume_pending(connection, conversation_id, message_id, token)
    if first is None:
        return None
    last, gathered = first, list[str]()
    for row in repository.pending_after(connection, conversation_id, first.seq, MOST_GATHERED):
        if len(text := f"{last.text}\n{row.text}") > max_chars:
            break
        gathered.append(last.message_id)
        last = replace(last, message_id=row.id, seq=row.seq, text=text, created_at=row.created_at)
    # Between the messages of a burst there may be the reply to one before it.
    before = repository.last_before(connection, conversation_id, last.seq, HISTORY_MESSAGES + len(gathered))
    said = _said([row for row in before if row.turn != "pending"])
    return replace(last, gathered=gathered, history=said[-HISTORY_MESSAGES:])


def keep_leases(connection: Connection, conversation_ids: Sequence[str], token: str) -> None:
    """Says that `token` is still at work in these conversations, as far as nobody has taken them over."""
    repository.keep_leases(connection, conversation_ids, token)


def end_lease(connection: Connection, conversation_id: str, token: str) -> None:
    """Leaves the conversation to whoever comes next; one that is another's stays theirs."""
    repository.end_lease(connection, conversation_id, token)


def end_all_leases(connection: Connection) -> None:
    """Ends what a process left behind that had the database to itself."""
    repository.end_all_leases(connection)


def hold(connection: Connection, conversation_id: str) -> None:
    """Until the transaction ends nobody else changes the conversation: what is read of it now stays true."""
    repository.hold(connection, conversation_id)


def store_reply(
    connection: Connection,
    accepted: Accepted,
    reply: dict[str, Any],
    *,
    state: Mapping[str, Any],
    locale: Locale,
    token: str,
) -> Mapping[str, Any]:
    """Stores the one reply to a message and the dialogue's state, and ends the lease; returns the reply as stored.

    Raises `AnsweredElsewhere` when `token` has the lease no longer, or the message its reply: then nothing of this
    transaction may stay.
    """
    row = reply | {
        "id": new_id(),
        "conversation_id": accepted.conversation_id,
        "in_reply_to": accepted.message_id,
        "created_at": utc_now(),
    }
    seq = repository.store_reply(connection, row, token, state, locale, accepted.gathered)
    if seq is None:
        raise AnsweredElsewhere
    return row | {"seq": seq}


def recent_after(accepted: Accepted, stored: Mapping[str, Any]) -> Recent | None:
    """The hot copy after a reply; None when another message came between, which is still to be answered."""
    if stored["seq"] != accepted.seq + 1:
        return None
    said = [*accepted.history, ("customer", accepted.text), (stored["role"], stored["text"])]
    return Recent(stored["seq"], said[-HISTORY_MESSAGES:])


def outcome(connection: Connection, message_id: str) -> tuple[Row[Any], Row[Any] | None]:
    """A customer's message and its reply, if it has one."""
    message = _found(repository.find_message(connection, message_id))
    return message, repository.find_reply(connection, message)


def silence(connection: Connection, accepted: Accepted, token: str) -> None:
    """Marks a message, and those gathered with it, as what a person will answer, and ends the lease."""
    repository.end_lease(connection, accepted.conversation_id, token)
    for message_id in (*accepted.gathered, accepted.message_id):
        repository.mark_answered(connection, message_id, "silent")


def is_active(connection: Connection, conversation_id: str) -> bool:
    """Whether the agent has the conversation: it is neither closed nor a person's."""
    return bool(_found(repository.find_conversation(connection, conversation_id)).status == "active")


def set_status(connection: Connection, conversation_id: str, status: str) -> None:
    repository.set_status(connection, conversation_id, status, utc_now())


def given_back(state: Mapping[str, Any]) -> dict[str, Any]:
    """What the agent knows when it has a conversation again: a question that it had left open is no longer one.

    What was said up to now was for a person: `since_handoff` keeps it from being judged again.
    """
    kept = {name: value for name, value in state.items() if name not in ("awaiting", "asked", "misses")}
    return kept | {"since_handoff": 0}


def resume_agent(connection: Connection, conversation_id: str) -> None:
    """The agent has the conversation again, and what it knew."""
    state = given_back(_found(repository.find_conversation(connection, conversation_id)).state)
    repository.set_state(connection, conversation_id, state, utc_now())
    set_status(connection, conversation_id, "active")


def close_conversation(connection: Connection, caller: Caller, conversation_id: str) -> Row[Any]:
    """Completes the conversation; closing a closed one changes nothing."""
    row = get_conversation(connection, caller, conversation_id)
    if row.status in repository.OPEN_STATUSES:
        set_status(connection, conversation_id, "completed")
        row = get_conversation(connection, caller, conversation_id)
        told = event_json(row) | {"closed_at": rfc3339(row.updated_at)}
        outbox.enqueue(connection, CONVERSATION_CLOSED, row.id, told, key=f"closed:{row.id}")
    return row


def told_of(connection: Connection, conversation_id: str) -> Row[Any]:
    """A conversation whose event is written, whoever may see it; for `event_json`, its contact and its state."""
    return _found(repository.find_conversation(connection, conversation_id))


def messages_after(
    connection: Connection, caller: Caller, conversation_id: str, seq: int, most: int
) -> tuple[Row[Any], Sequence[Row[Any]]]:
    """The conversation and up to `most` of its messages after `seq`, in order."""
    row = get_conversation(connection, caller, conversation_id)
    return row, repository.page_after(connection, conversation_id, seq, most)


def said_between(connection: Connection, conversation_id: str, after: int, before: int, most: int) -> list[Row[Any]]:
    """(role, text) of the last `most` messages between two places of a conversation, oldest first."""
    return repository.last_between(connection, conversation_id, after, before, most)


def reply_in(connection: Connection, caller: Caller, conversation_id: str, message_id: str) -> Row[Any]:
    """A reply of the caller's conversation; raises `NotFound` when there is no such one."""
    get_conversation(connection, caller, conversation_id)
    row = repository.find_message(connection, message_id)
    if row is None or row.conversation_id != conversation_id or row.in_reply_to is None:
        raise NotFound("message_not_found", "This conversation has no such reply.")
    return row


def states_since(connection: Connection, contact_id: str, since: datetime) -> list[tuple[str, Mapping[str, Any]]]:
    """(id, state) of the contact's conversations in which something happened after `since`."""
    rows = repository.all_of_contact(connection, contact_id)
    return [(row.id, row.state) for row in rows if row.updated_at > since]


def set_state(connection: Connection, conversation_id: str, state: Mapping[str, Any]) -> None:
    repository.set_state(connection, conversation_id, state, utc_now())


def exists(connection: Connection, conversation_id: str | None) -> bool:
    return conversation_id is not None and repository.find_conversation(connection, conversation_id) is not None


def _free_protocol(connection: Connection, now: datetime) -> str:
    while repository.find_by_protocol(connection, protocol := new_protocol(now.date())):
        pass  # drawn before on the same day
    return protocol


def _said(rows: Sequence[Row[Any]]) -> list[tuple[str, str]]:
    return [(row.role, row.text) for row in rows]


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("a row that this transaction relies on is gone")
    return row


def _not_found() -> NotFound:
    return NotFound("conversation_not_found", "There is no such conversation.")


def _closed() -> Conflict:
    return Conflict("conversation_closed", "This conversation is closed. Open a new one.")


def writers_since(connection: Connection, moment: datetime) -> int:
    """How many contacts have written since."""
    return repository.count_writers(connection, first_id_since(moment))


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    """Deletes up to `most` conversations that were left alone since `before`; their leads stay; returns how many."""
    return repository.delete_old(connection, before, most)


def count_old(connection: Connection, before: datetime) -> int:
    """How many `delete_old` would delete in all."""
    return repository.count_old(connection, before)
