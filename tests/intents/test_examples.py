from collections import Counter

from agente.intents.examples import flatten, load_corpus
from agente.packs.models import INTENTS


class TestLoadCorpus:
    def test_every_intent_has_enough_messages_in_each_locale(self):
        corpus = load_corpus()
        assert set(corpus) == set(INTENTS)
        for intent, by_locale in corpus.items():
            sizes = {locale: len(texts) for locale, texts in by_locale.items()}
            assert sizes["pt-BR"] >= 70, intent
            assert min(sizes["en"], sizes["es"]) >= 20, intent

    def test_no_message_has_two_labels(self):
        texts = Counter(example.text.lower() for example in flatten(load_corpus()))
        assert [text for text, times in texts.items() if times > 1] == []
