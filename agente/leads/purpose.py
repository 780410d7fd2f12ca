"""What the customer needs, by when, and for how many people."""

import re
from typing import Final

from agente.leads.numerals import Number
from agente.leads.wording import Message, words

# --- team size
TEAM_WORDS: Final = words(
    "somos equipe time pessoas usuarios funcionarios colaboradores vendedores atendentes licencas assentos gente sozinho sozinha socia socio users user people",
    "employees team seats empleados personas usuarios equipo licencias licenses staff funcionarias vendedoras corretores medicos dentistas professores agentes operadores",
    "profissionais eu members tecnicos representantes consultores advogados motoristas devs desenvolvedores quadro ser sao agents trabajadores trabajamos trabalhamos usuario acessos logins cabecas integrantes duas dois headcount",
)
_PEOPLE = (
    r"(?:pessoas?|usuari[oa]s?|funcionari[oa]s?|colaborador(?:es|as)?|vendedor(?:es|as)?|atendentes|licencas?|assentos|users?|people|employees|seats?|empleados|personas"
    r"|licencias|licenses|staff|corretor(?:es|as)|medic[oa]s|dentistas|professor(?:es|as)|agentes|agents|operador(?:es|as)|profissionais|members|tecnic[oa]s|representantes"
    r"|consultor(?:es|as)|advogad[oa]s|motoristas|devs|desenvolvedores|trabajadores|acessos|logins|cabecas|integrantes|sales reps|reps|trabalhadores|membros|socios|funcs?|colabs?|estagiari[oa]s|motoboys|garcons|auxiliares|instrutor(?:es|as)|gerentes|analistas|secretarias|recepcionistas|contas de usuario)"
)
_TRADES_AFTER = re.compile(
    r"\s*(?!(?:clientes|pacientes|restaurantes|ingredientes|parentes|presentes|computadores|roteadores|monitores|servidores|geladeiras|cadeiras|carteiras|torneiras|armarios"
    r"|horarios|salarios|formularios|elefantes|estudantes|assinantes|visitantes|participantes|variantes|antes|dinheiros|leitores|seguidores|motores|tratores|dores|revistas|listas|vistas"
    r"|banheiros|chuveiros|turistas|hectares|bancarios|inventarios|dicionarios|componentes|compradores|moradores|calendarios|relatorios|cozinheiras)\b)"
    r"[a-z]{2,}(?:dores|doras|tores|toras|eiros|eiras|istas|antes|entes|logos|logas|arios|arias|anicos|etos|cultores)\b"
)
_HAVE_BEFORE = re.compile(r"\b(?:tenho|temos|com|somos|sao|equipe|time|meus|minhas|nossos|nossas|tem|total de|emprego|empregamos|contrato)(?: uns| umas| uma equipe de| mais de| cerca de| quase| hoje| atualmente)? $")
_PEOPLE_AFTER = re.compile(rf"\s*(?:\w+ )?{_PEOPLE}\b")
_TEAM_BEFORE = re.compile(
    r"\b(?:(?:somos|seremos|seriam|somos em|we are|we're|there are|estamos en|trabajamos)(?: (?:em|hoje|hj|atualmente|of us|uma equipe de|um time de|uns|umas|cerca de|so|apenas|a team of|about|around|ao todo|no total|por volta de|unos|como|mais ou menos|quase|just|un equipo de|em torno de|aproximadamente))*"
    r"|(?:equipe|time|equipo|team|quadro|headcount|grupo|turma|escritorio|staff|setor)(?: \w+){0,2}? (?:de|com|tem|e de|eh de|sao|of|has|is|con|tiene|con|de uns|com uns|com umas|de umas|de cerca de|tem uns|tem umas|somos|formado por|conta com|e|eh|sao uns|of about|:|total:)"
    r"|(?:trabalhamos|trabalham) (?:em|aqui|com)) (?:uns |umas |cerca de |quase |unos |about |mais ou menos |por volta de )?$"
)
_CORRECTS_TEAM = re.compile(r"\b(?:sao|somos|seremos|agora sao|na verdade sao) (?:uns |umas )?$")
_NOT_TEAM_AFTER = re.compile(
    r"\s*(?:%|anos|lojas|filiais|unidades|clientes|reais|dias|meses|horas|h\b|mil\b|alunos|produtos|pedidos|leads|empresas|salas|quartos|carros|maquinas|por ?cento|percent|years|months|days|stores|clients"
    r"|tiendas|sucursales|anos|franquias|apartamentos|casas|veiculos|caminhoes|mesas|andares|cnpjs|marcas|itens|usd|dolares|k\b|r\$|/|:[0-9]|gb|km|metros|minutos|semanas|de (?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))"
)
_NOT_OUR_PEOPLE = re.compile(
    r"\b(?:(?:plano|pacote|plan) \w+ (?:tem|e|vem|da direito)|suporta|suportam|permite|permitem|aceita|aceitam|limite|cabe|cabem|inclui|incluem|atendem|atende|mesa|reserva|quarto|hotel|festa|evento|casamento|convidados|fila|frente|esperando|reclam\w+"
    r"|voces (?:tem|sao|ja)|ja passei por|falei com|atendid[oa] por|seguidores|allows?|includes?|supports|evento|churrasco|jantar|almoco|table|booking|room|capacidade|curso|viagem|passagens|ingressos"
    r"|concorrente|outra empresa|demiti\w*|comporta|serve|expost\w+|envie|repasse|corrente|billed|facturaron|cobrad\w+|botaram|different|distintas?|buffet|ex)\b"
)
_GUESTS = re.compile(r"\b(?:pessoas?|people|personas|usuari[oa]s?|users?|atendentes|acessos|professor\w*|profissionais)$")
_IN_TEAM_AFTER = re.compile(r"\s*(?:\w+ )?(?:na|no|in the|in our|en el|da|do) (?:minha |nossa |meu |nosso )?(?:equipe|time|team|empresa|escritorio|loja|total|equipo|quadro)\b")
_ALONE = re.compile(r"\b(?:so eu|somente eu|apenas eu|eu (?:mesmo |mesma )?sozinh[oa]|trabalho sozinh[oa]|just me|only me|solo yo|sou so eu|sou eu sozinh[oa]|sou sozinh[oa]|eu mesm[oa] so|so uma pessoa|uma pessoa so|uma pessoa so)\b")
_PAIR = re.compile(r"\b(?:eu e (?:minha?|meu|uma|um) (?!equipe|time|empresa)(?:[a-z]+)|somos so nos dois|me and my (?:partner|wife|husband|brother|sister)|yo y mi (?:socio|socia|esposa|esposo))\b(?! e| mais)")
_PLUS = re.compile(r"\b(?:eu e(?: mais| outr[oa]s)?|me and|yo y (?:otros|mas)|eu mais) $")

_JOINED = re.compile(rf" {_PEOPLE}(?: \w+)? (?:e|and|y|mais|plus) (?:mais )?")  # "3 vendedores e 2 atendentes"

# --- timeline
_MONTH = (
    r"(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|january|february|march|april|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|jan|fev|mar|abr|jun|jul|ago|set|out|nov|dez)"
)
_WEEKDAY = r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|monday|tuesday|wednesday|thursday|friday|lunes|martes|miercoles|jueves|viernes)(?:-feira| feira)?"
_COUNT = r"(?:\d{1,3}|um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|dez|quinze|vinte|trinta|sessenta|noventa|alguns|algumas|poucos|poucas|uns \w+|umas \w+|one|two|three|four|six|a|a few|a couple of|dos|un|una|unos|cuatro)"
_UNIT = r"(?:dias?|semanas?|meses|mes|anos?|days?|weeks?|months?|years?|trimestres?|semestres?)"
_PERIOD = r"(?:mes|semana|ano|trimestre|semestre|quinzena|bimestre|fim de semana|ferias|feriado|carnaval|natal|pascoa|black friday|reveillon|ano novo|virada(?: do ano)?|verao|inverno|volta as aulas|dia das maes|dia dos pais|year|month|week|quarter|summer|christmas|verano|ano nuevo|navidad|safra|inauguracao)"
_POINT = (
    rf"(?:o |a |ao |the |el |la )?(?:(?:final|fim|comeco|inicio|meados?|meio|metade|virada|primeira semana|segunda quinzena|primeira quinzena|end|beginning|start|middle|fin|finales|principios|mediados|ultima semana) (?:do|da|de|desse|deste|dessa|desta|of|del)(?: the| la)? )?(?:proxim[oa] |next |this |este |esta |esse |essa |mesmo |primeiro |segundo |first |second |ultimo )?"
    rf"(?:{_PERIOD}(?: que vem| que viene| proxim[oa]| atual)?|{_MONTH}(?:(?:,)? (?:de |do |of )?(?:20\d\d|ano que vem|proximo ano|next year|este ano|\d{{1,2}}))?|{_WEEKDAY}(?: que vem)?|20\d\d|dia \d{{1,2}}(?:/\d{{1,2}}| de [a-z]+)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\d{{1,2}} de {_MONTH}|amanha|hoje|q[1-4]|tomorrow|today|manana|hoy|(?:\d{{1,2}}|primeir[oa]|segund[oa]) (?:trimestre|semestre|quinzena|quarter)(?: (?:de|do|of) \S+)?)"
)
_WHEN = re.compile(
    r"\b(?:(?:com (?:muita |certa |bastante )?urgencia|urgentemente|urgentissimo|urgente|urgency|urgently|urgent|(?:o )?mais breve possivel|assim que der|logo que possivel|(?:pra|para) ja|o quanto antes|quanto antes|o mais rapido possivel|mais rapido possivel|assim que possivel|imediatamente|imediato|imediata|de imediato|pra ontem|para ontem|as soon as possible|asap|right away|immediately|lo antes posible|cuanto antes|de inmediato|ainda hoje|agora mesmo|ja ja|sem pressa|nao tenho pressa|sem urgencia|no rush|no hurry|sin prisa|em breve|a curto prazo|curto prazo|medio prazo|longo prazo|logo)"
    rf"|(?:ainda )?(?:n|d)?(?:est[ea]|ess[ea]|this|nesse|neste|nessa|nesta) (?:mesm[oa] )?(?:mes|semana|ano|trimestre|semestre|quinzena|month|week|year|quarter)"
    rf"|(?:semana|mes|ano|trimestre|semestre) que (?:vem|viene|entra)|(?:(?:n|d|pel)?[oa] |el |la )?(?:proxim[oa]s?|next) (?:(?:{_COUNT}) )?(?:{_UNIT}|{_PERIOD}|quinzena|couple of weeks)"
    rf"|(?:so )?(?:ate|by|before|antes d[oae]s?|antes de|until|hasta|para|pra|pro|for|a partir d[eoa]|from|starting|depois d[oae]s?|apos|after|despues d[eoa]l?|por volta d[eoa]|la pra|la para|em|in|en|no|na|so em|so no|so na|desde) {_POINT}(?![a-z])"
    rf"|(?:daqui a?|dentro de|em|in|within|en|num prazo de|no prazo de|prazo de|uns|umas|nos proximos|nas proximas|in the next) (?:uns |umas |ate |no maximo |about |cerca de )?{_COUNT}(?: (?:a|ou|e|to|or|o) {_COUNT})? {_UNIT}"
    rf"|(?:no )?(?:comeco|inicio|final|fim|meados|beginning|end|early|late) (?:do|de|da|desse|deste|of) (?:{_POINT})(?![a-z]))"
    r"(?![a-z])"
)
_JUST_NOW = re.compile(r"(?<=ar )(?:agora|hoje|amanha|now|today|tomorrow|manana|hoy|ahora)(?: mesmo)?\b(?<!manha)")
_PLAZO = re.compile(r"\b(?:prazo|deadline|plazo|timeline|previsao|quando:|inicio:)\W{0,3}(?:e |eh |de |seria |ideal |maximo |is |es |pra |para |: )*")
_STRONG_CUE = re.compile(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contratar|contratamos|fechar|fechamos|adquirir|assinar|instalar|rodando|funcionando|no ar"
    r"|migrar|lancar|lancamento|inaugurar|inauguramos|prazo|start|begin|launch|go live|going live|empezar|comenzar|arrancar|operando|pronto|deadline)\b"
)
_SYSTEM_OF = re.compile(
    r"\b(?:sistema|software|ferramenta|plataforma|app|aplicativo|programa|solucao|agenda|controle|gestao|automa\w+|system|tool|software|site) "
    r"(?:de|do|da|para|pra|for|to|que) (?:\w+ (?:e |de |, ?)?){1,3}"
)
_BARE_WHEN = re.compile(rf"\b(?:{_COUNT}(?: (?:a|ou|e|to|or) {_COUNT})? {_UNIT}|{_POINT}|hoje|amanha|agora|ja|now|today|tomorrow|ahora|hoy|manana)(?![a-z])")
_START_CUE: Final = re.compile(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contrat\w+|compr\w+|fechar|fechamos|fechando|adquir\w+|assin\w+|instal\w+|precis\w+|quer\w+|gostaria\w*|prazo|rodando|funcionando|pronto|pronta|no ar|migr\w+|lanc\w+|inaugur\w+|abr(?:ir|imos|e)|troc\w+|mud\w+|decid\w+|defin\w+|urgencia|projeto|necessit\w+|procur\w+|busc\w+|pretend\w+|planej\w+|usar|usando|operando|live|start\w*|buy|launch\w*|need\w*|want|begin|ready|looking|deadline|timeline|empezar|empezamos|comenzar|necesit\w+|quier\w+|queremos|arrancar|plazo|ideia|intencao|meta|previs\w+|expectativa|cronograma|mudanca|estreia|abertura|(?:e|eh|seria) (?:pra|para|pro)|entreg\w+|tenho que|temos que|sair|rolar|resolver|ter|virar|urgente|urgent|hope|esperamos|estrear|reform\w+|viaj\w+|matricul\w+|vou|vamos|idea)\b"
)
_NOT_START: Final = re.compile(
    r"\b(?:agend\w+|marc(?:ar|amos|ado|ada)|reuni\w+|visit\w+|consult(?:a|as)|horario\w*|remarc\w+|pedido\w*|cheg\w+|cobran\w+|cobraram|boleto\w*|venc\w+|pag(?:uei|amento|ar|o|ou)|comprei|compramos|comprado|cancel\w+|devolu\w+|reembols\w+|estorn\w+|rastre\w+|encomenda|caiu|caindo|travou|travad\w+|travando|fora do ar|erro|bug|parou|quebrou|protocolo|reclam\w+|procon|segunda via|fatura\w*|nota fiscal d|demonstracao|demo|call|meeting|appointment|book|schedul\w+|order|delivery|refund|invoice|reunion|cita|abrem|abre|aberto|funcionam|funciona|atendem|feriado\?|faturou|contratei|contratamos|assinei|desde|ha|faz|atras|ago|last|passad[oa]|atendente|humano|gerente|falar|liga|ligar|ligue|retorn\w+|respond\w+|respost\w+|tecnico|atras\w+|demor\w+|efetuad\w+|realizad\w+|feit[oa]|fiz|desist\w+|encerr\w+|distrato|arrependimento|paus\w+|pause|renov\w+|trancar|suspend\w+|saindo|processo|juizado|advogad\w+|entrega|entregue|entregam|login|senha|acesso|suporte|humana|conversar|teste|trial)\b"
)
_NO_ANSWER: Final = re.compile(
    r"\b(?:prefiro nao|nao sei|nao quero (?:dizer|falar|informar|responder)|sei la|nao vou (?:dizer|falar|passar|informar)|nao (?:posso|gostaria de) (?:dizer|falar|informar)|tanto faz|depois (?:eu )?(?:vejo|falo|te falo|digo|informo)|ainda nao (?:sei|defini|decid\w+|pensei|tenho)|nao defini\w*|nao tenho (?:certeza|ideia|nocao|isso)|por ?que (?:voce|vc|quer|precisa|isso)|pra que|para que (?:voce|isso)|rather not|prefer not|don'?t know|not sure|no idea|no se\b|prefiero no|no quiero decir|nao interessa|nao e da sua|so (?:olhando|pesquisando)|pular|skip|proxima pergunta|quero falar com|falar com (?:um|uma|alguem|atendente|humano)|ja (?:disse|falei|informei|passei)|nao importa|nao lembro|isso e pessoal|confidencial|sem resposta|nao respondo)\b"
)

# --- need
NEED_WORDS: Final = words(
    "preciso precisamos precisando precisava precisar procuro procuramos procurando busco buscamos buscando quero queremos queria queriamos gostaria gostariamos necessito necessitamos interessado interessada interesse interessados need needs",
    "looking want necesito necesitamos estoy quiero queremos quisiera precisaria orcamento cotacao solicito solicitar assunto demanda sofro sofremos dificuldades problemas interessa interesa consigo pra para atras objetivo problema dificuldade dor necessidade ideia desafio pretendo pretendemos like interested trying busca pensando solucao tentando challenge goal seria querendo",
)
_NEED = re.compile(
    r"\b(?:(?:(?:eu |a gente |nos )?(?:to |tô |estou |estamos |ando |tamo )?(?:precisando|precisava|precisavamos|precisamos|preciso|(?:minha empresa|a gente|empresa|loja|clinica|escola) precisa|necessitamos|necessito) (?:muito |urgente |urgentemente |mesmo |e |hoje |hj |agora )?(?:de |do |da |dum |duma )?"
    r"|a gente (?:busca|procura|quer|precisa|necessita|ta procurando|ta precisando|ta buscando) (?:de )?"
    r"|(?:precisaria|precisariamos|necessitava) (?:de )?|(?:gostaria|queria|quero|preciso|solicito|solicitar|queremos|gostariamos)(?: de)?(?: fazer| pedir| receber| solicitar)? (?=(?:um |uma )?(?:orcamento|cotacao|proposta) (?:de|para|pra|do|da|com) )"
    r"|(?:necessidade|objetivo|demanda|preciso|procuro|assunto|interesse|need|necesidad) ?: ?|(?:e|seria|era|eh) (?:pra|para) (?=[a-z]+(?:ar|er|ir)\b)"
    r"|(?:tenho|temos|estou com|estamos com) (?:muita |muito )?(?:dificuldade|dificuldades|problema|problemas) (?:em|com|para|pra|de) |(?:sofro|sofremos) (?:muito )?com |nao consigo (?=(?:controlar|organizar|acompanhar|gerenciar|responder|dar conta))|(?:vim|tamo|to|estou) atras de "
    r"|(?:i|we) need help (?:with |to )|me interesa |me interessa |(?:quer|quero|queremos) (?=(?:um|uma) )"
    r"|(?:(?:to|estou|estamos|tamo|ando|eu|a gente) )?(?:procurando|procuramos|procuro|procurava|buscando|buscamos|busco|buscava|atras de|querendo|a procura de|em busca de|pesquisando|cotando|orcando) (?:por )?"
    r"|(?:tenho|temos|tenho muito|teria) (?:interesse|necessidade) (?:em|de|no|na|por) |(?:estou |estamos |to )?interessad[oa]s? (?:em|no|na|nos|nas|por) |"
    r"(?:(?:o )?(?:meu|nosso) (?:maior |principal |grande )?(?:problema|objetivo|desafio|dor|foco|gargalo|dificuldade)|(?:a )?(?:minha|nossa) (?:maior |principal |grande )?(?:necessidade|dor|dificuldade|ideia|demanda|meta|maior dor))(?: hoje| aqui| principal| maior| mesmo)? (?:e|eh|seria|sao) (?:o |a )?"
    r"|(?:quero|queremos|queria|queriamos|gostaria de|gostariamos de|pretendo|pretendemos|a ideia e|o objetivo e|pensando em|penso em|buscamos) (?=(?:\w+ )?(?:um |uma |uns |umas |[a-z]+(?:ar|er|ir)\b))"
    r"|(?:i am|i'm|we are|we're|im) (?:looking for|after|interested in|trying to|searching for) |(?:i|we) (?:really |also |urgently |just )?(?:need|want) (?:to )?|(?:i|we)(?:'d| would) like (?:to )?|looking for "
    r"|(?:necesito|necesitamos|busco|buscamos|estoy buscando|estamos buscando|quiero|quisiera|queremos|me interesa|ando buscando) (?:de )?))(?=[\w\"'])"
)
_NOT_NEED = re.compile(
    r"(?:(?:muito |so |mesmo |urgente |de |a |o |um |uma |to |te |lhe |me |un |una |algum[a]? |mais |minha |meu |the |my |any |some )*(?:ajuda\b(?! (?:com|para|pra) (?!o pedido|meu|minha|isso|uma coisa))|saber|falar|conversar|cancelar|reembolso|segunda via|boleto|atendente|humano|pessoa|alguem|resposta|pensar|ver\b(?! um)|que\b|entender|tirar|remarcar|reagendar|agendar|marcar|desmarcar|confirmar|consultar|falando|voltar|suporte|nota fiscal da|nf\b|2a via|senha|login|resolver (?:isso|esse|essa|o meu|meu|este|esta|um problema|o problema|logo|agora|aqui)|dizer|informac\w+|tempo|esperar|reclamar|devolver|trocar (?:o produto|a senha|minha senha|de senha|meu pedido|meu produto|de plano|o tamanho|de tamanho|por outro|meu plano|o meu)|desistir|pagar|receber|ir embora|sair|acessar|entrar|atualizar (?:o|meu|a|minha)|alterar|mudar (?:meu|minha|o|a)|excluir|apagar|remover|deletar|dinheiro|estorno|protocolo|rastrear|meu pedido|pedido|visita|reuniao|horario|demonstracao|demo\b|desconto|preco|precos|valor\b|valores|detalhes|prazo|gerente|supervisor|link|codigo|contrato|falarem|(?:comprar|contratar|fechar|assinar|adquirir|levar)\b(?! (?:um|uma|uns|umas|algum|alguma|servico|servicos|[0-9]+) (?!dos planos|desses|dos))|pedir|perguntar|deixar|passar|informar|mandar|enviar|corrigir|aproveitar|experimentar|testar|conhecer|esclarec\w+|avaliar|nada|isso|esse|essa|este|esta|aquele|aquela|ele|ela|lo|voces?|vcs?|vc|sim|nao|ok|mesmo|muito|urgencia|data|hora|amanha|hoje|dia|planos?\b(?! (?:de|para|pra|com|odonto|empres|famil|que)[a-z]*\b)|garantia|ouvir|opcao|opcoes|outro|outra|os dados|meus dados|gastar|investir|começar|comecar|iniciar|refund|to (?:know|talk|speak|cancel|book|schedule|see|pay|return|ask|track|reset|change|update)|know|talk|speak|cancel|help|refund|book|schedule|invoice|someone|human|price|pay|spend|it\b|this|that|you|saber|hablar|cancelar|pagar|factura|ayuda|hablo|pero|de que|mi pedido|gastar|invertir|buy|purchase|see|spend|start|track|return|un humano|ser\b|estar\b|ficar\b|fazer (?:um pedido|um pix|o pix|uma compra|uma pergunta|uma reclamacao|o pagamento|um teste|a troca|uma troca|isso|o cancelamento|login|um elogio|uma reserva)|acabar|largar|encerrar|terminar|dejar|salir\w*|desist|dar de baja|visitar|another date|make an appointment|trocar de (?:dia|hora)|combinar|reservar|arrange|conocer|recibos?|comprovantes?|comprobantes?|negociar|fraccionar|copy|asesor|gente\b|tratarlo|setor|uma palav|trocar uma palav|dar uma palav|revogar|arquivo|ejercer|copia|propor|proponer\w*|apresentar|fornecer|emprego|fazer pra|send|deuda|divida|todos os recibos|your|parar|emitir (?:a|o|minha|meu) (?:segunda|2|boleto)|dar uma olhada|dormir|comer))\b"
)
_CLAUSE_END = re.compile(
    r",\s*(?:mas|e |budget|presupuesto|coisa de|verba|hoping|conta|com orcamento|investimento|cerca de|por volta|em torno|para hoje|la pr|lá|e pra|sendo|meu|minha|nosso|nossa|sou|somos|tenho|temos|estou|estamos|quanto|qual|quais|voces|vcs|vc|voce|pode|podem|uns|ate|com urg|me |o meu|a minha|aqui|moro|se |queria|quero|preciso|posso|por favor|pfv|obrigad|urgente|de prefer|no maximo|entre|orcamento|verba|hoje a gente|hoje|porque|pois|ja que|entao|isso|da pra|consigo|trabalho|i |we |my |our |can |please|mi |soy|tengo|is |how|do you|cuanto|puede|para (?:ontem|semana|mes|marco)|começando|comecando|a partir)"
    r"|\s+(?:mas|porem|porque|pois|e (?:meu|minha|nosso|nossa|o meu|a minha|sou|somos|tenho|temos|estou|estamos|quanto|qual|quero|queria|preciso|gostaria|posso|me |queremos|podem|pode|voces|o orcamento|a verba|consigo|da pra|pretendo|o prazo)|and (?:my|i|we|our|can)|but|pero|y (?:mi|tengo|somos|soy|quiero|necesito)|meu (?:e-?mail|nome|tel|zap|whats|numero|cpf|cnpj|orcamento|prazo)|minha (?:empresa|verba)|my (?:name|email|phone|budget)|tem como|voces (?:tem|fazem|vendem|oferecem|trabalham|conseguem)|vcs (?:tem|fazem|vendem|conseguem)|quanto (?:custa|fica|sai|e)|qual o (?:valor|preco)|por favor|obrigad[oa])\b|\s+-\s|\s*\("
)
_QUOTE_ONLY = re.compile(r"(?:de )?(?:um |uma |o |a )?(?:orcamento|cotacao|proposta|quote|presupuesto)\b")
_BARE_VERB = re.compile(r"[a-z]+(?:ar|er|ir)(?: (?:logo|ja|agora|isso|com voces|ainda|so|o quanto|tudo))?")
_LONGEST_NEED = 200


def team_size_in(message: Message, numbers: list[Number], asked: bool, corrects: bool) -> int | None:
    """How many people the customer speaks for. `corrects`: a size is known and the message corrects something."""
    if not asked and not numbers and not message.mentions(TEAM_WORDS):
        return None
    folded = message.folded
    found: int | None = None
    for position, number in enumerate(numbers):
        if number.value != number.value.to_integral_value() or not 0 < number.value < 100_000:
            continue
        if not _is_team(message, number, asked=asked, corrects=corrects):
            continue
        size = int(number.value) + bool(_PLUS.search(folded[max(0, number.start - 25) : number.start]))
        previous = numbers[position - 1] if position else None
        joined = previous and found and _JOINED.fullmatch(folded, previous.end, number.start)
        found = found + size if joined and found else size
    if found is None and not message.is_question(0):
        found = _without_number(folded, asked)
    return found


def _without_number(folded: str, asked: bool) -> int | None:
    if _ALONE.search(folded) and (asked or re.search(r"\b(?:sozinh|equipe|time|usar|usa|empresa|somos|trabalh|team)", folded)):
        return 1
    if (match := _PAIR.search(folded)) and (asked or "somos" in match.group()):
        return 2
    return None


def _is_team(message: Message, number: Number, *, asked: bool, corrects: bool) -> bool:
    folded = message.folded
    start, end = message.sentence(number.start)
    before = folded[start : number.start]
    if folded[number.start - 1 : number.start] in set("/:.,-$#@") - {""} or folded[number.end : number.end + 1].isalnum():
        return False
    if re.search(r"\b(?:nao|not)(?: sao| somos| e)? $|(?:r\$|us\$|\$)\s*$", before) or number.scale >= 1000 and not _PEOPLE_AFTER.match(folded, number.end):
        return False
    people = _PEOPLE_AFTER.match(folded, number.end)
    ranged = re.match(rf" ?(?:a|ou|-|to|or|ate|e) ?\d+ {_PEOPLE}\b", folded[number.end : number.end + 40])
    team = _TEAM_BEFORE.search(before)
    if _NOT_TEAM_AFTER.match(folded, number.end) and not people:
        return False
    if (people or ranged) and not team:
        guests = people is None or _GUESTS.search(people.group()) is not None
        return asked or not (guests and _NOT_OUR_PEOPLE.search(folded, start, end))
    if _HAVE_BEFORE.search(before) and _TRADES_AFTER.match(folded, number.end):
        return True
    if team:
        return not _NOT_OUR_PEOPLE.search(before)
    if _PLUS.search(before) or (_IN_TEAM_AFTER.match(folded, number.end) and number.value > 1 and not message.is_question(number.start)):
        return True
    if corrects and _CORRECTS_TEAM.search(before):
        return True
    return asked and not message.is_question(number.start) and len(before) < 60 and (not re.search(r"\b(?:dia|as|anos|pedido)\s*$", before))


def timeline_in(message: Message, asked: bool) -> str | None:
    """When they want to start or buy, as they said it."""
    found = _when(message, asked)
    if found is not None or not asked:
        return found
    return _whole_answer(message)


def _about_starting(message: Message, start: int) -> bool:
    """Whether the sentence (with the one before a short one) is about starting or buying and nothing else."""
    folded = message.folded
    begin, end = message.sentence(start)
    if len(folded[begin:end].split()) <= 6:
        begin = message.sentence(max(0, begin - 2))[0]
    around = folded[begin:end]
    if message.is_question(start) and not _STRONG_CUE.search(around):
        return False
    near = folded[max(begin, start - 45) : start]
    if _STRONG_CUE.search(near) and not _NOT_START.search(near):
        return True
    if _NOT_START.search(_SYSTEM_OF.sub("", around)):
        return False
    return _START_CUE.search(around) is not None or (_NEED.search(folded) is not None and not _NOT_START.search(folded))


def _when(message: Message, asked: bool) -> str | None:
    folded = message.folded
    best: str | None = None
    patterns = (_WHEN, _BARE_WHEN) if asked else (_WHEN, _JUST_NOW)
    if not asked and _PLAZO.search(folded):
        patterns = (_WHEN, _BARE_WHEN)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            start, end = message.sentence(match.start())
            if asked:
                if not (message.is_question(match.start()) and _NOT_START.search(folded, start, end)) and not _NO_ANSWER.search(folded, start, end):
                    return _lengthened(message, match)
                continue
            if not _about_starting(message, match.start()):
                continue
            if match.group() in {"logo", "em breve"} or folded[max(0, match.start() - 4) : match.start()].endswith("nao "):
                continue
            best = message.text[match.start() : match.end()]
            break
        if best:
            break
    return best


def _lengthened(message: Message, match: re.Match[str]) -> str:
    """The expression with the words before it when the whole answer is short: "talvez só em março"."""
    return message.text[match.start() : match.end()].strip()


def _whole_answer(message: Message, longest: int = 10) -> str | None:
    text = message.text.strip().strip(".!,; ")
    if not text or "?" in text or _NO_ANSWER.search(message.folded) or len(text.split()) > longest:
        return None
    stripped = re.sub(r"^(?:oi|ola|bom dia|boa tarde|boa noite|sim|claro|ok|nao|hmm|ah|entao|hi|hello|hola|yes|no|si|opa|e|eh)\b[\s,.!]*", "", fold_same(text))
    if len(stripped) < 2 or not re.search(r"[a-z]{2}|[0-9]", stripped):
        return None
    if re.fullmatch(r"(?:obrigad[oa]|tchau|valeu|beleza|blz|tudo bem|certo|thanks|gracias|talvez|depois|agora nao|pode ser|quem sabe|nada|nenhum[a]?|sim|nao)", stripped):
        return None
    return text[len(text) - len(stripped) :].strip(" ,.!;")


def fold_same(text: str) -> str:
    from agente.leads.wording import fold

    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def need_in(message: Message, asked: bool, taken: list[tuple[int, int]]) -> str | None:
    """What they need, in their words: what follows "preciso de", or the whole answer when that was asked."""
    found = _needed(message, taken) if message.mentions(NEED_WORDS) else None
    if found is None and asked:
        return _asked_need(message)
    return found


def _asked_need(message: Message) -> str | None:
    if _NEED.search(message.folded) and (match := _NEED.search(message.folded)) and _NOT_NEED.match(message.folded, match.end()):
        return None
    if "@" in message.text or sum(char.isdigit() for char in message.text) > 9:
        return None
    answer = _whole_answer(message, longest=60)
    return answer[:_LONGEST_NEED] if answer else None


def _needed(message: Message, taken: list[tuple[int, int]]) -> str | None:
    folded = message.folded
    vague: str | None = None
    for match in _NEED.finditer(folded):
        start = match.end()
        if re.search(r"\b(?:nao|not|don't|no|se)(?: eu)? $", folded[max(0, match.start() - 10) : match.start()]) or _NOT_NEED.match(folded, start):
            continue
        if _WHEN.match(folded, start):
            continue  # "preciso pra ontem"
        end = message.sentence(start)[1]
        if cut := _CLAUSE_END.search(folded, start, end):
            end = cut.start()
        end = min([end, *(place for place, _ in taken if start < place)])
        text = message.text[start : min(end, start + _LONGEST_NEED)].strip(" ,:-\"'")
        text = _trimmed(text)
        if _BARE_VERB.fullmatch(fold_same(text)):
            continue
        if len(text) >= 3 and re.search(r"[a-z]{3}", folded[start:end]):
            if not _QUOTE_ONLY.match(folded, start):
                return text
            vague = vague or text
    return vague


def _trimmed(text: str) -> str:
    """Without the time that ends it, which is told apart."""
    folded = fold_same(text)
    last = None
    for last in _WHEN.finditer(folded):
        pass
    if last and last.end() >= len(folded) - 1 and last.start() > 3:
        text = text[: last.start()].rstrip(" ,-")
    return re.sub(r"\s+(?:para|pra|pro|com|de|em|por|e|ate|até|que|no|na|uns)$", "", text)
