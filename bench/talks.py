"""What the simulated customers say: one list of messages for each conversation.

`mixed` is an ordinary day, which the local engine answers. Of `open` every message is one that the cascade leaves to a
model, as sure of its intent, with one call; no conversation is so long that a summary would be written besides. Of
`unseen` no message comes twice: what is remembered of a text that was read before helps with none of them.
"""

import random
from collections.abc import Sequence
from itertools import islice, zip_longest

from agente.intents.examples import load_corpus
from agente.packs.models import IntentName

MIXED = (
    (
        "oi, bom dia",
        "quanto custa o plano profissional?",
        "tem desconto pra 10 usuários?",
        "e no anual sai mais barato?",
        "qual a diferença entre ele e o plano essencial?",
        "obrigado, vou pensar",
    ),
    (
        "Boa tarde! Vocês abrem sábado?",
        "e no feriado?",
        "onde fica o escritório de vocês",
        "tem um telefone pra eu ligar?",
        "valeu",
    ),
    (
        "olá",
        "como funciona a integração com o whatsapp?",
        "preciso instalar alguma coisa?",
        "meus dados ficam guardados no Brasil?",
        "quais são as formas de pagamento",
        "posso cancelar quando quiser? tem multa?",
        "entendi, obrigada!",
    ),
    (
        "Olá, tenho uma loja com 3 funcionários e queria saber qual plano combina comigo",
        "qto é por mes",
        "tem teste gratis?",
        "quanto tempo demora a implantação",
        "vcs consertam geladeira?",
        "ok, até mais",
    ),
)

OPEN = (
    (
        "como funciona a integração com o whatsapp?",
        "dá para usar o sistema no tablet?",
        "posso importar meus produtos de uma planilha?",
        "o sistema funciona sem internet?",
    ),
    (
        "não consigo entrar no sistema, o que faço?",
        "esqueci minha senha, como recupero?",
        "a impressora não imprime o cupom, e agora?",
        "o sistema tem relatório de vendas?",
    ),
    (
        "como cancelo a minha assinatura?",
        "como faço a troca de plano?",
        "como emito a segunda via do boleto?",
        "quais são as formas de pagamento?",
    ),
    (
        "tem aplicativo para celular?",
        "como faço backup dos dados?",
        "como conecto o leitor de código de barras?",
        "o que acontece com meus dados se eu cancelar?",
    ),
)

NAMES = ("mixed", "open", "unseen")
TURNS = 5  # of an unseen talk
# After one of these a person has the conversation, and a reply that is not made costs nothing.
_FOR_PEOPLE: tuple[IntentName, ...] = ("human_handoff", "complaint", "cancellation", "privacy_request")


def talks_of(name: str) -> Sequence[Sequence[str]]:
    """The talks of one of `NAMES`."""
    return unseen() if name == "unseen" else {"mixed": MIXED, "open": OPEN}[name]


def unseen() -> Sequence[Sequence[str]]:
    """Portuguese messages of the router's corpus, each intent in turn."""
    corpus = [by_locale["pt-BR"] for intent, by_locale in load_corpus().items() if intent not in _FOR_PEOPLE]
    shuffled = [random.Random(place).sample(texts, len(texts)) for place, texts in enumerate(corpus)]
    texts = [text for group in zip_longest(*shuffled) for text in group if text]
    distinct = iter(dict.fromkeys(texts))
    return list(iter(lambda: tuple(islice(distinct, TURNS)), ()))
