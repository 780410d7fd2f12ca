"""The table of leads."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from agente.storage.types import Id, Json, UtcDateTime, metadata

# The longest value that each of these columns takes.
LENGTHS: Final = {"name": 200, "email": 320, "phone": 32, "company": 200, "searched": 4000}

leads = Table(
    "leads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    # Where it was last spoken of; a conversation that is deleted leaves its lead.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("owner", String(100)),  # the API client whose conversation it came from; NULL: a web chat
    Column("name", String(LENGTHS["name"])),
    Column("email", String(LENGTHS["email"])),
    Column("phone", String(LENGTHS["phone"])),  # E.164
    Column("company", String(LENGTHS["company"])),
    Column("fields", Json, nullable=False),  # all that is known, by the names of the pack's qualification fields
    # The words of the fields, folded, each between spaces: what a search looks at.
    Column("searched", String(LENGTHS["searched"]), nullable=False, server_default=""),
    Column("score", Integer, nullable=False),  # 0 to 100
    Column("reasons", Json, nullable=False),  # of the score, strongest first, in the conversation's language
    Column("status", String(16), nullable=False),  # new · qualified · disqualified · won · lost
    Column("qualified_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("uq_leads_contact_id", "contact_id", unique=True),
    Index("ix_leads_conversation_id", "conversation_id"),
    Index("ix_leads_created_at", "created_at"),
    Index("ix_leads_email", "email"),
)
