"""Salesforce: one Lead for each of ours, by an external id that makes writing it twice the same as once.

The field (`Agente_Id__c` unless the pack names another) is made once in the org: text, external id, unique. Host and
version are settings. Facts: docs/guias/crm.md.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from agente.integrations.crm import log
from agente.integrations.crm.destination import Existing
from agente.integrations.crm.edits import digests, edited, ours_of, to_write
from agente.integrations.crm.mapping import properties
from agente.integrations.crm.record import Record
from agente.integrations.vendor_http import VendorAnswer, VendorHttp
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.packs.models import CrmMapping

LEAD = "lead"
ORG_LIMIT = timedelta(minutes=30)  # requests are counted over 24 hours: seconds would not help
QUERY_AT_ONCE = 100
WRITTEN = (200, 201, 204)
# Saves it even where a rule only warns of a likely double; a rule that blocks still blocks.
ALLOW_DUPLICATES = {"Sforce-Duplicate-Rule-Header": "allowSave=true; includeRecordDetails=true; runAsCurrentUser=true"}


class Salesforce:
    vendor = "Salesforce"
    per_second = 4.0  # leads; each is two or three calls

    def __init__(
        self, base_url: str, client_id: str, client_secret: SecretStr, version: str, mapping: CrmMapping
    ) -> None:
        self._http = VendorHttp(self.vendor, base_url, headers=self._authorization, on_refusal=self._refusal)
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
        wanted, path = dict(self.writes(record)), self._path(record.lead_id)
        current = await self._read(path, wanted)
        if current is None and await self._create(path, record.lead_id, wanted):
            written, kept = digests(await self._read(path, wanted) or {}), list[str]()
        else:
            there = current or await self._read(path, wanted) or {}
            written, kept = await self._update(path, wanted, there, receipt)
        log.synced(self.vendor, record.lead_id, kept)
        return {LEAD: {"written": written}}

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

    def writes(self, record: Record) -> Iterable[tuple[str, str]]:
        """With the summary, where the pack has no other use for its field."""
        return ({"Description": record.note} | dict(self.wanted(record))).items()

    async def check(self) -> str:
        answer = await self._send("GET", f"{self._data}/limits")
        daily = answer.json().get("DailyApiRequests", {})
        return f"{self.vendor} ({daily.get('Remaining', '?')} / {daily.get('Max', '?')} API)"

    async def close(self) -> None:
        await self._http.close()
        await self._login.close()

    def _path(self, lead_id: str) -> str:
        return f"{self._data}/sobjects/Lead/{self._id_field}/{lead_id}"

    async def _read(self, path: str, wanted: Mapping[str, str]) -> dict[str, str | None] | None:
        """None where there is no such lead."""
        answer = await self._send("GET", path, params={"fields": ",".join(sorted(wanted))}, accept=(200, 404))
        if answer.status == 404:
            return None
        found: dict[str, Any] = answer.json()
        return {name: None if found.get(name) is None else str(found[name]) for name in wanted}

    async def _create(self, path: str, lead_id: str, wanted: Mapping[str, str]) -> bool:
        """False where the org has this person already and lets no second in: that lead is ours from now on."""
        log.request(self.vendor, "upsert Lead", wanted)
        try:
            await self._send("PATCH", path, json=dict(wanted), headers=ALLOW_DUPLICATES, accept=WRITTEN)
        except _Duplicate as error:
            await self._adopt(error, lead_id)
            return False
        return True

    async def _adopt(self, twin: "_Duplicate", lead_id: str) -> None:
        """Takes nothing but its id; a lead of ours already is another contact's, and stays that one's."""
        own = f"{self._data}/sobjects/Lead/{twin.record_id}"
        has = (await self._send("GET", own, params={"fields": self._id_field})).json().get(self._id_field)
        if has and has != lead_id:
            raise twin
        log.request(self.vendor, "adopt Lead", [self._id_field])
        await self._send("PATCH", own, json={self._id_field: lead_id}, accept=WRITTEN)

    async def _update(
        self, path: str, wanted: Mapping[str, str], current: Mapping[str, str | None], receipt: Mapping[str, Any]
    ) -> tuple[dict[str, str], list[str]]:
        """(digests of what is there by our doing, names of what a person has changed)."""
        known = receipt.get(LEAD, {})
        ours = ours_of(known, receipt)
        values, kept = to_write(wanted, current, ours), edited(wanted, current, ours)
        if values:
            log.request(self.vendor, "update Lead", values)
            try:
                await self._send("PATCH", path, json=values, headers=ALLOW_DUPLICATES, accept=WRITTEN)
            except _Converted:
                return dict(known.get("written", {})), sorted({*kept, *values})
            current = await self._read(path, wanted) or {}
        there = {name: text for name, text in current.items() if name in values or text == wanted.get(name)}
        before = {name: digest for name, digest in known.get("written", {}).items() if name in wanted}
        return before | digests(there), kept

    async def _send(self, method: str, path: str, **rest: Any) -> VendorAnswer:
        """With a token; one that has expired is renewed once, whoever notices it first."""
        used = await self._signed_in()
        try:
            return await self._http.send(method, path, **rest)
        except _Expired:
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

    def _refusal(self, answer: VendorAnswer) -> NotDelivered | None:
        return salesforce_refusal(answer, self._id_field)

    def _authorization(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._token}"}


class _Expired(BadCredentials):
    """Of the token, or of what it was got with."""


class _Converted(Refused):
    """A person has made a contact and an opportunity of it; as a lead it is over."""


class _Duplicate(Refused):
    """The org's rules let no second lead in, beside this one of its own."""

    def __init__(self, record_id: str) -> None:
        super().__init__("Salesforce: DUPLICATES_DETECTED")
        self.record_id = record_id


def salesforce_refusal(answer: VendorAnswer, id_field: str) -> NotDelivered | None:
    """Errors come as a list; its first code says what can be done."""
    first = _first(answer)
    code = str(first.get("errorCode", ""))
    said = f"Salesforce: HTTP {answer.status} {code}".rstrip()
    if code == "REQUEST_LIMIT_EXCEEDED":
        return TryLater(said, after=ORG_LIMIT)
    # Our id is there already: an attempt that we gave up is just arriving. The next one finds it.
    arriving = code == "DUPLICATE_VALUE" and id_field in str(first.get("message"))
    if code == "UNABLE_TO_LOCK_ROW" or arriving:
        return TryLater(said, vendor=False)
    if code == "CANNOT_UPDATE_CONVERTED_LEAD":
        return _Converted(said)
    if code == "DUPLICATES_DETECTED" and (record_id := _matched(first)):
        return _Duplicate(record_id)
    if answer.status == 401:
        return _Expired(said)
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
    """The lead that the new one would double; rules may also find contacts, which cannot become ours."""
    for result in (error.get("duplicateResult") or {}).get("matchResults", ()):
        for match in result.get("matchRecords", ()):
            if match["record"].get("attributes", {}).get("type") == "Lead":
                return str(match["record"]["Id"])
    return None
