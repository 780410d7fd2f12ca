"""What the log says of the CRM: the runbook looks for these words. Names of properties, never their values."""

from collections.abc import Iterable

import structlog

from agente.outbox.errors import NotDelivered

log = structlog.get_logger()


def request(vendor: str, what: str, properties: Iterable[str] = ()) -> None:
    """Before a call that writes."""
    log.info("CRM request", vendor=vendor, what=what, properties=sorted(properties))


def failed(vendor: str, error: NotDelivered) -> None:
    log.error("CRM API failed", vendor=vendor, reason=error.reason)


def synced(vendor: str, lead_id: str, kept: Iterable[str] = ()) -> None:
    """`kept` are properties that a person had changed and that stay as they are."""
    log.info("CRM lead sincronizado (synced)", vendor=vendor, lead_id=lead_id, kept_as_edited=sorted(kept))
