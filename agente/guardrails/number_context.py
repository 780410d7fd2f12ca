"""What do the words around a number say that it is?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

WINDOW = 90  # characters before a number in which a word can tell what it is
_AFTER = 40
_LONGEST_MEASURE = 10


class Cue(Enum):
    CPF = "cpf"
    CNPJ = "cnpj"
    RG = "rg"
    CEP = "cep"
    PHONE = "phone"
    CARD = "card"
    PIX = "pix"
    OTHER = "other"  # it is named as something that identifies no person


_WORDS = {
    Cue.CPF: r"cpfs?(?: na nota)?|documentos?|pessoa fisica|cic|c\.? ?p\.? ?f",
    Cue.CNPJ: r"cnpjs?|c\.? ?n\.? ?p\.? ?j|cgc",
    Cue.RG: r"rgs?|r\.? ?g|identidade|registro geral|ssp|cedula de identidad\w*",
    Cue.CEP: (
        r"ceps?|codigo postal|zip ?code|postal code|postcode|zip"
        r"|(?:frete|envio|entreg\w+|moro|enviar|shipping|ship)(?= (?:em|n[ao]|pr[ao]|para|to)\b)"
    ),
    Cue.PHONE: (
        r"tele?fones?|tels?|fones?|cel|celular(?:es)?|fixo|whats\w*|wpp|wats\w*|zap\w*|lig(?:a|ar|ue|uem|am|o|uei)"
        r"|contatos?|phones?|call(?: me)?|mobile|cell(?:phone)?|text me|telefonos?|movil|llam\w+|sms|telegram|ddd"
        r"|cham(?:a|ar|e|em)|falar com|(?:meu|novo|o|my|mi) (?:novo )?(?:numero|number)|reach me|recados?"
    ),
    Cue.CARD: r"cart(?:ao|oes)|cards?|tarjetas?|visa|master ?card|master|amex|elo|hipercard|credito|debito",
    Cue.PIX: r"pix|chaves?(?! d[ea] (?:acesso|nota|nf))",
    Cue.OTHER: (
        r"pedidos?|ped|protocolos?|prot|notas?(?: fiscal)?|nfs?-?e?|nfc-?e|danfe|codigos?|cod|rastre\w+|objeto|ean\w*"
        r"|gtin|sku|refs?|referencias?|lotes?|series?|serial|imei|boletos?|versao|version|release|build|processos?"
        r"|o\.?s\.?(?= ?(?:n|#|:))|ordem(?: de servico)?|contratos?|matriculas?|chamados?|tickets?|faturas?|orders?"
        r"|tracking|invoices?|itens|item|modelos?|models?|produtos?|guias?|apolices?|sinistros?|ramal|isbn|ncm|placas?"
        r"|chassi|renavam|coordenadas?|lat|long|latitude|longitude|gps|transac\w+|transaction|id|uuid|guid|token"
        r"|patrimonio|pecas?|part number|reservas?|localizador|voo|conta corrente|agencia|ag|barras|barcode|pis|nis"
        r"|pasep|cnh|titulo|inscricao|ie|sessao|session|hash|commit|ip|requisicao|request|trace|medidor|instalacao"
        r"|anuncio|turma|licenca|chave d[ea] (?:acesso|nota|nf)|firmware|factura|asin|upc|pedimento|guia|expediente"
    ),
}
_CUE = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<{cue.name}>{words})" for cue, words in _WORDS.items()) + r")(?![a-z])"
)
_SENTENCE_END = re.compile(r"(?:[!?;\n]|\.(?=\s))(?=\s*[^\s:])")
_NAMED = (
    r"(?P<{}>cpf|cnpj|rg|cep|tel\w*|celular|cel|whats\w*|zap|fone|contato|phone|mobile|zip|movil|cartao|card|tarjeta{})"
)
_NAMED_AFTER = re.compile(
    r"[\s\u200b]{0,2}(?:[,(\-]\s?|(?:que )?(?:e|eh|is|es|seria)\s)\s?(?:[oa] |el |the )?"
    r"(?:(?:n|num|numero) (?:d[oe] )?)?(?:meu |minha |my |mi |nosso )?"
    + _NAMED.format("named", "|protocolo|pedido|codigo|order")
    + r"\b"
    r"|\s" + _NAMED.format("ending", "") + r"\W{0,3}\Z"
)
_MONEY_BEFORE = re.compile(r"(?:r\$|us\$|u\$|[$€£]|\bbrl|\busd|\beur|\brs)\s?\Z")
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,3}[.,:]\Z")
_NUMBER_AFTER = re.compile(r"[.,:]\d{1,3}(?!\d)|\s?%")
# "o CEP do pedido: ..." is a CEP, and "pedido 4567, me ligue: ..." has told the number of the order.
_OF_IT = re.compile(
    r"\s(?:\w+\s)?(?:d[aoe]s?|n[ao]|p(?:ara|ra) [oa]|pr[ao]|del?(?: la)?|of|for|on)\s(?:the |meu |minha |my |mi )?\Z"
)
_TOLD = re.compile(r"\d{3}[^a-z]*(?!(?:ou|and|or)\b)[a-z]{2}")
_MEASURE_AFTER = re.compile(
    r"\s?(?:kg|g|mg|mm|cm|m|m2|km|ml|l|kb|gb|mb|tb|kwh|kw|w|v|hz|mah|rpm|reais|real|mil|unidades?|pecas?|pcs|itens|pontos?"
    r"|milhas|habitantes|seguidores|views|downloads|usuarios|users|clientes|linhas|registros|anos|dias|horas)\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    cues: tuple[Cue, ...]  # as they are read, after the last word that names something else
    other: bool  # the nearest word names it as something else
    counted: bool  # an amount of money or of a measure, or a part of a longer number or word

    def says(self, *cues: Cue) -> bool:
        return any(cue in self.cues for cue in cues)


def around(text: str, start: int, end: int, after: int = 0) -> Context:
    """What is said of `text[start:end]`; `text` is folded, and nothing before `after` is looked at."""
    window = text[max(after, start - WINDOW) : start]
    found = list(_cues(window))
    following = text[end : end + _AFTER]
    if not found and (named := _NAMED_AFTER.match(following)) and (match := _CUE.match(named[1] or named[2])):
        found = [(Cue[str(match.lastgroup)], 0)]
    others = [index for index, (cue, _) in enumerate(found) if cue is Cue.OTHER]
    cues = tuple(cue for cue, _ in found[others[-1] + 1 if others else 0 :])
    before = text[max(0, start - 5) : start]
    glued = before[-1:].isalnum() or following[:1].isalnum()  # "cpf52998224725" is one, "BR123456789BR" is not
    part = bool(_NUMBER_AFTER.match(following) or _NUMBER_BEFORE.search(before)) or (glued and not cues)
    measured = end - start <= _LONGEST_MEASURE and _MEASURE_AFTER.match(following)
    counted = part or bool(_MONEY_BEFORE.search(before) or measured)
    return Context(cues, bool(others) and not cues, counted)


def _cues(window: str) -> Iterator[tuple[Cue, int]]:
    """What the words before a number say, and where each ends."""
    last: re.Match[str] | None = None
    for match in _CUE.finditer(window):
        cue = Cue[str(match.lastgroup)]
        about = window[last.end() if last else 0 : match.start()]
        ignored = last is not None and last.lastgroup != Cue.OTHER.name and _OF_IT.fullmatch(about)
        if cue is not Cue.OTHER or not (
            ignored or _TOLD.search(window, match.end()) or _SENTENCE_END.search(window, match.end())
        ):
            yield cue, match.end()
            last = match
