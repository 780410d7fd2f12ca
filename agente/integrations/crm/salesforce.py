"""Salesforce: one Lead for each of ours, by an external id that makes writing it twice the same as once.

The field (`Agente_Id__c` unless the pack names another) is made once in the org: text, external id, unique. Host and
version are settings. Facts: docs/guias/crm.md.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from agente.integrations.crm import log
from agente.integrations.crm.destination import Existing
from agente.integrations.crm.edits import digests, edited, to_write
from agente.integrations.crm.mapping import properties
from agente.integrations.crm.record import Record
from agente.integrations.vendor_http import VendorAnswer, VendorHttp
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.packs.models import CrmMapping

LEAD = "lead"
ORG_LIMIT = timedelta(minutes=30)  # requests are counted over 24 hours: seconds would not help
QUERY_AT_ONCE = 100
# Saves it even where a rule only warns of a likely double; a rule that blocks still blocks.
ALLOW_DUPLICATES = {"Sforce-Duplicate-Rule-Header": "allowSave=true; includeRecordDetails=true; runAsCurrentUser=true"}


class Salesforce:
    vendor = "Salesforce"
    per_second = 4.0  # leads; each is two or three calls

    def __init__(
        self, base_url: str, client_id: str, client_secret: SecretStr, version: str, mapping: CrmMapping
    ) -> None:
        self._http = VendorHttp(self.vendor, base_url, headers=self._authorization, on_refusal=salesforce_refusal)
        self._login = VendorHttp(self.vendor, base_url, on_refusal=_login_refusal)
        self._client_id = client_id
        self._client_secret = client_secret
        self._data = f"/services/data/{version}"
        self._mapping = mapping
        self._id_field = mapping.external_id or "Agente_Id__c"
        self._token: str | None = None
        self._renewing = asyncio.Lock()

    async def put(self, record: Record, receipt: Mapping[str, Any]) -> Mapping[str, Any]:
        """The lead as the record says; what a person changed there stays."""
        known = receipt.get(LEAD, {})
        wanted = self.wanted(record)
        path = self._path(record.lead_id)
        current = await self._read(path, wanted)
        values = to_write(wanted, current, known.get("written", {})) if current is not None else dict(wanted)
        kept = edited(wanted, current, known.get("written", {})) if current is not None else []
        values |= self._description(record, current, known.get("written", {}))
        if values or current is None:
            path = await self._upsert(path, record.lead_id, values)
        back = await self._read(path, wanted) or {}
        log.synced(self.vendor, record.lead_id, kept)
        ours = {name: text for name, text in back.items() if name in values or text == wanted.get(name)}
        remembered = {name: digest for name, digest in known.get("written", {}).items() if name not in values}
        return {LEAD: {"written": remembered | digests(ours)}}

    async def stored(self, lead_ids: Sequence[str]) -> Mapping[str, Existing]:
        found: dict[str, Existing] = {}
        fields = ", ".join(sorted({self._id_field, *self._mapping.salesforce_lead}))
        for start in range(0, len(lead_ids), QUERY_AT_ONCE):
            some = ", ".join(f"'{lead_id}'" for lead_id in lead_ids[start : start + QUERY_AT_ONCE])
            query = f"SELECT {fields} FROM Lead WHERE {self._id_field} IN ({some})"  # noqa: S608 - ids of ours, SOQL
            answer = await self._send("GET", f"{self._data}/query", params={"q": query})
            for row in answer.json()["records"]:
                found[row[self._id_field]] = Existing(row, complete=True)
        return found

    def wanted(self, record: Record) -> Mapping[str, str]:
        return properties(self._mapping.salesforce_lead, record)

    async def check(self) -> str:
        answer = await self._send("GET", f"{self._data}/limits")
        daily = answer.json().get("DailyApiRequests", {})
        return f"{self.vendor} ({daily.get('Remaining', '?')} / {daily.get('Max', '?')} API)"

    async def close(self) -> None:
        await self._http.close()
        await self._login.close()

    def _path(self, lead_id: str) -> str:
        return f"{self._data}/sobjects/Lead/{self._id_field}/{lead_id}"

    def _description(
        self, record: Record, current: Mapping[str, str | None] | None, written: Mapping[str, str]
    ) -> dict[str, str]:
        """The summary, unless a person wrote something there."""
        if "Description" in self._mapping.salesforce_lead:
            return {}
        return to_write({"Description": record.note}, current or {}, written)

    async def _read(self, path: str, wanted: Mapping[str, str]) -> dict[str, str | None] | None:
        """None where there is no such lead."""
        fields = ",".join(sorted({*wanted, "Description"}))
        answer = await self._send("GET", path, params={"fields": fields}, accept=(200, 404))
        if answer.status == 404:
            return None
        found: dict[str, Any] = answer.json()
        return {name: None if found.get(name) is None else str(found[name]) for name in (*wanted, "Description")}

    async def _upsert(self, path: str, lead_id: str, values: Mapping[str, str]) -> str:
        """Returns the path at which the lead is."""
        log.request(self.vendor, "upsert Lead", values)
        try:
            await self._send("PATCH", path, json=dict(values), headers=ALLOW_DUPLICATES, accept=(200, 201, 204))
        except _Duplicate as error:
            # The org has this person already and lets no second in: that record becomes ours.
            log.request(self.vendor, "adopt Lead", values)
            own = f"{self._data}/sobjects/Lead/{error.record_id}"
            await self._send("PATCH", own, json={**values, self._id_field: lead_id}, accept=(200, 204))
        return path

    async def _send(self, method: str, path: str, **rest: Any) -> VendorAnswer:
        """With a token; one that has expired is renewed once, whoever notices it first."""
        used = await self._signed_in()
        try:
            return await self._http.send(method, path, **rest)
        except BadCredentials:
            if self._token == used:
                self._token = None
            await self._signed_in()
            return await self._http.send(method, path, **rest)

    async def _signed_in(self) -> str:
        async with self._renewing:
            if self._token is None:
                form = {
                    "grant_type": "client_credentials",
                    "client_id": self._client_id,
                    "client_secret": self._client_secret.get_secret_value(),
                }
                answer = await self._login.send("POST", "/services/oauth2/token", data=form)
                self._token = str(answer.json()["access_token"])
            return self._token

    def _authorization(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


class _Duplicate(Refused):
    def __init__(self, record_id: str) -> None:
        super().__init__("Salesforce: DUPLICATES_DETECTED")
        self.record_id = record_id


def salesforce_refusal(answer: VendorAnswer) -> NotDelivered | None:
    """Errors come as a list; its first code says what can be done."""
    first = _first(answer)
    code = str(first.get("errorCode", ""))
    said = f"Salesforce: HTTP {answer.status} {code}".rstrip()
    if code == "REQUEST_LIMIT_EXCEEDED":
        return TryLater(said, after=ORG_LIMIT)
    if code == "UNABLE_TO_LOCK_ROW":
        return TryLater(said, vendor=False)
    if code == "DUPLICATES_DETECTED" and (record_id := _matched(first)):
        return _Duplicate(record_id)
    if answer.status == 401:
        return BadCredentials(said)
    if answer.status in (300, 400, 404, 405, 409, 415):
        return Refused(said)
    return None


def _login_refusal(answer: VendorAnswer) -> NotDelivered | None:
    """`invalid_client` and the like: an operator has to renew what we sign in with."""
    if answer.status in (400, 401, 403):
        return BadCredentials(f"Salesforce: sign-in refused, HTTP {answer.status}")
    return None


def _first(answer: VendorAnswer) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except TryLater:
        return {}
    return said[0] if isinstance(said, list) and said and isinstance(said[0], dict) else {}


def _matched(error: Mapping[str, Any]) -> str | None:
    """The record that the new one would double."""
    for result in (error.get("duplicateResult") or {}).get("matchResults", ()):
        for match in result.get("matchRecords", ()):
            return str(match["record"]["Id"])
    return None
