"""When does the customer want to start or buy? In their own words."""

import re
from typing import Final

from agente.leads.answers import NO_ANSWER, whole_answer
from agente.leads.wording import Message

_MONTH = (
    r"(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|jan|fev|mar|abr|jun"
    r"|jul|ago|set|out|nov|dez|may)"
)
_WEEKDAY = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|monday|tuesday|wednesday|thursday|friday|lunes"
    r"|martes|miercoles|jueves|viernes)(?:-feira| feira)?"
)
_COUNT = (
    r"(?:\d{1,3}|um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|dez|quinze|vinte|trinta|sessenta|noventa"
    r"|alguns|algumas|poucos|poucas|uns \w+|umas \w+|one|two|three|four|six|a|a few|a couple of|dos|un|una"
    r"|unos|cuatro)"
)
_UNIT = r"(?:dias?|semanas?|meses|mes|anos?|days?|weeks?|months?|years?|trimestres?|semestres?)"
_PERIOD = (
    r"(?:mes|semana|ano|trimestre|semestre|quinzena|bimestre|fim de semana|ferias|feriado|carnaval|natal"
    r"|pascoa|black friday|reveillon|ano novo|virada(?: do ano)?|verao|inverno|volta as aulas|dia das maes"
    r"|dia dos pais|holidays|fall|autumn|spring|winter|dia das criancas|dia dos namorados|temporada|year|month|week"
    r"|quarter|summer|christmas|verano|ano nuevo|navidad|safra|inauguracao)"
)
_POINT = (
    rf"(?:o |a |ao |the |el |la )?(?:(?:final|fim|comeco|inicio|meados?|meio|metade|virada"
    rf"|primeira semana|segunda quinzena|primeira quinzena|end|beginning|start|middle|fin|finales"
    rf"|principios|mediados|ultima semana) (?:do|da|de|desse|deste|dessa|desta|of|del)(?: the"
    rf"| la)? )?(?:proxim[oa] |next |this |este |esta |esse |essa |mesmo |primeiro |segundo |first "
    rf"|second |ultimo )?"
    rf"(?:{_PERIOD}(?: que vem| que viene| proxim[oa]| atual)?|{_MONTH}(?:(?:,)? (?:de |do "
    rf"|of )?(?:20\d\d|ano que vem|proximo ano|next year|este ano|\d{{1,2}}))?|{_WEEKDAY}(?: que vem)?"
    rf"|20\d\d|dia \d{{1,2}}(?:/\d{{1,2}}| de [a-z]+)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?"
    rf"|\d{{1,2}}o? de {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|(?:mid|early|late)[- ]{_MONTH}|amanha|hoje|q[1-4]"
    rf"|tomorrow|today|manana|hoy|(?:\d{{1,2}}|primeir[oa]"
    rf"|segund[oa]) (?:trimestre|semestre|quinzena|quarter)(?: (?:de|do|of) \S+)?)"
)
WHEN = re.compile(
    r"\b(?:(?:com (?:muita |certa |bastante )?urgencia|urgentemente|urgentissimo|urgente|urgency"
    r"|urgently|urgent|(?:o )?mais breve possivel|assim que der|logo que possivel|(?:pra|para) ja"
    r"|o quanto antes|quanto antes|o mais rapido possivel|mais rapido possivel|assim que possivel"
    r"|imediatamente|imediato|imediata|de imediato|pra ontem|para ontem|as soon as possible|asap"
    r"|right away|immediately|lo antes posible|cuanto antes|de inmediato|ainda hoje|agora mesmo|ja ja"
    r"|sem pressa|nao tenho pressa|sem urgencia|no rush|no hurry|sin prisa|em breve|a curto prazo"
    r"|curto prazo|medio prazo|longo prazo|logo)"
    r"|(?:quando|assim que|logo que) (?:eu |a gente |nos |[oa] \w+ )?(?:virar|acabar|terminar|sair|receber|aprovar"
    r"|passar|fechar|abrir|inaugurar|liberar)(?:mos|em)?(?: (?!a gente|eu|nos|me|vou|vamos|ai)\w+){0,3}"
    rf"|(?:temos|tenho|we have|tenemos) {_COUNT} {_UNIT}(?= (?:pra|para|to)\b)"
    rf"|(?:ainda )?(?:n|d)?(?:est[ea]|ess[ea]|this|nesse|neste|nessa|nesta) (?:mesm[oa] )?(?:mes|semana"
    rf"|ano|trimestre|semestre|quinzena|month|week|year|quarter)"
    rf"|(?:semana|mes|ano|trimestre|semestre) que (?:vem|viene|entra)|(?:(?:n|d|pel)?[oa] |el "
    rf"|la )?(?:proxim[oa]s?|next) (?:(?:{_COUNT}) )?(?:{_UNIT}|{_PERIOD}|quinzena|couple of weeks)"
    rf"|(?:so )?(?:ate|by|before|antes d[oae]s?|antes de|until|hasta|para|pra|pro|for|a partir d[eoa]"
    rf"|from|starting|depois d[oae]s?|apos|after|despues d[eoa]l?|por volta d[eoa]|la pra|la para|la pro|em|in"
    rf"|en|no|na|so em|so no|so na|desde) {_POINT}(?![a-z])"
    rf"|(?:daqui a?|dentro de|em|in|within|en|num prazo de|no prazo de|prazo de|uns|umas|nos proximos"
    rf"|nas proximas|in the next) (?:uns |umas |ate |no maximo |about |cerca de )?{_COUNT}(?: (?:a|ou|e"
    rf"|to|or|o) {_COUNT})? {_UNIT}"
    rf"|(?:no )?(?:comeco|inicio|final|fim|meados|beginning|end|early|late) (?:do|de|da|desse|deste"
    rf"|of) (?:{_POINT})(?![a-z]))"
    r"(?![a-z])"
)
_JUST_NOW = re.compile(r"(?<=ar )(?:agora|hoje|amanha|now|today|tomorrow|manana|hoy|ahora)(?: mesmo)?\b(?<!manha)")
_PLAZO = re.compile(
    r"\b(?:prazo|deadline|plazo|timeline|previsao|quando:|inicio:)\W{0,3}(?:e |eh |de |seria |ideal |maximo "
    r"|is |es |pra |para |: )*"
)
_PLAZO_BEFORE = re.compile(
    r"\b(?:prazo|deadline|plazo|timeline|previsao|quando|inicio)(?: (?:ideal|maximo|desejado))?\W{1,3}(?:e |eh "
    r"|de )?$"
)
_STRONG_CUE = re.compile(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contratar|contratamos|fechar|fechamos|adquirir"
    r"|assinar|instalar|rodando|funcionando|no ar"
    r"|(?:tenho|temos|we have|tenemos) $|(?:up and|have it) running"
    r"|(?:conseguem|consegue|consigo|da pra|da para|da tempo de|can you|could you) (?:\w+ ){0,2}?"
    r"(?:entregar|fazer|ter|have|deliver|montar|criar)|migrar|lancar|lancamento|inaugurar|inauguramos|prazo|start"
    r"|begin|launch|go live|going live"
    r"|empezar|comenzar|arrancar|operando|pronto|deadline)\b"
)
# The day of what they prepare for: "a inauguração é dia 10 de março".
_EVENT = re.compile(
    r"\b(?:inauguracao|abertura|lancamento|estreia|mudanca|casamento|formatura|evento|opening|launch|wedding|apertura"
    r"|boda|virada) (?:[a-z]+ ){0,3}?(?:e|eh|sera|vai ser|ficou|is|es|sera)(?: (?:no|na|em|pra|para|pro|on|in|el))? "
    rf"({_POINT})(?![a-z])"
    rf"|\bcontrato (?:atual|antigo|com (?!voces|vcs)\w+(?: \w+){{0,2}}) (?:vence|termina|acaba|encerra"
    rf"|vai ate) (?:em |no |ate )?"
    rf"({_POINT})(?![a-z])"
    rf"|\b(?:casamento|formatura|festa|aniversario|inauguracao|mudanca|evento|congresso|wedding)\b[^.!?]{{0,50}}?"
    rf"\b((?:no )?dia \d{{1,2}}(?: de {_MONTH}|/\d{{1,2}}))(?![a-z])"
)
# Who has these and a date means the date.
_VAGUE = re.compile(
    r"(?:(?:com (?:muita )?)?urg[a-z]+|(?:pra|para) (?:ja|ontem)|sem pressa|nao tenho pressa|sem urgencia|no rush"
    r"|no hurry|sin prisa)$"
)
_PAYING = re.compile(r"\b(?:da pra|da para|posso|consigo|podemos|conseguimos|pretendo|pra|para) pagar\b")
_REACH_AFTER = 35  # characters from the time on, in which something else may still claim it
_SYSTEM_OF = re.compile(
    r"\b(?:sistema|software|ferramenta|plataforma|app|aplicativo|programa|solucao|agenda|controle|gestao"
    r"|automa\w+|system|tool|software|site) "
    r"(?:de|do|da|para|pra|for|to|que) (?:\w+ (?:e |de |, ?)?){1,3}"
)
_BARE_WHEN = re.compile(
    rf"\b(?:{_COUNT}(?: (?:a|ou|e|to|or) {_COUNT})? {_UNIT}|{_POINT}|hoje|amanha|agora|ja|now|today|tomorrow"
    rf"|ahora|hoy|manana)(?![a-z])"
)
_START_CUE: Final = re.compile(
    r"\b(?:comec\w+|inici\w+|implant\w+|implement\w+|contrat\w+|compr\w+|fechar|fechamos|fechando"
    r"|adquir\w+|assin\w+|instal\w+|precis\w+|quer\w+|gostaria\w*|prazo|rodando|funcionando|pronto"
    r"|pronta|no ar|migr\w+|lanc\w+|inaugur\w+|abr(?:ir|imos|e)|troc\w+|mud\w+|decid\w+|defin\w+"
    r"|urgencia|projeto|necessit\w+|procur\w+|busc\w+|pretend\w+|planej\w+|usar|usando|operando|live"
    r"|start\w*|buy|launch\w*|need\w*|want|begin|ready|looking|deadline|timeline|empezar|empezamos"
    r"|comenzar|necesit\w+|quier\w+|queremos|arrancar|plazo|ideia|intencao|meta|previs\w+|expectativa"
    r"|cronograma|mudanca|estreia|abertura|(?:e|eh|seria|seriam) (?:pra|para|pro|na|no|em)|preferencia|talvez"
    r"|entreg\w+|tenho que|temos que"
    r"|sair|rolar|resolver|ter|tenho ate|temos ate|virar|urgente|urgent|hope|esperamos|estrear|reform\w+"
    r"|viaj\w+|matricul\w+"
    r"|vou|vamos|idea|has to|have to|tiene que|pressa|rush|prisa|rapido|tem que|pode ser|ficar|hopefully|ideally"
    r"|ideal)\b"
)
_NOT_START: Final = re.compile(
    r"\b(?:agend\w+|marc(?:ar|amos|ado|ada)|reuni\w+|visit\w+|consult(?:a|as)|horario\w*|remarc\w+"
    r"|pedido\w*|cheg\w+|cobran\w+|cobraram|boleto\w*|venc\w+|pag(?:uei|amento|ar|o|ou)|comprei"
    r"|compramos|comprado|cancel\w+|devolu\w+|reembols\w+|estorn\w+|rastre\w+|encomenda|caiu|caindo"
    r"|travou|travad\w+|travando|fora do ar|erro|bug|parou|quebrou|protocolo|reclam\w+|procon"
    r"|segunda via|fatura\w*|nota fiscal d|demonstracao|demo|call|meeting|appointment|book|schedul\w+"
    r"|order|delivery|refund|invoice|reunion|cita|abrem|abre|aberto|funcionam|funciona|atendem|feriado\?"
    r"|faturou|contratei|contratamos|assinei|desde|ha|faz|atras|ago|last|passad[oa]|atendente|humano"
    r"|gerente|falar|liga|ligar|ligue|retorn\w+|respond\w+|respost\w+|tecnico|atras\w+|demor\w+"
    r"|te falo|te aviso|volto|penso|vou pensar|resolver (?:esse|essa|o meu)|vez que|proposta (?:ate|pra|para)"
    r"|efetuad\w+|realizad\w+|feit[oa]|fiz|desist\w+|encerr\w+|distrato|arrependimento|paus\w+|pause"
    r"|renov\w+|trancar|suspend\w+|saindo|processo|juizado|advogad\w+|entrega|entregue|entregam|login"
    r"|senha|acesso|suporte|humana|conversar|teste|trial)\b"
)


def timeline_in(message: Message, asked: bool, wants: bool, corrects: bool = False) -> str | None:
    """When they want to start or buy. `wants`: the message says what they need; `corrects`: one that is known."""
    found = _when(message, asked or corrects, wants)
    if found is not None or not asked:
        return found
    return whole_answer(message)


def _about_starting(message: Message, start: int, wants: bool) -> bool:
    """Whether the sentence (with the one before a short one) is about starting or buying and nothing else."""
    folded = message.folded
    begin, end = message.sentence(start)
    if _PLAZO_BEFORE.search(folded, max(begin, start - 30), start):
        return True
    if len(folded[begin:end].split()) <= 6:
        begin = message.sentence(max(0, begin - 2))[0]
    around = folded[begin:end]
    if _asks(message, start, end) and not _STRONG_CUE.search(around):
        return False
    near = folded[max(begin, start - 45) : start]
    if _STRONG_CUE.search(near) and not _NOT_START.search(near):
        return True
    if _NOT_START.search(_PAYING.sub("", _SYSTEM_OF.sub("", folded[begin : min(end, start + _REACH_AFTER)]))):
        return False
    return _START_CUE.search(around) is not None or (wants and not _NOT_START.search(folded))


def _asks(message: Message, start: int, end: int) -> bool:
    """Whether the time is part of a question, not of what stands before one: "quero até dezembro, dá pra parcelar?"."""
    return message.is_question(start) and len(message.folded[start:end].partition(", ")[2].split()) < 3


def _when(message: Message, asked: bool, wants: bool) -> str | None:
    folded = message.folded
    if (event := _EVENT.search(folded)) and not message.is_question(event.start()):
        return message.text[slice(*event.span(event.lastindex or 1))]
    best: str | None = None
    vague: str | None = None
    patterns = (WHEN, _BARE_WHEN) if asked else (WHEN, _JUST_NOW)
    if not asked and _PLAZO.search(folded):
        patterns = (WHEN, _BARE_WHEN)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            start, end = message.sentence(match.start())
            if asked:
                if not (
                    message.is_question(match.start()) and _NOT_START.search(folded, start, end)
                ) and not NO_ANSWER.search(folded, start, end):
                    answer = message.text[match.start() : match.end()].strip()
                    if not _VAGUE.match(match.group()):
                        return answer
                    vague = vague or answer
                continue
            if not _about_starting(message, match.start(), wants):
                continue
            if match.group() in {"logo", "em breve"} or folded[max(0, match.start() - 4) : match.start()].endswith(
                "nao "
            ):
                continue
            if _VAGUE.match(match.group()):
                vague = vague or message.text[match.start() : match.end()]
                continue
            best = message.text[match.start() : match.end()]
            break
        if best:
            break
    return best or vague
