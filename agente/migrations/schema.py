"""All tables in one place, and bringing a database up to them."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from agente.accounts import models as accounts
from agente.contacts import models as contacts
from agente.conversations import models as conversations
from agente.handoff import models as handoff
from agente.leads import models as leads
from agente.llm import tables as llm
from agente.outbox import models as outbox
from agente.ratings import models as ratings
from agente.reviews import models as reviews
from agente.scheduling import models as scheduling
from agente.storage.locks import take_turns
from agente.storage.types import metadata
from agente.suppressions import models as suppressions
from agente.switches import models as switches

OTHERS_MAY_TAKE = timedelta(minutes=5)  # for a migration that another replica has begun
HEAD = "0013"  # the newest revision; a test holds it against `versions/`
TABLES = (
    contacts.contacts,
    contacts.contact_identities,
    contacts.contact_suggestions,
    contacts.contact_merges,
    accounts.api_keys,
    accounts.audit_log,
    conversations.conversations,
    conversations.messages,
    handoff.handoffs,
    ratings.ratings,
    leads.leads,
    scheduling.bookings,
    scheduling.calendar_busy,
    scheduling.calendar_events,
    outbox.outbox,
    outbox.outbox_receipts,
    llm.llm_calls,
    switches.settings,
    suppressions.mail_suppressions,
    reviews.intent_reviews,
)


def current_revision(connection: Connection) -> str | None:
    """The revision that this database is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection) -> bool:
    """Brings the database to `HEAD`; returns whether there was anything to do.

    Replicas that start together do it once: the others wait for the first, and find it done. A database of a newer
    release stays as it is. On PostgreSQL a change gives up after seconds when the traffic does not let it through.
    """
    if _is_current(connection):
        return False
    take_turns(connection, "migration", wait=OTHERS_MAY_TAKE)
    if _is_current(connection):
        return False
    _run_alembic(connection)
    return True


def _is_current(connection: Connection) -> bool:
    """Revisions are numbered, so that a newer one is the greater."""
    return (current_revision(connection) or "") >= HEAD


def _run_alembic(connection: Connection) -> None:
    """Alembic is imported only when there is something to do: it would cost a tenth of a second at every start."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


__all__ = ["HEAD", "TABLES", "current_revision", "metadata", "upgrade"]
