"""A service account's access token: asked for with a signed assertion, and kept for as long as it is good."""

import asyncio
import json
import time
from pathlib import Path

import jwt

from agente.integrations.vendor_http import VendorAnswer, VendorHttp
from agente.outbox.errors import BadCredentials, NotDelivered, TryLater

SCOPE = "https://www.googleapis.com/auth/calendar"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
GOOD_FOR_S = 3600
EARLY_S = 60  # a token about to end would end on its way


class ServiceAccountToken:
    def __init__(self, credentials: Path, url: str, timeout_s: float) -> None:
        """`credentials` is the key file that Google gives out, read at each renewal: it may be replaced meanwhile."""
        self._credentials = credentials
        self._url = url
        self._http = VendorHttp("Google", url, timeout_s=timeout_s, on_refusal=_explained)
        self._renewing = asyncio.Lock()
        self._token = ""
        self._good_until = 0.0

    async def current(self) -> str:
        """Many that ask at once cause one renewal."""
        async with self._renewing:
            if not self._token or time.monotonic() >= self._good_until:
                await self._renew()
            return self._token

    def spoil(self, token: str) -> None:
        """Google does not take this one any more; another that came since is kept."""
        if token == self._token:
            self._token = ""

    async def close(self) -> None:
        await self._http.close()

    async def _renew(self) -> None:
        form = {"grant_type": GRANT, "assertion": await asyncio.to_thread(self._assertion)}
        given = (await self._http.send("POST", "", data=form)).json()
        try:
            self._token = str(given["access_token"])
            self._good_until = time.monotonic() + float(given.get("expires_in", GOOD_FOR_S)) - EARLY_S
        except (KeyError, TypeError, ValueError):
            raise TryLater("Google: the answer has no token") from None

    def _assertion(self) -> str:
        try:
            account = json.loads(self._credentials.read_bytes())
            now = int(time.time())
            claims = {"iss": account["client_email"], "scope": SCOPE, "aud": self._url, "iat": now}
            return jwt.encode(claims | {"exp": now + GOOD_FOR_S}, account["private_key"], algorithm="RS256")
        except (OSError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            raise BadCredentials(f"Google: GOOGLE_CREDENTIALS_FILE cannot be used ({type(error).__name__})") from None


def _explained(answer: VendorAnswer) -> NotDelivered | None:
    """What is wrong with an assertion is answered with 400: `invalid_grant`, `invalid_client`."""
    if answer.status != 400:
        return None
    return BadCredentials("Google: the service account is not accepted (HTTP 400)")
