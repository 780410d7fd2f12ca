"""How customers ask for totals, discounts, instalments and what a price is for: see `cues`."""

from typing import Final

from agente.agents.local.cues import cue, word_set
from agente.kit.patterns import regex

# What several things cost in all.
ADD_UP: Final = cue(
    r"som(?:a|e|ar|ando|ado)|total|junt[oa]s|tudo junto|quanto (?:\w+ ){0,3}tudo",
    r"altogether|in total|together|add (?:it|them) up|both cost|en total|todo junto|suma\w*|cuanto (?:\w+ ){0,3}todo",
    r"(?:faz|faca|fazer|faria|haz|haga) (?:a|as|essa|esta|las?) (?:contas?|cuentas?)|calcul(?:a|e|ar)",
)
# What one thing comes to until it is done or over: "no total quanto vou gastar?"
IN_ALL: Final = cue(
    r"(?:n[oa] |o |the |in |en |el )?tota(?:l|is)|ao todo|no final|no fim|a[lo] final|altogether|in all"
)
SPENT: Final = cue(r"gast(?:o|a|ar|aria|arei)|desembols\w+|(?:i |we )?(?:spend|pay)|gastar(?:ia)?")
# What is added to the thing that was priced last: "e com o módulo?", "mais a gaveta", "somando o treinamento".
ADDS: Final = regex(
    r"(?:^|\b(?:e|y|and|ta|ok|entao|mas|se|quiser|quero) )"
    r"(?:(?:com|mais|somando|somar|soma|junto com|incluindo|colocando|botando|adding|with|plus|con|sumando|agregando)"
    r" (?:(?:o|a|os|as|um|uma|the|an?|el|la|un|una|esse|essa) )?)_"
)
OF_THEM: Final = cue(r"del[ea]s|dess[ea]s|of them|de ell[oa]s")
TOGETHER: Final = cue(r"junt[oa]s?|together")
# That it is money which is spoken of; "vêm juntos na caixa?" is none.
MONEY: Final = cue(
    r"(?:qua?nto|how much|cuanto)(?! (?:tempo|dura\w*|demora\w*|leva\w*|antes|pesa\w*|mede\w*|ocupa\w*|espaco|peso|time"
    r"|space|long|does it weigh|tiempo|tarda\w*|espacio))",
    r"som(?:a|e|ar|ando|ado)|suma\w*|total|tudo junto|todo junto|altogether|in total|add (?:it|them) up|both cost",
    r"(?:faz|faca|fazer|faria|haz|haga) (?:a|as|essa|esta|las?) (?:contas?|cuentas?)|calcul(?:a|e|ar)",
    r"(?:da|dao|sai|saem|fica|ficam|sale|salen|is|are|comes? to|por) (?:r |menos de |ate |mais de )?[0-9]{2,}",
    r"pag(?:o|a|ar|amos|aria)|gast(?:o|a|ar|aria)|dobr(?:ou|a|aria)|subiu|aumentou|(?:mais )?(?:barat|car)[oa]s?"
    r"|orcamentos?|budget|quote|presupuesto|cheaper|expensive|pay|promoc(?:ao|oes)|oferta",
)
# Words of a list that says nothing else: "a gaveta e o leitor juntos".
LISTING: Final = word_set(
    "_ o a os as um uma e nao com mais junto juntos juntas tudo dois duas ambos fica ficam sai saem da dao so",
    "por favor pfv anual mensal ano mes todo inteiro ai pra mim",
    "the an and with plus together both please el la los las un una y con mas dos todo then entao isso ai",
)
# To pay a year at once, and that it may be the cheaper way.
FOR_A_YEAR: Final = cue(
    r"anua(?:l|is)|anualmente|(?:por|pel[oa]|ao|al) ano|ano (?:inteiro|todo|completo|adiantado)|yearly|annual(?:ly)?",
    r"(?:pag|fech|contrat|assin)\w+ (?:o|um|1|de um|el|un) ano|per year|(?:a|the|by the) (?:whole )?year|anuales",
)
# What it comes to in twelve months, however it is paid.
OVER_A_YEAR: Final = cue(
    r"(?:no (?:primeiro )?|(?:em|por|durante|ao longo de) (?:um|1) |(?:total|soma|gasto|custo) (?:do|de um|pro) )ano"
    r"(?! (?:passado|retrasado|que vem|novo|seguinte))",
    r"(?:o|um|1) ano (?:todo|inteiro|completo)|todo o ano|(?:12|doze) meses",
    r"(?:in|over|for|total of) (?:a|one|1|the) (?:whole |first |full )?year",
    r"(?:a|the) (?:whole|full|first) year|12 months|total del ano",
    r"(?:en|durante) (?:un|1|el) (?:primer )?ano(?! (?:pasado|que viene))",
    r"(?:el|un) ano (?:entero|completo)|todo el ano",
)
# What is paid in the first month, with what is paid once: "o Pro 1 mês + a gaveta".
FIRST_MONTH: Final = cue(
    r"(?:(?:o|de|por|pra|so|no|d?o) )?(?:1|um|primeiro|1o) mes(?! (?:gratis|de graca|free|antes|depois|atras))",
    r"(?:(?:for|in|the) )?(?:1|one|first) month(?! free)|(?:el )?primer mes|(?:por )?un mes(?! gratis)",
)
# What a month comes to; "o mensal" is only a way of paying for the year.
BY_THE_MONTH: Final = cue(r"(?:por|ao|cada|no) mes|(?:per|a|each) month|al mes|monthly")
SAVES: Final = cue(
    r"mais (?:barat[oa]s?|em conta|vantaj\w+|economic\w+)|compensa\w*|vale (?:mais )?a pena|vantagem|econom\w+",
    r"desc?ont\w*|abatimento|sai melhor|cheaper|sav(?:es?|ings?)|discounts?|better deal|worth it",
    r"mas (?:barat[oa]s?|economic\w+)|ahorr\w+|descuentos?|conviene|vale la pena",
)
HOW_MUCH: Final = cue("quanto", "qual", "how much", "what", "cuanto", "cual")
YEARLY_WORDS: Final = word_set(
    "pagar pagando pago paga pagamos pagasse pagaria fechar fechando fecho contratar contratando assinar assinando",
    "ano inteiro todo completo adiantado sai saindo compensa compensaria vale pena vantagem vantajoso economia",
    "economizo economiza economizar barato conta opcao vez anualmente mes mensal anual pay paying whole save saves",
    "saving savings cheaper better deal worth entero ahorro ahorra ahorrar conviene barato real mesmo tem tambem",
    "ganho algum alguma dou quantos full upfront instead deixa",
)
_WAYS_OF_PAYING: Final = {
    "pix": cue(r"pix"),
    "cash": cue(r"a vista|em dinheiro|no dinheiro|especie|efectivo|al contado|cash|at once|upfront"),
    "slip": cue(r"boletos?"),
    "card": cue(r"(?:no|pelo|com|em|the|con) (?:cartao|debito|credito|card|tarjeta)|by card"),
}
PAYING_WORDS: Final = word_set("pix vista dinheiro boleto especie efectivo contado cash once upfront")
# "Quanto a mais que o outro?"
DIFFERENCE: Final = cue(
    r"quanto (?:(?:eu|e|eh|custa|fica|sai|pago|vou pagar|da) ){0,2}a? ?mais (?:car[oa] )?(?:d?o? ?que|em relacao)",
    r"diferencas? (?:de|d[oa]s?|n[oa]s?|em) (?:precos?|valor(?:es)?|mensalidades?)",
    r"price difference|difference in price|how much (?:more|dearer)|quanto (?:\w+ ){0,2}a mais (?:e|eh|custa|fica|sai)",
    r"cuanto mas (?:\w+ )?que|diferencia de precios?|cuanto es la diferencia",
    r"quanto (?:(?:e|eh|da|daria|fica|ficaria|seria|custa|vai (?:dar|ficar)) )?(?:a|de) diferenca",
    # "A diferença do Essencial pro Pro no mensal": of money, though "do mensal pro anual" is of a way of paying.
    r"diferencas? (?:\w+ ){0,6}?(?:em reais|em dinheiro|por mes|no (?:plano )?(?:mensal|anual)|por ano)",
    r"difference (?:\w+ ){0,6}?(?:per|a|each) (?:month|year)|diferencia (?:\w+ ){0,6}?(?:por|al) (?:mes|ano)",
    r"quanto (?:\w+ ){0,3}a mais (?:\w+ ){0,2}(?:pag\w+|seria|da|daria|ficaria)|pag\w+ quanto (?:a )?mais",
    r"quanto (?:\w+ ){0,2}pag\w+ (?:\w+ )?a mais|quanto (?:\w+ ){0,2}(?:sobe|subiria|aumenta|aumentaria)"
    r"(?= (?:n?[ao] )?(?:mensalidade|valor|preco|conta)\b| por mes|$)",
    r"cuanto mas (?:\w+ )?(?:pag\w+|costaria|cuesta)",
)
# "O plano anual com loja adicional": one named with the other.
NAMED_WITH: Final = regex(r"_ (?:\w+ )?(?:com|mais|with|plus|con) (?:(?:o|a|os|as|um|uma|1|the|an?|el|la|un) )?_")
BY_QUANTITY: Final = cue(r"quantidades?|cantidad(?:es)?|quantity")
# What the customer has, of which a product must hold enough.
NEEDS: Final = cue(
    r"(?:tenho|temos|preciso(?: de)?|precisamos(?: de)?|uso|usamos|vou ter|sao|have|need|tengo|tenemos"
    r"|necesit(?:o|amos)) (?:so |apenas |uns |umas |only |solo |unos |unas )?(?=[0-9])"
)
# "Pra 1 loja só": as many as are needed, and no "uma loja a mais".
FOR_ONE: Final = cue(
    r"(?:pra|para|p|so|tenho|temos|for|have|tengo|tenemos|solo|so com|only with|solo con)"
    r" (?:so |apenas |only |just )?(?:1|uma?|one|una?)"
    r" (?!mais|more|mas)\w+(?: (?:so|apenas|only|solo)\b)?(?! (?:a mais|extra|adicional|more))",
)
HOW_MANY: Final = regex(r"\b(?:quant[oa]s|how many|cuant[oa]s) (\w+)")
OF_THE_COMPANY: Final = cue(
    r"(?:voces?|vcs?|a empresa|you|ustedes) (?:ja |tambem |all |guys )?(?:tem|possu\w+|atende\w*|have|serve|tienen?)",
    r"(?:do|does) (?:you|the company) have|tienen ustedes",
)
THAT_FITS: Final = cue(
    r"(?:o|a|os|as) que (?:serve\w*|atende\w*|sirva\w*|da conta|cabe\w*|resolve\w*)|qual (?:serve|atende|resolve)",
    r"qual(?: e)?(?: o)? plano|which (?:plan|one)|the one that (?:fits|works)",
    r"(?:el|la|lo) que (?:me )?sirv\w+|cual(?: plan| paquete)?(?: me| nos)? sirve",
)
INCLUDES: Final = cue(r"inclu\w+|included?|junto|tem|vem|viene")
# "Um implante com coroa": a part that is named with the product.
WITH: Final = regex(r"\b(?:com|con|with) (?:(?:a|o|as|os|um|uma|la|el|una?|the) )?(\w{3,})")
# Whether it costs anything.
PAID: Final = cue(
    r"(?:e|eh|sao|fica|sera|seria|es|son|is|are) (?:it )?(?:pag[oa]s?|gratis|gratuit[oa]s?|de graca|cobrad[oa]s?|free)",
    # "Essa avaliação paga?", as it is typed; "o cliente paga?" asks who does.
    r"(?:es[st][ae]|[oa]|this|the|la|el) (?:_|consulta|visita|avaliacao|reuniao|demonstracao|aula|sessao|vistoria|cita"
    r"|appointment|meeting) (?:pag[oa]s?|gratis|gratuit[oa]s?|de graca|cobrad[oa]s?|free)"
    r"(?: ou (?:nao|gratis|gratuit[oa]|de graca|pag[oa]))?(?= quanto$|$)",
    r"(?:tem|tiene) (?:algum )?custo|cobra(?:m|n)?|(?:tem|tenho|temos) que pagar|se paga|hay que pagar",
)
# Of what is theirs already: no price is asked.
OWN_BILL: Final = cue(
    r"(?:minha|meu|nossa|nosso) (?:mensalidade|fatura|boleto|assinatura|conta|cobranca)",
    r"my (?:bill|invoice|subscription)|mi (?:mensualidad|factura|suscripcion)",
)
PAID_WORDS: Final = word_set(
    "paga pago pagas pagos gratis gratuita gratuito graca cobrada cobrado cobra cobram cobran free custo pagar algum",
)
# "12,5%", of a text as it is written.
PERCENT: Final = regex(r"\b(?<!\d[.,])(\d{1,2}(?:[.,]\d{1,2})?) ?(?:%|por ?cento\b|percent\b)")
# What becomes of an amount that was paid: "os 120 abate?".
OF_AMOUNT: Final = cue(
    r"abat\w+|desc?ont\w*|deduz\w*|volta\w*|devolv\w+|reembols\w+|credit\w+|retorna\w*",
    r"refund\w*|deduct\w*|come back|get back|descuent\w+|devuelv\w+|reintegr\w+|vuelven?",
)
# To pay in instalments, in how many, and how many a text allows.
SPLIT: Final = cue(
    r"divid\w+|parcel(?:a|am|ar|ado|ada|ados|as|amos)|cuotas?|instal?lments?|split",
    r"(?:em|in|en) [0-9]{1,2} ?(?:x|vezes)(?! ?[0-9])|[0-9]{1,2} ?(?:x|vezes) (?:da|fica|sai)",
)
# What each of them comes to, in however many it is paid.
EACH_INSTALMENT: Final = cue(
    r"(?:qua?nto|qual|valor|preco)(?: \w+){0,4} parcelas?|(?:cada|por) parcela|parcelas? (?:de quanto|fica\w*|sai\w*)",
    r"(?:cada|valor de la|cuanto (?:\w+ )?(?:la|cada)) cuota|(?:each|per|how much (?:\w+ ){0,3}the) instal?lments?",
)
INSTALMENT_WORDS: Final = word_set(
    "parcela parcelas parcelar parcelado parcelada parcelando dividir dividindo dividido juros total tudo todo vezes x",
    "preciso precisamos quantas quantos perguntando cartao credito pagar pago pagaria cuota cuotas total instalment",
    "instalments installment installments each need paying interest necesito pagando forem fossem fizer fizesse fazer",
    "faz faca conta calcula calcular mim perdi faltam divide divida fossem were make math haga cuenta fueran divididos",
    "divididas parcelados parceladas",
)
SO_MANY: Final = regex(
    r"\b(?:(?:(?:em|in|en|por|de) )?([0-9]{1,2}) ?(?:x|vezes|parcelas|cuotas|instal?lments|payments|pagos)"
    r"|(?:divid\w+|parcel\w+|split)(?: \w+){0,3} (?:em|por|in|into|en) ([0-9]{1,2}))\b(?! ?[0-9])"
)
LIMIT: Final = regex(r"\b([0-9]{1,2}) ?(?:x|vezes|parcelas|cuotas|instal?lments)\b")
NO_INTEREST: Final = cue(r"sem juros|sin interes(?:es)?|interest free|without interest|no interest")
PROPOSAL: Final = cue(
    r"(?:mand(?:a|e|ar|em|ame|eme)|envi(?:a|e|ar|em|ame|eme)"
    r"|receber|quero|aguardo|espero|prepara|prepare|send|get|recibir|quiero)(?: \w+){0,3}"
    r" (?:proposta|proposal|propuesta)",
)
NO_PROPOSAL: Final = cue(
    r"(?:nao|not|no) (?:(?:quero|precis\w+|mand\w+|envi\w+|want|need|send|quiero|necesito)(?: \w+){0,3}"
    r"|(?:e|eh) (?:\w+ )?(?:uma )?)? ?(?:proposta|proposal|propuesta)|propost[ao] (?:ainda nao|nao|not yet|todavia no)",
)
# "O mais barato que tem isso": of those that have what was told last.
THAT_HAS: Final = r"(?:que|q) (?:ja )?(?:tem|tenha|vem|venha|inclui|inclua|faz|faca|emite|emita)(?: com)?"
WITH_IT: Final = cue(
    rf"{THAT_HAS} (?:isso|ele|ela|ess[ea]|est[ea])",
    r"com (?:isso|ele|ela) (?:incluso|inclusa|junto)|that (?:has|includes) (?:it|that)|que (?:lo|la) (?:tenga|incluya)",
    r"que tenga eso",
)
# "Arrumar esse dente": the thing that was spoken of.
THIS: Final = regex(r"\b(?:esse|essa|este|esta|desse|dessa|deste|desta|nesse|nessa|this|that|ese|esa) (\w{3,})")
# "30 funcionários mas só 3 usam": another number than the one that is counted would be right.
ONLY_THEY: Final = cue(r"so|apenas|somente|only|just|solo|cada|each|us[ao]m?|vao usar|will use")
# "O de vocês funciona pra várias lojas?": whether it does at all, and not which.
FOR_MANY: Final = cue(
    r"(?:funciona\w*|atende\w*|serve\w*|da conta|suporta\w*|controla\w*) (?:(?:com|de|em|bem|pra|para|p) )*"
    r"(?:mais de uma?|vari[oa]s|muit[oa]s|divers[oa]s|multipl[oa]s)",
    r"(?:works?|good) (?:for|with|in) (?:several|many|multiple|more than one)",
    r"(?:funciona|sirve)\w* (?:para|con|en) (?:vari[oa]s|much[oa]s|mas de un[oa]?)",
)
# "O que é melhor, X ou Y?", where one of them is a product.
WHICH_IS_BETTER: Final = cue(
    r"(?:que|qual|eh?) (?:e |eh |seria )?melhor|(?:what|which) is better|cual es mejor|que es mejor"
)
OR_OTHER: Final = regex(
    r"\b_ (?:ou|or|o) (?:(?:uma?|an?|una?|the|el|la) )?(\w{5,})$|(\w{5,}) (?:ou|or|o) (?:(?:uma?|an?|una?|o|a) )?_$"
)
# Of all the plans, and of none that would be enough: "a diferença entre os planos", "o preço de cada plano".
_THE_PLANS = (
    r"(?:(?:os|as|the|los|las|seus|your|sus|todos|all|cada|each|[2-9]|tres|three|quatro|four|cuatro) )*"
    r"(?:planos?|plans?|planes|pacotes|paquetes)"
)
ALL_PLANS: Final = cue(
    r"(?:diferencas?|comparac(?:ao|oes)|comparativo|comparison|differences?) (?:entre|d[oa]s?|de|n[oa]s|between|of|in)"
    rf" {_THE_PLANS}(?! (?:mensal|anual|e (?:o|a)\b))",
    rf"(?:compar\w+|compare) {_THE_PLANS}|(?:d?o )?que (?:muda|difere) (?:entre|de um|n[oa]s) {_THE_PLANS}",
    r"(?:quais|que|which|what|cuales) (?:(?:sao|are|son) )?(?:(?:os|the|los) )?(?:planos|plans|planes|pacotes)"
    r"(?: (?:e|and|y) (?:o |os |the |el |los )?(?:precos?|valor(?:es)?|prices?|precios?)|"
    r" (?:que )?(?:voces|vcs|you|ustedes)? ?(?:tem|have|tienen)(?! (?!disponiveis)\w))",
    rf"(?:preco|valor|precos|valores|prices?|precios?) (?:de|d[oa]s|of) (?:todos |cada |all |each ){_THE_PLANS}",
)
# "O de vocês é mais caro por quê?": dearer than something else, and not the dearest of ours.
DEARER: Final = cue(
    r"(?:por ?que|porque|pq)(?: \w+){0,6} mais car[oa]s?",
    r"mais car[oa]s? (?:por ?que|porque|pq|(?:do )?que|q\b)",
    r"(?:voces|vcs|voce|vc) (?:e|eh|sao|ta|tao|esta|estao|sai|fica)(?: (?:bem|muito|um pouco))? mais car[oa]s?",
    r"(?:why|you|yours)(?: \w+){0,4} more expensive|more expensive than",
    r"por que(?: \w+){0,6} mas car[oa]s?|mas car[oa]s? que",
)


def ways_of_paying(spoken: str) -> set[str]:
    """Those that folded words name."""
    return {way for way, cue in _WAYS_OF_PAYING.items() if cue.search(spoken)}


def ways_priced_apart(spoken: str) -> set[str]:
    """Those of them for which there may be a price of their own, as there is none for a card."""
    return ways_of_paying(spoken) - {"card"}


# "Não quero comprar, já tenho um": no wish to buy, though it has the words of one.
WANTS_NONE: Final = cue(
    r"(?:nao|nem) (?:\w+ )?(?:quero|queria|vou|pretendo|preciso|penso em)(?: \w+)?"
    r" (?:compra\w*|contrat\w+|assin\w+|adquirir|fechar|levar)",
    r"(?:don t|do not|not) (?:want|going|looking|need) to (?:buy|order|subscribe|hire)"
    r"|no (?:quiero|voy a|pienso|necesito) (?:comprar|contratar)",
)
