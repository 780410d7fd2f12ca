"""API keys: made once in clear, kept as a digest, revoked at once for every process."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from agente.accounts import repository
from agente.errors import BadInput, NotFound
from agente.kit.clock import utc_now
from agente.kit.ids import new_id

KEY_PREFIX = "agk_"
PREFIX_LENGTH = 12
BOOTSTRAP = "bootstrap"

# The name of the client whose active key has the digest `of_digest`, or NULL: for a statement that finds out on its
# way who asks. The busiest one does; another statement for it would cost a round trip to the database in each turn.
CLIENT_OF_DIGEST = repository.ACTIVE_NAME.scalar_subquery()


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def create_key(connection: Connection, name: str) -> str:
    """Makes a key for the client `name` and returns it; it cannot be shown again.

    Raises `BadInput` for an empty or over-long name, or the reserved one.
    """
    name = name.strip()
    if not name or len(name) > 100 or name == BOOTSTRAP:
        raise BadInput("key_name", f"A key's name has 1 to 100 characters and is not '{BOOTSTRAP}'.")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    _store(connection, name, key)
    return key


def list_keys(connection: Connection) -> Sequence[Row[Any]]:
    return repository.all_keys(connection)


def revoke_key(connection: Connection, prefix: str) -> None:
    """Revokes the key that starts with `prefix` (as `keys list` shows it); raises `NotFound` when none does."""
    if not repository.revoke(connection, prefix[:PREFIX_LENGTH], utc_now()):
        raise NotFound("key_not_found", f"No active key starts with {prefix}.")


def client_of(connection: Connection, key: str) -> str | None:
    """The name of the client whose active key this is."""
    return repository.active_name(connection, digest_of(key))


def set_bootstrap_key(connection: Connection, key: str | None) -> None:
    """Makes `key` the one bootstrap key; with None there is none. One that was revoked by hand stays revoked."""
    digest = digest_of(key) if key else None
    repository.forget_others(connection, BOOTSTRAP, digest)
    if key and digest and not repository.is_known(connection, digest):
        _store(connection, BOOTSTRAP, key)


def audit(connection: Connection, client: str, action: str, subject: str | None, details: Mapping[str, object]) -> None:
    """Writes down who did what, in the transaction that does it; `details` hold no personal data."""
    audit_each(connection, client, action, [subject], details)


def audit_each(
    connection: Connection, client: str, action: str, subjects: Sequence[str | None], details: Mapping[str, object]
) -> None:
    """The same for several subjects of one action."""
    told = {"client": client, "action": action, "details": dict(details), "created_at": utc_now()}
    if subjects:
        repository.add_audits(connection, [told | {"id": new_id(), "subject": subject} for subject in subjects])


def _store(connection: Connection, name: str, key: str) -> None:
    row = {
        "id": new_id(),
        "name": name,
        "prefix": key[:PREFIX_LENGTH],
        "digest": digest_of(key),
        "created_at": utc_now(),
    }
    repository.add(connection, row)


def delete_old(connection: Connection, before: datetime, most: int) -> int:
    """Deletes up to `most` entries of the audit log from before `before`; returns how many."""
    return repository.delete_old(connection, before, most)


def count_old(connection: Connection, before: datetime) -> int:
    """How many `delete_old` would delete in all."""
    return repository.count_old(connection, before)
