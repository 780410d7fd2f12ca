"""How does a receiver know that a webhook is ours? By an HMAC over the moment and the body.

`X-Agente-Signature: t=1767225600,v1=<hex>`, where v1 is HMAC-SHA256 of "<t>.<body>" with the shared secret. A receiver
refuses what is older than some minutes, and compares in constant time.
"""

import hashlib
import hmac
import time

from pydantic import SecretStr

HEADER = "X-Agente-Signature"


def signed(body: bytes, secret: SecretStr | None) -> dict[str, str]:
    """The headers of a webhook with this body; without a secret it goes unsigned."""
    headers = {"Content-Type": "application/json"}
    if secret is None:
        return headers
    moment = str(int(time.time()))
    digest = hmac.new(secret.get_secret_value().encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return headers | {HEADER: f"t={moment},v1={digest}"}
