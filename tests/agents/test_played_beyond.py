"""What more than a plan includes costs: asked by an ordinal or a number, when dialogues were played."""

import pytest

from tests.agents.conftest import Start

THREE_MORE = "3 × Usuário Adicional, R$ 59,70 por mês a mais"


class TestTheNextOne:
    @pytest.mark.parametrize(
        "texts",
        [
            [
                "o empresarial da pra ter quantas lojas?",
                "inclui 3 só? e a gente tem 4, qto fica com a quarta loja por mes?",
            ],
            ["quanto custa o empresarial?", "e a quarta loja custa quanto?"],
            ["quantas lojas vem no empresarial?", "e a quarta loja, quanto fica?"],
        ],
    )
    def test_is_added_to_the_plan(self, visit_sample: Start, texts: list[str]) -> None:
        reply = visit_sample().say_all(texts)
        assert "Loja Adicional: R$ 79,90" in reply.text
        assert "R$ 479,80 por mês" in reply.text
        assert "Usuários" not in reply.text
        assert "Não encontrei" not in reply.text


class TestHowMuchMore:
    @pytest.mark.parametrize(
        "texts",
        [
            ["quantos usuarios o empresarial tem?", "15 não dá, preciso de 18 usuários, qto a mais?"],
            [
                "quanto custa o empresarial?",
                "o email te passo depois, e os usuarios? 15 não da, preciso de 18. qto a mais?",
            ],
            ["quantos usuarios o empresarial tem?", "preciso de 18. quanto a mais por mês?"],
            ["quanto custa o empresarial?", "quero 18 usuarios, quanto a mais por mes?"],
            ["quanto custa o empresarial?", "preciso de 18 usuarios, quanto a mais? e emite nota de serviço?"],
        ],
    )
    def test_is_told_by_what_is_lacking(self, visit_sample: Start, texts: list[str]) -> None:
        assert THREE_MORE in visit_sample().say_all(texts).text

    def test_another_question_beside_it_is_answered_too(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert (
            "nota fiscal de serviço" in talk.say("preciso de 8 usuarios, quanto a mais? e emite nota de serviço?").text
        )

    def test_is_told_in_english_and_spanish(self, visit_sample: Start) -> None:
        english = visit_sample(locale="en")
        english.say("how many users does business include?")
        assert "R$59.70 per month more" in english.say("15 is not enough, we need 18, how much more?").text
        spanish = visit_sample(locale="es")
        spanish.say("cuántos usuarios tiene el empresarial?")
        assert "R$ 59,70 al mes más" in spanish.say("necesito 18 usuarios, ¿cuánto más pago?").text

    def test_of_what_cannot_be_added_is_told_what_fits(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o essencial?", "tenho 3 lojas, quanto a mais?"])
        assert "Plano Profissional + 2 × Loja Adicional" in reply.text

    @pytest.mark.parametrize(
        ("texts", "told"),
        [
            (["quanto custa o profissional?", "quanto a mais custa o empresarial?"], "Diferença"),
            (["quanto custa a impressora?", "preciso de 3, quanto a mais?"], "R$ 2.340,00"),
            (["quanto custa o profissional?", "pago quanto a mais com 3 usuarios a mais?"], "Total: R$ 249,60 por mês"),
        ],
    )
    def test_of_anything_else_stays_as_it_was(self, visit_sample: Start, texts: list[str], told: str) -> None:
        assert told in visit_sample().say_all(texts).text


class TestPassingWhatIsIncluded:
    @pytest.mark.parametrize(
        "texts",
        [
            [
                "quanto custa o profissional?",
                "ta caro, 190 reais... com as 100 notas acho q n da, umas 150 por mes. se passar cobra a mais?",
            ],
            ["quanto custa o essencial?", "se passar das 100 notas cobra a mais?"],
            ["quantas notas vem no essencial?", "se passar cobra a mais?"],
            ["o que acontece se eu ultrapassar o limite de notas?"],
        ],
    )
    def test_is_told_by_the_material(self, visit_sample: Start, texts: list[str]) -> None:
        assert "O sistema não para de emitir" in visit_sample().say_all(texts).text

    @pytest.mark.parametrize(
        "text",
        [
            "se passar do vencimento cobra multa?",
            "se eu passar pro profissional pago mais?",
            "se passar do prazo cobra a mais?",
            "se passar do horário vocês atendem?",
        ],
    )
    def test_is_no_answer_to_passing_anything_else(self, visit_sample: Start, text: str) -> None:
        assert "não para de emitir" not in visit_sample().say_all(["quantas notas vem no essencial?", text]).text
