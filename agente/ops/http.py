"""Asking an address over HTTP once, as a monitor would; whatever the answer's status, it is an answer."""

import socket
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    took_ms: float


def fetch(url: str, token: str | None = None) -> Answer:
    """Follows nothing and uses no proxy: what is asked is the address itself.

    Raises `OSError` where nobody speaks HTTP.
    """
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT_S)
    headers = {"User-Agent": "agente-doctor"} | ({"Authorization": f"Bearer {token}"} if token else {})
    began = time.perf_counter()
    try:
        connection.request("GET", f"{parts.path or '/'}?{parts.query}", headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.read(), round((time.perf_counter() - began) * 1000, 1))
    except HTTPException as error:
        raise OSError(f"{type(error).__name__}: no HTTP") from error
    finally:
        connection.close()


def certificate_ends(url: str) -> datetime:
    """When the certificate of an https address expires. Raises `ssl.SSLCertVerificationError` for a bad one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    with (
        socket.create_connection((host, parts.port or 443), TIMEOUT_S) as raw,
        ssl.create_default_context().wrap_socket(raw, server_hostname=host) as secure,
    ):
        certificate = secure.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
