"""What crosses HTTP of contacts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints
from sqlalchemy import Row

from agente.contacts.identities import Kind, bsuid_form, document_form, phone_form, whatsapp_form
from agente.kit.clock import rfc3339

Phone = Annotated[str, Field(max_length=40), AfterValidator(phone_form)]
# NUL cannot be stored by PostgreSQL, and no name has control characters.
PlainText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f]*$")]


class ContactCreate(BaseModel):
    """Who writes. With an API key, its holder vouches for what it says here: the same details are the same person."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainText, Field(max_length=200)] | None = None
    email: EmailStr | None = None
    phone: Phone | None = None
    document: Annotated[str, Field(max_length=24, description="CPF or CNPJ."), AfterValidator(document_form)] | None = (
        None
    )
    whatsapp: (
        Annotated[str, Field(max_length=16, description="WhatsApp id (`wa_id`)."), AfterValidator(whatsapp_form)] | None
    ) = None
    bsuid: (
        Annotated[
            str, Field(max_length=140, description="WhatsApp's business-scoped user id."), AfterValidator(bsuid_form)
        ]
        | None
    ) = None


class IdentityRead(BaseModel):
    kind: Kind
    value: str
    verified: bool = Field(description="Whether the API client vouched for it; what a customer says is not verified.")
    source: Literal["api", "talk"]
    created_at: datetime


class MergeRead(BaseModel):
    id: str
    survivor_id: str
    absorbed_id: str
    automatic: bool
    created_at: datetime
    undone_at: datetime | None


class ContactRead(BaseModel):
    id: str
    user_id: str | None
    name: str | None
    email: str | None
    phone: str | None = Field(description="E.164.")
    merged_into: str | None = Field(description="The contact that has everything of this one now.")
    identities: list[IdentityRead]
    merges: list[MergeRead] = Field(description="Into this contact, newest first, the undone ones too.")
    created_at: datetime
    updated_at: datetime


class SuggestionItem(BaseModel):
    contact_id: str = Field(description="The contact that may be the same person.")
    kind: Kind = Field(description="What both were said to have.")
    name: str | None
    created_at: datetime


class SuggestionList(BaseModel):
    items: list[SuggestionItem]
    next_cursor: None = None


class MergeCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    contact_id: str = Field(max_length=64, description="The contact that is absorbed.")


class MergeUndo(BaseModel):
    model_config = ConfigDict(extra="forbid")

    merge_id: str = Field(max_length=64)


class Erased(BaseModel):
    id: str
    erased: dict[str, int] = Field(description="How many rows lost their personal data, by table.")


def contact_json(row: Row[Any]) -> dict[str, Any]:
    """A `contacts` row in the shape of `ContactRead`, but for its identities and merges."""
    return {
        "id": row.id,
        "user_id": row.user_id,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "merged_into": row.merged_into,
        "created_at": rfc3339(row.created_at),
        "updated_at": rfc3339(row.updated_at),
    }


def identities_json(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    return [
        {
            "kind": row.kind,
            "value": row.value,
            "verified": row.verified,
            "source": row.source,
            "created_at": rfc3339(row.created_at),
        }
        for row in rows
    ]


def merge_json(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "survivor_id": row.survivor_id,
        "absorbed_id": row.absorbed_id,
        "automatic": row.automatic,
        "created_at": rfc3339(row.created_at),
        "undone_at": rfc3339(row.undone_at) if row.undone_at else None,
    }
