"""Which of our values goes into which of the CRM's properties? The pack's `crm.yaml`, else what every account has."""

from collections.abc import Mapping

from agente.integrations.crm.record import Record
from agente.packs.models import CRM_PLACEHOLDER, CrmMapping

HUBSPOT_CONTACT: Mapping[str, str] = {
    "firstname": "first_name",
    "lastname": "last_name",
    "email": "email",
    "phone": "phone",
    "company": "company",
}
HUBSPOT_DEAL: Mapping[str, str] = {"dealname": "=Atendimento: {company|name|lead_id}"}
SALESFORCE_LEAD: Mapping[str, str] = {
    "FirstName": "first_name",
    "LastName": "={last_name|first_name|lead_id}",
    "Company": "={company|name|lead_id}",
    "Email": "email",
    "Phone": "phone",
    "LeadSource": "=Agente",
}


def properties(mapping: Mapping[str, str], record: Record) -> dict[str, str]:
    """The CRM's properties with their values; what we do not know is left out, so that nothing is emptied.

    A mapping's value is one of our names; `=text` is that text, in which `{a|b}` is the first known of these values.
    """
    filled = {name: _filled(wanted, record.values) for name, wanted in mapping.items()}
    return {name: value for name, value in filled.items() if value}


def _filled(wanted: str, values: Mapping[str, str]) -> str:
    """In one pass: braces in a value are a customer's words."""
    if not wanted.startswith("="):
        return values.get(wanted, "")
    return CRM_PLACEHOLDER.sub(lambda found: _first(found[1], values), wanted[1:])


def _first(names: str, values: Mapping[str, str]) -> str:
    return next((values[name] for name in names.split("|") if name in values), "")


def mapping_of(said: CrmMapping) -> CrmMapping:
    """The pack's mapping, with the defaults where it says nothing."""
    return CrmMapping(
        hubspot_contact=said.hubspot_contact or dict(HUBSPOT_CONTACT),
        hubspot_deal=said.hubspot_deal or dict(HUBSPOT_DEAL),
        salesforce_lead=said.salesforce_lead or dict(SALESFORCE_LEAD),
        external_id=said.external_id,
    )
