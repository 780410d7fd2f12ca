"""Identifiers: UUIDv7 strings, so that ids sort by the time they were made."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils import uuid7


def new_id() -> str:
    return str(uuid7())


def first_id_since(moment: datetime) -> str:
    """Not greater than any id made from this moment on: a range of ids needs no index on times."""
    milliseconds = f"{round(moment.timestamp() * 1000):012x}"
    return f"{milliseconds[:8]}-{milliseconds[8:]}-7000-8000-000000000000"


def derived_id(*names: str) -> str:
    """The same id whenever it is asked for with the same names; for what must not be made twice."""
    return str(uuid5(NAMESPACE_URL, "\n".join(names)))


def is_id(text: str) -> bool:
    """Whether `text` is a UUID in its usual form; anything else can be no row's id."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
