"""What happens is written to the outbox with it: to whom, in which words, once."""

import json
from typing import Any

import httpx
import pytest

from tests.support.server import Server

pytestmark = pytest.mark.databases

QUALIFYING = "tenho 12 pessoas na equipe, preciso de controle de estoque e meu whats é 11 98888-7777"
CONTACT = {"id", "name", "email", "phone"}


def events(server: Server, subject: str) -> list[tuple[str, dict[str, Any]]]:
    """(event, payload) about an object, in their order."""
    query = "SELECT event, payload FROM outbox WHERE subject = :subject AND destination = '' ORDER BY id"
    rows = server.rows(query, subject=subject)
    return [(row.event, row.payload if isinstance(row.payload, dict) else json.loads(row.payload)) for row in rows]


def say(client: httpx.Client, conversation: str, words: str) -> dict[str, Any]:
    answer = client.post(f"/v1/conversations/{conversation}/messages", json={"text": words})
    found: dict[str, Any] = answer.json()
    return found


def qualify(client: httpx.Client, conversation: str, email: str) -> dict[str, Any]:
    """Returns the lead as the reply has it."""
    say(client, conversation, f"meu nome é Joana Lima e meu email é {email}")
    lead: dict[str, Any] = say(client, conversation, QUALIFYING)["lead"]
    return lead


class TestLead:
    def test_qualified_once_then_updated_with_whom_and_where(
        self, server: Server, client: httpx.Client, conversation: str
    ) -> None:
        lead = qualify(client, conversation, "joana.lima@loja.example")
        assert lead["status"] == "qualified"
        say(client, conversation, "na verdade somos 15 pessoas na equipe")
        say(client, conversation, "quanto custa o profissional?")
        (first, qualified), *later = events(server, lead["id"])
        assert (first, {name for name, _ in later}) == ("lead.qualified", {"lead.updated"})
        assert qualified.keys() >= {"score", "status", "fields", "reasons", "protocol", "channel", "locale"}
        assert qualified["contact"].keys() == CONTACT | {"company"}
        assert (qualified["conversation_id"], qualified["contact"]["email"]) == (
            conversation,
            "joana.lima@loja.example",
        )
        assert later[-1][1]["fields"] != qualified["fields"]

    def test_its_deliveries_are_part_of_the_lead(self, server: Server, client: httpx.Client, conversation: str) -> None:
        lead = qualify(client, conversation, "lia@loja.example")
        assert client.get(f"/v1/leads/{lead['id']}").json()["deliveries"] == []
        server.rows(
            "UPDATE outbox SET destination = 'crm', status = 'dead', attempts = 3, last_reason = 'no such field' "
            "WHERE subject = :lead RETURNING id",
            lead=lead["id"],
        )
        (delivery,) = client.get(f"/v1/leads/{lead['id']}").json()["deliveries"]
        told = {name: delivery[name] for name in ("destination", "status", "attempts", "last_reason")}
        assert told == {"destination": "crm", "status": "dead", "attempts": 3, "last_reason": "no such field"}
        assert delivery["next_attempt_at"] is None


class TestConversation:
    def test_started_handed_over_rated_and_closed(
        self, server: Server, client: httpx.Client, conversation: str
    ) -> None:
        client.post(f"/v1/conversations/{conversation}/handoff", json={"note": "ligar de tarde"})
        client.post(f"/v1/conversations/{conversation}/rating", json={"score": 5, "comment": "ótimo"})
        for _ in range(2):
            client.post(f"/v1/conversations/{conversation}/close")
        told = dict(events(server, conversation))
        assert list(told) == ["conversation.started", "handoff.opened", "conversation.rated", "conversation.closed"]
        assert told["handoff.opened"]["contact"].keys() == CONTACT
        assert (told["handoff.opened"]["note"], told["handoff.opened"]["lead"]) == ("ligar de tarde", None)
        assert (told["conversation.rated"]["score"], told["conversation.rated"]["comment"]) == (5, "ótimo")
        assert told["conversation.closed"]["status"] == "completed"
        assert told["conversation.closed"]["closed_at"] >= told["conversation.started"]["created_at"]


class TestBooking:
    def test_made_and_called_off_with_all_that_a_calendar_needs(
        self, server: Server, client: httpx.Client, conversation: str
    ) -> None:
        say(client, conversation, "quero agendar uma demonstração")
        booking = say(client, conversation, "a primeira")["booking"]
        say(client, conversation, "cancela a minha reunião")
        say(client, conversation, "sim")
        told = events(server, booking["id"])
        assert [event for event, _ in told] == ["booking.made", "booking.cancelled"]
        made = told[0][1]
        assert (made["id"], made["starts_at"], made["conversation_id"]) == (
            booking["id"],
            booking["starts_at"],
            conversation,
        )
        assert made.keys() >= {"ends_at", "status", "contact", "locale", "sequence"}
