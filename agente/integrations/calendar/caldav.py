"""A calendar that speaks CalDAV (RFC 4791): Radicale, Nextcloud, and most others. One collection, five requests."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import structlog
from pydantic import SecretStr

from agente.integrations.calendar.ical import events_of, moved, written
from agente.integrations.vendor_http import VendorHttp
from agente.kit.clock import utc_now
from agente.outbox.errors import Refused, TryLater
from agente.scheduling.ports import Event, Meeting

log = structlog.get_logger()

_DAV, _CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_ICAL: Final = {"Content-Type": "text/calendar; charset=utf-8"}
# The server writes out what recurs, with its exceptions: one occurrence each, in UTC.
_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><c:calendar-data><c:expand start="{start}" end="{end}"/></c:calendar-data></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/>
</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"""
_WHAT = """<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:"><d:prop><d:displayname/><d:resourcetype/></d:prop></d:propfind>"""


class CalDav:
    def __init__(
        self, url: str, username: str | None, password: SecretStr | None, zone: ZoneInfo, timeout_s: float = 10
    ) -> None:
        """`url` is that of the collection; `zone` the business's, for days and for times without a zone."""
        self.key = sha256(f"caldav {url.rstrip('/')}".encode()).hexdigest()[:16]
        self._host = urlsplit(url).hostname or ""
        self._zone = zone
        self._username = username
        self._password = password
        self._http = VendorHttp("CalDAV", url, headers=self._credentials, timeout_s=timeout_s)

    async def events(self, start: datetime, end: datetime) -> list[Event]:
        query = _QUERY.format(start=_stamp(start), end=_stamp(end))
        answer = await self._http.send(
            "REPORT", "/", data=query.encode(), headers={**_XML, "Depth": "1"}, accept=(207,)
        )
        files = [node.text or "" for node in _parsed(answer.body).iter(f"{_CALDAV}calendar-data")]
        found: list[Event] = []
        for file in files:
            try:
                found += self._read(file.encode())
            except TryLater:
                # One that some program wrote wrongly must not hide all others.
                log.warning("calendar has an event that cannot be read")
        return [event for event in found if event.starts_at < end and event.ends_at > start]

    async def find(self, booking_id: str) -> Event | None:
        answer = await self._http.send("GET", _path(booking_id), accept=(200, 404, 410))
        return next(iter(self._read(answer.body)), None) if answer.status == 200 else None

    async def add(self, meeting: Meeting) -> None:
        await self._http.send(
            "PUT",
            _path(meeting.booking_id),
            data=written(meeting, utc_now()),
            headers={**_ICAL, "If-None-Match": "*"},
            accept=(200, 201, 204, 412),
        )

    async def move(self, meeting: Meeting) -> None:
        path = _path(meeting.booking_id)
        there = await self._http.send("GET", path, accept=(200,))
        headers = {**_ICAL, "If-Match": there.headers.get("ETag", "*")}
        content = moved(there.body, meeting, utc_now())
        answer = await self._http.send("PUT", path, data=content, headers=headers, accept=(200, 201, 204, 412))
        if answer.status == 412:
            raise TryLater("CalDAV: the event is being changed by somebody else", vendor=False)

    async def remove(self, booking_id: str) -> None:
        await self._http.send("DELETE", _path(booking_id), accept=(200, 204, 404, 410))

    async def check(self) -> str:
        answer = await self._http.send("PROPFIND", "/", data=_WHAT.encode(), headers={**_XML, "Depth": "0"})
        found = _parsed(answer.body)
        if found.find(f".//{_CALDAV}calendar") is None:
            raise Refused("CalDAV: the address is not that of a calendar")
        name = found.findtext(f".//{_DAV}displayname") or "CalDAV"
        return f"{name} ({self._host})"

    async def close(self) -> None:
        await self._http.close()

    def _credentials(self) -> dict[str, str]:
        if self._username is None:
            return {}
        password = self._password.get_secret_value() if self._password else ""
        return {"Authorization": "Basic " + b64encode(f"{self._username}:{password}".encode()).decode()}

    def _read(self, content: bytes) -> list[Event]:
        try:
            return list(events_of(content, self._zone))
        except (ValueError, KeyError):
            raise TryLater("CalDAV: an event cannot be read", vendor=False) from None


def _path(booking_id: str) -> str:
    return f"/{booking_id}.ics"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _parsed(body: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - the operator's own server; expat bounds what entities grow to
    except ElementTree.ParseError:
        raise TryLater("CalDAV: the answer is no XML") from None
