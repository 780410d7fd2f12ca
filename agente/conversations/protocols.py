"""The number that a customer is told to name a conversation by: the day and six characters that nobody can guess.

Brazilian customer service gives one of every contact, and people write it down or read it out: no I, L, O or U is
in it.
The six are drawn at random, out of a thousand million a day, so that a number does not tell how many came before it.
"""

import re
import secrets
from datetime import date
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DRAWN: Final = 6
_WRITTEN: Final = re.compile(rf"(\d{{8}})([{ALPHABET}]{{{_DRAWN}}})", re.ASCII)
_MISREAD: Final = str.maketrans("OIL", "011")


def new_protocol(day: date) -> str:
    """Such as `20261125-7KQ2XM`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(_DRAWN))
    return f"{day:%Y%m%d}-{drawn}"


def protocol_form(text: str) -> str | None:
    """The number as it was given, however it was copied; None for what can be none."""
    plain = re.sub(r"[\s.-]", "", text).upper().translate(_MISREAD)
    written = _WRITTEN.fullmatch(plain)
    return f"{written[1]}-{written[2]}" if written else None
