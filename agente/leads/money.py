"""A budget: what the customer can or wants to spend. A price that they ask about or have paid is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from agente.kit.patterns import regex
from agente.leads.amounts import (
    DEFAULT_CURRENCY,
    PERIOD,
    PREFIX,
    REPLACED,
    SUFFIX,
    THINGS_AFTER,
    TOTAL_AFTER,
    UNIT_AFTER,
    Amount,
    amounts_in,
    is_counted,
)
from agente.leads.numerals import Number
from agente.leads.wording import Message, words


@dataclass(frozen=True, slots=True)
class Budget:
    """At least one bound is known; the same one twice for a plain amount. No period: "por mês" is not kept."""

    min: Decimal | None = None
    max: Decimal | None = None
    currency: str | None = DEFAULT_CURRENCY  # ISO 4217; None: pesos of an unknown country

    def to_json(self) -> dict[str, Any]:
        return {"min": _plain(self.min), "max": _plain(self.max), "currency": self.currency}


_SPEND = r"(?:pagar|gastar|investir|desembolsar|aportar|dispor|bancar|custear)"
_CUE = regex(
    r"\b(?:(?:meu |nosso |o |my |our |the )?(?:orcamento|budget|presupuesto|verba|ticket)"
    r"|(?:valor|quantia|grana|dinheiro) (?:que )?(?:disponivel|(?:eu )?(?:tenho|temos|posso|podemos))"
    r"|nada (?:acima|mais|alem) (?:de|que|do que)|no pase de|capped at|stretch to|dispomos de|disponemos de"
    r"|(?:nao|n) (?:da|pode|posso|podia|poderia) (?:pra |para )?ser mais|(?:can )?go up to|disponivel|disponho de"
    r"|no bolso|em caixa|na mao|teto|(?:nao|sem) (?:poss[oa] |pode(?:mos|ria)? |quero "
    r"|queremos )?pass\w+ d[eo]s?"
    r"|pens\w+ em algo|algo (?:em torno|na faixa|perto|entre|ate)|se (?:ficar|fosse|for|sair) (?:por "
    r"|em )?(?:ate|abaixo|menos)"
    r"|pag(?:o|amos) (?:ate|no maximo)|(?:meu|nosso|o) limite (?:e|eh|seria|de)|(?:so|apenas|somente) (?:tenho|temos)"
    r"|(?:tenho|temos) (?:so|apenas|somente|no maximo|ate)|(?:a |minha |nossa )grana|na faixa d[eo]s?|(?:couber"
    r"|caber|cabe) (?:em|no|ate)|(?:da|dou|consigo) (?:pra |para )?ir ate"
    r"|(?:tem|teria|tinha|precisa(?:ria)?|deve(?:ria)?)(?: que)? (?:ser|sair|ficar|custar) (?:por |em )?(?:ate"
    r"|menos|abaixo|no maximo)|investimento"
    r"|faixa (?:de|d[eo]) (?:preco|valor|investimento)|meu limite"
    rf"|(?:posso|podemos|consigo|conseguimos|poderia|conseguiria|daria|da) (?:ate )?(?:pra |para )?(?:\w+ )?{_SPEND}"
    r"|(?:pretendo|pretendemos|quero|queremos|queria|queriamos|penso em|pensamos em|pensando em|pensei em|planejo"
    r"|planejamos|gostaria de|ia|vou|vamos|dispost[oa]s? a|a fim de|topo|toparia|prefiro|da|pra|para|nao) "
    r"(?:\w+ ){0,2}?(?:gastar|investir|desembolsar|aportar)|(?:dispost[oa]s? a|topo|toparia|pretendo) pagar"
    r"|(?:maximo|minimo) (?:que )?(?:eu |a gente )?(?:da |posso|consigo|podemos|conseguimos|pago|pagaria)"
    r"|(?:vamos|vou|pretendo) investir|investimento (?:de|seria|fica|previsto|pensado|maximo)|reservei|reservamos"
    r"|(?:da|posso|consigo|podemos|conseguimos) (?:pra )?chegar (?:a|em|ate|nos|no)|liberaram|liberou"
    r"|aprovaram|aprovou|aprovado|reservou"
    r"|separou|quer(?:o|emos|ia) pagar|pagar (?:no maximo|ate|entre|uns)|ficar (?:em|na faixa|dentro"
    r"|ate)|dentro de|minha faixa|nossa faixa"
    r"|gastar|investir|desembolsar|invertir|separei|separamos|separad[oa]s?|guardad[oa]s?|cabe no"
    r"|consigo ate|posso ate|pagaria|pagariamos|gastaria|investiria"
    r"|(?:can|could|want to|looking to|willing to|able to|plan to|hoping to) (?:\w+ )?(?:spend|pay"
    r"|invest|afford)|to spend"
    r"|afford|(?:puedo|podemos|podria|podriamos|quiero|queremos|pienso|pensamos|pensaba) (?:en )?(?:pagar|gastar"
    r"|invertir)"
    r"|para (?:gastar|invertir)|inversion de|tope)\b"
)
# What somebody has or gives: a budget where it is money beyond doubt.
_GIVING = regex(
    r"\b(?:tenho|temos|tengo|tenemos|traigo|i have|we have|i've got|we've got|a gente tem|juntei|juntamos|juntou"
    r"|arrecadou"
    r"|arrecadamos|rendeu|ahorre|(?:can|could) do|(?:posso|puedo|podemos|podria) (?:dar|por)|posso|puedo|consigo|dou"
    r"|fech(?:o|ar|amos) (?:em|por)|gasto|gastamos|(?:eu|a gente|so|ele|ela) (?:pago|paga|libera)|liberou|libera"
    r"|bota(?:r)?|poe"
    r"|(?:se )?(?:vcs |voces )?(?:fizer\w*|deixar|sair)|queria (?:uns|pagar)|quiero gastar|aceito pagar|i'd say"
    r"|call it|raised|pens(?:o|amos|ei|ando) em)"
    r"(?: (?:de|em|por|o|a|uns|umas|so|ate|os|no maximo|about|like|around|mais|tudo|e))* (?:r\$|us\$|\$|€|£)? ?$"
)
_HAVE = regex(r"\b(?:tenho|temos|tengo|tenemos|have|has|tem|tinha|got)\b[^.!?;]{0,20}$")
_TO_SPEND = regex(
    r"(?:\s*(?:a|per|por|al) (?:month|year|mes|ano))?,?\s*(?:that )?(?:\w+ ){0,3}?(?:na mao|no bolso|em maos"
    r"|(?:pra|para|p/|to|a"
    r"|de) (?:\w+ )?(?:gastar|investir|invertir|pagar|spend|invest|aportar)"
    r"|disponive(?:l|is)|de (?:orcamento|verba|presupuesto|budget|teto)|pra (?:isso|esse|este|comecar"
    r"|o projeto|fazer)|para (?:isso|esse|este|comecar|o projeto)|separad[oa]s?|guardad[oa]s?"
    r"|reservad[oa]s?|aprovad[oa]s?|(?:is|e|eh|es|seria) (?:o )?(?:\w+ )?"
    r"(?:my|our|meu|nosso|mi|maximo|max|teto|limite|orcamento|budget|presupuesto|que (?:eu )?(?:tenho|posso|consigo))"
    r"|(?:ja )?(?:nao|n) (?:da|rola|posso|consigo|cabe|tenho como|pago|vai)|budget|(?:o )?(?:meu|nosso|my|our"
    r"|mi) (?:orcamento|budget|limite|teto|presupuesto)"
    r"|por ano de orcamento|(?:eu|a gente|nos) (?:topo|fecho|pago|consigo|levo|fico|aceito|dou|tem|posso|vou|faco"
    r"|fechamos)"
    r"|(?:ta|esta) (?:bom|otimo|dentro)|would be (?:ok|fine|great)|e o que (?:a gente )?tem|e o que (?:eu )?(?:tenho"
    r"|posso|consigo|da))\b"
)
_NOT_OURS = regex(
    r"\b(?:mandaram|mandou|enviaram|enviou|recebi|recebemos|passaram|passou|fizeram|fez|veio|deram|cobraram|cobrou"
    r"|cobrando|cobram|cobra|concorrente|concorrencia|outr[oa] (?:empresa|orcamento|fornecedor|loja)|de voces|do site"
    r"|boleto|fatura|parcela|parcelas|multa|frete|entrada|sinal|reembols\w+|estorn\w+|divida|paguei|pagamos|comprei"
    r"|custa|custam|custou|sai por|fatura\w*|faturo|faturamos|faturamento|ganho|salario|recebo|vendo|vendemos|receita"
    r"|desconto|caiu|debit\w+|descontad\w+|quebrou|valia|pedido|invoice|they charge|charged|quoted|me cobraron"
    r"|revenue"
    r"|(?:hoje|hj|ja|atualmente|ahora|now|currently|to|estou|estamos|we're|were|i'm) (?:eu |a gente )?(?:pag(?:o|amos"
    r"|ando)"
    r"|paying|pay)|pague|pagaba|paid|pediu|pediram|pidieron|gastou|gastaram|vende|saiu por|custava|cobraba|ganhar"
    r"|pretensao"
    r"|vendas|vendi|me pasaron|me paso|prometeu|ofereceu|ouvintes|seguidores|for only|pido"
    r"|orcaram|orcou|cobranca|mensalidade de|anuncio|anunciad\w+|promocao|tabela|aluguel|emprestimo"
    r"|limite do cartao)\b"
)
_PAID = regex(
    r"\b(?:paguei|paid|pague|pagamos(?! (?:ate|no maximo))|quoted|cobra|cobram|cobrou|custa|custou|custava|fatura de"
    r"|salario"
    r"|vende|pido|ganhar|ganho|recebe|for only|fechou|pedido|nota|venceu|bought|proposta|concorrente|pacotes"
    r"|condicoes|vendas|prejuizo|indenizacao|pretensao|spent)\b[^.!?]{0,30}$"
)
# "Pago 349 por mês pra isso!"; the amount is the "#"
_FOR_THAT = regex(r"\bpag(?:o|amos)(?: r\$)? ?# ?(?:reais )?(?:por mes |/ ?mes |mensais )?(?:pra|por) isso")
_PAID_AFTER = regex(r"[^,;]{0,12}\b(?:paid|botados|nessa)\b")
_MANY_AFTER = regex(
    r" (?!(?:soles|rupees|pesitos|bolivianos|parcelas|os|as|pros|pras|reais|pesos|contos|todos|todas|dois|mas|mais"
    r"|mensais|anuais|mes|meses"
    r"|arrecadados|guardados|guaranies|francos|tops|less|us|is|pros)\b)[a-z]{2,}s\b"
)
_CONTRAST = regex(r"\b(?:mas|but|pero|porem|so que|agora quero|este ano|esse ano|eu so|eu quero|yo|(?<=[,.] )eu|i'd)\b")
_CLAUSE_BREAK = regex(r"[,;]|\b(?:mas|but|pero|porem|so que)\b")
_OFFER_BEFORE = regex(
    r"\b(?:plano|planos|pacote|produto|modelo|versao|mensalidade|assinatura|curso|celular|item|plan|package"
    r"|preco|price"
    r"|precio|oferta|dia|kit|desconto|juros|os|dos|pelos|nos|los) (?:\w+ )?(?:de |do |a |por |of |at "
    r"|for )?\W{0,2}(?:r\$|us\$|\$)?\s*$"
)
_ROUND = regex(
    r"\b(?:na casa|em torno|a partir|acima|passar?|chegar|beirando|ate|perto|pass[ae]\w*|faixa) (?:d?os"
    r"|nos) (?:r\$ ?)?$"
)
_UPPER = regex(
    r"\b(?:nada (?:acima|mais|alem) (?:de|que|do que)|no pase de|capped at|stretch to"
    r"|no (?:[a-z]+ ){1,4}mas de|nothing (?:over|above|more than)|pas(?:ar|arme|arnos|amos|o|e) de|upto|no pass"
    r"|(?:limite|maximo|teto) (?:[a-z]+ ){1,4}(?:e|eh|foi|seria|is)(?: de)?"
    r"|ate(?: uns| umas)?|no maximo|maximo(?: (?:de|e|eh|seria|que \w+(?: \w+)? e))?|max"
    r"|teto (?:\w+ )?(?:de|e|eh|seria)"
    r"|teto|limite(?: (?:de|e|eh|seria|sao))?|(?:nosso|meu|o) teto(?: (?!tenho|temos)[a-z]+){0,5}"
    r"|(?:budget|the) ceiling(?: is)?|limitad[oa]s? (?:[a-z]+ ){0,2}a"
    r"|(?:posso|podemos|consigo|da pra|podria|puedo|poderia) (?:chegar|ir|llegar) a"
    r"|(?:chego|chegamos|chegaria|iria|llego|llegamos) a|(?:can|could|would|i'd|we'd|might) (?:go|stretch) to"
    r"|(?:not|can't|cannot|never|don't|doesn't|won't|wouldn't) (?:(?!mind|care|problem|trouble|issue)\w+ ){0,4}"
    r"(?:over|above|past|more than)"
    r"|menos (?:de|que)|abaixo de|cab\w+ (?:em|n[oa]s?|dentro de)|pass\w+ d[eo]s?"
    r"|ultrapass\w+(?: os)?|exced\w+"
    r"|nao (?:(?!problema|importo|ligo)\w+ ){0,5}mais (?:de|q|que|do que)"
    r"|up to|at most|maximum(?: of| is)?|under|below|less than"
    r"|no more than|hasta|como maximo|no mas de|menos que|tope (?:de|es)|estour\w+(?: os)?"
    r"|sem passar (?:de|dos)):? (?:uns |umas |unos |around |about )?(?:de )?$"
)
_LOWER = regex(
    r"\b(?:a partir (?:de|dos)|no minimo|minimo(?: de)?|pelo menos|mais (?:de|que|do que)|acima de|from|at least|over"
    r"|more than|starting at|comeca em|upwards of|desde|por lo menos|al menos|como minimo|mas de|above"
    r"|minimum(?: of)?) (?:uns |umas )?$"
)
_UPPER_AFTER = regex(
    r"(?: (?:por|a|o|per|cada|de) [a-z]+)?(?: ?reais| ?por mes| ?/ ?mes| ?mensa\w+| ?pesos| ?dolares| a month)?,? ?"
    r"(?:no maximo|(?:e )?nao pode passar|(?:e )?(?:o que |se )?passar disso|no estouro|como mucho|max\b|maximo|tops"
    r"|pra baixo|para baixo|como maximo|at most|or less|ou menos|de teto|de limite"
    r"|estourando|no talo|(?:e|eh|seria) (?:o |(?:o )?(?:meu|nosso) )?(?:maximo|limite|teto)"
    r"|(?:(?:e|y|and) )?(?:(?:nem|not|no|ni) (?:um|uma|un|una|a|one) (?:\w+ ){1,4}(?:a mais|mais|mas|over|more)"
    r"|(?:nada mais|nao mais|mais nada|nada mas|no mas|nothing more|no more)(?=\s*(?:$|[,.;!\n)])))"
    r"|mais (?:que|q|do que) isso (?:nao|n|nem|ele|ela|eu)\b|se tanto\b|chorando\b"
    r"|e olhe la\b|ni loc[oa]\b|can't go (?:a penny |a cent )?over\b|not a (?:penny|cent) more\b)"
)
_LOWER_AFTER = regex(
    r"(?: ?reais| ?por mes| ?/ ?mes| ?pesos| ?dolares)?,? ?"
    r"(?:pra cima|para cima|pra mais|para mais|no minimo|ou mais|or more|\+|al menos|pelo menos|o mas\b)"
)
_TOO_MUCH = regex(
    r"(?: ?por mes| ?/ ?mes| ?mensais| ?a month)?,? ?(?:(?:ai|ja|eu|a gente) )*(?:nao|n) (?:da|rola|posso"
    r"|consigo|cabe|tenho como|pago"
    r"|vai)\b"
)
_REACH = 160  # characters before an amount in which its cue may stand
_HAVE_NOW = regex(r"\b(?:tenho|temos|tengo|i have|we have)(?: uns| cerca de| so| ate)? (?:r\$ ?)?$")
_LIMITED = regex(r"\b(?:no maximo|no max|tem que ser ate)(?: uns| umas)? $")
_CLOSE: Final = 12  # characters between a cue and its amount
_EACH = regex(r" ?(?:cada|each|mensa\w+|/|(?:por|per|a|o|um|pelo|pela) [a-z]+)")
_LEAST_UNMARKED = 50
_LEAST_ASKED: Final = 10  # the least that is taken for an amount without a sign
_TOTAL_BEFORE = regex(r"\b(?:total(?:izando)?|ao todo)(?: (?:de|e|eh|da|is|of|seria|uns))*:? $")
_RATHER = regex(
    r"\b(?:ou melhor|quer dizer|digo|na (?:verdade|vdd)|trimmed|corrigid\w+|cortou|baixou|reduziu|make it|actually"
    r"|no wait"
    r"|(?:hmm|ah|opa) nao|depois falou|mejor dicho)\b"
)
_NEARBY: Final = 50  # characters between an amount and the one that puts it right
_INSTALMENT = regex(
    r"\b\d{1,3} ?(?:x|vezes|parcelas|prestacoes|mensalidades|cuotas|pagos|instal?lments|payments)"
    r"(?: \w+)? (?:(?:de|of|a) )?(?:r\$|us\$|\$)? ?$"
)
# "5000 em 10 parcelas" is theirs as much as "5000"
_IN_INSTALMENTS = regex(r"^(?: \w+)?,? (?:em|in|en|de|por) \d{1,3} ?(?:x|vezes|parcelas?|prestacoes)\b.*")
_SO = regex(
    r"\b(?:da|ou seja|o sea|entao|so|sao|dao|comes to|totalizando|o que da)(?: uns| about)?,? (?:r\$|us\$|\$|€|£)? ?$"
)
_SO_AFTER = regex(r"(?: ?reais)? (?:entao|total)\b")
_EVERY = regex(r"(?: ?(?:por mes|ao mes|mensa(?:is|l)|/ ?mes|por ano|no total|a month))?")
_CLAUSE_BEGINS = regex(r"(?:^|[,;\n(-]|\be)\s*$")
_LIMIT_LEADS = regex(
    r"(?:^|[,;\n(-]|\be)\s*(?:(?:de |por |em )?(?:ate|no maximo|uns|umas|cerca de|em torno de|por volta de|coisa de"
    r"|na faixa de"
    r"|up to|around|about|hasta|unos)(?: uns| umas| de)? )$"
)
_CLAUSE_ENDS = regex(r"\s*(?:$|[,.;\n)]|e )")
_NEEDING: Final = words(
    "preciso precisamos precisando procuro procuramos procurando busco buscamos buscando queria"
    " queriamos need looking necesito"
    " quer querendo querem contrato necesitamos contratar interesse quero queremos investir gostaria busca"
)
_ROUGH = regex(
    r"\b(?:uns|umas|ate|no maximo|maximo|entre|em torno d[eo]s?|na faixa d[eo]s?|cerca de|por volta de"
    r"|coisa de|algo como|a partir de"
    r"|na casa d[eo]s?|up to|around|about|hasta|unos|alrededor de|mais ou menos|aproximadamente"
    r"|pelo menos|no minimo) (?:uns |umas |de )?$"
)
_OF_THAT_PRICE = regex(r"\b(?:um|uma|o|a) de $")  # "quero um de 80 mil"


def budget_in(message: Message, numbers: list[Number], asked: bool) -> Budget | None:
    """The last budget that the message states."""
    if not numbers:
        return None
    found: list[Amount] = []
    for amount in amounts_in(message, numbers):
        if found and _is_instalment(message, found[-1], amount):
            continue
        if _is_budget(message, amount, asked) or (found and _takes_its_place(message, found[-1], amount)):
            found.append(amount)
    totals = [amount for amount in found if _is_total(message, amount)]
    return _bounded(message, (totals or found)[-1]) if found else None


def _is_instalment(message: Message, whole: Amount, amount: Amount) -> bool:
    """ "5 mil em 10x de 500": the second is only a part of the first."""
    before = message.folded[whole.end : amount.start]
    return whole.upper > amount.upper and len(before) < _NEARBY and _INSTALMENT.search(before) is not None


def _takes_its_place(message: Message, known: Amount, amount: Amount) -> bool:
    """ "40 por usuário. Ou melhor, 35", "1.500 cada um. 4.500 então", "400 por van, 3.200 no total"."""
    if _other_figure(message.folded, amount) or is_counted(message.folded, amount.end):
        return False
    between = message.folded[known.end : amount.start]
    rather = len(between) < _NEARBY and _RATHER.search(between) is not None
    times = amount.upper > known.upper and amount.upper % known.upper == 0
    multiplied = times and (_SO.search(between) is not None or _SO_AFTER.match(message.folded, amount.end) is not None)
    return rather or multiplied or _is_total(message, amount)


def _is_total(message: Message, amount: Amount) -> bool:
    """ "... 400 por van, 3.200 no total"."""
    if not (amount.marked or amount.upper >= _LEAST_UNMARKED) or _other_figure(message.folded, amount):
        return False
    before = PREFIX.sub("", message.folded[max(0, amount.start - 25) : amount.start])
    return TOTAL_AFTER.match(message.folded, amount.end) is not None or _TOTAL_BEFORE.search(before) is not None


def budget_at(message: Message, numbers: Sequence[Number], start: int, end: int) -> Budget | None:
    """The amount between these places, taken for a budget."""
    before: list[Amount] = []
    for amount in amounts_in(message, numbers):
        whole = next((other for other in reversed(before) if _is_instalment(message, other, amount)), None)
        before.append(amount)
        if _OF_THAT_PRICE.search(message.folded[max(0, amount.start - 8) : amount.start]):
            continue
        if UNIT_AFTER.match(message.folded, amount.end) or _is_told_of_others(message, amount):
            continue
        if amount.start < end and start < amount.end and (amount.marked or amount.upper >= _LEAST_ASKED):
            return _bounded(message, whole or amount)
    return None


def _is_budget(message: Message, amount: Amount, asked: bool) -> bool:
    folded = message.folded
    if not amount.upper or UNIT_AFTER.match(folded, amount.end):
        return False
    start, end = message.sentence(amount.start)
    before, after = (
        folded[max(start, amount.start - _REACH) : amount.start],
        folded[amount.end : min(end, amount.end + 60)],
    )
    if (
        REPLACED.search(before)
        or _other_figure(folded, amount)
        or (_OFFER_BEFORE.search(before) and not (_ROUND.search(before) or _GIVING.search(before)))
    ):
        return False
    if _is_others(folded, amount, start, end) and not _own_budget(before):
        return False
    cues = list(_CUE.finditer(before))
    if not amount.marked and THINGS_AFTER.match(folded, amount.end):
        return False
    plain = amount.marked or amount.upper >= 1000 or PERIOD.match(folded, amount.end) is not None
    giving = plain and not message.is_question(amount.start) and _GIVING.search(before) is not None
    stated = (
        giving
        or _TO_SPEND.match(after) is not None
        or (
            plain
            and (
                _goes_with_need(message, amount, before)
                or _LIMITED.search(PREFIX.sub("", before)) is not None
                or (
                    PERIOD.match(folded, amount.end) is not None
                    and _HAVE_NOW.search(before) is not None
                    and not message.is_question(amount.start)
                )
            )
        )
    )
    if asked and not message.is_question(amount.start):
        return amount.marked or amount.upper >= _LEAST_ASKED or amount.upper != amount.lower
    near = bool(cues) and len(before) - cues[-1].end() < _CLOSE and _EACH.match(folded, amount.end) is not None
    if not amount.marked and amount.upper < _LEAST_UNMARKED and not near:
        return False
    if not (cues or stated):
        return plain and _stands_alone(message, amount)
    if cues and not stated and any(map(str.isdigit, before[cues[-1].end() :])) and " nao " not in before:
        return False  # the cue speaks of the number before this one
    return (
        plain
        or amount.upper >= 100
        or stated
        or near
        or bool(cues and len(before) - cues[-1].end() < 25 and amount.upper >= 10)
    )


def _is_told_of_others(message: Message, amount: Amount) -> bool:
    """Whether it is a price, a wage or a number of things beyond doubt; the tagger knows the rest better."""
    if not amount.marked and _MANY_AFTER.match(message.folded, amount.end):
        return True
    start, end = message.sentence(amount.start)
    before = _CONTRAST.split(message.folded[max(start, amount.start - 40) : amount.start])[-1]
    after = message.folded[amount.end : min(end, amount.end + 28)]
    paid = _PAID.search(before) is not None or _PAID_AFTER.match(after) is not None
    return paid or _FOR_THAT.search(f"{before}#{after}") is not None


def _is_others(folded: str, amount: Amount, start: int, end: int) -> bool:
    """Whether its own clause says that somebody asked, paid or earned it; "but" begins another."""
    before = _CONTRAST.split(folded[max(start, amount.start - 40) : amount.start])[-1]
    after = _CLAUSE_BREAK.split(folded[amount.end : min(end, amount.end + 28)], maxsplit=1)[0]
    after = _IN_INSTALMENTS.sub("", after)
    return _NOT_OURS.search(f"{before}#{after}") is not None or _FOR_THAT.search(f"{before}#{after}") is not None


def _stands_alone(message: Message, amount: Amount) -> bool:
    """ "..., até 200 reais", "R$ 900 no máximo": a clause that is a limit or a rough sum and nothing else."""
    folded = message.folded
    begin, end = message.sentence(amount.start)
    before = PREFIX.sub("", folded[begin : amount.start])
    suffix = SUFFIX.match(folded, amount.end)
    after = _EVERY.match(folded, suffix.end() if suffix else amount.end, end)
    rest = after.end() if after else amount.end
    limited = _UPPER_AFTER.match(folded, rest)
    ends = _CLAUSE_ENDS.match(folded, limited.end() if limited else rest) is not None
    leads = _LIMIT_LEADS.search(before)
    return ends and not message.is_question(amount.start) and bool(leads or (limited and _CLAUSE_BEGINS.search(before)))


def _goes_with_need(message: Message, amount: Amount, before: str) -> bool:
    """ "Preciso de um site, uns 5 mil": a rough amount beside what they need, not in a question."""
    if message.is_question(amount.start) or not message.mentions(_NEEDING):
        return False
    plain = PREFIX.sub("", before[-60:])
    return bool(_ROUGH.search(plain) or _HAVE.search(before)) or amount.lower != amount.upper


def _own_budget(before: str) -> bool:
    return (
        re.search(
            r"\b(?:(?:consigo|posso|podemos|conseguimos) (?:pagar|gastar|investir)|tem que (?:ser|sair|ficar"
            r"|custar)|(?:meu|nosso|my|our|mi|nuestro) (?:orcamento|budget"
            r"|presupuesto|teto|limite))\b",
            before,
        )
        is not None
    )


def _other_figure(folded: str, amount: Amount) -> bool:
    """Whether the digits go on before or behind: a date, a code, a time, a telephone."""
    around = folded[max(0, amount.start - 1) : amount.start] + folded[amount.end : amount.end + 1]
    return (
        any(char in "/:#_@" or char.isalnum() for char in around.replace("/", "", 1) if char != "$")
        and folded[amount.end : amount.end + 2] != "/m"
    )


def _bounded(message: Message, amount: Amount) -> Budget:
    before = message.folded[max(0, amount.start - 60) : amount.start]
    before = PREFIX.sub("", before)
    if amount.lower != amount.upper:
        return Budget(amount.lower, amount.upper, amount.currency)
    suffix = SUFFIX.match(message.folded, amount.end)
    after = message.folded[suffix.end() if suffix else amount.end :][:40]
    if _TOO_MUCH.match(after) and not _UPPER.search(before):
        return Budget(None, amount.upper, amount.currency)
    if _UPPER.search(before) or _UPPER_AFTER.match(after):
        return Budget(None, amount.upper, amount.currency)
    if _LOWER.search(before) or _LOWER_AFTER.match(after):
        return Budget(amount.lower, None, amount.currency)
    return Budget(amount.lower, amount.upper, amount.currency)


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
