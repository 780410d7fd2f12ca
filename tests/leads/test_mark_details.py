"""A writer's cases become lines of the tagger's corpus."""

from typing import Any

from tools.mark_details import lines_of


def lines(fields: dict[str, Any], *messages: tuple[str, str]) -> list[dict[str, Any]]:
    return list(lines_of({"messages": [{"role": role, "text": text} for role, text in messages], "fields": fields}))


def test_what_was_asked_and_what_was_told_are_marked() -> None:
    found = lines(
        {"name": "Rute", "company": "Lanches da Rute", "team_size": 4, "budget": {"min": 200, "max": 300}},
        ("customer", "oi, aqui é a Rute, da Lanches da Rute"),
        ("agent", "Quantas pessoas trabalham aí?"),
        ("customer", "somos 4, e posso gastar de 200 a 300"),
    )
    assert found == [
        {"text": "oi, aqui é a {name:Rute}, da {company:Lanches da Rute}", "times": 2},
        {
            "text": "somos {team_size:4}, e posso gastar de {budget:200} a {budget:300}",
            "asked": "team_size", "later": True, "times": 2,
        },
    ]  # fmt: skip


def test_a_name_in_an_address_and_a_sum_that_nobody_wrote_are_left_alone() -> None:
    found = lines({"name": "rute", "team_size": 3}, ("customer", "rute, rute@lanches.example; eu, a Nair e o Beto"))
    assert [line["text"] for line in found] == ["{name:rute}, rute@lanches.example; eu, a Nair e o Beto"]
