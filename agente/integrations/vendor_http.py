"""One way to speak HTTP to a vendor: pooled, with a deadline, and with failures told as what can be done about them."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater

LONGEST_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class VendorAnswer:
    status: int
    headers: Mapping[str, str]  # names in any case
    body: bytes

    def json(self) -> Any:
        """Raises `TryLater` for a body that is no JSON: a proxy's page, or an answer that broke off."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise TryLater(f"answer {self.status} is no JSON") from None


class VendorHttp:
    def __init__(
        self,
        vendor: str,
        base_url: str,
        *,
        headers: Callable[[], Mapping[str, str]] = dict,
        timeout_s: float = 10,
        on_refusal: Callable[[VendorAnswer], NotDelivered | None] | None = None,
    ) -> None:
        """`headers` are asked for at each call; `on_refusal` may know better what an answer without success means."""
        self._vendor = vendor
        self._base_url = base_url.rstrip("/")
        self._headers = headers
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._on_refusal = on_refusal
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        accept: Collection[int] = (200, 201, 202, 204, 207),
    ) -> VendorAnswer:
        """The answer, if its status is one of `accept`. Raises `TryLater`, `BadCredentials` or `Refused`."""
        sent = {**self._headers(), **(headers or {})}
        url = f"{self._base_url}{path}"
        try:
            async with self._opened().request(
                method, url, json=json, data=data, headers=sent, params=params, allow_redirects=False
            ) as response:
                answer = VendorAnswer(response.status, response.headers, await response.read())
        except TimeoutError:
            raise TryLater(f"{self._vendor}: Timeout waiting for response") from None
        except (aiohttp.ClientError, OSError) as error:
            # Its text may hold the address, which may hold a secret.
            raise TryLater(f"{self._vendor}: no connection ({type(error).__name__})") from None
        if answer.status in accept:
            return answer
        raise (self._on_refusal and self._on_refusal(answer)) or self._failure(answer)

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        """Made at the first call: a session belongs to the loop that it is made in."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    def _failure(self, answer: VendorAnswer) -> NotDelivered:
        said = f"{self._vendor}: HTTP {answer.status}"
        if answer.status in (401, 403):
            return BadCredentials(said)
        if answer.status in (408, 425, 429) or answer.status >= 500:
            return TryLater(said, after=retry_after(answer.headers))
        return Refused(said)


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the vendor asks to wait, in seconds or until a date; at most an hour, None where it does not say."""
    said = headers.get("Retry-After", "").strip()
    try:
        wait = timedelta(seconds=float(said)) if said[:1].isdigit() else parsedate_to_datetime(said) - datetime.now(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), LONGEST_AFTER)
