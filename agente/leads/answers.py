"""Whole answers: what a customer says when exactly that was asked, unless they refuse or ask back."""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.wording import Message, fold

NO_ANSWER: Final = regex(
    r"\b(?:prefiro nao|nao sei|nem sei|sei nao|nao faco (?:a menor )?ideia|sem ideia|nao quero (?:dizer|falar"
    r"|informar|responder)|sei la|nao vou (?:dizer"
    r"|falar|passar|informar)|nao (?:posso|gostaria de) (?:dizer|falar|informar)|tanto faz"
    r"|depois (?:eu )?(?:vejo|falo|te falo|digo|informo)|ainda nao (?:sei|defini|decid\w+|pensei|tenho)"
    r"|nao defini\w*|nao tenho (?:certeza|ideia|nocao|isso)|por ?que (?:voce|vc|quer|precisa|isso)"
    r"|pra que|para que (?:voce|isso)|rather not|prefer not|don'?t know|not sure|no idea|no se\b"
    r"|nao (?:tenho|temos|tem|ha) (?:um )?prazo|sem prazo|prefiero no|no quiero decir|nao interessa|nao e da sua"
    r"|so (?:olhando|pesquisando)|pular|skip"
    r"|proxima pergunta|quero falar com|falar com (?:um|uma|alguem|atendente|humano)|ja (?:disse|falei"
    r"|informei|passei)|nao importa|nao lembro|isso e pessoal|confidencial|sem resposta|nao respondo)\b"
)


def whole_answer(message: Message, longest: int = 10) -> str | None:
    """The message without a greeting, or None when it refuses, asks or has more words than an answer."""
    text = message.text.strip().strip(".!,; ")
    if not text or "?" in text or NO_ANSWER.search(message.folded) or len(text.split()) > longest:
        return None
    stripped = re.sub(
        r"^(?:oi|ola|bom dia|boa tarde|boa noite|sim|claro|ok|nao|hmm|ah|entao|hi|hello|hola|yes|no|si"
        r"|opa|e|eh)\b[\s,.!]*",
        "",
        fold_same(text),
    )
    if len(stripped) < 2 or not re.search(r"[a-z]{2}|[0-9]", stripped):
        return None
    if re.fullmatch(
        r"(?:obrigad[oa]|preciso|quero|tchau|valeu|beleza|blz|tudo bem|certo|thanks|gracias|talvez|depois|agora nao"
        r"|pode ser|quem sabe|nada|nenhum[a]?|sim|nao)",
        stripped,
    ):
        return None
    return text[len(text) - len(stripped) :].strip(" ,.!;")


def fold_same(text: str) -> str:
    """Folded, and as long as it was."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()
