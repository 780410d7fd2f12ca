"""A business that is known by its trade: two words or more in capitals, of which the first or last names a trade."""

import re
from typing import Final

from agente.leads.company_names import ENDINGS, HEADS, LEGAL, company_at
from agente.leads.wording import Message

_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ0-9][\w&'’-]*"
_PROPER = re.compile(rf"(?<![\w@.]){_CAPITAL}(?: (?:(?:d[aeo]s?|e|&|em|of|and|y|del|la) )?{_CAPITAL})+")
# Here another business is spoken of, or something that is sold.
_ELSEWHERE = re.compile(
    r"\b(?:us(?:a|o|amos|ava|avamos|ei|amos) (?:hoje )?(?:o|a|um|uma|do|da)|concorrent\w+|compr(?:ei|amos|ar|ado)"
    r"|vi (?:o|a|no|na|um|uma)"
    r"|indic\w+|recomend\w+|passou|passaram|mor[oa]\w*|perto|frente|lado|zona|km|endereco|bairro|rua|avenida"
    r"|integra\w*|parceir\w+"
    r"|conhec\w+|trabalhei|antig[oa]|ex|fornecedor\w*|fui|falei|falou|clientes? d[ao]|igual|que nem|plano|pacote|curso"
    r"|produto|modelo|linha|sistema d[ao]|site d[ao]|boleto d[ao]|entrega|entregou|transportadora d[eo]|foram|ligaram"
    r"|bought|competitor|near|next to|use the|used to|compre|cerca|competencia|vizinh\w+|cheg\w+|veio|pedido|nao)\b"
)
_OURS_BEHIND = re.compile(
    r"(?:,? (?:a |o )?(?:(?:e|eh) )?(?:minha|meu|nossa|nosso|my|our|mi|nuestra)"
    r"(?: (?!empresa\b(?= de voces))[a-z]+)?)(?=[,.!?\n]|$)"
)
_VERB = re.compile(r" [a-z]")  # "A Casa Rio me cobrou errado" is about another one


_CLAUSE: Final = re.compile(r"[^,.;:!?\n()|/–]+")
_LONGEST_CLAUSE: Final = 6  # words


def trade_name_in(message: Message) -> str | None:
    """The first such business that is not told of as another's; what is said to be ours needs no trade."""
    if message.text.isupper():
        return None
    for run in _PROPER.finditer(message.text):
        begin, end = message.sentence(run.start())
        acts = message.folded[begin : run.start()] in {"a ", "o "} and _VERB.match(message.folded, run.end())
        ours = _OURS_BEHIND.match(message.folded, run.end()) is not None
        if not ours and (
            not _of_trade(message, run.start(), run.end())
            or acts
            or message.is_question(run.start())
            or _ELSEWHERE.search(message.folded, begin, end)
        ):
            continue
        if name := company_at(message, run.start(), sure=False):
            return name
    return _clause_of_trade(message)


def _clause_of_trade(message: Message) -> str | None:
    """A clause that is a kind of business with a proper name: "..., transportadora Rápido Sul, ..."."""
    for clause in _CLAUSE.finditer(message.folded):
        parts = clause.group().split()
        if not 1 < len(parts) <= _LONGEST_CLAUSE or parts[0] not in HEADS:
            continue
        begin, end = message.sentence(clause.start())
        start = clause.start() + len(clause.group()) - len(clause.group().lstrip())
        capital = any(map(str.isupper, message.text[start + len(parts[0]) : clause.end()]))
        if not capital or message.is_question(start) or _ELSEWHERE.search(message.folded, begin, end):
            continue
        name = company_at(message, start, sure=False)
        if name and len(name.split()) == len(parts):
            return name
    return None


def _of_trade(message: Message, start: int, end: int) -> bool:
    first, *_, last = message.folded[start:end].split()
    return first in HEADS or last in HEADS | LEGAL | ENDINGS
