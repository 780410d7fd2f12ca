"""Identifiers: UUIDv7 strings, so that ids sort by the time they were made."""

from uuid import UUID

from uuid_utils import uuid7


def new_id() -> str:
    return str(uuid7())


def is_id(text: str) -> bool:
    """Whether `text` is a UUID in its usual form; anything else can be no row's id."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
