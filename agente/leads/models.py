"""The table of leads."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from agente.storage.types import Id, Json, UtcDateTime, metadata

leads = Table(
    "leads",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    # Where it was last spoken of; a conversation that is deleted leaves its lead.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL")),
    Column("owner", String(100)),  # the API client whose conversation it came from; NULL: a web chat
    Column("name", String(200)),
    Column("email", String(320)),
    Column("phone", String(32)),  # E.164
    Column("company", String(200)),
    Column("fields", Json, nullable=False),  # all that is known, by the names of the pack's qualification fields
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
