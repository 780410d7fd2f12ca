"""The tables of conversations and messages."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, text

from agente.storage.types import Id, Json, UtcDateTime, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), nullable=False),
    Column("user_id", String(200), nullable=False),
    Column("owner", String(100)),  # the API client that opened it; NULL: a web chat, opened by its token alone
    Column("channel", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("metadata", Json),
    Column("state", Json, nullable=False),  # what the last answer left for the next one
    Column("last_seq", Integer, nullable=False),
    # The process that answers in it now, and until when it has said so; by the database's clock.
    Column("lease_token", Id),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("protocol", String(16)),  # what the customer is told to name it by; NULL: older than protocol numbers
    Index("uq_conversations_protocol", "protocol", unique=True),
    Index("ix_conversations_contact_id", "contact_id"),
    Index("ix_conversations_user_id_created_at", "user_id", "created_at"),
    Index("ix_conversations_created_at", "created_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("role", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # of a customer's message
    Column("idempotency_key", String(200)),
    Column("turn", String(8)),  # pending: accepted, not answered yet · answered · silent: a person has the conversation
    Column("gathered_into", Id),  # the later message that was answered together with this one, and has the reply
    # of a reply
    Column("in_reply_to", Id),
    Column("intent", String(32)),
    Column("confidence", Float),
    Column("agent", String(16)),
    Column("source", String(16)),
    Column("citations", Json),
    Column("quick_replies", Json),
    Column("ask_rating", Integer),
    Column("handoff_reason", String(32)),
    Column("pack_version", String(12)),
    Column("lead", Json),  # {id, score, status} when this reply was made
    Column("booking", Json),  # {id, starts_at, ends_at, kind, status} that this reply made or changed
    Column("usage", Json),  # {model, input_tokens, output_tokens, cost_usd} of the models that this reply took
    Column("trace", Json),  # how a model's answer came about: tools called, what was withheld
    Index("uq_messages_conversation_id_seq", "conversation_id", "seq", unique=True),
    # The last line of defence: whatever goes wrong above, no message is answered twice.
    Index("uq_messages_in_reply_to", "in_reply_to", unique=True),
    Index("uq_messages_conversation_id_idempotency_key", "conversation_id", "idempotency_key", unique=True),
    Index(
        "ix_messages_pending",
        "conversation_id",
        sqlite_where=text("turn = 'pending'"),
        postgresql_where=text("turn = 'pending'"),
    ),
)
