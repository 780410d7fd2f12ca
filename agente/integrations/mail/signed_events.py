"""Did SendGrid send these events, and now? Its event webhook is signed with a key that the account made."""

import base64
import binascii
import time
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from agente.errors import Unauthorized

SIGNED_WITHIN_S = 300  # the vendor names no limit; five minutes is common


def verify(key: str, signature: str, timestamp: str, body: bytes) -> None:
    """ECDSA over the moment and the raw body, to the last byte. Raises `Unauthorized`."""
    try:
        _public_key(key).verify(base64.b64decode(signature), timestamp.encode() + body, ec.ECDSA(SHA256()))
        fresh = abs(time.time() - int(timestamp)) <= SIGNED_WITHIN_S
    except (InvalidSignature, ValueError, binascii.Error):
        raise Unauthorized("invalid_signature", "This event is not signed with the key that is configured.") from None
    if not fresh:
        raise Unauthorized("signature_expired", "This event was signed too long ago.")


@lru_cache(maxsize=2)
def _public_key(key: str) -> ec.EllipticCurvePublicKey:
    found = load_der_public_key(base64.b64decode(key))
    if not isinstance(found, ec.EllipticCurvePublicKey):
        raise TypeError("SENDGRID_WEBHOOK_KEY is no ECDSA key")
    return found
