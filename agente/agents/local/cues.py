"""The turns of phrase that tell what a message asks, whatever the business: Portuguese, English and Spanish.

They are matched against the message's folded words joined by single spaces: no accents, capitals or punctuation.
"""

from typing import Final

from agente.kit.patterns import Pattern, regex


def cue(*alternatives: str) -> Pattern:
    """Finds any of the alternatives as whole words; each is a regular expression."""
    return regex(rf"\b(?:{'|'.join(alternatives)})\b")


def word_set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PRICE: Final = cue(
    r"quanto (?:e|eh|custa\w*|custaria|fica\w*|ficaria|sai|ta|esta|vale|cobra\w*|seria|pago|pagaria|da)",
    r"(?:sai|fica|custa|esta|ta|da|daria|sairia|ficaria) (?:por )?quanto(?! (?:tempo|de))",
    r"quanto (?:vai|iria) (?:custar|ficar|sair|dar)",
    r"precos?|valor(?:es)?|custa\w*|custos?|mensalidades?|anuidades?|qto|qnto",
    r"how much|prices?|pricing|costs?|fees?",
    r"cuanto (?:cuesta\w*|vale\w*|sale\w*|es|seria|cobra\w*)|precios?|tarifas?|cuesta\w*",
)
# Asked of what was spoken of last, or booked.
OWED: Final = cue(
    r"quanto (?:e que )?(?:eu |a gente )?(?:vou|vamos|tenho que|preciso|devo) (?:pagar|gastar)|quanto (?:eu )?pago",
    r"how much (?:will|do|should) (?:i|we) (?:have to )?(?:pay|owe)|cuanto (?:voy|vamos|tengo que) (?:a )?pagar",
)
# "É por loja ou pras duas?" asks what a price is for, not what so many cost.
PER: Final = cue(
    r"(?:por|cada|per|each|a) \w+,? (?:ou|or|o) (?:e |eh |is it |es )?(?:pras?|para|pel[oa]s?|por|for|all|tod[oa]s?)"
)
YEARLY: Final = cue(r"anua(?:l|is)|por ano|ao ano|yearly|annual(?:ly)?|per year|anuales|al ano|a year")
MONTHLY: Final = cue(r"mensa(?:l|is)|por mes|ao mes|monthly|per month|mensual(?:es)?|al mes|a month")
# "Faz por 1700?": a lower one than ours.
_NAMES_A_PRICE = (
    r"(?:faz(?:em)?|faria|deixa|deixam|da pra fazer|hacen?|dejan?) (?:\w+ ){0,2}por (?:r |us )?[0-9]{1,3} ?[0-9]{2,3}"
    r"(?! (?:horas?|dias|minutos|meses|anos))"
)
DISCOUNT: Final = cue(
    # What a printer prints is a "cupom" too.
    r"(?<!nao e )(?<!nao eh )(?<!nao era )(?<!nao foi )(?<!no es )(?<!not a )(?<!no fue )desc?ont\w*"
    r"|discounts?|descuentos?|abatimento|coupons?|cupon(?:es)?",
    r"(?<!no )(?<!ra de )(?<!nha de )(?<!sair )cupo(?:m|ns)(?! fisca)",
    # A better price than the one that stands in the list.
    r"(?:fa(?:z|zem|co|ca|zer)|consegu\w+|d(?:a|ao|ar)|tem|arruma\w*) (?:\w+ ){0,2}(?:precos?|valor)"
    r" (?:melhor|menor|mais (?:baixo|camarada)|especial|camarada)",
    r"(?:melhora|baixa|abaixa|reduz)(?:r|m|ria|riam)? (?:(?:\w+ )?(?:precos?|valor|mensalidade)|mais)",
    r"(?:get|give|make|do) (?:\w+ ){0,2}better price|(?:hacen?|dan?|hay) (?:\w+ )?mejor precio",
    _NAMES_A_PRICE,
)
# Behind no wish: "desconta depois", and not "desconta pra mim".
TAKEN_OFF: Final = cue(
    r"(?:depois )?(?:e |eh )?descont(?:a|am|ado|ada|ados|adas|ou)(?: (?:depois|do|da|no|na|dele|dela|isso|tudo))",
    r"(?:is |it s )?(?:deducted|taken off)|(?:se )?descuenta(?:n)?(?: (?:despues|del|de la))",
)
HAGGLES: Final = cue(_NAMES_A_PRICE)
COMPARE: Final = cue(
    r"diferencas?|diferenca|compar\w+|versus|vs|melhor|differ\w*|compare|better|diferencias?|mejor|(?<![0-9] )x"
)
EITHER: Final = cue("ou", "or", "o")
ONE_OR_OTHER: Final = regex(r"_ (?:(?:\w+ ){0,3}(?:ou|or)|o) (?:\w+ ){0,2}_")
WORKS_WITH: Final = cue(
    r"funciona\w* (?:com|junt\w+|con)|compat\w+|lig(?:a|am) (?:com|n[oa]s?)|conect\w+ (?:com|n[oa]s?|a[o]?)|encaix\w+",
    r"(?:posso|pode|podemos|da pra|da para|can i|puedo) (?:\w+ ){1,2}(?:com|usando|with|con) (?:(?:o|a|the|el|la) )?_",
    r"serve\w* (?:com|n[oa]s?)|works? (?:with|together)|connects? (?:to|with)|se conecta",
)
# Asked of a thing that was named before, and of nothing else.
USE_IT: Final = regex(
    r"\b(?:(?:posso|podemos|consigo|da (?:pra|para)|tem como|can i|could i|puedo) (?:continuar |seguir |keep )?"
    r"(?:us\w+|aproveit\w+)(?: (?:_|d?el[ea]s?|it|them|l[ao]s?))?|(?:el[ea]s?|it|they) (?:serve\w*|funciona\w*|works?))"
    r"(?: (?:tambem|mesmo|ainda|aqui|ne|com|no|voces|sistema|too|still|with|you|tambien))*$"
)
LIST: Final = cue(
    r"quais|que (?:tipos?|opcoes)|lista\w*|opcoes|catalogo|todos|todas|ver|mostr\w+|conhecer|tipos|oferece\w*|vende\w*",
    r"which|what|list|options|catalog(?:ue)?|all|show|see|offer|sell|have|cuales|opciones|mostrar|ofrece\w*|tiene\w*",
    r"quanto custam|cuanto cuestan|how much are|voces tem|tem(?! que\b)",
)
# "Tem que levar algo?" asks what one has to do, not what there is.
MUST: Final = cue(
    r"(?:tem|tenho|temos|precisa|preciso|precisamos) (?:que|de) \w+r|(?:precisa|preciso|necesito) \w+r",
    r"(?:do|should) (?:i|we) (?:have to|need to|bring)|(?:tengo|tenemos|hay) que \w+r",
)
OFFER: Final = cue(
    r"o que (?:e que )?(?:voces |vcs |vc |voce )?(?:vendem?|oferecem?|tem|comercializam)",
    r"what (?:do|does) (?:you|the company) (?:sell|offer|have)",
    r"que (?:venden?|ofrecen?|tienen)|catalogo|catalog(?:ue)?|(?:tabela|lista) de (?:precos|produtos|planos)",
    r"price list",
)
# Behind a number: for how many people something has to be enough.
PEOPLE: Final = cue(
    r"(?:\d+|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|doze|quinze|vinte|trinta|cinquenta|cem)"
    r" (?:pessoas|usuarios|funcionarios|colaboradores|vendedores|atendentes|alunos|convidados|logins|acessos)",
    r"(?:somos|seriamos|we are|we re) (?:em |uns |umas |about )?(?:\d+|dois|duas|tres|quatro|cinco|seis|oito|dez)",
    r"(?:\d+|two|three|four|five|six|ten|twelve|twenty) (?:people|users|employees|seats|guests|students)",
    r"(?:\d+|dos|cuatro|cinco|diez|veinte) (?:personas|usuarios|empleados|colaboradores|alumnos|invitados)",
)
FITS: Final = cue(
    r"qual|quais|se eu (?:quiser|precisar|tiver)",
    r"serve\w*|aceita\w*|atende\w*|suporta\w*|comporta\w*|cabe\w*|da conta|which|fits?|supports?|enough"
    r"|cual(?:es)?|sirve\w*|alcanza",
)
PLANS: Final = cue(r"planos?|plans?|planes|pacotes?|assinaturas?|subscriptions?|paquetes?")
SERVICES: Final = cue(r"servicos?|services?|servicios?")
# "O preço pra uma hamburgueria pequena": whose it will be, not what it is.
FOR_WHOM: Final = regex(
    r"\b(?:pra|para|for|p) (?:(?:a|o|um|uma|una?|mi|my) )?(?:meu|minha|nosso|nossa|uma?|mi|my|an?|our)"
    r" \w+(?: \w+){0,3}$"
)
PRODUCTS: Final = cue(r"produtos?|products?|productos?|itens|items|solucoes|soluciones|solutions|opcoes|options")
WHICH: Final = cue(r"qual|quais|que planos?|which|what plan|cual(?:es)?|algum\w*|any|algun\w*")
CHEAPEST: Final = cue(
    r"mais (?:barat\w+|em conta|economic\w+|acessive(?:l|is)|simples|basic[oa])|menor (?:preco|valor|custo)",
    r"cheapest|most affordable|lowest price|mas (?:barat\w+|economic\w+)|menor precio",
)
DEAREST: Final = cue(
    r"mais car[oa]s?|maior (?:preco|valor)|most expensive|mayor precio",
    r"(?:el|la|l[oa]s|cual|que)(?: \w+){0,2} mas car[oa]s?",  # and not Portuguese "mas cara, eu tenho medo"
)
PURCHASE: Final = cue(
    r"(?<!nao )(?<!nem )(?:quero|queria|gostaria de|vou|vamos|posso) (?:ja )?"
    r"(?:contratar|comprar|assinar|fechar|adquirir|levar)",
    r"(?:want|like|ready) to (?:buy|order|subscribe|sign up|purchase)"
    r"|(?:quiero|quisiera|me gustaria) (?:contratar|comprar|suscribirme)",
)
# "Contrato" and "compra" are things, too: what is asked is how one comes to have it.
HOW_TO_BUY: Final = cue(
    r"(?:como|onde) (?:(?:e que )?(?:eu |a gente )?(?:faco|fazemos) )?(?:(?:para|pra|p) )?(?:eu )?"
    r"(?:(?:contrat|assin|compr|adquir)(?:o|ar|ir|amos)|fech(?:o|ar|amos)"
    r"(?: (?:com voces|(?:(?:o|a|esse|essa|este|esta) )?(?:_|plano|anual|mensal|contrato|negocio|pacote|compra)))?$)",
    r"(?:contrat|assin|compr|adquir)(?:ar|ir)(?: \w+){0,2} (?:onde|como) (?:e que )?(?:eu )?(?:faco|fazemos)",
    r"(?:how|where) (?:do|can) (?:i|we) (?:buy|order|subscribe|sign up|purchase)",
    r"(?:como|donde) (?:hago para |puedo )?(?:contrat|compr)(?:o|ar)",
)
# "Como faço pra fechar?" of a contract (the till and the shop are closed too), or of an order that is yet to be placed.
HOW_TO_CLOSE: Final = cue(
    r"como (?:e que )?(?:eu |a gente )?(?:(?:faco|fazemos) (?:para|pra|p) |posso )?fech(?:o|ar|amos)"
    r"(?: (?:com (?:voces|vcs)|negocio|isso|tudo|a compra|o (?:pedido|contrato|negocio)|entao|agora|ai)){0,2}$",
    r"como (?:(?:que|e que|eu|a gente|se) )*(?:faco|fazemos|faz|fazer|faria)(?: (?:pra|para|p) (?:fazer|finalizar))?"
    r" (?:(?:o|a|um|uma|meu|minha|esse|essa) )?(?:pedido|compra|encomenda|assinatura|contratacao)(?! d[aeo]s?\b)",
    r"how (?:do|can) (?:i|we) (?:place|make) (?:the|an|my) (?:order|purchase)"
    r"|como (?:hago|realizo|hacemos) (?:(?:el|la|un|una|mi) )?(?:pedido|compra|encargo)(?! del?\b)",
)
ORDERS: Final = cue(
    r"(?:faz|faca|fecha|feche|abre|registra) (?:(?:o|meu|um|esse) )?pedido",
    r"(?<!nao )quero (?:comprar|contratar|fechar) (?:agora|ja)(?! (?:tenho|temos|tem)\b)",
    r"place (?:the|my|an) order|i want to buy (?:it )?now|(?:haz|haga) (?:el|mi) pedido|quiero comprar(?:lo)? ahora",
)
# A product right behind it ("_"), or the way of paying for the one that was talked about, is what is wanted.
WANT: Final = regex(
    r"\b(?:quero|queria|vou querer|vou levar|levo|prefiro|fico com|vou ficar com|vou de|escolho|fecho|pode ser"
    r"|i want|i ll take|i d like|let s go with|quiero|me quedo con|me llevo|prefiero)"
    r" (?:(?:o|a|os|as|esse|essa|plano|the|el|la|plan|mesmo) ){0,3}"
    r"(?:_|(?:anual|mensal|mensual|yearly|monthly|annual)\b)"
)
WISHED: Final = cue(
    r"(?:quero|queria|quiero)(?! (?:so |solo )?saber\b)|vou querer|vou levar|levo|prefiro|fico com",
    r"escolho|i want|i ll take|me quedo",
)
MORE: Final = cue(r"mais (?:sobre|detalhes?|informac\w+)|detalh\w+|more|details?|mas (?:sobre|detalles?)|como e")
ASKED: Final = cue(
    r"perguntei|pregunte|i asked|(?:vc|ce|voce) nao (?:falou|disse|respondeu)|faltou (?:falar|dizer|[oa]s?)"
)
# With no other words, of the meeting that was just booked: "cobra alguma coisa?", "quem me manda o link?".
ASKED_OF_A_MEETING: Final = word_set(
    "cobra cobram pago paga gratis graca gratuito gratuita dura duram demora tempo link manda mandam envia enviam",
    "recebo receber marcou alguma coisa algo free charge long last lasts takes send cobran tarda mandan envian",
)
# Asked of what was said before: the words themselves fit too many passages.
OF_THAT: Final = cue(
    r"isso|disso|nisso|quanto tempo|prazos?|demora\w*|how long|that|eso|esto|cuanto (?:tiempo|tarda\w*)|tarda\w*"
)
BROKEN: Final = cue(
    r"soltou|quebrou|rachou|estragou|travou|parou de|nao (?:liga|funciona|imprime|le)|deu (?:defeito|problema)",
    r"(?:is|are|it s) (?:broken|not working)|stopped working|broke|se (?:me )?(?:rompio|solto|salio|cayo|quebro)",
)
HOW_LONG: Final = cue(
    r"(?:quanto|que|qto) tempo|(?:qual|que) (?:e )?(?:o )?prazo|demora\w*|dura|duram|how long",
    r"cuanto (?:tiempo|dura|tarda\w*)|da tempo|chega\w* (?:a tempo|ate|em quanto|quando)|in time|a tiempo",
    r"em quant[oa]s (?:dias|horas|semanas)|quant[oa]s (?:dias|horas|semanas)(?! (?:fic[oa]|posso|pode|ten?[hm]\w*)\b)",
)
# Whether it hurts: told of what is done here, whatever its name.
HURTS: Final = cue(
    r"d(?:oi|oem|oer|olorid[oa]s?|oloros[oa]s?)", r"(?:is it |does it )?(?:hurts?|painful)|duelen?|doler"
)
# In how many visits, or how long until all is done: of what is treated or made, and of no order.
UNTIL_DONE: Final = cue(
    r"(?:tempo|demora\w*|leva\w*|dura|prazo|take|long|tarda\w*)(?: \w+){0,3}"
    r" (?:ate (?:ficar |estar )?(?:pront[oa]|terminar|acabar|o fim)|until (?:it is |it s )?(?:done|ready|finished)"
    r"|hasta (?:que )?(?:est\w+ )?(?:list[oa]|terminar)|(?:o|esse|todo o|el|the) (?:tratamento|procedimento|tratamiento"
    r"|treatment))",
)
VISITS: Final = cue(
    r"(?:(?<!em )quantas vezes|quantas vezes (?=(?:\w+ ){1,4}(?:ir|voltar|vir|comparecer)\b)"
    r"|quant[oa]s (?:sessoes|consultas|visitas|idas|etapas))"
    r"(?: (?:eu|que|e|sao|tenho|preciso|vou|tem|ter|precisa"
    r"|necessarias?|vezes|la|ai)){0,4}(?: (?:ir|voltar|vir|comparecer|retornar))?",
    r"how many (?:visits|sessions|appointments|times (?:do|will|should) i)|cuantas (?:veces|sesiones|citas|visitas)",
)
LASTING: Final = word_set(
    "tempo demora demoram prazo dura duram leva time take takes long tiempo tarda tardan toma minutos hora horas dias",
    "semanas mes meses anos mesmo minutes hours days weeks months anos meses",
)
DONE: Final = word_set(
    "ficar pronto pronta terminar acabar estar fim tratamento procedimento vezes sessoes consultas visitas idas etapas",
    "ir voltar comparecer retornar tenho preciso necessarias sao until done ready finished treatment visits sessions",
    "appointments times come need hasta listo lista terminar tratamiento veces sesiones citas",
)
DURATION: Final = word_set("duracao duration duracion prazo")  # what an attribute that says how long may be called
# "A coroa tá inclusa no preço?" asks what is sold, not what it costs.
# What a thing takes is told by its attributes or by a passage, and neither by its price nor by its card.
ACCEPTS: Final = cue(r"aceit(?:a|am|ar)|accepts?|acept(?:a|an|ar)")
INCLUDED: Final = cue(
    r"(?:ta|esta|vem|ja vem|e|vai|fica|entra|tudo) (?:ja )?(?:inclus[oa]s?|incluid[oa]s?|junto|no preco|no valor)",
    r"(?:is|are|it) (?:\w+ )?included|included in the price|(?:esta|viene) (?:ya )?incluid[oa]s?",
)
RECOMMEND: Final = cue(
    r"(?:qual|que) (?:plano|pacote) (?:\w+ ){0,2}(?:aguenta|atende|serve|resolve|da conta)",
    r"recomend\w+|indica(?:m|ria|riam)?|suger\w+|aconselh\w+|qual (?:e |seria )?(?:o |a )?melhor"
    r" (?:para|pra|p) (?:mim|meu|minha|o meu)",
    r"recommend\w*|suggest\w*|best for (?:me|my)|recomiend\w+|sugier\w+|aconsej\w+",
)
EXPENSIVE: Final = cue(
    r"(?:ta|esta|achei|e|muito|meio|bem|tao|ficou|fica|um pouco) caro|caro demais|salgado|fora do (?:meu )?orcamento",
    r"too (?:expensive|much)|(?:very|quite|so) expensive|(?:es|esta|muy|demasiado) caro",
)
HAS: Final = cue(r"tem|emite|inclui|possui|vem com|aceita|has|have|includes?|supports?|tiene|incluye|acepta")
TELL: Final = cue(
    r"(?:fal\w+|cont\w+|expli\w+|mostr\w+|apresent\w+)(?: mais)? (?:sobre|do|da|dos|das|o|a|desse|dessa|isso)",
    r"detalh\w+|o que (?:vem|inclui|tem)|tell me|details?|more about|como (?:e|funciona)",
    r"cuent\w+|habl\w+ (?:de|del|sobre)|detalles?",
)
# Of one product: all that it has.
WHAT_COMES: Final = cue(
    r"(?:o )?que (?:(?:ja|o|a|_) )*(?:vem|inclui|esta inclus[oa]|ta inclus[oa])|o que (?:que )?tem _(?: _)*$",
    r"what (?:does (?:it|the _|_) include|comes with|is included|s included)|que (?:incluye|trae|viene incluido)",
)
HOW: Final = cue(r"como|how|de que forma")

HOURS: Final = cue(
    r"horarios? (?:de|do|da) (?:atendimento|funcionamento|abertura|voces|loja|suporte)|expediente",
    r"que horas? (?:\w+ ){0,2}(?:abre\w*|fecha\w*|atende\w*|funciona\w*)|ate que horas?",
    r"(?:opening|business|working|office) hours|what time (?:do|does|are) (?:you|the \w+) (?:open|close)",
    r"are you (?:guys )?open|horarios? de (?:atencion|apertura)|a que horas? (?:abre\w*|cierra\w*|atiende\w*)",
)
OPEN: Final = cue(
    r"horarios?|abre|abrem|abrir|abrirao|abrira|fechar|atender|atenderao|funcionar",
    r"aberto|aberta|abertos|abertas|fecha|fecham|fechado|fechada|fechados|atende|atendem|respondem",
    r"atendimento|funciona|funcionam|trabalha|trabalham|que horas?|tem expediente",
    r"open|opens|close|closes|closed|hours|working|what time|horario|abren|abierto|abiertos|abierta|cierra|cierran",
    r"cerrado|cerrados|atienden|atiende|trabajan",
)
OPEN_VERBS: Final = cue(
    r"abre|abrir|abrirao|abrira|fechar|atender|atenderao|funcionar",
    r"abrem|aberto|aberta|abertos|abertas|fecha|fecham|fechado|fechada|fechados|que horas?|respondem",
    r"open|opens|close|closes|closed|what time|abren|abierto|abierta|abiertos|cierra|cierran|cerrado|cerrados",
)
OPEN_NOUNS: Final = cue(
    r"horarios?|abertos?|abertas?|abrem?|fecham?|fechados?|que horas?",
    r"opening|closing|hours|abiertos?|cierran?|open|abren",
)
SCHEDULE: Final = cue(
    r"marc(?:ar|o|a)|agend\w+|reserv\w+|remarc\w+|consulta|reuniao|visita|demonstracao|disponive(?:l|is)|vaga",
    r"book\w*|schedul\w+|appointment|meeting|demo|available|slot|cita|reunion",
)
# "Se eu fechar o anual hoje, vocês instalam?": a deal, and no door.
CLOSES_DEAL: Final = cue(
    r"(?:(?:se|quando|caso) (?:eu|a gente|nos)|pra eu|para eu|(?:se|quando) nos) (?:ja )?fech(?:ar|armos)",
    r"(?:quero|queria|vou|vamos|posso|podemos) (?:ja )?fechar"
    r"|fech(?:ar|o|amos|ando|ei) (?:com voces|(?:(?:o|a|esse|essa|este|esta) )?(?:_|plano|anual|mensal|contrato|negocio"
    r"|pacote|compra))",
)
CLOSING: Final = cue(r"fecha|fecham|ate que horas?|close|closes|cierra|cierran|hasta que hora|encerra\w*")
NOW: Final = cue(
    r"agora|now|right now|ahora|neste momento|ja (?:abriu|abriram|fechou|fecharam)|(?:ta|tao|estao) abertos?"
)
LUNCH: Final = cue(r"almoc\w+|lunch(?:time)?|almuerzo|meio dia|mediodia|noon")
HOLIDAY: Final = cue(r"feriados?|holidays?|feriados?|festivos?")

ADDRESS: Final = cue(
    r"enderecos?|onde (?:voces |vcs |e que |a \w+ |o \w+ )?(?:fica\w*|e|eh|esta(?:o|mos|is)?)|localizac\w+",
    r"localizad\w+",
    r"como (?:chego|chegar|faco para chegar)|qual (?:o |e o )?local|where (?:are you|is|can i find)|address|location",
    r"located|directions|direccion|donde (?:esta(?:n|is)?|queda\w*)|ubicac\w+|ubicad\w+|como llego",
)
PHONE: Final = cue(r"telefones?|fone|numero (?:de telefone|pra ligar|para ligar)|ligar|phone|call you|telefono|llamar")
WHATSAPP: Final = cue(r"whats\w*|zap|wpp|wats\w*")
EMAIL: Final = cue(r"e ?mails?|correo")
SITE: Final = cue(r"site|sites|website|pagina|sitio|url|link")
CONTACT: Final = cue(
    r"contatos?|(?:falo|falar|entro em contato|entrar em contato) com (?:voces|vcs|a empresa)",
    r"(?:reach|contact) you|contact (?:details|information|info)|contactos?|canais",
)
# "Tem multa se eu cancelar?", "não quero cancelar nada": nobody wants to cancel.
_GIVE_UP = r"(?:cancelar|desistir|trancar|devolver|rescindir|anular|cancel|give up|back out|cancelarlo)"
_OF_MINE = (
    r"(?!(?: \w+){0,4} (?:meus?|minhas?|noss[oa]s?|my|our|mis?|(?:pra|para) mim|for me|[0-9]+|ontem|yesterday|ayer"
    r"|fiz|comprei|contratei|assinei|pedi|paguei|bought|ordered|compre|pague)\b)"
)
SUPPOSED: Final = cue(
    # "Dá pra desistir depois?", "posso cancelar quando quiser?": whether one may; who cancels names what is theirs.
    r"(?:posso|podemos|consigo|da|daria|tem como|teria como"
    r"|(?:e|eh|seria) (?:possivel|facil|dificil|complicado|permitido)"
    r"|(?:se )?puede[ns]?|puedo|can (?:i|we|one)|could i|is it (?:possible|easy|hard)|es (?:posible|facil))"
    rf"(?: (?:pra|para|to|de|a|eu|la))?(?: (?:trancar|pausar) (?:ou|e|or))? {_GIVE_UP}{_OF_MINE}",
    rf"pode(?:m|ria|riam)?(?: \w+)? desistir{_OF_MINE}|quem (?:cancela|desiste)|who(?:ever)? cancels|quien cancela",
    r"(?:(?:as|os|muit[oa]s|outr[oa]s) (?:pessoas|clientes|pacientes|alunos)|people|customers|patients)"
    r"(?: \w+){0,2} (?:cancel|desist)\w*",
    r"(?:cancelar|desistir|cancel) (?:depois|quando quis\w+|quando quer\w+|a qualquer|later|any ?time|cuando quier\w+)",
    r"(?:se|caso|si|if|quando|cuando|when) (?:eu |a gente |ele |ela |i |we |yo )?(?:\w+ ){0,2}"
    r"(?:cancel|desist|desmarc|anul)\w*",
    r"(?:cancel|desist|desmarc|anul)\w*(?: \w+){0,5} (?:se|caso|si|if) \w+",
    r"(?:multa|taxa|fidelidade|penalidade|fee|penalty|fine|cargo|penalizacion) (?:\w+ ){0,3}"
    r"(?:cancel|desist|anul)\w*",
    r"nao (?:quero|vou|pretendo|estou querendo|to querendo|pedi para|e para) (?:cancel|desist)\w*",
    r"(?:not|don t|dont|do not) (?:\w+ ){0,2}cancel\w*|no (?:quiero|pedi|voy a) (?:cancel|anul)\w*",
)
WHAT_WOULD_BE: Final = regex(r"^(?:(?:mas|e|entao|but|pero|y) )*(?:se|si|if) (?:eu |a gente |i |we |yo )?\w+")
PERSONAL: Final = cue("meu", "minha", "meus", "minhas", "my", "mi", "mis", "nosso", "nossa")

IDENTITY: Final = cue(
    r"(?:voce|vc|tu|ce) (?:e|eh|es) (?:um |uma )?(?:robo|bot|human[oa]|pessoa|maquina|ia|gente|real|de verdade)\w*",
    r"(?:e|eh|es) (?:um |uma |mesmo )?(?:robo|bot|chatbot)|com (?:um |uma )?(?:robo|bot|maquina)",
    r"quem (?:e|eh) (?:voce|vc)|qual (?:e |eh )?(?:o )?(?:seu|teu) nome",
    r"com quem (?:eu )?(?:falo|estou falando|to falando)",
    r"(?:are|r) (?:you|u) (?:a |an )?(?:robot|bot|human|real|person|ai|machine)\w*|who are you|what s your name",
    r"quien eres|(?:eres|es usted|es) (?:un |una )?(?:robot|bot|human[oa]|persona|maquina)|am i talking to a",
)
ABOUT: Final = cue(
    r"quem (?:sao|e) (?:voces|vcs|a empresa)|o que (?:e que )?(?:voces|vcs|a empresa) (?:fazem|faz)",
    r"(?:o )?que (?:e que )?(?:o|a|esse|essa|este) (?:sistema|programa|app|aplicativo|plataforma)"
    r" (?:de (?:voces|vcs) )?faz",
    r"(?:para|pra) que serve (?:o|a|esse|essa) (?:sistema|programa|app|aplicativo|plataforma|software)",
    r"what does (?:the|your|this) (?:system|software|app|platform|program) do",
    r"(?:para )?que (?:hace|sirve) (?:el|la|este|esta) (?:sistema|programa|app|aplicacion|plataforma|software)",
    r"what (?:do you|does the company) do|que (?:hacen|hace la empresa)|a que se dedican|quienes son",
    r"(?:sobre|conhecer) a empresa|about (?:the|your) company",
)
HUMAN: Final = cue(
    r"(?:fal(?:ar|a|o|e)|convers\w+|atendid[oa]|cham(?:ar|a|e)|pass(?:ar|a|e)|transfer\w+|encaminh\w+)(?: \w+){0,4}"
    r" (?:pessoas?|human[oa]s?|atendentes?|alguem|gente|vendedor\w*|consultor\w*|gerente|operador\w*|especialista"
    r"|equipe)",
    r"(?:quero|preciso|queria|prefiro)(?: \w+){0,2} (?:atendentes?|human[oa]|pessoa(?: de verdade| real)?)",
    r"atend(?:imento|ente) (?:human[oa]|real|de verdade)|me liga\w*|falar com o suporte",
    r"(?<!nao )(?:quero|queria|preciso|cade|kd) (?:de )?alguem$",
    r"(?:speak|talk|chat|connect|transfer|put)(?: \w+){0,4}"
    r" (?:person|human|agent|representative|someone|somebody|operator|manager|people)",
    r"(?:want|need|call)(?: \w+){0,2} (?:human|person|agent|representative|someone)",
    r"(?:human|real|live) (?:agent|person)",
    r"(?:habl\w+|comunic\w+|pas(?:ar|e|a)\w*|llam\w+|transfer\w+)(?: \w+){0,4}"
    r" (?:personas?|human[oa]|asesor\w*|agente|alguien|representante|operador\w*)",
    r"(?:quiero|necesito)(?: \w+){0,2} (?:asesor\w*|agente|human[oa]|persona)",
)
# Said of the way that was just told.
TRIED: Final = cue(
    r"(?:ja|eu) (?:fiz|tentei|testei|segui)(?: (?:de)? ?(?:isso|tudo|td|assim|esses? passos?))+",
    r"ja (?:tentei|testei|reiniciei)",
    r"ja (?:olhei|vi|verifiquei|conferi|chequei)(?: \w+){0,4} (?:e|mas) (?:nada|nao)|(?:nao|nem) (?:resolveu|adiantou)",
    r"nao (?:funcionou|deu certo)(?! (?:com|comigo)\b)|continua (?:igual|do mesmo jeito|sem \w+r|na mesma)",
    r"already (?:did|tried|done) (?:that|it|this|all)|(?:didn t|did not|doesn t) (?:work|help|solve)",
    r"still (?:not|doesn t)",
    r"ya (?:hice|probe|intente) (?:eso|todo)|no (?:funciono|sirvio|resolvio)|sigue igual",
)
REACH_SUPPORT: Final = cue(
    r"(?:como|onde) (?:(?:e que |faco (?:pra|para) )?(?:eu )?(?:falo|falar|entro em contato|chamo|aciono))(?: \w+){0,2}"
    r" (?:suporte|assistencia(?: tecnica)?)",
    r"how (?:do|can) (?:i|we) (?:reach|contact|talk to|call)(?: the| your)? support"
    r"|como (?:hablo|contacto)(?: \w+){0,2} soporte",
)
WHAT_IF: Final = regex(r"^(?:(?:mas|ok|e|entao|but) )?(?:e|y|what|and) (?:se|si|if)\b")
HUMAN_ALONE: Final = word_set(
    "atendente humano humana pessoa human agent representative operator asesor agente operador",
)
A_PERSON: Final = HUMAN_ALONE | word_set("alguem someone alguien")
NOT_ROBOT: Final = cue(
    r"(?:nao|no|not|dont|don t|chega|cansei)(?: \w+){0,5} (?:robos?|bots?|maquinas?|robots?|machines?|chatbots?)"
)
NOT_HUMAN: Final = cue(
    r"nao (?:quero|precis\w+|gosto)(?: \w+){0,2} (?:fal\w+|cham\w+|convers\w+|passar?)|sem (?:falar|precisar falar)",
    r"nao (?:quero|precis\w+)(?: de| mais)* (?:ninguem|alguem|atendentes?|pessoas?|human[oa]s?)$",
    r"nao (?:cham\w+|passa\w*|transfer\w+)(?: \w+){0,2} (?:ninguem|atendentes?|pessoas?|human[oa]s?|gente)",
    r"(?:don t|dont|do not|without)(?: \w+){0,2} (?:speak\w*|talk\w*|call)|no (?:quiero|necesito)(?: \w+){0,2} \w+ar",
    r"no (?:me |lo |la |le )?llam(?:es?|en)",
)
PROTOCOL: Final = cue(
    r"(?:qual|cade|numero|num|nro|passa\w*|manda\w*|envia\w*|informa\w*|quero|preciso|tem)(?: \w+){0,4} protocolo",
    r"(?:cual|dame|deme|necesito|quiero|tiene|mi)(?: \w+){0,4} protocolo|protocolo (?:desta?|dessa?|deste|de esta)",
    r"(?:what|my|the|get|need|have)(?: \w+){0,4} (?:protocol|reference|ticket|case) number",
)
PRIVACY: Final = cue(
    r"(?<!nao e )(?<!nao era )(?<!nao e sobre )(?<!nao e da )(?<!not )(?<!no es )(?:lgpd|gdpr)",
    r"(?:apag|exclu|delet|remov|corrig|export|baix|acess|copia)\w*(?: \w+){0,4} (?:meus|minhas) (?:dados|informac\w+)",
    r"(?:delete|erase|remove|export|access|copy|correct)(?: \w+){0,4} my (?:\w+ )?(?:data|information)",
    r"(?:borr|elimin|suprim|corrig|acced|copia|export)\w*(?: \w+){0,4} mis datos",
)

# "Quero", "vou querer esse", "pode ser", "fechado": said of what was just told.
# What a business sells, by no name of its own: "quanto tá saindo o sistema de vocês?".
OFFERED: Final = word_set(
    "sistema sistemas programa software plataforma tratamento tratamentos saindo system tratamiento"
)
# The customer tells that our last reply missed the point.
MISREAD: Final = cue(
    r"nao (?:foi|e|era|eh) (?:bem |nada )?(?:isso|disso)(?: o)? que (?:eu )?(?:te )?(?:perguntei|pedi|falei|disse"
    r"|quis dizer|quero|queria|to perguntando|estou perguntando)(?: saber)?",
    r"nao (?:foi|e|era|eh) o que (?:eu )?(?:perguntei|pedi|quis dizer|quero saber|queria saber|queria)",
    r"nao (?:te )?perguntei (?:por )?(?:isso|disso|sobre isso|nada disso)",
    r"(?:(?:voce|ce|tu) )?nao (?:me )?(?:entendeu|respondeu|ta entendendo|esta entendendo|compreendeu)"
    r"(?: (?:nada|direito|bem|o que eu (?:perguntei|disse|quero|falei)|(?:a )?minha (?:pergunta|duvida)"
    r"|a pergunta|ainda)){0,2}",
    r"(?:voce |ce |tu )?(?:me )?entendeu (?:tudo )?(?:errado|mal)|(?:resposta|isso (?:ta|esta|e)|ta tudo) errad[oa]",
    r"(?:isso )?(?:nao tem )?nada a ver(?: com (?:o )?que (?:eu )?(?:perguntei|pedi|falei|disse))?",
    r"(?:eu )?perguntei outra coisa",
    r"isso (?:ja )?(?:e|eh|era) (?:[oa] )?\w+ de novo|(?:voce |ce |tu )?(?:ja )?(?:ta repetindo|repetiu|repetindo)"
    r"(?: isso| a mesma coisa)?(?: \w+ vezes| \dx)?(?: ja)?",
    r"(?:a )?mesma (?:resposta|coisa) (?:de novo|outra vez|sempre)",
    r"(?:that s|thats|it s|this is|that is) not what i (?:asked|meant|said|wanted)(?: for)?",
    r"you (?:didn t|did not|don t|do not|didnt|dont) (?:understand|get|answer)"
    r"(?: (?:me|it|my question|what i (?:asked|meant)))?",
    r"wrong answer|you (?:misunderstood|got (?:it|that|me) wrong)",
    r"i (?:didn t|did not|didnt) ask (?:that|for that|about that)",
    r"no (?:es|era|fue) (?:eso )?lo que (?:yo )?(?:le )?(?:pregunte|dije|pedi|quise decir|quiero|queria)(?: saber)?",
    r"no (?:me )?(?:entendiste|entendio|entiendes|entiende|respondiste|respondio)(?: (?:nada|bien|mi pregunta))?",
    r"(?:yo )?no (?:le |te )?pregunte (?:por )?eso|respuesta (?:equivocada|incorrecta)|nada que ver",
)
# "Você está multiplicando errado": told, though it opens like a question.
WRONG: Final = regex(
    r"^(?:vc|voce|ce|tu|isso|you|that|usted|eso) (?:\w+ ){0,4}(?:errad[oa]|wrong|mal|equivocad[oa])(?: \w+){0,2}$"
)
# "Que demora, hein": said out of impatience; it asks nothing.
OUTCRY: Final = regex(
    r"^(?:(?:nossa|puxa|poxa|eita|aff?e?|ah|ai|vixe|caramba|meu deus|gente|mas|wow|omg|uff|pero) )*"
    r"(?:(?:que|quanta|tanta|mais que) (?:demora|lentidao|absurdo|palhacada|descaso|vergonha|chato|chatice|saco|raiva"
    r"|droga|porcaria|enrolacao|confusao|burocracia|lerdeza|lento|verguenza|desastre|lentitud|horror)"
    r"|(?:ta|esta) demorando(?: demais| muito)?|what an? (?:joke|shame|mess|nightmare|disgrace)"
    r"|(?:this|it|that) (?:is|s) (?:ridiculous|absurd|taking (?:so|too|forever)(?: long)?))"
    r"(?: (?:hein|heim|viu|ne|isso|essa|esse|gente|meu deus|cara|mano|pqp|demais|eh|che|muito|de voces|de vcs))*$"
)

HOURS_WORDS: Final = word_set(
    "vao vai respondem abrir abrirao abrira fechar atender atenderao funcionar",
    "horario horarios atendimento funcionamento abre abrem aberto aberta abertos abertas fecha fecham fechado",
    "fechada fechados funciona funcionam atende atendem trabalha trabalham hora horas expediente hoje hj amanha",
    "depois agora ja segunda terca quarta quinta sexta sabado domingo sabados domingos feira fim fins final semana",
    "fds feriado feriados almoco meio dia estao ta tao esta ate abertura natal ano novo vespera reveillon nesse",
    "nessa neste nesta proximo proxima que open opens close closes closed opening closing hours hour time working",
    "work today tomorrow now monday tuesday wednesday thursday friday saturday sunday saturdays sundays weekend",
    "weekends holiday holidays lunch lunchtime guys on at until still christmas new year eve abren abierto abiertos",
    "abierta cierra cierran cerrado cerrados atienden atiende hoy manana ahora lunes martes miercoles jueves",
    "viernes fin festivos almuerzo mediodia navidad nuevo nochebuena estan hasta atencion trabajan",
)
CONTACT_WORDS: Final = word_set(
    "endereco enderecos onde fica ficam localizacao localizada localizados chego chegar faco local telefone",
    "telefones fone numero ligar whats whatsapp zap wpp email e mail mails site sites contato contatos falo falar",
    "entro entrar contatar estao esta voces vcs voce loja empresa escritorio unidade certo completo rua bairro",
    "cidade oficial atual canais canal where are you located location address directions phone call number website",
    "contact reach direccion donde estan queda ubicados ubicacion telefono llamar correo sitio pagina contacto",
    "contactos mi llego find company shop store office whatsap atendimento suporte support",
    "confirma confirmar confirm informa",
)

LIST_WORDS: Final = word_set(
    "opcoes opcao catalogo todos todas ver mostrar mostra mostre conhecer tipos tipo lista listar oferece oferecem",
    "vende vendem tabela disponiveis disponivel trabalham comercializam itens item solucoes options catalog",
    "catalogue all show see list offer sell products services available opciones ofrecen ofrece venden productos",
    "servicios disponibles company loja",
)

# Words that carry no question of their own: with them gone, what is left over is what the message is about.
FILLER: Final = word_set(
    "modulo modulos module kit kits adicional adicionais versao oi ola bom boa dia tarde noite voces voce vcs vc ce",
    "me pra pro para qual quais que tem ter favor gostaria saber quero queria poderia pode podem informar dizer",
    "passa passar manda mandar empresa loja clinica por gentileza entao agora ai aqui la e ou sobre fala falar mais",
    "conta contar explica explicar como funciona eh seria sao tudo bem obrigado plano planos produto produtos",
    "servico servicos pacote custa custam quanto preco precos valor valores mensal anual mes ano mensalidade",
    "desconto descontos diferenca entre comparar melhor barato caro detalhes tipo ha existe existem algum alguma",
    "fica sai hein ne so esse essa este esta isso dele dela desse dessa deste desta ele ela do does you your the a",
    "an is are what which how much cost costs price prices plan plans for of to tell about can could please i d",
    "like know and or there any it this that month year monthly annual yearly discount difference between cual",
    "cuales cuanto cuesta cuestan precio precios hay tiene tienen el los las un una de del es son quisiera",
    "descuento diferencia mas y o mensual al esto eso ese planes en compare unidades pessoas usuarios unidade pessoa",
    "people users units personas se eu comprar levar pedir contratar seu leva levam vem vir inclui recomenda opcao",
    "voltando volta voltar retomando back returning volviendo volver assunto aquele aquela daquele daquela antes quis",
    "perguntei falei pedi digo outro outra eles elas deles delas ambos them both other its this that ellos otro he him",
    "one ones first second third last segunda terceira primeira ultima primer primeiros primeiras ultimos",
    "fechado fecho bora gostei otimo perfeito desculpa desculpe perdao alias verdade cada each sorry perdon",
    "achei ta muito demais salgado meu orcamento expensive too very caro pouco fora ficou",
    "recomendam recomendaria indica indicaria sugere sugerem suggest recommend recomienda",
    "compara compararia comparacao comparativo compare comparar comparame primeiro segundo terceiro ultimo",
)
