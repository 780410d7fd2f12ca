"""`/v1/contacts` as an API client uses it, and what it never shows."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from agente.kit.documents import is_cnpj, is_cpf
from agente.migrations.schema import TABLES
from agente.storage.database import Database
from tests.support.server import Server

pytestmark = pytest.mark.databases


@pytest.fixture(scope="module")
def other_key(server: Server) -> str:
    return server.command("keys", "create", "--name", "vizinho").stdout.strip()


@pytest.fixture
def other(server: Server, other_key: str) -> Iterator[httpx.Client]:
    """Calls the shared server as another API client."""
    with server.client(Authorization=f"Bearer {other_key}") as calling:
        yield calling


def new_email() -> str:
    return f"{uuid.uuid4().hex}@example.com"


def new_phone() -> str:
    return f"+55319{uuid.uuid4().int % 30000000 + 60000000}"


def new_cnpj() -> str:
    base = f"{uuid.uuid4().int % 10**12:012}"
    return next(number for check in range(100) if is_cnpj(number := f"{base}{check:02}"))


def new_cpf() -> str:
    base = f"{uuid.uuid4().int % 10**9:09}"
    return next(number for check in range(100) if is_cpf(number := f"{base}{check:02}"))


def opened(calling: httpx.Client, **body: Any) -> dict[str, Any]:
    answer = calling.post("/v1/conversations", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def contact_of(calling: httpx.Client, **body: Any) -> str:
    return str(opened(calling, **body)["contact_id"])


def say(calling: httpx.Client, conversation: str, text: str) -> dict[str, Any]:
    answer = calling.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def suggested(calling: httpx.Client, contact: str) -> list[str]:
    answer = calling.get(f"/v1/contacts/{contact}/suggestions")
    assert answer.status_code == 200, answer.text
    return [item["contact_id"] for item in answer.json()["items"]]


class TestWhoIsWriting:
    def test_the_same_phone_without_its_ninth_digit_is_the_same_contact(self, client: httpx.Client) -> None:
        phone = new_phone()
        old = f"{phone[3:5]} {phone[6:]}"
        assert contact_of(client, contact={"phone": phone}) == contact_of(client, contact={"phone": old})

    def test_a_whatsapp_id_is_the_phone_s_contact(self, client: httpx.Client) -> None:
        phone = new_phone()
        known = contact_of(client, contact={"phone": phone})
        assert contact_of(client, channel="whatsapp", contact={"whatsapp": f"55{phone[3:5]}{phone[6:]}"}) == known

    def test_who_hides_the_phone_is_known_by_the_bsuid(self, client: httpx.Client) -> None:
        bsuid = f"BR.{uuid.uuid4().int}"
        assert contact_of(client, contact={"bsuid": bsuid}) == contact_of(client, contact={"bsuid": bsuid})

    def test_capitals_of_an_e_mail_do_not_matter(self, client: httpx.Client) -> None:
        email = new_email()
        assert contact_of(client, contact={"email": email}) == contact_of(client, contact={"email": email.upper()})

    def test_two_users_of_one_phone_stay_two_and_are_suggested(self, client: httpx.Client) -> None:
        phone, users = new_phone(), [uuid.uuid4().hex, uuid.uuid4().hex]
        mother, daughter = (contact_of(client, user_id=user, contact={"phone": phone}) for user in users)
        assert mother != daughter
        assert suggested(client, mother) == [daughter]
        assert suggested(client, daughter) == [mother]

    def test_details_that_join_two_contacts_merge_them(self, client: httpx.Client) -> None:
        phone, email = new_phone(), new_email()
        by_phone, by_email = contact_of(client, contact={"phone": phone}), contact_of(client, contact={"email": email})
        assert contact_of(client, contact={"phone": phone, "email": email}) == by_phone
        merges = client.get(f"/v1/contacts/{by_phone}").json()["merges"]
        assert [(merge["absorbed_id"], merge["automatic"]) for merge in merges] == [(by_email, True)]
        assert contact_of(client, contact={"email": email}) == by_phone

    def test_contacts_that_were_parted_by_hand_are_not_joined_again(self, client: httpx.Client) -> None:
        phone, email = new_phone(), new_email()
        by_phone, by_email = contact_of(client, contact={"phone": phone}), contact_of(client, contact={"email": email})
        contact_of(client, contact={"phone": phone, "email": email})
        merge = client.get(f"/v1/contacts/{by_phone}").json()["merges"][0]
        undone = client.post(f"/v1/contacts/{by_phone}/unmerge", json={"merge_id": merge["id"]})
        assert undone.status_code == 200
        contact_of(client, contact={"phone": phone, "email": email})
        assert client.get(f"/v1/contacts/{by_email}").json()["merged_into"] is None
        assert suggested(client, by_phone) == []

    def test_who_opens_many_conversations_at_once_is_one_contact(self, client: httpx.Client) -> None:
        person = {"user_id": uuid.uuid4().hex, "contact": {"phone": new_phone(), "email": new_email()}}
        with ThreadPoolExecutor(8) as at_once:
            assert len(set(at_once.map(lambda _: contact_of(client, **person), range(16)))) == 1

    def test_colleagues_of_one_company_stay_two_and_are_suggested(self, client: httpx.Client) -> None:
        company = new_cnpj()
        one, two = (contact_of(client, contact={"phone": new_phone(), "document": company}) for _ in range(2))
        assert one != two
        assert suggested(client, one) == [two]

    def test_the_same_cpf_is_the_same_person(self, client: httpx.Client) -> None:
        cpf = new_cpf()
        known = contact_of(client, contact={"phone": new_phone(), "document": cpf})
        written = f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"
        assert contact_of(client, contact={"email": new_email(), "document": written}) == known

    def test_a_wrong_document_is_refused(self, client: httpx.Client) -> None:
        answer = client.post("/v1/conversations", json={"contact": {"document": "111.111.111-11"}})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "body.contact.document"

    def test_another_api_client_s_contact_is_never_matched(self, client: httpx.Client, other: httpx.Client) -> None:
        email = new_email()
        assert contact_of(client, contact={"email": email}) != contact_of(other, contact={"email": email})

    def test_a_stranger_on_the_web_is_nobody_known(self, client: httpx.Client, visitor: httpx.Client) -> None:
        email = new_email()
        known = contact_of(client, contact={"email": email})
        assert contact_of(visitor, contact={"email": email}) not in (
            known,
            contact_of(visitor, contact={"email": email}),
        )


class TestWhatIsSaidInTheTalk:
    def test_somebody_else_s_e_mail_opens_nothing_and_is_suggested(self, client: httpx.Client) -> None:
        email = new_email()
        victim = contact_of(client, user_id=uuid.uuid4().hex, contact={"email": email, "name": "Vera Lima"})
        talk = opened(client, user_id=uuid.uuid4().hex)
        reply = say(client, talk["id"], f"meu email é {email}")
        assert "Vera" not in reply["text"]
        assert client.get(f"/v1/conversations/{talk['id']}").json()["contact_id"] == talk["contact_id"] != victim
        assert suggested(client, talk["contact_id"]) == [victim]

    def test_an_unverified_claim_does_not_keep_the_identity_from_its_owner(self, client: httpx.Client) -> None:
        email = new_email()
        talk = opened(client, user_id=uuid.uuid4().hex)
        say(client, talk["id"], f"meu email é {email}")
        owner = contact_of(client, contact={"email": email})
        assert owner != talk["contact_id"]
        identity = client.get(f"/v1/contacts/{owner}").json()["identities"][0]
        assert (identity["value"], identity["verified"]) == (email, True)
        assert suggested(client, owner) == [talk["contact_id"]]


class TestMerge:
    def test_moves_all_and_its_undoing_gives_it_back(self, client: httpx.Client) -> None:
        one, two = opened(client, user_id=uuid.uuid4().hex), opened(client, user_id=uuid.uuid4().hex)
        email = new_email()
        say(client, two["id"], f"meu nome é Bruno Reis e meu email é {email}")
        path = f"/v1/contacts/{one['contact_id']}"
        made = client.post(f"{path}/merge", json={"contact_id": two["contact_id"]})
        assert made.status_code == 201
        assert client.get(f"/v1/conversations/{two['id']}").json()["contact_id"] == one["contact_id"]
        assert client.get("/v1/leads", params={"email": email}).json()["items"][0]["contact_id"] == one["contact_id"]
        assert contact_of(client, user_id=two["user_id"]) == one["contact_id"]
        assert client.get(f"/v1/contacts/{two['contact_id']}").json()["merged_into"] == one["contact_id"]
        undone = client.post(f"{path}/unmerge", json={"merge_id": made.json()["id"]})
        assert undone.json()["undone_at"]
        assert client.get(f"/v1/conversations/{two['id']}").json()["contact_id"] == two["contact_id"]
        assert client.get("/v1/leads", params={"email": email}).json()["items"][0]["contact_id"] == two["contact_id"]
        assert contact_of(client, user_id=two["user_id"]) == two["contact_id"]

    def test_is_refused_where_it_makes_no_sense(self, client: httpx.Client) -> None:
        one, two, three = (contact_of(client, user_id=uuid.uuid4().hex) for _ in range(3))
        path = f"/v1/contacts/{one}"
        assert client.post(f"{path}/merge", json={"contact_id": one}).status_code == 400
        merge = client.post(f"{path}/merge", json={"contact_id": two}).json()
        again = client.post(f"{path}/merge", json={"contact_id": two})
        assert (again.status_code, again.json()["code"], again.json()["merged_into"]) == (409, "contact_merged", one)
        outer = client.post(f"/v1/contacts/{three}/merge", json={"contact_id": one}).json()
        assert client.post(f"{path}/unmerge", json={"merge_id": merge["id"]}).status_code == 409
        client.post(f"/v1/contacts/{three}/unmerge", json={"merge_id": outer["id"]})
        assert client.post(f"{path}/unmerge", json={"merge_id": merge["id"]}).status_code == 200
        assert client.post(f"{path}/unmerge", json={"merge_id": merge["id"]}).json()["code"] == "merge_undone"
        assert client.post(f"{path}/unmerge", json={"merge_id": str(uuid.uuid4())}).status_code == 404

    def test_a_web_chat_s_contact_is_not_merged(self, client: httpx.Client, visitor: httpx.Client) -> None:
        own, stranger = contact_of(client, user_id=uuid.uuid4().hex), contact_of(visitor)
        answer = client.post(f"/v1/contacts/{own}/merge", json={"contact_id": stranger})
        assert (answer.status_code, answer.json()["code"]) == (409, "web_chat_contact")


class TestAccess:
    def test_another_api_client_finds_nothing(self, client: httpx.Client, other: httpx.Client) -> None:
        own, theirs = contact_of(client, user_id="u"), contact_of(other, user_id="u")
        paths = [("GET", ""), ("GET", "/suggestions"), ("GET", "/export"), ("DELETE", "")]
        assert {other.request(method, f"/v1/contacts/{own}{path}").status_code for method, path in paths} == {404}
        for one, two in ((own, theirs), (theirs, own)):
            assert other.post(f"/v1/contacts/{one}/merge", json={"contact_id": two}).status_code == 404
        assert other.post(f"/v1/contacts/{own}/unmerge", json={"merge_id": str(uuid.uuid4())}).status_code == 404
        assert client.get(f"/v1/contacts/{own}").status_code == 200

    def test_a_web_chat_s_token_opens_no_contact(self, visitor: httpx.Client) -> None:
        chat = opened(visitor)
        token = {"Authorization": f"Bearer {chat['token']}"}
        answer = visitor.get(f"/v1/contacts/{chat['contact_id']}", headers=token)
        assert (answer.status_code, answer.json()["code"]) == (401, "needs_api_key")
        assert visitor.delete(f"/v1/contacts/{chat['contact_id']}", headers=token).status_code == 401

    @pytest.mark.parametrize("contact", ["x", "0192e4a0-0000-7000-8000-00000000abcd"])
    def test_an_unknown_contact_is_404(self, client: httpx.Client, contact: str) -> None:
        assert client.get(f"/v1/contacts/{contact}").status_code == 404


class TestExportAndErase:
    def test_export_has_all_that_was_said_and_kept(self, client: httpx.Client) -> None:
        email, cpf = new_email(), new_cpf()
        talk = opened(client, user_id=uuid.uuid4().hex, contact={"name": "Carla Souza", "document": cpf})
        say(client, talk["id"], f"meu email é {email}, preciso de controle de estoque")
        client.post(f"/v1/conversations/{talk['id']}/rating", json={"score": 4, "comment": "gostei"})
        client.post(f"/v1/conversations/{talk['id']}/handoff", json={"note": "ligar de tarde"})
        found = client.get(f"/v1/contacts/{talk['contact_id']}/export").json()
        assert found["contacts"][0]["name"] == "Carla Souza"
        assert {cpf, email} <= {identity["value"] for identity in found["contact_identities"]}
        assert email in found["conversations"][0]["messages"][0]["text"]
        assert found["leads"][0]["email"] == email
        assert (found["ratings"][0]["comment"], found["handoffs"][0]["note"]) == ("gostei", "ligar de tarde")

    def test_erasure_leaves_no_personal_data_and_keeps_counts(self, server: Server, client: httpx.Client) -> None:
        email, phone, user = new_email(), new_phone(), uuid.uuid4().hex
        name = f"Zuleide{uuid.uuid4().hex[:6]}"
        talk = opened(client, user_id=user, contact={"name": name, "phone": phone}, metadata={"ref": email})
        absorbed = opened(client, user_id=f"{user}-2", contact={"email": email})
        say(client, absorbed["id"], f"meu email é {email}, somos 40 pessoas e preciso de controle de estoque")
        say(client, talk["id"], f"me chamo {name}, whats {phone}, email {email}, preciso de notas fiscais")
        client.post(f"/v1/conversations/{talk['id']}/handoff", json={"note": f"ligar {phone}"})
        client.post(f"/v1/conversations/{talk['id']}/rating", json={"score": 2, "comment": f"sou {name}"})
        path = f"/v1/contacts/{talk['contact_id']}"
        assert client.post(f"{path}/merge", json={"contact_id": absorbed["contact_id"]}).status_code == 201
        answer = client.delete(path)
        assert answer.status_code == 200
        assert answer.json()["erased"]["contacts"] == 2
        dump = _dump(server)
        assert [secret for secret in (email, phone, phone[1:], name, user) if secret in dump] == []
        assert talk["id"] in dump
        assert "contact.erased" in dump
        assert client.get(path).status_code == 404
        assert client.delete(path).status_code == 404
        closed = client.post(f"/v1/conversations/{talk['id']}/messages", json={"text": "oi"})
        assert (closed.status_code, closed.json()["code"]) == (409, "conversation_closed")
        assert contact_of(client, user_id=user) != talk["contact_id"]


def _dump(server: Server) -> str:
    """Every row of every table as text, as somebody with the database would search it."""
    database = Database(server.database_url)
    with database.engine.connect() as connection:
        rows = [row for table in TABLES for row in connection.execute(select(table))]
    database.close()
    return "\n".join(map(str, rows))
