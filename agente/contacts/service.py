"""Who is writing? The contact behind a new conversation."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from agente.contacts import repository
from agente.contacts.schemas import ContactCreate
from agente.kit.clock import utc_now
from agente.kit.ids import new_id

DETAILS: Final = ("name", "email", "phone")


def contact_for(
    connection: Connection, details: ContactCreate | None, *, owner: str | None, user_id: str | None
) -> str:
    """The id of the contact that `owner` (an API client) calls `user_id`, made if new; details given are kept.

    Without `user_id` it is a new contact each time: nothing that a stranger types makes them somebody else.
    """
    now = utc_now()
    known = details.model_dump(exclude_none=True) if details else {}
    if owner and user_id and (row := repository.find_by_user(connection, owner, user_id)):
        if known:
            repository.change(connection, row.id, known | {"updated_at": now})
        return str(row.id)
    contact_id = new_id()
    blank = dict.fromkeys(DETAILS)
    identity = {"id": contact_id, "user_id": user_id, "owner": owner, "created_at": now, "updated_at": now}
    repository.add(connection, blank | known | identity)
    return contact_id


def complete(connection: Connection, contact_id: str, details: Mapping[str, str | None]) -> None:
    """Fills in what the contact lacks of `DETAILS`; what is there, given when it was made, stays."""
    told = {name: value for name, value in details.items() if value}
    if told:
        repository.complete(connection, contact_id, told, utc_now())
