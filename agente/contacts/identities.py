"""What tells a person, in the one form in which it is compared: phone, e-mail, document, WhatsApp, `user_id`.

All that a form removes is how people write. Nothing is guessed: what has no such form raises ValueError.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final, Literal, NamedTuple

import phonenumbers

from agente.kit.documents import is_cnpj, is_cpf

Kind = Literal["user_id", "document", "bsuid", "whatsapp", "phone", "email"]

DEFAULT_REGION: Final = "BR"
MAX_CHARACTERS: Final = 320

# A mobile of before 2016 has eight digits and begins with 6 to 9. Since then every area code has a 9 in front of it.
# Landlines begin with 2 to 5 and never got one.
_OLD_MOBILE: Final = re.compile(r"\+55([1-9][1-9])([6-9]\d{7})", re.ASCII)
_BSUID: Final = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}", re.ASCII)
_WHATSAPP: Final = re.compile(r"\+?\d{8,15}", re.ASCII)


class Identity(NamedTuple):
    kind: Kind
    value: str

    @property
    def is_single(self) -> bool:
        """Whether a person has one: two contacts that differ in it are two people, whatever else they share."""
        return self.kind == "user_id" or (self.kind == "document" and not self.is_shared)

    @property
    def is_shared(self) -> bool:
        """Whether several people have it: a CNPJ is a company's, and colleagues are not one person."""
        return self.kind == "document" and is_cnpj(self.value)


def phone_form(text: str) -> str:
    """`(11) 99999-0000` or any international number as E.164, a Brazilian mobile with its ninth digit."""
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError("not a phone number; write it with area code, for example +55 11 90000-0000")
    return with_ninth_digit(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def with_ninth_digit(e164: str) -> str:
    """The same number as it is dialled today, if it is a Brazilian mobile in its old form and its area code exists."""
    old = _OLD_MOBILE.fullmatch(e164)
    if old is None:
        return e164
    dialled = f"+55{old[1]}9{old[2]}"
    return dialled if phonenumbers.is_valid_number(phonenumbers.parse(dialled)) else e164


def whatsapp_form(text: str) -> str:
    """A WhatsApp id, which is a phone number without its plus sign; those of old Brazilian accounts lack the 9."""
    if not _WHATSAPP.fullmatch(text):
        raise ValueError("not a WhatsApp id; it is a phone number with country code, digits only")
    return phone_form(f"+{text.removeprefix('+')}")


def bsuid_form(text: str) -> str:
    """WhatsApp's name, for one business, of a person who hides the phone behind a user name; such as `BR.15023765`."""
    if not _BSUID.fullmatch(text):
        raise ValueError("not a business-scoped user id; send it exactly as WhatsApp does, for example BR.1502376594")
    return text


def email_form(text: str) -> str:
    """In small letters, both parts: a mail server may tell capitals apart, but none in use does."""
    folded = unicodedata.normalize("NFC", text.strip().casefold())
    local, at, domain = folded.rpartition("@")
    if not (local and at and domain) or len(folded) > MAX_CHARACTERS:
        raise ValueError("not an e-mail address")
    return folded


def document_form(text: str) -> str:
    """A CPF or CNPJ (with letters too) without punctuation; its check digits must be right."""
    plain = re.sub(r"[\s./-]", "", text).upper()
    if not (is_cpf(plain) or is_cnpj(plain)):
        raise ValueError("not a CPF or CNPJ: the check digits do not match")
    return plain


# The strongest evidence first: where two of them point to different contacts, the first wins.
FORMS: Final[Mapping[Kind, Callable[[str], str]]] = {
    "user_id": str,
    "document": document_form,
    "bsuid": bsuid_form,
    "whatsapp": whatsapp_form,
    "phone": phone_form,
    "email": email_form,
}


def identities_of(details: Mapping[str, str | None]) -> list[Identity]:
    """The identities among these details, the strongest first; who writes by WhatsApp has its number as phone too.

    What is in no valid form tells nobody and is left out.
    """
    given = dict(details)
    if not given.get("phone") and (number := given.get("whatsapp")):
        given["phone"] = f"+{number.removeprefix('+')}"
    found = []
    for kind, form in FORMS.items():
        if text := given.get(kind):
            with suppress(ValueError):
                found.append(Identity(kind, form(text)))
    return found
