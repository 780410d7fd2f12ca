"""What callers may say of a contact."""

from typing import Annotated

import phonenumbers
from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

DEFAULT_REGION = "BR"


def to_e164(text: str) -> str:
    """`(11) 99999-0000` or any international number as E.164; raises ValueError when it is no possible number."""
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError("not a phone number; write it with area code, for example +55 11 90000-0000")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


Phone = Annotated[str, Field(max_length=40), AfterValidator(to_e164)]
# NUL cannot be stored by PostgreSQL, and no name has control characters.
PlainText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f]*$")]


class ContactCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainText, Field(max_length=200)] | None = None
    email: EmailStr | None = None
    phone: Phone | None = None
