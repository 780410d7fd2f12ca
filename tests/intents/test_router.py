import subprocess
import sys
import time
import timeit
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.intents.examples import Example, flatten, load_corpus
from agente.intents.router import LINEAR, Router
from agente.intents.train import fingerprint
from agente.kit.text_model import read_arrays
from agente.packs.loader import load_pack
from agente.packs.models import INTENTS
from tests.support.server import SAMPLE_PACK


def examples_of(name: str) -> list[Example]:
    return list(flatten(yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))))


HELDOUT, HARD, ENGLISH = (examples_of(f"heldout{kind}.yaml") for kind in ("", "_hard", "_english"))


def share_right(router: Router, examples: list[Example]) -> float:
    return sum(router.classify(example.text).intent == example.intent for example in examples) / len(examples)


class TestClassify:
    def test_held_out_messages_are_mostly_right(self, router):
        assert share_right(router, HELDOUT) >= 0.84  # measured 0.89

    @pytest.mark.parametrize(("locale", "least"), [("pt-BR", 0.85), ("en", 0.83), ("es", 0.84)])
    def test_hard_held_out_messages_are_mostly_right(self, router, locale, least):
        own = [example for example in HARD if example.locale == locale]
        assert share_right(router, own) >= least  # measured 0.87, 0.86 and 0.88

    def test_english_held_out_messages_are_mostly_right(self, router):
        assert share_right(router, ENGLISH) >= 0.84  # measured 0.85

    def test_what_is_out_of_scope_is_mostly_found(self, router):
        outside = [example for example in HARD if example.intent == "out_of_scope"]
        assert share_right(router, outside) >= 0.76  # measured 0.84

    @pytest.mark.parametrize(
        ("question", "text", "intent"),
        [
            ("Como você se chama?", "Joana", "provide_details"),
            ("Quantas pessoas vão usar o sistema?", "umas 12", "provide_details"),
            ("Qual dia é melhor para você?", "sexta às 15h", "scheduling"),
            ("What is your name?", "Mary Jones", "provide_details"),
        ],
    )
    def test_a_question_tells_what_its_answer_is_for(self, router, question, text, intent):
        assert router.classify(text, question).intent == intent

    def test_an_own_question_is_not_taken_for_an_answer(self, router):
        assert router.classify("quanto custa?", "Como você se chama?").intent == "pricing"

    def test_no_held_out_message_is_in_the_corpus(self):
        corpus = {example.text.lower() for example in flatten(load_corpus())}
        assert [example for example in [*HELDOUT, *HARD, *ENGLISH] if example.text.lower() in corpus] == []

    def test_language_is_recognised(self, router):
        right = sum(router.classify(example.text).locale == example.locale for example in HELDOUT)
        assert right / len(HELDOUT) >= 0.96

    def test_confident_answers_are_right_more_often_than_doubtful_ones(self, router):
        sure = [example for example in HELDOUT if router.classify(example.text).confidence >= 0.8]
        unsure = [example for example in HELDOUT if router.classify(example.text).confidence < 0.5]
        assert share_right(router, sure) >= 0.85
        assert share_right(router, unsure) <= 0.70

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("Quanto custa o plano básico?", "pricing"),
            ("QUANTO CUSTA O PLANO BASICO", "pricing"),
            ("vcs abrem sabado?", "business_info"),
            ("quero falar com um atendente", "human_handoff"),
            ("where is my order", "order_status"),
            ("quiero cancelar mi plan", "cancellation"),
        ],
    )
    def test_plain_requests(self, router, text, intent):
        assert router.classify(text).intent == intent

    def test_ranking_is_the_three_likeliest_in_order(self, router):
        result = router.classify("quero marcar uma visita e saber o preço")
        confidences = [confidence for _, confidence in result.ranking]
        assert len(result.ranking) == 3
        assert confidences == sorted(confidences, reverse=True)
        assert result.ranking[0] == (result.intent, result.confidence)

    @pytest.mark.parametrize("text", ["", "   ", "…", "漢字", "🦀🦀🦀"])
    def test_a_message_without_known_words_gets_no_confidence(self, router, text):
        assert router.classify(text).confidence < 0.3

    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=400))
    @settings(max_examples=200, deadline=None)
    def test_any_text_is_classified(self, router, text):
        result = router.classify(text)
        assert result.intent in INTENTS
        assert 0 <= result.confidence <= 1.001

    def test_a_message_costs_well_under_a_millisecond(self, router):
        started = time.process_time()
        for example in HELDOUT:
            router.classify(example.text)
        assert (time.process_time() - started) / len(HELDOUT) < 0.001  # measured 0.2 ms; the goal is 0.5

    def test_a_very_long_message_is_cut(self, router):
        assert router.classify("quanto custa? " * 10_000).intent == "pricing"


class TestPackExamples:
    def test_they_are_learnt(self, router):
        text = "manda o bagulho do negócio lá"
        assert router.classify(text).intent != "order_status"
        variants = ["manda o bagulho do negócio", "cadê o bagulho do negócio lá", "manda o bagulho lá"]
        assert Router({"order_status": {"pt-BR": variants}}).classify(text).intent == "order_status"

    def test_one_said_word_for_word_is_certain(self, router):
        text = "Com nota fiscal?"
        assert router.classify(text).intent == "billing"
        own = Router({"product_question": {"pt-BR": ["com nota fiscal"]}}).classify(text)
        assert (own.intent, own.confidence > 0.5) == ("product_question", True)

    def test_they_change_little_for_other_messages(self, router):
        taught = Router(load_pack(SAMPLE_PACK).intent_examples)
        assert share_right(taught, HARD) >= share_right(router, HARD) - 0.015

    @given(st.lists(st.text(alphabet=st.characters(exclude_categories=()), max_size=40), max_size=5))
    @settings(max_examples=50, deadline=None)
    def test_any_texts_can_be_examples(self, texts):
        assert Router({"pricing": {"pt-BR": texts}}).classify("quanto custa?").intent == "pricing"

    def test_they_are_learnt_within_a_second(self):
        examples = {intent: {"pt-BR": own["pt-BR"][:20]} for intent, own in load_corpus().items()}
        assert min(timeit.repeat(lambda: Router(examples), time.process_time, repeat=3, number=1)) < 1  # measured 0.2


def test_the_shipped_model_belongs_to_this_corpus_and_code():
    """`make models` trains it again."""
    assert str(read_arrays(LINEAR.read_bytes())["fingerprint"]) == fingerprint()


def test_serving_never_imports_what_training_needs():
    code = "import sys, agente.intents.router; print(any(m in sys.modules for m in ('sklearn', 'scipy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
