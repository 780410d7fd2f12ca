"""Google Calendar, as a service account with which the calendar was shared."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from agente.integrations.calendar.google_token import ServiceAccountToken
from agente.integrations.calendar.ical import booking_id_of
from agente.integrations.vendor_http import VendorAnswer, VendorHttp, retry_after
from agente.kit.clock import rfc3339
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.scheduling.ports import Event, Meeting

LIMITS = ("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded")  # told as 403, not 429
PAGE = 2500  # events, the most that Google gives at once


class GoogleCalendar:
    def __init__(
        self, calendar_id: str, credentials: Path, base_url: str, token_url: str, zone: ZoneInfo, timeout_s: float = 10
    ) -> None:
        """`zone` is the business's, for events of whole days."""
        self.key = sha256(f"google {calendar_id}".encode()).hexdigest()[:16]
        self._events = f"/calendars/{quote(calendar_id, safe='')}/events"
        self._zone = zone
        self._token = ServiceAccountToken(credentials, token_url, timeout_s)
        self._http = VendorHttp("Google Calendar", base_url, timeout_s=timeout_s, on_refusal=_explained)

    async def events(self, start: datetime, end: datetime) -> list[Event]:
        wanted = {
            "timeMin": rfc3339(start.astimezone(UTC)),
            "timeMax": rfc3339(end.astimezone(UTC)),
            "singleEvents": "true",
            "maxResults": str(PAGE),
        }
        found: list[Event] = []
        page: str | None = ""
        while page is not None:
            answer = (await self._ask("GET", params=wanted | ({"pageToken": page} if page else {}))).json()
            found += [event for item in answer.get("items", ()) if (event := self._read(item))]
            page = answer.get("nextPageToken")
        return found

    async def find(self, booking_id: str) -> Event | None:
        answer = await self._ask("GET", _id(booking_id), accept=(200, 404, 410))
        return self._read(answer.json()) if answer.status == 200 else None

    async def add(self, meeting: Meeting) -> None:
        event = _times(meeting) | {"summary": meeting.title, "description": meeting.notes, "status": "confirmed"}
        answer = await self._ask("POST", body=event | {"id": _id(meeting.booking_id)}, accept=(200, 409))
        if answer.status == 409:
            # The id is taken for ever: by an attempt whose answer was lost, or by an event that we deleted ourselves.
            await self._ask("PATCH", _id(meeting.booking_id), body=event)

    async def move(self, meeting: Meeting) -> None:
        # A null takes away the date of an event that a person has made one of a whole day.
        times = {name: moment | {"date": None} for name, moment in _times(meeting).items()}
        await self._ask("PATCH", _id(meeting.booking_id), body=times)

    async def remove(self, booking_id: str) -> None:
        await self._ask("DELETE", _id(booking_id), accept=(200, 204, 404, 410))

    async def check(self) -> str:
        answer = (await self._ask("GET", params={"maxResults": "1"})).json()
        if answer.get("accessRole") not in ("writer", "owner"):
            raise Refused("Google Calendar: the service account may read this calendar, but not change it")
        return f"Google Calendar: {answer.get('summary', '')}"

    async def close(self) -> None:
        await self._http.close()
        await self._token.close()

    async def _ask(
        self,
        method: str,
        event: str | None = None,
        *,
        body: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
        accept: tuple[int, ...] = (200,),
    ) -> VendorAnswer:
        """A token that Google takes no longer is renewed, once."""
        path = f"{self._events}/{event}" if event else self._events
        for accepted in ((*accept, 401), accept):
            token = await self._token.current()
            headers = {"Authorization": f"Bearer {token}"}
            answer = await self._http.send(method, path, json=body, params=params, headers=headers, accept=accepted)
            if answer.status != 401:
                break
            self._token.spoil(token)
        return answer

    def _read(self, item: Mapping[str, Any]) -> Event | None:
        """None for what was deleted, and for an exception of a series, which is listed without its times."""
        if item.get("status") == "cancelled" or "start" not in item:
            return None
        declined = any(who.get("self") and who.get("responseStatus") == "declined" for who in item.get("attendees", ()))
        return Event(
            uid=str(item["id"]),
            starts_at=self._moment(item["start"]),
            ends_at=self._moment(item["end"]),
            booking_id=booking_id_of(str(item["id"])),
            is_busy=item.get("transparency") != "transparent" and not declined,
        )

    def _moment(self, said: Mapping[str, str]) -> datetime:
        if "dateTime" in said:
            return datetime.fromisoformat(said["dateTime"]).astimezone(UTC)
        return datetime.combine(date.fromisoformat(said["date"]), time(0), self._zone).astimezone(UTC)


def _id(booking_id: str) -> str:
    """Google takes our own ids where they are of these letters: 0-9 and a-v."""
    return booking_id.replace("-", "")


def _times(meeting: Meeting) -> dict[str, dict[str, Any]]:
    return {"start": {"dateTime": rfc3339(meeting.starts_at)}, "end": {"dateTime": rfc3339(meeting.ends_at)}}


def _explained(answer: VendorAnswer) -> NotDelivered | None:
    if answer.status != 403:
        return None
    reason = _reason(answer)
    if reason in LIMITS:
        return TryLater(f"Google Calendar: HTTP 403 {reason}", after=retry_after(answer.headers))
    return BadCredentials(f"Google Calendar: HTTP 403 {reason}".rstrip())


def _reason(answer: VendorAnswer) -> str:
    try:
        return str(answer.json()["error"]["errors"][0]["reason"])
    except (NotDelivered, LookupError, TypeError):
        return ""
