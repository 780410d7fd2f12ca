"""Who is writing? The contact behind a conversation, and what to do when two of them turn out to be one person.

Only what an API client vouches for joins people: the details that it gives when it opens a conversation. What a
customer says in the talk is kept as not verified; it suggests, and opens nothing of anybody else's.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row
from sqlalchemy.exc import IntegrityError

from agente.contacts import repository
from agente.contacts.identities import Identity, Kind, identities_of
from agente.contacts.ports import Keepers, Movers
from agente.contacts.schemas import ContactCreate, contact_json, identities_json, merge_json
from agente.errors import BadInput, Conflict, NotFound
from agente.kit.clock import rfc3339, utc_now
from agente.kit.ids import new_id

DETAILS: Final = ("name", "email", "phone")


def contact_for(
    connection: Connection,
    details: ContactCreate | None,
    *,
    owner: str | None,
    user_id: str | None,
    movers: Movers | None = None,
) -> str:
    """The id of the contact that `owner` (an API client) means, made if new; details given are kept.

    It is the one that has the strongest of the identities given. Others that have one of them are merged into it,
    unless the two differ in what a person has one of, or `movers` is None: then it is suggested. Without an owner it
    is a new contact each time: nothing that a stranger types makes them somebody else.
    """
    known = details.model_dump(exclude_none=True) if details else {}
    told = identities_of({**known, "user_id": user_id}) if owner else []
    columns: dict[str, str] = {name: known[name] for name in DETAILS if name in known}
    if owner is None or not told:
        return _add_contact(connection, owner, user_id, columns)
    try:
        with connection.begin_nested():
            contact_id, others = _identify(connection, owner, user_id, told, columns)
    except IntegrityError:  # two first conversations of one person at once: the other one has made the contact
        contact_id, others = _identify(connection, owner, user_id, told, columns)
    if others:
        repository.lock(connection, [contact_id, *others])
    contact_id = repository.hold(connection, contact_id)
    for other_id, kind in others.items():
        if repository.hold(connection, other_id) != other_id:
            continue  # somebody merged it just now
        if movers is None or _are_two(connection, contact_id, other_id):
            _suggest(connection, contact_id, other_id, kind)
        else:
            _merge(connection, owner, contact_id, other_id, movers, automatic=True)
    return contact_id


def current_id(connection: Connection, contact_id: str) -> str:
    """The contact's id, or that of the one it was merged into; nobody merges it until the transaction ends."""
    return repository.hold(connection, contact_id)


def told_of(connection: Connection, contact_id: str) -> dict[str, Any]:
    """What an event tells of a contact: `{id, name, email, phone}`."""
    row = _found(repository.find(connection, contact_id))
    return {"id": row.id} | {name: getattr(row, name) for name in DETAILS}


def complete(connection: Connection, contact_id: str, details: Mapping[str, str | None]) -> None:
    """Fills in what the contact lacks of `DETAILS`; what is there, given when it was made, stays."""
    told = {name: value for name, value in details.items() if value}
    if told:
        repository.complete(connection, contact_id, told, utc_now())


def hear(connection: Connection, contact_id: str, owner: str | None, details: Mapping[str, str | None]) -> None:
    """Keeps what a customer says of themselves. What somebody else has already is suggested, and stays theirs."""
    told = identities_of(details) if owner else []
    if owner is None or not told:
        return
    try:
        with connection.begin_nested():
            _claim(connection, contact_id, owner, told)
    except IntegrityError:  # somebody else said the same at the same moment, and was first
        _claim(connection, contact_id, owner, told)


def read_contact(connection: Connection, client: str, contact_id: str) -> dict[str, Any]:
    """A contact in the shape of `ContactRead`, if the API client may see it; raises `NotFound` otherwise."""
    row = _seen(connection, client, contact_id)
    return contact_json(row) | {
        "identities": identities_json(repository.identities_of(connection, row.id)),
        "merges": [merge_json(merge) for merge in repository.merges_into(connection, row.id)],
    }


def suggestions(connection: Connection, client: str, contact_id: str) -> list[dict[str, Any]]:
    """Who may be the same person, in the shape of `SuggestionItem`, newest first."""
    family = repository.family_of(connection, _current(connection, client, contact_id).id)
    found: dict[str, dict[str, Any]] = {}
    for row in repository.pending_suggestions(connection, family):
        outside = [side for side in (row.contact_id, row.other_id) if side not in family]
        if not outside:
            continue
        other = _survivor(connection, outside[0])
        item = {"contact_id": other.id, "kind": row.kind, "name": other.name, "created_at": rfc3339(row.created_at)}
        found.setdefault(other.id, item)
    return list(found.values())


def merge(connection: Connection, client: str, contact_id: str, absorbed_id: str, movers: Movers) -> dict[str, Any]:
    """Gives all that one contact has to another of the same API client; returns the merge as `MergeRead`.

    Raises `NotFound` for a contact that is not the client's, `Conflict` for one that was merged already or wrote in a
    web chat: whoever holds that chat's token would see what the other has.
    """
    repository.lock(connection, [contact_id, absorbed_id])
    survivor, absorbed = _current(connection, client, contact_id), _current(connection, client, absorbed_id)
    if survivor.id == absorbed.id:
        raise BadInput("same_contact", "A contact cannot be merged into itself.")
    if survivor.owner is None or absorbed.owner is None:
        raise Conflict("web_chat_contact", "The contact of an anonymous web chat is nobody's proven self.")
    return merge_json(_merge(connection, client, survivor.id, absorbed.id, movers, automatic=False))


def unmerge(connection: Connection, client: str, contact_id: str, merge_id: str, movers: Movers) -> dict[str, Any]:
    """Gives back what a merge moved; what came later stays with the survivor. The two are never joined by themselves.

    Raises `NotFound` for a merge that is not one into this contact, `Conflict` for one that was undone before, or whose
    survivor was merged in its turn: that has to be undone first.
    """
    repository.lock(connection, [contact_id])
    survivor = _current(connection, client, contact_id)
    row = repository.find_merge(connection, merge_id)
    if row is None or row.survivor_id != survivor.id:
        raise NotFound("merge_not_found", "No such merge went into this contact.")
    if row.undone_at is not None:
        raise Conflict("merge_undone", "This merge was undone already.")
    for name, mover in movers.items():
        mover.return_contact(connection, row.survivor_id, row.absorbed_id, row.moved[name], row.created_at)
    repository.move_identities(connection, row.survivor_id, row.absorbed_id, row.moved["contact_identities"])
    repository.repoint(connection, row.moved["family"], row.absorbed_id)
    unfilled = {name: None for name, value in row.moved["filled"].items() if getattr(survivor, name) == value}
    if unfilled:
        repository.change(connection, row.survivor_id, unfilled)
    repository.change(connection, row.absorbed_id, {"merged_into": None})
    repository.set_undone(connection, row.id, utc_now())
    _keep_apart(connection, row.survivor_id, row.absorbed_id)
    return merge_json(_found(repository.find_merge(connection, merge_id)))


def export(connection: Connection, client: str, contact_id: str, keepers: Keepers) -> dict[str, Any]:
    """All that is kept of a contact and of those merged into it, as JSON values, by table."""
    current = _current(connection, client, contact_id)
    family = [_found(repository.find(connection, one)) for one in repository.family_of(connection, current.id)]
    own = {
        "exported_at": rfc3339(utc_now()),
        "contacts": [contact_json(row) for row in family],
        "contact_identities": identities_json(repository.identities_of(connection, current.id)),
    }
    return own | {name: list(keeper.export_contact(connection, current.id)) for name, keeper in keepers.items()}


def erase(connection: Connection, client: str, contact_id: str, keepers: Keepers) -> dict[str, int]:
    """Removes the personal data of a contact and of those merged into it; returns from how many rows, by table.

    The rows stay to be counted. The contact is not found any more, and who writes again is somebody new.
    """
    repository.lock(connection, [contact_id])
    current = _current(connection, client, contact_id)
    family = repository.family_of(connection, current.id)
    merges = [row for one in family for row in repository.merges_into(connection, one) if row.undone_at is None]
    rows = {
        name: keeper.erase_contact(connection, current.id, [row.moved[name] for row in merges if name in row.moved])
        for name, keeper in keepers.items()
    }
    return rows | repository.forget(connection, family, utc_now())


def _claim(connection: Connection, contact_id: str, owner: str, told: Sequence[Identity]) -> None:
    known = {(row.kind, row.value): row.contact_id for row in repository.identities_among(connection, owner, told)}
    for identity in told:
        holder = known.get(identity)
        if holder is None:
            _add_identity(connection, owner, contact_id, identity, verified=False)
        elif holder != contact_id:
            _suggest(connection, contact_id, holder, identity.kind)


def _identify(
    connection: Connection, owner: str, user_id: str | None, told: Sequence[Identity], columns: Mapping[str, str]
) -> tuple[str, dict[str, Kind]]:
    """The contact that is meant, and the others that have one of these verified, with what they share."""
    rows = {(row.kind, row.value): row for row in repository.identities_among(connection, owner, told)}
    contact_id = _meant(connection, owner, user_id, told, rows)
    if contact_id is None:
        contact_id = _add_contact(connection, owner, user_id, columns)
    elif columns:
        repository.change(connection, contact_id, {**columns, "updated_at": utc_now()})
    others: dict[str, Kind] = {}
    for identity in told:
        row = rows.get(identity)
        if row is None:
            _add_identity(connection, owner, contact_id, identity, verified=True)
        elif row.contact_id != contact_id and identity.is_shared:
            _suggest(connection, contact_id, row.contact_id, identity.kind)
        elif row.verified and row.contact_id != contact_id:
            others.setdefault(row.contact_id, identity.kind)
        elif not row.verified:
            _vouch(connection, contact_id, row)
    return contact_id, others


def _meant(
    connection: Connection,
    owner: str,
    user_id: str | None,
    told: Sequence[Identity],
    rows: Mapping[tuple[str, str], Row[Any]],
) -> str | None:
    """Whose verified identity is the strongest; somebody with another `user_id` or CPF is not meant."""
    single = {identity.kind: {identity.value} for identity in told if identity.is_single}
    for identity in told:
        row = rows.get(identity)
        if row is None and identity.kind == "user_id" and user_id:
            # Contacts of before there were identities have only the column.
            if known := repository.find_by_user(connection, owner, user_id):
                return str(known.id)
        elif row is not None and row.verified and not identity.is_shared:
            clash = identity.kind != "user_id" and _differ(single, _single_of(connection, row.contact_id))
            if not clash:
                return str(row.contact_id)
    return None


def _vouch(connection: Connection, contact_id: str, row: Row[Any]) -> None:
    """An identity that a customer only claimed is now known to be this contact's."""
    repository.change_identity(connection, row.id, {"contact_id": contact_id, "verified": True, "source": "api"})
    if row.contact_id != contact_id:
        _suggest(connection, contact_id, row.contact_id, row.kind)


def _are_two(connection: Connection, first: str, second: str) -> bool:
    """Whether something speaks against their being one person: their own identities, or somebody who parted them."""
    pair = repository.find_pair(connection, *sorted((first, second)))
    rejected = pair is not None and pair.status == "rejected"
    return rejected or _differ(_single_of(connection, first), _single_of(connection, second))


def _differ(one: Mapping[Kind, set[str]], other: Mapping[Kind, set[str]]) -> bool:
    return any(kind in other and values.isdisjoint(other[kind]) for kind, values in one.items())


def _single_of(connection: Connection, contact_id: str) -> dict[Kind, set[str]]:
    found: dict[Kind, set[str]] = {}
    for row in repository.identities_of(connection, contact_id):
        if row.verified and Identity(row.kind, row.value).is_single:
            found.setdefault(row.kind, set()).add(row.value)
    return found


def _merge(
    connection: Connection, client: str, survivor_id: str, absorbed_id: str, movers: Movers, *, automatic: bool
) -> Row[Any]:
    survivor = _found(repository.find(connection, survivor_id))
    absorbed = _found(repository.find(connection, absorbed_id))
    family = [one for one in repository.family_of(connection, absorbed_id) if one != absorbed_id]
    filled = {name: told for name in DETAILS if (told := getattr(absorbed, name)) and not getattr(survivor, name)}
    moved = {name: mover.move_contact(connection, absorbed_id, survivor_id) for name, mover in movers.items()}
    moved["contact_identities"] = repository.move_identities(connection, absorbed_id, survivor_id)
    repository.repoint(connection, [*family, absorbed_id], survivor_id)
    if filled:
        repository.change(connection, survivor_id, filled)
    values = {
        "id": new_id(),
        "survivor_id": survivor_id,
        "absorbed_id": absorbed_id,
        "client": client,
        "automatic": automatic,
        "moved": moved | {"family": family, "filled": filled},
        "created_at": utc_now(),
    }
    repository.add_merge(connection, values)
    return _found(repository.find_merge(connection, str(values["id"])))


def _suggest(connection: Connection, one: str, other: str, kind: str, status: str = "pending") -> None:
    """Notes down a pair; one that is there already stays as it is."""
    first, second = sorted((one, other))
    if repository.find_pair(connection, first, second) is None:
        values = {"id": new_id(), "contact_id": first, "other_id": second, "kind": kind, "status": status}
        repository.add_suggestion(connection, values | {"created_at": utc_now()})


def _keep_apart(connection: Connection, one: str, other: str) -> None:
    _suggest(connection, one, other, "user_id", "rejected")
    pair = _found(repository.find_pair(connection, *sorted((one, other))))
    repository.reject(connection, pair.id)


def _add_contact(connection: Connection, owner: str | None, user_id: str | None, columns: Mapping[str, str]) -> str:
    now = utc_now()
    identity = {"id": new_id(), "user_id": user_id, "owner": owner, "created_at": now, "updated_at": now}
    repository.add(connection, {**dict.fromkeys(DETAILS), **columns, **identity})
    return str(identity["id"])


def _add_identity(connection: Connection, owner: str, contact_id: str, identity: Identity, *, verified: bool) -> None:
    values = {
        "id": new_id(),
        "owner": owner,
        "kind": identity.kind,
        "value": identity.value,
        "contact_id": contact_id,
        "verified": verified,
        "source": "api" if verified else "talk",
        "created_at": utc_now(),
    }
    repository.add_identity(connection, values)


def _seen(connection: Connection, client: str, contact_id: str) -> Row[Any]:
    """The contact, if it is the client's or wrote in a web chat, as with leads."""
    row = repository.find(connection, contact_id)
    if row is None or row.erased_at is not None or row.owner not in (client, None):
        raise NotFound("contact_not_found", "There is no such contact.")
    return row


def _current(connection: Connection, client: str, contact_id: str) -> Row[Any]:
    row = _seen(connection, client, contact_id)
    if row.merged_into is not None:
        raise Conflict(
            "contact_merged", "This contact was merged into another: ask for that one.", merged_into=row.merged_into
        )
    return row


def _survivor(connection: Connection, contact_id: str) -> Row[Any]:
    row = _found(repository.find(connection, contact_id))
    return _found(repository.find(connection, row.merged_into)) if row.merged_into else row


def _found(row: Row[Any] | None) -> Row[Any]:
    if row is None:
        raise LookupError("a row that this transaction relies on is gone")
    return row
