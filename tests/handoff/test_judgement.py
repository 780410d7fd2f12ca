from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.handoff.failures import failures_in_a_row
from agente.handoff.judgement import Judgement, is_bare_insult, judge
from agente.packs.models import HandoffRules
from tests.handoff.dialogues import Dialogue, dialogues, written_apart


def reason(*talk: str) -> str:
    """The judgement on a talk of lines that begin with "<" (the agent) or ">" (the customer)."""
    return judge([({">": "customer", "<": "agent"}[line[0]], line[2:]) for line in talk]).reason


def f1(found: list[Dialogue]) -> tuple[float, float]:
    """(F1 of whether to hand over, share of right reasons)."""
    pairs = [(one.reason != "none", judge(one.messages)) for one in found]
    counts = Counter((wanted, judgement.should_handoff) for wanted, judgement in pairs)
    right = sum(one.reason == judgement.reason for one, (_, judgement) in zip(found, pairs, strict=True))
    hits = 2 * counts[True, True]
    return hits / (hits + counts[True, False] + counts[False, True]), right / len(found)


class TestDialogues:
    @pytest.mark.parametrize(("split", "least_f1", "least_reasons"), [("dev", 0.95, 0.95), ("test", 0.92, 0.88)])
    def test_figures_hold(self, split: str, least_f1: float, least_reasons: float) -> None:
        figures = f1(dialogues(split))
        assert figures[0] >= least_f1
        assert figures[1] >= least_reasons

    @pytest.mark.parametrize(("name", "least"), [("apart_dev", 0.83), ("apart", 0.88)])  # measured 0.85 and 0.90
    def test_figures_hold_for_writers_who_saw_nothing_of_this(self, name: str, least: float) -> None:
        """By the first the thresholds were chosen; of the second only totals are looked at, and nothing is learnt."""
        assert f1(written_apart(name))[0] >= least


class TestSensitive:
    @pytest.mark.parametrize(
        "text",
        [
            "vou processar vocês",
            "meu filho se machucou feio com o brinquedo de vocês",
            "caí num golpe usando o nome da loja",
            "não quero mais viver",
            "o técnico passou a mão em mim",
            "my lawyer will be in touch",
            "me clonaron la tarjeta",
        ],
    )
    def test_grave_matters_are_a_person_s(self, text: str) -> None:
        assert reason("> oi", "< Olá!", f"> {text}") == "sensitive"

    @pytest.mark.parametrize(
        "text",
        [
            "sou advogado, tem desconto?",
            "tem seguro contra roubo?",
            "essa promoção é um crime kkk",
            "meu filho tem 5 anos, paga?",
            "do you offer a lawyer discount?",
            "me muero de ganas de probarlo",
        ],
    )
    def test_look_alikes_are_not(self, text: str) -> None:
        assert reason(f"> {text}") == "none"

    def test_it_comes_before_the_call_for_a_person(self) -> None:
        assert reason("> me passa um atendente, clonaram meu cartão") == "sensitive"

    def test_it_counts_when_our_reply_passed_over_it(self) -> None:
        assert reason("> vou no procon amanhã", "< Como posso ajudar?", "> e aí?") == "sensitive"


class TestAskedForHuman:
    @pytest.mark.parametrize(
        "text",
        [
            "tem alguém de carne e osso aí?",
            "me liga que eu explico",
            "can I talk to a real person?",
            "pásame con tu jefe",
        ],
    )
    def test_without_the_word_too(self, text: str) -> None:
        assert reason(f"> {text}") == "asked_for_human"

    def test_yes_to_our_offer_is_a_call(self) -> None:
        assert (
            reason("> faz entrega?", "< Não sei. Quer que eu chame alguém da equipe?", "> quero sim")
            == "asked_for_human"
        )

    @pytest.mark.parametrize("answer", ["não, obrigado", "agora não", "no, thanks"])
    def test_no_to_our_offer_is_none(self, answer: str) -> None:
        assert reason("> faz entrega?", "< Quer que eu chame alguém da equipe?", f"> {answer}") == "none"


class TestFrustration:
    @pytest.mark.parametrize(
        "text",
        [
            "parabéns, terceira semana sem internet, nota dez pra vocês",
            "que maravilha, mais uma resposta que não responde nada",
            "wow, amazing support, took only 11 days to say nothing",
            "felicitaciones, otra vez mal, son unos genios",
        ],
    )
    def test_sarcasm_is_heard(self, text: str) -> None:
        assert reason("> cadê meu pedido", "< Está a caminho.", f"> {text}") == "frustration"

    @pytest.mark.parametrize("text", ["parabéns pelo atendimento, nota dez", "que maravilha, era isso mesmo, obrigada"])
    def test_praise_is_praise(self, text: str) -> None:
        assert reason("> cadê meu pedido", "< Chegou hoje.", f"> {text}") == "none"

    def test_one_mild_grumble_is_not_enough(self) -> None:
        assert reason("> oi", "< Olá!", "> aff, que demora") == "none"

    def test_grumbles_add_up(self) -> None:
        grumbles = [
            "> poxa, demora hein",
            "< Desculpe.",
            "> sério? ainda nada?",
            "< Estou vendo.",
            "> já tô perdendo a paciência",
        ]
        assert reason(*grumbles) == "frustration"

    def test_rage_in_capitals_is_enough(self) -> None:
        assert reason("> VOCÊS SÃO UMA VERGONHA, NINGUÉM RESOLVE NADA") == "frustration"

    @pytest.mark.parametrize("text", ["TEM NA COR AZUL?", "OBRIGADO", "BOM DIA, QUERO DOIS"])
    def test_capitals_alone_are_not(self, text: str) -> None:
        assert reason(f"> {text}") == "none"

    def test_abuse_without_a_need_calls_nobody_at_first(self) -> None:
        assert reason("> seu robô burro") == "none"
        assert is_bare_insult("vai se foder")
        assert not is_bare_insult("seu robô burro, cadê meu pedido?")


class TestRepeatedFailure:
    LOST = ("> como integro o ERP?", "< Não encontrei essa informação. Pode reformular?")

    def test_two_replies_without_help_are_enough(self) -> None:
        assert (
            reason(*self.LOST, "> integrar o sistema", "< Desculpe, não entendi.", "> conectar o ERP")
            == "repeated_failure"
        )

    def test_one_is_not(self) -> None:
        assert reason(*self.LOST, "> integrar o sistema") == "none"

    def test_thanks_end_it(self) -> None:
        assert reason(*self.LOST, "> integrar o sistema", "< Não sei dizer.", "> tudo bem, obrigado") == "none"

    def test_known_misses_count_up_to_the_pack_s_limit(self) -> None:
        asked = [("customer", "e a integração?")]
        assert judge(asked, HandoffRules(after_misses=3), misses=2).reason == "none"
        assert judge(asked, HandoffRules(after_misses=3), misses=3).reason == "repeated_failure"


class TestHighValue:
    @pytest.mark.parametrize(
        "text",
        [
            "precisamos de 300 licenças",
            "temos 25 lojas no nordeste",
            "nosso orçamento é de R$ 80 mil",
            "our budget is $120,000",
            "somos uma rede com trezentos funcionários",
        ],
    )
    def test_much_more_than_usual(self, text: str) -> None:
        assert reason(f"> {text}") == "high_value"

    @pytest.mark.parametrize(
        "text", ["é pra 3 pessoas", "meu orçamento é 500 reais", "meu empréstimo de 80 mil foi aprovado?"]
    )
    def test_the_usual(self, text: str) -> None:
        assert reason(f"> {text}") == "none"

    @pytest.mark.parametrize(
        "text",
        [
            "a planilha tem 7 mil linhas",
            "são 8 mil linhas",
            "são uns 4 mil produtos pra importar",
            "preciso cadastrar 2500 itens",
            "quanto custa migrar 12 mil linhas de excel?",
            "quero contratar, tenho 6 mil produtos cadastrados",
            "preciso de um sistema pra 5 mil produtos",
            "7 mil produtos, o plano aguenta?",
            "são 900 itens no estoque",
            "preciso emitir 800 notas por mês",
            "fazemos 900 pedidos por mês",
            "I need to import 9 thousand products",
            "son 8 mil productos cargados",
        ],
    )
    def test_what_files_hold_is_no_big_business(self, text: str) -> None:
        assert reason(f"> {text}") == "none"

    @pytest.mark.parametrize(
        "text",
        [
            "quero comprar 5 mil produtos de vocês",
            "preciso de 60 linhas de celular",
            "queremos encomendar 2 mil canecas",
            "tenho 5 mil produtos cadastrados e 20 lojas",
            "são 300 funcionários e 4 mil itens no estoque",
        ],
    )
    def test_an_order_or_a_chain_beside_them_is(self, text: str) -> None:
        assert reason(f"> {text}") == "high_value"

    def test_the_pack_says_from_what_amount(self) -> None:
        talk = [("customer", "tenho 6 mil de verba")]
        assert judge(talk, HandoffRules(high_value_from=5000)).reason == "high_value"  # type: ignore[arg-type]
        assert judge(talk).reason == "none"

    def test_our_question_tells_what_a_bare_number_counts(self) -> None:
        assert reason("> quero o sistema", "< Para quantos usuários?", "> uns 450") == "high_value"


def test_nothing_said_is_no_reason() -> None:
    assert judge([]) == Judgement(False, "none")
    assert judge([("agent", "Olá!")]) == Judgement(False, "none")


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(["customer", "agent", "operator", "system"]), st.text(max_size=80)), max_size=8)
)
def test_any_text_is_judged(messages: list[tuple[str, str]]) -> None:
    judgement = judge(messages)
    assert judgement.should_handoff == (judgement.reason != "none")


@pytest.mark.parametrize("text", ["1" * 4000, "1." * 2000, "não " * 1000, "a" * 4000, "1 mil " * 700, "😡" * 4000])
def test_long_texts_take_no_long_time(text: str) -> None:
    from time import perf_counter

    start = perf_counter()
    judge([("agent", text), ("customer", text)] * 3)
    assert perf_counter() - start < 1


class TestInsisting:
    @pytest.mark.parametrize(
        "talk",
        [
            ("> Quanto custa o plano básico?", "< O plano básico custa R$ 49.", "> E o plano avançado?",
             "< O plano avançado custa R$ 99.", "> E o plano empresarial?"),
            ("> quanto é o curso de inglês?", "< O curso de inglês custa R$ 200 por mês.", "> e o de espanhol?",
             "< O curso de espanhol custa R$ 180 por mês.", "> e o curso de francês?"),
            ("> how much is the basic plan?", "< The basic plan is $10 a month.", "> and the pro plan?",
             "< The pro plan is $20 a month.", "> and the enterprise plan?"),
            ("> tem esse tênis no 42?", "< Temos no 42 sim.", "> e o tênis preto?", "< O preto também tem no 42.",
             "> e quanto custa o tênis preto?"),
        ],
    )  # fmt: skip
    def test_comparing_is_none(self, talk: tuple[str, ...]) -> None:
        assert reason(*talk) == "none"

    def test_coming_back_to_what_we_missed_is_one(self) -> None:
        talk = [
            "> queria alugar o salão para sábado", "< Nosso buffet custa R$ 80 por pessoa.", "> e o salão?",
            "< Temos três cardápios de buffet.", "> tá, mas e o salão?",
        ]  # fmt: skip
        assert reason(*talk) == "repeated_failure"

    def test_several_messages_of_one_side_are_read_each(self) -> None:
        long = "conto a história toda. " * 60
        talk = [("customer", long), ("customer", "como faço?"), ("agent", "Reinicie o aparelho."),
                ("customer", long), ("customer", "Não resolveu.")]  # fmt: skip
        assert failures_in_a_row(talk) == 1
