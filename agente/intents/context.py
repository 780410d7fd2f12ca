"""What the agent's last question makes of a short answer: "Joana" or "sexta às 15h" mean nothing by themselves."""

import re

from agente.kit.text_features import normalize, tokens
from agente.packs.models import IntentName

ANSWER_WORDS = 8  # a longer message speaks for itself
_ASKS_DETAILS = re.compile(
    r"\b(?:nome|chama|e-?mail|telefone|whatsapp|celular|contato|empresa|cnpj|cpf|documento"
    r"|quantas? (?:pessoas|usuarios)|funcionarios|equipe|orcamento|investir|gastar|prazo|para quando|precisa"
    r"|procura|segmento|cidade"
    r"|name|phone|company|how many|budget|need|when would|looking for"
    r"|nombre|llama|correo|telefono|cuant[ao]s|presupuesto|necesita|busca)\b"
)
_ASKS_TIME = re.compile(
    r"\b(?:horarios?|que dia|qual dia|que horas?|melhor dia|agendar|marcar|reservar|remarcar"
    r"|what time|which day|what day|book|schedule|que hora|que dia|agendar|reservar)\b"
)
_OWN_QUESTION = re.compile(
    r"\?|\b(?:quanto|qual|quais|como|onde|quando|por ?que|cade|how|what|where|when|why|cuanto|cual|donde)\b"
)


def suggested_intent(question: str, text: str) -> IntentName | None:
    """What a message is likely for because of what was asked; None when it is more than an answer, or asked nothing."""
    if "?" not in question or len(tokens(text)) - 1 > ANSWER_WORDS or _OWN_QUESTION.search(normalize(text)):
        return None
    asked = normalize(question[question.rfind("?", 0, -1) + 1 :] or question)
    if _ASKS_TIME.search(asked):
        return "scheduling"
    return "provide_details" if _ASKS_DETAILS.search(asked) else None
