"""What customers with several shops were told, when their dialogues were played."""

import pytest

from agente.leads.details import details_in
from tests.agents.conftest import Start

FOR_PROFISSIONAL = "Plano Profissional + 2 × Loja Adicional + 9 × Usuário Adicional: R$ 519,85 por mês"


class TestShopsCalledByTheirTrade:
    @pytest.mark.parametrize(
        "text",
        [
            "rede de 3 padarias, 14 funcionarios. qual plano serve pra mim?",
            "tenho 3 salões e 14 funcionárias, qual plano?",
            "qual plano atende 3 óticas com 14 atendentes?",
            "três unidades, 14 vendedores, qual plano serve",
        ],
    )
    def test_are_no_people(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert "3 lojas e 14 usuários" in reply.text
        assert FOR_PROFISSIONAL in reply.text
        assert "Essencial" not in reply.text

    @pytest.mark.parametrize(
        ("text", "people"),
        [
            ("rede de 3 padarias, 14 funcionarios", 14),
            ("duas drogarias e 6 atendentes", 6),
            ("3 papelarias, 8 vendedoras", 8),
        ],
    )
    def test_are_added_to_no_team(self, text: str, people: int) -> None:
        assert details_in(text).team_size == people

    def test_are_counted_in_other_languages(self, visit_sample: Start) -> None:
        assert (
            "3 stores and 14 users"
            in visit_sample(locale="en").say("i have 3 bakeries and 14 employees, which plan fits?").text
        )
        assert (
            "3 tiendas y 14 usuarios"
            in visit_sample(locale="es").say("tengo 3 panaderias y 14 empleados, que plan me sirve?").text
        )

    def test_are_pieces_of_what_is_sold_by_the_piece(self, visit_sample: Start) -> None:
        assert "R$ 720,00" in visit_sample().say("quanto custa 3 unidades do leitor?").text

    def test_what_is_not_known_is_counted_as_nothing(self, visit_sample: Start) -> None:
        assert "Para 14 usuários," in visit_sample().say("5 projetos, 14 funcionarios, qual plano").text
