"""What does the customer need? In their own words."""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.answers import NO_ANSWER, fold_same, whole_answer
from agente.leads.moments import WHEN
from agente.leads.told_needs import told_need
from agente.leads.wording import Message, words

Span = tuple[int, int]
NEED_WORDS: Final = words(
    "precisa voces vcs era me meu nosso",
    "preciso precisamos precisando precisava precisar procuro procuramos procurando busco buscamos"
    " buscando quero queremos queria queriamos gostaria gostariamos necessito necessitamos interessado"
    " interessada interesse interessados need needs",
    "urgente desejo desejamos precisaremos seria possivel ajudar ajudem ajuda ajudam interessei ces ce prioridade"
    " foco"
    " tempo jeito intencao consegue conseguem da looking want necesito necesitamos"
    " estoy quiero queremos quisiera precisaria"
    " orcamento cotacao"
    " solicito solicitar assunto demanda sofro sofremos dificuldades problemas interessa interesa"
    " consigo pra para atras objetivo problema dificuldade dor necessidade ideia desafio pretendo"
    " pretendemos like interested trying busca pensando gente sofre precisam avaliando cotar vim quer"
    " dificil complicado complicada tem after gustaria replace bagunca solucao tentando challenge goal seria querendo",
)
_NEED = regex(
    r"\b(?:(?:(?:eu |a gente |nos )?(?:to |estou |estamos |ando |tamo )?(?:precisando|precisava"
    r"|precisavamos|precisamos|preciso|(?:minha empresa|a gente|empresa|loja|clinica|escola) precisa"
    r"|necessitamos|necessito) (?:muito |urgente |urgentemente |mesmo |e |hoje |hj |agora )?(?:de |do "
    r"|da |dum |duma )?"
    r"|(?:eles|elas|a empresa|meu chefe|minha chefe) (?:precisam?|querem?|quer|procuram?|buscam?) (?:de )?"
    r"|(?:quero|queria|queremos|queriamos|preciso de|precisamos de|gostaria de|procuro|busco|need|want|quiero"
    r"|quisiera)"
    r" (?:algo|alguma coisa|something|uma coisa|um negocio|algum jeito|um jeito|uma forma|algum sistema) (?:pra"
    r"|para|de|that|to|for|que)"
    r" (?:eu |a gente )?"
    r"|(?:estou|estamos|to|tamo) avaliando |(?:pediu|pediram|mandou) (?:pra|para) (?:eu )?(?=cotar|procurar|ver"
    r"|pesquisar|buscar)"
    r"|(?:we're|we are|i'm|i am) after |and (?:need|want) (?:to )?|looking to |trying to |me gustaria (?:de )?"
    r"|(?:e|gente|que|tambem) (?:precisa de|procura|busca) |(?:dificil|complicad[oa]|trabalhos[oa]|ruim de"
    r"|um sufoco) "
    r"(?=(?:organizar|controlar|acompanhar|gerenciar|responder|administrar|saber|manter|atender|cobrar|vender"
    r"|achar|encontrar|conciliar|fechar|dar conta)\b)"
    r"|(?:quero|queria|gostaria de|preciso) (?:ver|saber) se (?:voces|vcs|vc) (?:fazem|trabalham com|arrumam"
    r"|consertam|instalam|alugam|desenvolvem|montam)"
    r" (?!entrega|troca|parcel|frete|descont|o |a |envio|isso)|(?:tem como|conseguem|poderiam) (?:voces |vcs )?"
    r"(?:fazer|fazerem|montar|montarem|desenvolver|criar|criarem|instalar|instalarem) (?=(?:um|uma) )"
    r"|a gente sofre (?:muito |demais )?com |(?:quero|queremos|queria"
    r"|quer) (?=(?:parar|deixar) de (?:usar"
    r"|perder|fazer|depender|anotar))"
    r"|a gente (?:busca|procura|quer|precisa|necessita|ta procurando|ta precisando|ta buscando) (?:de )?"
    r"|(?:precisaria|precisariamos|necessitava) (?:de )?|(?:gostaria|queria|quero|preciso|solicito"
    r"|solicitar|queremos|gostariamos)(?: de)?(?: fazer| pedir| receber| solicitar)? (?=(?:um "
    r"|uma )?(?:orcamento|cotacao|proposta) (?:de|para|pra|do|da|com) )"
    r"|\b(?:orcamento|cotacao) ?: ?(?=[a-z]{4,} )(?!ate |entre |cerca |maximo |minimo |estimad|aprovad|previst|depende)"
    r"|(?:me (?:ve|ver|passa|passe|faz|faca|manda|mande)|faz|fazem|fazer) (?=(?:um |uma )?(?:orcamento"
    r"|cotacao) (?:de|para|pra|do|da) )"
    r"|(?:quero|queria|queremos) (?=(?:o|a|os|as) [a-z]{4,} (?:d[aeo]s?|pra|para|no|na) )"
    r"(?!(?:o|a|os|as) (?:vaga|registr|acess|dado|copia|hora|quart|mesa|data|relat|gravac|histor|pix|reserv|segund"
    r"|mesm|outr"
    r"|primeir|ultim|melhor|valor|prec|devolu|cancel|troca|respost|retorno|soluc|link|nota|comprov|contrat|endere"
    r"|telef|numer"
    r"|e-?mail|contat|nome|cardap|catalog|tabela|lista|foto|video|plan|vers|opc|parte|ressarc|desbloq|libera|explica"
    r"|posic))"
    r"|urgente,? (?=(?:um|uma) [a-z]{4,})|(?:(?:vou|vamos|iremos) precisar|precisaremos) (?:de |do |da )(?!voces)"
    r"|(?:tem (?:como|jeito de)|da tempo de|(?:e|seria) possivel|da (?:pra|para)|consegue[m]?) (?:voces |vcs )?"
    r"(?:fazer|montar|cotar|entregar|instalar|produzir|imprimir|orcar|fornecer) (?=[0-9]+ [a-z]{3,})"
    r"|me interess(?:ei|o) (?:pel[oa]s?|por) (?=[a-z]{4,})(?!voces|isso|plano)"
    r"|(?:voces|vcs|vc|ces|ce) (?:arrumam?|consertam?|dao(?= (?:aula|curso|palestra|treina|consult))|montam?|alugam?"
    r"|instalam?|fabricam|produzem|reformam|limpam"
    r"|constroem|pintam|desentopem|dedetizam|imprimem) (?=[a-z]{4,})(?!desconto|garantia|nota|recibo|boleto|entrega"
    r"|prazo"
    r"|isso|meu|minha|esse|essa|algum|suporte|retorno|amanha|hoje|quando|tambem|sabado|domingo)"
    r"|(?<![a-z])[ao] (?:prioridade|foco|objetivo|intencao)(?: agora| hoje| no momento| principal)? (?:e|eh|seria) "
    r"|(?:voces|vcs|vc) (?:tem|teriam|conhecem) (?=(?:um|uma|algum|alguma) [a-z]{4,})"
    r"(?!(?:um|uma|algum|alguma) (?:loja|filia|telef|numer|whats|e-?mail|desconto|prazo|previs|horario|plano|app"
    r"|garantia|promo"
    r"|estaciona|vaga|cardapio|catalogo|tabela|site|contato|cupom|novidade|noticia|posicao|retorno|resposta|unidade"
    r"|endereco"
    r"|problema|informac|ideia|outr|forma|jeito|chance|condic|taxa|multa|limite|link|video|tipo))"
    r"|quanto (?:voces |vcs )?(?:(?:fica|custa|sai|cobram?|seria|sairia|fica) )?(?:pra|para) (?=[a-z]+(?:ar|er|ir) )"
    r"(?!entreg|envi|cancel|mand|parcel|receb|troc|devolv|cheg|peg|busc|retir|pag|assin|ter |usar|voces)"
    r"|(?:necessidade|objetivo|demanda|preciso|procuro|assunto|interesse|need|necesidad) ?: ?|(?:e|seria"
    r"|era|eh) (?:pra|para) (?=[a-z]+(?:ar|er|ir)\b)"
    r"|(?:tenho|temos|estou com|estamos com) (?:muita |muito )?(?:dificuldade|dificuldades|problema"
    r"|problemas) (?:em|com|para|pra|de) |(?:sofro|sofremos) (?:muito )?com |nao consigo (?=(?:controlar"
    r"|organizar|acompanhar|gerenciar|responder|dar conta))|(?:vim|tamo|to|estou) atras de "
    r"|(?:i|we) need help (?:with |to )|me interesa |me interessa (?:mesmo )?(?:(?:e|eh) )?(?:o |a )?|(?:meu"
    r"|nosso) interesse (?:e|eh|seria) (?:em |no |na |o |a )?"
    r"|(?:queria|quero|queriamos|queremos) mesmo (?:era |e |eh )|(?<=, )precisa de |needs "
    r"|sem (?=controle [a-z]+ [a-z]+)|(?:quero|queremos|queria) (?:muito |ver )?(?=[a-z]{4,} (?:d[aeo] )?[a-z]{3,})"
    r"(?!(?:saber|ver|info|me[ui]s?|minh|noss|muit|mais|menos|ess[ea]|iss|est[ea]|aquel|tod[oa]|tudo|tant|ainda"
    r"|apenas|somente"
    r"|tamb|agora|hoje|logo|dois|duas|tres|voce|outr"
    r"|respeito|solucao|satisfac|explic|providenc|retorno|justic|algu|quando|porque|apen|sempre|mesmo|deixar"
    r"|qualquer|umas?|uns|primeir|aproveit|receb|posic"
    r"|devolu|cancel|troca|nota|conta|alem|mand|cont|pass|cham)[a-z]*\b)"
    r"|(?:quero|queria|queremos|gostaria|gostaria de|preciso)(?: de)?(?: umas?| mais)? (?:saber|informac\w+"
    r"|infos?)(?: mais)? (?:sobre|a respeito d[eoa]) "
    r"(?=(?:o |a |os |as |um |uma )?[a-z]{3,} [a-z]+)(?!(?:o |a |os |as )?(?:me[ui]s?|minhas?|status|horario"
    r"|prec|valor|entrega|pagamento|frete|garantia"
    r"|troca|cobranca|fatura|boleto|prazo|pedido|compra|vaga|reembolso|cancelamento|funcionamento|esse|essa|iss"
    r"|plano)\w*)"
    r"|(?:voces|vcs|vc) (?:fazem|trabalham com|vendem|oferecem|conseguem fazer|desenvolvem|instalam|alugam|fornecem) "
    r"(?=[^?.!]{3,80} (?:pra|para|pro) (?:minha|meu|nossa|nosso) )(?!entrega|troca|parcel|frete|descont|o |a "
    r"|envio)(?:um |uma )?"
    r"|(?:quero|queria|queremos|preciso) (?=por (?!favor|isso|que|enquanto|causa))"
    r"|(?:quer|quero|queremos) (?=(?:um|uma) )|(?:quero|queria|queremos|preciso|precisamos) (?=(?:pra|para|pro|ate) )"
    r"|(?:mil|reais|contos|[0-9]) (?:guardad|separad|reservad)[oa]s? (?:pra|para) (?=[a-z]+(?:ar|er|ir) )"
    r"|preciso (?=mandar (?:fazer|imprimir|instalar|montar|consertar) )"
    r"|(?:(?:to|estou|estamos|tamo|ando|eu|a gente) )?(?:procurando|procuramos|procuro|procurava"
    r"|buscando|buscamos|busco|buscava|atras de|querendo|a procura de|em busca de|pesquisando|cotando"
    r"|orcando) (?:por )?"
    r"|(?:tenho|temos|tenho muito|teria) (?:interesse|necessidade) (?:em|de|no|na|por) |(?:estou "
    r"|estamos |to )?interessad[oa]s? (?:em|no|na|nos|nas|por) |"
    r"(?:(?:o )?(?:meu|nosso) (?:maior |principal |grande )?(?:problema|objetivo|desafio|dor|foco"
    r"|gargalo|dificuldade)|a (?=demanda |necessidade )(?:demanda|necessidade)|(?:a )?(?:minha|nossa) (?:maior "
    r"|principal |grande )?(?:necessidade|dor"
    r"|dificuldade|ideia|demanda|meta|maior dor))(?: hoje| aqui| principal| maior| mesmo)? (?:e|eh|seria"
    r"|sao) (?:o |a )?"
    r"|(?:quero|queremos|queria|queriamos|desejo|desejamos|gostaria de|gostariamos de|pretendo|pretendemos|a ideia e"
    r"|o objetivo e|pensando em|penso em|buscamos) (?:muito |mesmo |tambem |so )?(?=(?:\w+ )?(?:um |uma |uns |umas "
    r"|[a-z]+(?:ar|er"
    r"|ir)\b))"
    r"|(?:i am|i'm|we are|we're|im) (?:looking for|after|interested in|trying to|searching for) |(?:i"
    r"|we) (?:really |also |urgently |just )?(?:need|want) (?:to )?|(?:i|we)(?:'d| would) like (?:to )?"
    r"|looking for "
    r"|(?:necesito|necesitamos|busco|buscamos|estoy buscando|estamos buscando|quiero|quisiera|queremos"
    r"|me interesa|ando buscando) (?:de )?))(?=[\w\"'])"
)
# "confirmar consultas" is work that they want done for them, "confirmar a consulta" an errand.
_NOT_MANY = (
    r"\b(?! (?:(?!meus|minhas|nossos|nossas|esses|essas|seus|suas|uns|umas|mais|dois|duas|tres|seis|dados"
    r"|documentos|detalhes"
    r"|informacoes|valores|precos|fotos|voces|vcs|noticias|mensagens|depois|antes|mes|dias|eles|elas)[a-z]{3,}s\b"
    r"|(?:a|o|as|os) (?:entregas|estoques?|frota|cargas|pedidos d)))"
)
_NOT_NEED = regex(
    r"(?:(?:muito |so |mesmo |urgente |de |a |o |um |uma |to |te |lhe |me |un |una |algum[a]? |mais "
    r"|minha |meu |the |my |any |some )*(?:ajuda\b(?! (?:com|para|pra) (?!o pedido|meu|minha|isso"
    r"|uma coisa))|saber|falar|conversar|cancelar|reembolso|segunda via|boleto|fatura\b|senha|colocar no ar"
    r"|go live|pessoas?\b"
    r"|recuperar|trocar (?:meu|minha) (?:endereco|cadastro|email|e-mail|telefone|dados)|ir (?:ai|la|embora)"
    r"|terminar\b(?! (?:a|o|minha|meu) (?!contrato|plano|assinatura|servico)[a-z]{4,})|atendente|humano|pessoa"
    r"|alguem|resposta|pensar|ver\b(?! um)|que\b|entender|tirar|remarcar|reagendar"
    rf"|(?:agendar|marcar|confirmar|consultar|receber|enviar|mandar|informar|rastrear|testar)(?! (?:fazer|imprimir"
    rf"|instalar|montar|consertar) ){_NOT_MANY}"
    rf"|desmarcar|falando|voltar|suporte\b(?! (?:em|de) ti\b| tecnico (?:pra|para|em|de) (?!meu|minha|o app"
    rf"|esse|voces))|nota fiscal d[aoe]|nf\b|2a via|senha|login"
    r"|resolver (?:isso|esse|essa|o meu|meu|este|esta|um problema|o problema|logo|agora|aqui)|dizer"
    r"|informac\w+|tempo|esperar|reclamar|devolver|trocar (?:o produto|a senha|minha senha|de senha"
    r"|meu pedido|meu produto|de plano|o tamanho|de tamanho|por outro|meu plano|o meu)|desistir|pagar"
    r"|ir embora|sair|acessar|entrar|atualizar (?:o|meu|a|minha)|alterar|mudar (?:meu|minha|o|a)"
    r"|excluir|apagar|remover|deletar|dinheiro|estorno|protocolo|meu pedido|pedido|visita"
    r"|reuniao|horario|demonstracao|demo\b|desconto|preco|precos|valor\b|valores|detalhes|prazo|gerente"
    r"|supervisor|link|codigo|contrato|falarem|(?:comprar|contratar|fechar|assinar|adquirir|levar)\b"
    r"(?! (?!(?:o|a|os|as|de|do|da|voces?|vcs?|isso|esse|essa|este|esta|agora|ja|logo|hoje|amanha|com|por"
    r"|pel[oa]|no|na|nos|nas|em|ate|para|pra|pro|e|mas"
    r"|planos?|online|mais|ele|ela|meu|minha|seu|algo|nada|quando|porque|se|so|sim|nao|(?:um|uma) d[oae]s?"
    r"|desses?|qualquer|tudo|contrato)\b)[a-z0-9]+ ?[a-z]*)"
    r"|pedir|perguntar|deixar|passar|corrigir|aproveitar|experimentar"
    r"|conhecer\b(?! (?:a |o |as |os )?(?:solucao|solucoes|sistema|plataforma|software|ferramenta|servicos?|planos?)"
    r" (?:de|para|pra) (?!voces|vcs))|esclarec\w+|avaliar|nada|disso|disto|desse|dessa|isso|esse|essa|este|esta"
    r"|aquele|aquela|ele|ela|lo|voces?|vcs?"
    r"|vc|sim|nao|ok|mesmo|muito|urgencia|data|hora|amanha|hoje|dia|planos?\b(?! (?:de|para|pra|com"
    r"|odonto|empres|famil|que)[a-z]*\b)|garantia|ouvir|opcao|opcoes|outro|outra|os dados|meus dados"
    r"|formalizar|exportar|noticias?|(?:excelente|otim[oa]|bom|boa|feliz) [a-z]+|gastar|investir|começar|comecar"
    r"|iniciar|refund|to (?:know|talk|speak|cancel|book|schedule|see|pay"
    r"|return|ask|track|reset|change|update)|know|talk|speak|cancel|help\b(?! (?:with|to|for|on) (?!my|this|it"
    r"|an order))|refund|book\b(?! more| appointments)|schedule|invoice"
    r"|someone|human|price|pay|spend|it\b|this|that|you|saber|hablar|cancelar|pagar|factura|ayuda|hablo"
    r"|pero|de que|mi pedido|gastar|invertir|buy|purchase|see|spend|start|track|return|un humano|ser\b"
    r"|estar\b|ficar\b|fazer (?:um pedido|um pix|o pix|uma compra|uma pergunta|uma reclamacao"
    r"|o pagamento|um teste|a troca|uma troca|isso|o cancelamento|login|um elogio|uma reserva)|acabar"
    r"|largar (?:o|a|voces|tudo|de)\b|encerrar|dejar|salir\w*|desist|dar de baja|visitar|another date"
    r"|make an appointment|trocar de (?:dia|hora)|combinar|reservar|arrange|conocer|recibos?"
    r"|comprovantes?|comprobantes?|negociar|fraccionar|copy|asesor|gente\b|tratarlo|setor|uma palav"
    r"|trocar uma palav|dar uma palav|revogar|arquivo|ejercer|copia|propor|proponer\w*|apresentar"
    r"|fornecer|emprego|fazer pra|send|deuda|divida|todos os recibos|your|parar(?! de (?:usar|perder"
    r"|fazer|depender|anotar))"
    r"|emitir (?:a|o|minha"
    r"|meu) (?:segunda|2|boleto)|dar uma olhada|dormir|comer))\b"
)
_CLAUSE_END = regex(
    r",\s*(?:(?<= )\d|dia \d|hasta |up to |starting |o atual |a atual |sao |seriam |mas|e |budget|presupuesto"
    r"|coisa de|verba|hoping|conta|com orcamento|investimento|cerca de"
    r"|por volta|em torno|para hoje|la pr|lá|e pra|sendo|meu|minha|nosso|nossa|sou|somos|tenho|temos"
    r"|estou|estamos|quanto|qual|quais|voces|vcs|vc|voce|pode|podem|uns|ate|com urg|me |o meu|a minha"
    r"|aqui|moro|se |queria|quero|preciso|posso|por favor|pfv|obrigad|urgente|de prefer|no maximo|entre"
    r"|orcamento|verba|hoje a gente|hoje|porque|pois|ja que|entao|isso|da pra|consigo|trabalho|i |we "
    r"|my |our |can |please|mi |soy|tengo|is |how|do you|cuanto|puede|para (?:ontem|semana|mes|marco)"
    r"|começando|comecando|a partir)"
    r"|\s+(?:mas|porem|porque|pois|e (?:meu|minha|nosso|nossa|o meu|a minha|sou|somos|tenho|temos|estou"
    r"|estamos|quanto|qual|quero|queria|preciso|gostaria|posso|me |queremos|podem|pode|voces|o orcamento"
    r"|a verba|consigo|da pra|pretendo|o prazo)|and (?:my|i|we|our|can)|but|pero|y (?:mi|tengo|somos|soy"
    r"|quiero|necesito)|meu (?:e-?mail|nome|tel|zap|whats|numero|cpf|cnpj|orcamento|prazo)"
    r"|minha (?:empresa|verba)|my (?:name|email|phone|budget)|tem como|voces (?:tem|fazem|vendem"
    r"|oferecem|trabalham|conseguem)|vcs (?:tem|fazem|vendem|conseguem)|quanto (?:custa|fica|sai|e)"
    r"|qual o (?:valor|preco)|por favor|obrigad[oa])\b|\s+-\s|\s*\("
)
_QUOTE_ONLY = regex(r"(?:de )?(?:um |uma |o |a )?(?:orcamento|cotacao|proposta|quote|presupuesto)\b")
# What is asked "how can I help?" is as often answered with a trouble as with a wish.
_ERRAND = regex(
    r"^\W*(?:qual|quais|quanto|quando|onde|quem|que horas?|como (?:faco|funciona)|what|where|when|cual|cuando"
    r"|donde)\b"
    r"|\b(?:(?:meu|minha|my|mi) (?:pedido|compra|entrega|encomenda|conta|fatura|boleto|senha|assinatura|plano"
    r"|reserva|consulta|cadastro"
    r"|order|account|invoice|pedido|internet|aparelho)|segunda via|2a via|reembolso|estorno|nao (?:chegou"
    r"|funciona|consigo (?:entrar|acessar|logar)"
    r"|recebi|carrega|abre)|cancel\w+|protocolo|rastrei\w+|travando|travou|fora do ar|cobranca|cobrad[oa]"
    r"|cobraram|reclama\w+|atrasad[oa]|devolv\w+"
    r"|troca do|defeito|quebrad[oa]|atendente|humano)\b"
)
_BARE_VERB = regex(r"[a-z]+(?:ar|er|ir)(?: (?:logo|ja|agora|isso|com voces|ainda|so|o quanto|tudo))?")
_LOOSE_END = regex(r"\s+(?:para|pra|pro|com|de|em|por|e|ate|que|no|na|uns)\s*$")
_BEHIND_TIME = regex(
    r"(?: (?:cedo|mesmo|agora|sem falta|a tarde|a noite|de manha))? (?:de )?(?=(?:um|uma|uns|umas|[0-9]+) [a-z])"
)
_VERB_ALONE = regex(r"[a-z]+(?:ar|er|ir) (?:(?:tudo|isso|isto|logo|so|la|ja|com voces) )*")  # "fechar lá pra novembro"
_LONGEST_NEED = 200
_BESIDE_NAME = 5  # words


def is_vague(need: str) -> bool:
    """Whether it only asks for a quotation, of what is not said yet."""
    return _QUOTE_ONLY.fullmatch(fold_same(need)) is not None


def stated_need(message: Message, taken: list[Span]) -> Span | None:
    """Where the message says what they need: what follows "preciso de" and is no errand."""
    return _needed(message, taken) if message.mentions(NEED_WORDS) else None


def need_in(
    message: Message, stated: Span | None, asked: bool, taken: list[Span], names: list[str], possible: bool
) -> str | None:
    """What they need, in their words: what is stated, the whole answer when that was asked, or a trouble.

    `taken` are places that tell something else, `names` the people and companies that the message names, `possible`
    says whether a trouble may be told.
    """
    if stated is not None and not is_vague(found := message.text[slice(*stated)]):
        return found
    if asked and (answer := _asked_need(message, names)):
        return answer
    return told_need(message, lambda: [*taken, *_decided(message)], names) if possible else None


def _decided(message: Message) -> list[tuple[int, int]]:
    """What says "I need" and was found to be an errand, and what refuses to answer: the model has no say there."""
    return [match.span() for pattern in (_NEED, NO_ANSWER) for match in pattern.finditer(message.folded)]


def _asked_need(message: Message, names: list[str]) -> str | None:
    if (match := _NEED.search(message.folded)) and _NOT_NEED.match(message.folded, match.end()):
        return None
    if "@" in message.text or sum(char.isdigit() for char in message.text) > 9:
        return None
    if _ERRAND.search(message.folded):
        return None
    if any(len(message.text.replace(name, " ").split()) < _BESIDE_NAME for name in names):
        return None  # "meu nome é Paulo Reis"
    answer = whole_answer(message, longest=60)
    return answer[:_LONGEST_NEED] if answer else None


def _needed(message: Message, taken: list[Span]) -> Span | None:
    folded = message.folded
    vague: Span | None = None
    for match in _NEED.finditer(folded):
        start = match.end()
        if re.search(
            r"\b(?:nao|not|don't|no|se)(?: eu)? $", folded[max(0, match.start() - 10) : match.start()]
        ) or _NOT_NEED.match(folded, start):
            continue
        if time := WHEN.match(folded, start):  # "preciso pra ontem", "quero pra hoje uma cesta"
            rest = _BEHIND_TIME.match(folded, time.end())
            if rest is None:
                continue
            start = rest.end()
        alone = _VERB_ALONE.match(folded, start)
        if (alone and WHEN.match(folded, alone.end())) or WHEN.match(folded, start - 2):
            continue  # "quero resolver semana que vem", "a ideia é a partir de agosto"
        if folded.startswith(("pra ", "para ", "pro ", "ate "), start):
            continue  # "preciso pra nota"
        if re.match(r"(?:um|uma) d[eoa]s? \d", folded[start : start + 12]):
            continue
        end = message.sentence(start)[1]
        if cut := _CLAUSE_END.search(folded, start, end):
            end = cut.start()
        end = min([end, start + _LONGEST_NEED, *(place for place, _ in taken if start < place)])
        span = _trimmed(folded, start, end)
        if _BARE_VERB.fullmatch(folded, *span):
            continue
        if span[1] - span[0] >= 3 and re.search(r"[a-z]{3}|[a-z]{2} [a-z]{2}", folded[slice(*span)]):
            if not _QUOTE_ONLY.match(folded, start):
                return span
            vague = vague or span
    return vague


def _trimmed(folded: str, start: int, end: int) -> Span:
    """Without the time that ends it, which is told apart, and what leads nowhere."""
    start, end = _stripped(folded, start, end)
    for match in WHEN.finditer(folded, start, end):
        if match.end() >= end - 1 and match.start() > start + 3:
            end = match.start()
    if loose := _LOOSE_END.search(folded, start, end):
        end = loose.start()
    return _stripped(folded, start, end)


def _stripped(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in " ,:-\"'":
        start += 1
    while start < end and folded[end - 1] in " ,:-\"'":
        end -= 1
    return start, end
