"""HubSpot: a contact, a deal and a note for each lead.

Contact and deal carry our lead's id in a unique property (`agente_lead_id`, made once in the account), so that a lost
answer is found again instead of written twice. A contact that the account had before is adopted by its e-mail address.
Facts: docs/guias/crm.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from agente.integrations.crm import log
from agente.integrations.crm.destination import Existing
from agente.integrations.crm.edits import digests, edited, ours_of, to_write
from agente.integrations.crm.mapping import properties
from agente.integrations.crm.record import Record
from agente.integrations.vendor_http import VendorAnswer, VendorHttp, retry_after
from agente.kit.clock import rfc3339, utc_now
from agente.outbox.errors import NotDelivered, Refused, TryLater
from agente.packs.models import CrmMapping

CONTACTS, DEALS, NOTES = "contacts", "deals", "notes"
NOTE_TO_CONTACT, NOTE_TO_DEAL, DEAL_TO_CONTACT = 202, 214, 3  # HubSpot's own association types
EXISTING = re.compile(r"Existing ID:\s*(\d+)")
READ_AT_ONCE = 100  # the vendor's limit of a batch
LOCKED = timedelta(seconds=5)
DAY_IS_FULL = timedelta(hours=1)  # the daily limit ends at the account's midnight, which we do not know


class HubSpot:
    vendor = "HubSpot"
    per_second = 1.5  # leads; each is about six calls, and the smallest accounts allow ten a second

    def __init__(self, base_url: str, key: SecretStr, mapping: CrmMapping) -> None:
        self._http = VendorHttp(self.vendor, base_url, headers=self._authorization, on_refusal=hubspot_refusal)
        self._key = key
        self._mapping = mapping
        self._id_property = mapping.external_id or "agente_lead_id"

    async def put(self, record: Record, receipt: Mapping[str, Any]) -> Mapping[str, Any]:
        """Contact, deal and note as the record says; returns their ids and what was written."""
        contact = await self._put_contact(record, receipt)
        deal = await self._put_deal(record, receipt, contact["id"])
        note = await self._put_note(record, receipt.get(NOTES, {}), contact["id"], deal["id"])
        log.synced(self.vendor, record.lead_id, [*contact.pop("kept"), *deal.pop("kept")])
        return {CONTACTS: contact, DEALS: deal, NOTES: note}

    async def stored(self, lead_ids: Sequence[str]) -> Mapping[str, Existing]:
        """What the account has of these leads: each contact's properties, and whether there is a deal."""
        found: dict[str, Existing] = {}
        for start in range(0, len(lead_ids), READ_AT_ONCE):
            some = lead_ids[start : start + READ_AT_ONCE]
            contacts = await self._read(CONTACTS, self._id_property, some, self._mapping.hubspot_contact)
            deals = await self._read(DEALS, self._id_property, some, self._mapping.hubspot_deal)
            with_deal = {deal["properties"].get(self._id_property) for deal in deals}
            for contact in contacts:
                lead_id = contact["properties"][self._id_property]
                found[lead_id] = Existing(contact["properties"], complete=lead_id in with_deal)
        return found

    def wanted(self, record: Record) -> Mapping[str, str]:
        return properties(self._mapping.hubspot_contact, record)

    def writes(self, record: Record) -> Iterable[tuple[str, str]]:
        return (*self.wanted(record).items(), *self._wanted_deal(record).items())

    async def check(self) -> str:
        await self._http.send("GET", f"/crm/v3/objects/{CONTACTS}", params={"limit": "1"})
        return self.vendor

    async def close(self) -> None:
        await self._http.close()

    def _authorization(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._key.get_secret_value()}"}

    async def _put_contact(self, record: Record, receipt: Mapping[str, Any]) -> dict[str, Any]:
        wanted = {**self.wanted(record), self._id_property: record.lead_id}
        existing = await self._find_contact(record, receipt.get(CONTACTS, {}).get("id"), wanted)
        if not existing:
            try:
                created = await self._create(CONTACTS, wanted)
            except _Exists as error:
                existing = await self._read_one(CONTACTS, error.object_id, wanted)
            else:
                return {"id": created["id"], "written": digests(_back(created, wanted)), "kept": []}
        return await self._update(CONTACTS, existing, wanted, receipt)

    async def _find_contact(self, record: Record, known_id: str | None, wanted: Mapping[str, str]) -> dict[str, Any]:
        """Empty where the account has nobody like that."""
        if known_id and (found := await self._read_one(CONTACTS, known_id, wanted, missing_is_fine=True)):
            return found
        if found := await self._one(CONTACTS, self._id_property, record.lead_id, wanted):
            return found
        email = record.values.get("email")
        return await self._one(CONTACTS, "email", email, wanted) if email else {}

    def _wanted_deal(self, record: Record) -> dict[str, str]:
        return properties(self._mapping.hubspot_deal, record) | {self._id_property: record.lead_id}

    async def _put_deal(self, record: Record, receipt: Mapping[str, Any], contact_id: str) -> dict[str, Any]:
        wanted = self._wanted_deal(record)
        existing = await self._one(DEALS, self._id_property, record.lead_id, wanted)
        if not existing:
            created = await self._create(DEALS, wanted, [_to(contact_id, DEAL_TO_CONTACT)])
            return {"id": created["id"], "written": digests(_back(created, wanted)), "kept": []}
        return await self._update(DEALS, existing, wanted, receipt)

    async def _put_note(
        self, record: Record, receipt: Mapping[str, Any], contact_id: str, deal_id: str
    ) -> dict[str, Any]:
        """Notes have no unique property: the reference in the text tells ours, should an answer have been lost.

        A contact that was made anew, since somebody deleted the one before, gets a note of its own.
        """
        reference = f"agente:{record.lead_id}"
        body = f"{_html(record.note)}<br><br>{reference}"
        written = {"written": digests({"body": body}), "contact": contact_id}
        if receipt.get("contact") in (None, contact_id):
            note_id = receipt.get("id") or await self._find_note(deal_id, reference)
            if note_id and receipt.get("written") == written["written"]:
                return dict(receipt)
            if note_id and await self._rewrite_note(note_id, body):
                return {"id": note_id, **written}
        values = {"hs_note_body": body, "hs_timestamp": rfc3339(utc_now())}
        to = [_to(contact_id, NOTE_TO_CONTACT), _to(deal_id, NOTE_TO_DEAL)]
        created = await self._create(NOTES, values, to)
        return {"id": created["id"], **written}

    async def _rewrite_note(self, note_id: str, body: str) -> bool:
        """False where a person has deleted it."""
        log.request(self.vendor, "update notes", ["hs_note_body"])
        path = f"/crm/v3/objects/{NOTES}/{note_id}"
        changed = {"properties": {"hs_note_body": body}}
        return (await self._http.send("PATCH", path, json=changed, accept=(200, 404))).status == 200

    async def _find_note(self, deal_id: str, reference: str) -> str | None:
        """Among the notes of the deal, which are never behind; the search would not know one of a moment ago."""
        deal = await self._http.send("GET", f"/crm/v3/objects/{DEALS}/{deal_id}", params={"associations": NOTES})
        of_deal = (deal.json().get("associations") or {}).get(NOTES, {}).get("results", [])
        ids = list(dict.fromkeys(str(note["id"]) for note in of_deal))[:READ_AT_ONCE]
        notes = await self._read(NOTES, None, ids, ["hs_note_body"]) if ids else []
        return next(
            (str(note["id"]) for note in notes if reference in (note["properties"]["hs_note_body"] or "")), None
        )

    async def _update(
        self, kind: str, existing: Mapping[str, Any], wanted: Mapping[str, str], receipt: Mapping[str, Any]
    ) -> dict[str, Any]:
        part, current = receipt.get(kind, {}), existing["properties"]
        ours, written = ours_of(part, receipt), part.get("written", {})
        changed = to_write(wanted, current, ours)
        kept = edited(wanted, current, ours)
        remembered = {name: written[name] for name in wanted if name in written}
        if changed:
            answered = await self._patch(kind, existing["id"], changed)
            remembered |= digests(answered)
            kept += sorted(changed.keys() - answered.keys())
        same = {name: value for name, value in wanted.items() if current.get(name) == value}
        return {"id": existing["id"], "written": remembered | digests(same), "kept": kept}

    async def _create(
        self, kind: str, values: Mapping[str, str], associations: Sequence[Mapping[str, Any]] = ()
    ) -> dict[str, Any]:
        log.request(self.vendor, f"create {kind}", values)
        body = {"properties": dict(values), "associations": list(associations)}
        answer = await self._http.send("POST", f"/crm/v3/objects/{kind}", json=body, accept=(200, 201))
        return dict(answer.json())

    async def _patch(self, kind: str, object_id: str, values: Mapping[str, str]) -> dict[str, str | None]:
        """What is there now of `values`. An address that another contact has stays with that one, and is left out."""
        log.request(self.vendor, f"update {kind}", values)
        path = f"/crm/v3/objects/{kind}/{object_id}"
        try:
            answer = await self._http.send("PATCH", path, json={"properties": dict(values)})
        except _Exists:
            others = {name: value for name, value in values.items() if name != "email"}
            if others == values:
                raise
            return await self._patch(kind, object_id, others) if others else {}
        return _back(answer.json(), values)

    async def _read_one(
        self, kind: str, object_id: str, wanted: Mapping[str, str], *, missing_is_fine: bool = False
    ) -> dict[str, Any]:
        """Empty for one that is not there, where that is fine."""
        accept = (200, 404) if missing_is_fine else (200,)
        path = f"/crm/v3/objects/{kind}/{object_id}"
        answer = await self._http.send("GET", path, params={"properties": ",".join(wanted)}, accept=accept)
        return {} if answer.status == 404 else dict(answer.json())

    async def _one(self, kind: str, id_property: str, value: str, wanted: Mapping[str, str]) -> dict[str, Any]:
        found = await self._read(kind, id_property, [value], wanted)
        return dict(found[0]) if found else {}

    async def _read(
        self, kind: str, id_property: str | None, values: Sequence[str], wanted: Iterable[str]
    ) -> list[dict[str, Any]]:
        """Read by a unique property, or by id; never behind, as the search is. 207: some were not found."""
        by = {"idProperty": id_property} if id_property else {}
        body = {
            **by,
            "inputs": [{"id": value} for value in values],
            "properties": sorted({*wanted, *by.values()}),
            "propertiesWithHistory": [],
        }
        answer = await self._http.send("POST", f"/crm/v3/objects/{kind}/batch/read", json=body, accept=(200, 207))
        return list(answer.json()["results"])


class _Exists(Refused):
    """The account has it under another of its addresses."""

    def __init__(self, object_id: str) -> None:
        super().__init__("HubSpot: the contact exists")
        self.object_id = object_id


def hubspot_refusal(answer: VendorAnswer) -> NotDelivered | None:
    """HubSpot's own codes; None where the status says all."""
    said = _said(answer)
    code = f"HubSpot: HTTP {answer.status} {said.get('category') or said.get('errorType') or ''}".rstrip()
    if answer.status == 409 and (found := EXISTING.search(str(said.get("message")))):
        return _Exists(found[1])
    if answer.status == 409:  # an attempt that we gave up may be arriving; the next one finds what it made
        return TryLater(code, vendor=False)
    if answer.status in (423, 477):
        return TryLater(code, vendor=answer.status == 477, after=retry_after(answer.headers) or LOCKED)
    if answer.status == 429 and said.get("policyName") == "DAILY":
        return TryLater(f"{code} DAILY", after=retry_after(answer.headers) or DAY_IS_FULL)
    if answer.status == 429:
        interval_ms = float(answer.headers.get("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"))
        return TryLater(code, after=retry_after(answer.headers) or timedelta(milliseconds=interval_ms))
    if answer.status in (400, 404, 422):
        return Refused(code)
    return None


def _said(answer: VendorAnswer) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except TryLater:
        return {}
    return said if isinstance(said, dict) else {}


def _back(answered: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, str | None]:
    """What the vendor made of what we sent: it writes telephone numbers and addresses in its own way."""
    stored: Mapping[str, Any] = answered.get("properties") or {}
    return {name: stored.get(name, value) for name, value in sent.items()}


def _to(object_id: str, kind: int) -> dict[str, Any]:
    return {
        "to": {"id": object_id},
        "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": kind}],
    }


def _html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br>")
