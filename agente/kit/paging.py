"""Where does the next page begin? Behind the last row that was seen, whatever was added meanwhile."""

import base64
import binascii
from datetime import datetime

from agente.kit.ids import is_id


def encode_cursor(moment: datetime, row_id: str) -> str:
    """An opaque name for the place of a row in a list that is ordered by a time and an id."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[datetime, str]:
    """The time (aware) and the id. Raises ValueError for what `encode_cursor` never made."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("not a cursor") from error
    written, _, row_id = text.partition("|")
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None or not is_id(row_id):
        raise ValueError("not a cursor")
    return moment, row_id
