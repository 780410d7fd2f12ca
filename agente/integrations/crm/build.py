"""Which CRM does this installation have?"""

from typing import TYPE_CHECKING

from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database

if TYPE_CHECKING:
    from agente.integrations.crm.destination import Vendor


def build_crm(settings: Settings, pack: Pack, database: Database) -> Destination | None:
    """By CRM_PROVIDER; what the vendor needs is checked with the settings."""
    if settings.crm_provider == "none":
        return None
    from agente.integrations.crm.destination import Crm

    return Crm(_vendor(settings, pack), pack, database, settings.public_url)


def _vendor(settings: Settings, pack: Pack) -> "Vendor":
    from agente.integrations.crm.mapping import mapping_of

    mapping = mapping_of(pack.crm)
    if settings.crm_provider == "hubspot" and settings.crm_api_key:
        from agente.integrations.crm.hubspot import HubSpot

        return HubSpot(settings.hubspot_base_url, settings.crm_api_key, mapping)
    if settings.crm_provider == "salesforce" and settings.salesforce_base_url and settings.salesforce_client_secret:
        from agente.integrations.crm.salesforce import Salesforce

        return Salesforce(
            settings.salesforce_base_url,
            settings.salesforce_client_id or "",
            settings.salesforce_client_secret,
            settings.salesforce_api_version,
            mapping,
        )
    if settings.crm_webhook_url:
        from agente.integrations.crm.webhook import CrmWebhook

        return CrmWebhook(settings.crm_webhook_url, settings.crm_webhook_secret)
    raise LookupError("settings without what their CRM needs were let through")
