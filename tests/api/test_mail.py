"""What comes back of mails: signed events, and people who want no more of them."""

import base64
import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from agente.errors import Unauthorized
from agente.integrations.mail.signed_events import verify
from agente.suppressions.service import digest_of, unsubscribe_token
from tests.conftest import StartServer
from tests.support.server import API_KEY, ROOT, Server

VECTOR = json.loads((ROOT / "tests/support/sendgrid/signature_vector.json").read_text())
SIGNATURE, TIMESTAMP = VECTOR["headers"].values()
SIGNING = "a-secret-of-the-tests-that-is-long-enough"
PRIVATE = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(PRIVATE.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.fixture
def own(start_server: StartServer) -> Server:
    return start_server(SENDGRID_WEBHOOK_KEY=PUBLIC, SECRET_KEY=SIGNING)


def post(server: Server, events: Any, *, age_s: int = 0, spoiled: bytes = b"") -> httpx.Response:
    body = json.dumps(events).encode() + b"\r\n"
    moment = str(int(time.time()) - age_s)
    signature = base64.b64encode(PRIVATE.sign(moment.encode() + body, ec.ECDSA(SHA256()))).decode()
    headers = {
        "X-Twilio-Email-Event-Webhook-Signature": signature,
        "X-Twilio-Email-Event-Webhook-Timestamp": moment,
        "Content-Type": "application/json",
    }
    with server.client(**headers) as calling:
        return calling.post("/webhooks/email/events", content=body + spoiled)


def suppressed(server: Server) -> dict[str, str]:
    return {row.digest: row.reason for row in server.rows("SELECT digest, reason FROM mail_suppressions")}


class TestSignature:
    def test_the_vendor_s_own_vector_is_read_as_the_vendor_reads_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(time, "time", lambda: float(TIMESTAMP))
        body = VECTOR["body"].encode()
        verify(VECTOR["public_key_base64_der"], SIGNATURE, TIMESTAMP, body)
        for key, signature, signed in (
            (VECTOR["other_public_key"], SIGNATURE, body),
            (VECTOR["public_key_base64_der"], VECTOR["bad_signature"], body),
            (VECTOR["public_key_base64_der"], SIGNATURE, body.rstrip()),
        ):
            with pytest.raises(Unauthorized):
                verify(key, signature, TIMESTAMP, signed)


class TestEvents:
    def test_bounces_and_complaints_suppress_the_address_and_others_do_not(self, own: Server) -> None:
        events = [
            {"email": "a@example.com", "event": "bounce", "type": "bounce", "sg_event_id": "1"},
            {"email": "b@example.com", "event": "spamreport", "sg_event_id": "2"},
            {"email": "c@example.com", "event": "bounce", "type": "blocked", "sg_event_id": "3"},
            {"email": "d@example.com", "event": "delivered", "sg_event_id": "4"},
            {"event": "something new"},
        ]
        assert [post(own, events).status_code for _ in range(2)] == [204, 204]
        assert suppressed(own) == {digest_of("a@example.com"): "bounce", digest_of("b@example.com"): "complaint"}

    def test_what_was_said_first_of_an_address_stays(self, own: Server) -> None:
        assert post(own, [{"email": "a@example.com", "event": kind} for kind in ("spamreport", "bounce")]).is_success
        assert suppressed(own) == {digest_of("a@example.com"): "complaint"}

    def test_a_thousand_at_once_are_taken_and_no_limitless_number(self, own: Server) -> None:
        events = [{"email": f"{n}@example.com", "event": "bounce", "reason": "x" * 500} for n in range(1000)]
        assert post(own, events).status_code == 204
        assert len(suppressed(own)) == 1000
        refused = post(own, events * 5)
        assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")

    def test_an_old_or_a_spoiled_one_is_refused(self, own: Server) -> None:
        events = [{"email": "a@example.com", "event": "bounce"}]
        assert post(own, events, age_s=301).json()["code"] == "signature_expired"
        assert post(own, events, spoiled=b" ").json()["code"] == "invalid_signature"
        assert suppressed(own) == {}

    def test_without_a_key_there_is_no_such_address(self, start_server: StartServer) -> None:
        assert post(start_server(), []).status_code == 404


class TestUnsubscribe:
    def test_asks_first_and_then_does_it(self, own: Server) -> None:
        path = f"/unsubscribe?token={unsubscribe_token('ana@example.com', SIGNING)}"
        with own.client(**{"Accept-Language": "en"}) as calling:
            asked = calling.get(path)
            assert (asked.status_code, "Confirm that you do not want" in asked.text) == (200, True)
            assert suppressed(own) == {}
            done = calling.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (done.status_code, "gets no more e-mails" in done.text) == (200, True)
        assert suppressed(own) == {digest_of("ana@example.com"): "unsubscribed"}

    def test_a_link_that_is_not_ours_is_404(self, own: Server) -> None:
        with own.client() as calling:
            assert calling.post("/unsubscribe?token=abc.def").status_code == 404


class TestTranscript:
    def test_goes_to_the_contact_s_own_address_once(self, own: Server) -> None:
        with own.client(Authorization=f"Bearer {API_KEY}") as calling:
            body = {"contact": {"email": "ana@example.com"}}
            conversation = calling.post("/v1/conversations", json=body).json()["id"]
            path = f"/v1/conversations/{conversation}/transcript"
            assert [calling.post(path).status_code for _ in range(2)] == [202, 202]
        [row] = own.rows("SELECT payload FROM outbox WHERE event = 'transcript.requested' AND destination = ''")
        assert re.search("ana@example.com", str(row.payload))

    def test_without_an_address_it_is_409(self, own: Server) -> None:
        with own.client(Authorization=f"Bearer {API_KEY}") as calling:
            conversation = calling.post("/v1/conversations", json={}).json()["id"]
            refused = calling.post(f"/v1/conversations/{conversation}/transcript")
        assert (refused.status_code, refused.json()["code"]) == (409, "no_email_known")


def test_a_mail_server_without_a_sender_is_refused_at_start(tmp_path: Path) -> None:
    refused = Server(tmp_path / "var", environment={"SMTP_URL": "smtp://127.0.0.1:9"}).command("serve")
    assert refused.returncode == 3
    assert "MAIL_FROM" in refused.stderr
