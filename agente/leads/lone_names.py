"""A person's name that nothing introduces: alone in its clause, beside a company, on a card, at the end."""

from agente.kit.patterns import regex
from agente.leads.persons import person_at
from agente.leads.wording import Message, word_list

IN_ADDRESS = regex(r"[._@+-]\w|\s*@|\s*[(\[]?(?:arroba|at|ponto|dot)\b|[0-9]")
_CARD_PIECE = regex(
    r"(?:^|[,;\n/|(:>]|[.!?] | - )\s*(?:(?:oi|ola|bom dia|boa tarde|boa noite|eu|sim|claro|ok|e|a|o"
    r"|meu contato|anota ai|anota|segue|contato|att|hi|hello|hola)[,!:. ]+)*([a-z]+(?: [a-z']+){0,4})"
)
_BEFORE_NUMBER = regex(r"[,:;]? ?(?:-|tel|zap|cel|fone)?\.?:? ?\(?\+?\d{2}")
_CARD_END = regex(
    r"\s*(?:$|[,;\n/|().:-]|[0-9+@]| d[ao] | (?:tel|fone|cel|celular|whats\w*|zap|email|e-mail|cpf|from"
    r"|phone|mail|correo|wpp)\b)"
)


def on_card(message: Message) -> str | None:
    """The known name that stands by itself among contact data: "Carlos Mendes, 11 98888-7777"."""
    for match in _CARD_PIECE.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        if person is None or IN_ADDRESS.match(message.text, person[1]):
            continue
        called = message.text[match.start(1)].isupper() and _BEFORE_NUMBER.match(message.folded, person[1])
        trade = not word_list("trades").isdisjoint(match[1].split())
        if not is_known(message, match.start(1), person) and (not called or trade):
            continue
        if person[1] >= match.end(1) or _CARD_END.match(message.folded, person[1]):
            return person[0]
    return None


def is_known(message: Message, start: int, person: tuple[str, int]) -> bool:
    first, *others = message.folded[start : person[1]].split()
    return first in word_list("given_names") or (bool(others) and others[-1] in word_list("family_names"))
