"""Does `crm.yaml` only name what is known of a lead? Another name would leave its property empty for ever."""

from collections.abc import Iterator

from agente.packs.findings import Finding
from agente.packs.models import CRM_PLACEHOLDER, CRM_VALUES, CrmMapping, Qualification
from agente.packs.parts import Parts
from agente.packs.shape import nearest

MAPPINGS = ("hubspot_contact", "hubspot_deal", "salesforce_lead")


def check(parts: Parts) -> Iterator[Finding]:
    mapping, form = parts.get(CrmMapping), parts.get(Qualification)
    unreadable = form is None and parts.texts.get("qualification.yaml", "").strip()
    if mapping is None or unreadable:
        return
    known = [*CRM_VALUES, *(field.name for field in (form.fields if form else ()))]
    for of_what in MAPPINGS:
        for its_property, wanted in getattr(mapping, of_what).items():
            if unknown := next((name for name in _named(wanted) if name not in known), None):
                near = nearest(unknown, known)
                key = "unknown_crm_value_near" if near else "unknown_crm_value"
                at = (of_what, its_property)
                yield parts.source(CrmMapping).finding(key, at, value=unknown, near=near, known=", ".join(known))


def _named(wanted: str) -> list[str]:
    if not wanted.startswith("="):
        return [wanted]
    return [name for names in CRM_PLACEHOLDER.findall(wanted) for name in names.split("|")]
