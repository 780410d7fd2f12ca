"""The turns of phrase of booking: asking for a time, choosing one, moving, cancelling. Three languages.

Like `cues`, they are matched against a message's folded words joined by single spaces.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Final

from agente.agents.local import stances
from agente.agents.local.cues import cue, word_set

MEETING: Final = (
    r"(?:horarios?|reuniao|reunioes|agendamentos?|consultas?|demonstrac\w+|demos?|visitas?|compromissos?"
    r"|encontros?|avaliac\w+|sessao|sessoes|(?:video ?)?chamada|call|reservas?|marcac\w+|aulas?"
    r"|vistorias?|exames?|retorno|treinamento|apresentac\w+|appointments?|meetings?|bookings?|slots?|visit|citas?"
    r"|reunion\w*|turnos?|demostrac\w+|presentation|session)"
)
_WISH = (
    r"(?:quero|queria|querem\w*|gostaria|preciso|precisava|precisamos|vamos|vou|bora|podemos|posso|pode|podem|poderia"
    r"|podiam?|consigo|conseguiria|consegue|conseguem|da|daria|tem como|teria como|pretendo|favor|deixa|quiero|quisiera"
    r"|puedo|podria|necesito|gustaria|want|need|like|can|could|lets?|let s|may|please|trying|looking)"
)
BOOK_VERB: Final = (
    r"(?:marc(?:ar|a|amos|ada|ado)|agend(?:ar|a|amos|ada|ado|e)|reserv(?:ar|a|e)|book|schedule|arrange|programar"
    r"|encaix(?:ar|a|e))"
)


BOOK: Final = cue(
    rf"{_WISH}(?: \w+){{0,4}} {BOOK_VERB}",
    r"(?:marcar|agendar|reservar|book|schedule)"
    rf"(?: (?:uma?|o|a|os|as|meu|minha|nosso|nossa|my|an?|the|una?|mi|para|pra|com|\d+|{MEETING}|_))",
    rf"^(?:\w+ ){{0,2}}(?:marcar|agendar|marca|agenda|agende|marque|book|schedule)(?: (?:pra|para|{MEETING}|\w+)|$)",
    rf"{_WISH}(?: (?:de|to|ver|ter|fazer|have|get|make|see|tener|hacer|una?|uma?|an?|set|up|la|o)){{0,6}}"
    r" (?:horario|reuniao|demonstracao|demo|consulta|visita|avaliacao|appointment|meeting|visit|cita|reunion"
    r"|demostracion)",
    r"(?:set up|make|get|have|hacer|pedir|tener) (?:an?|una?)"
    r" (?:call|meeting|appointment|demo|visit|cita|reunion|turno)",
    r"(?:ver|conhecer|mostra\w*) (?:\w+ ){0,4}(?:funcionando|na pratica|ao vivo|em acao|in action|en accion)",
    r"marca (?:pra|para|uma?|ai|la|logo|hoje|amanha)",
    r"(?:bora|vamos) (?:marcar|conversar|fazer uma (?:reuniao|call))",
)
BOOKING: Final = cue(BOOK_VERB)
# With a day or an hour: "conseguem me atender hoje?"
SEE_ME: Final = cue(
    r"(?:pode|podem|consegue|conseguem|da pra|poderiam?|tem como|teria como) (?:me )?(?:atender|encaixar|receber)",
    r"me (?:pueden?|podrian?) (?:atender|recibir|ver)|(?:can|could) (?:you|i|someone) (?:be )?(?:see|seen|fit)(?: me)?",
)
# "O sistema tem agenda?", "agenda de banho e tosa": what the product does, and no time with us.
_DIARY = r"(?:agendas?|agendamentos?|agendar|calendarios?|calendar|scheduling|bookings?|turnos|citas|reservas)"
_HAVING = (
    r"(?: (?:tem|teria|faz|fazem|inclui|possui|com|controla|vem|ja|uma?|an?|a|de|permite|oferece|e|os|meus|has|have"
    r"|includes?|do|with|tiene|hace|incluye|con|una|online|modulo|function|pra|para))*"
)
_WHOSE = (
    r"(?:voces|vcs|voce|vc|hoje|amanha|depois|segunda|terca|quarta|quinta|sexta|sabado|domingo|semana|mes|proxim\w+|essa"
    r"|esse|esta|este|mim|nos|gente|equipe|consultor\w*|vendedor\w*|qualquer|horas?|manha|tarde|noite|as?|os?|uma?|[0-9]+"
    rf"|me|us|you|your|today|tomorrow|ustedes|hoy|manana|la|el|_|{MEETING})\b"
)
DIARY: Final = cue(_DIARY)
FEATURE: Final = cue(
    r"(?:_|sistemas?|programas?|softwares?|plataforma|app|aplicativo|ferramenta|modulos?|planos?|system|platform|tool)"
    rf"{_HAVING} {_DIARY}",
    r"(?:control\w+|gerenci\w+|organiz\w+|gestao|modulo|funcao|recurso|funcionalidade|tela|manag\w+)"
    rf"(?: (?:de|da|a|as|minha|os|das|the|la|mi))* {_DIARY}",
    rf"(?:agendas?|agendamentos?)(?: online| _)? (?:(?:d[eo]s?|das|pr[ao]s?|para|for) (?:os |meus |mis |my )?)"
    rf"(?!{_WHOSE})",
    r"(?:meus|nossos|minhas|my|mis) (?:clientes|pacientes|alunos|customers|patients|tutores)(?: \w+){0,3}"
    r" (?:agend\w+|marc\w+|book|reserv\w+)",
)
# A meeting that was made another way.
BOOKED: Final = cue(
    r"(?:marquei|agendei|reservei|remarquei)|(?:tenho|tinha) (?:\w+ ){0,2}(?:marcad[oa]|agendad[oa])|i booked",
    r"agende|reserve",
)
NOT_BOOK: Final = cue(
    rf"nao (?:e|eh|era|to falando de|quero) (?:(?:pra|para|de|sobre) )?(?:marcar|agendar|reservar|{MEETING})",
    r"(?:nao|sem) (?:quero|queria|preciso|precisa|vou|precisar|vamos)(?: \w+){0,2} (?:marcar|agendar|reservar)",
    r"(?:don t|do not|no) (?:want|need|quiero|necesito)(?: \w+){0,2} (?:book|schedule|agendar|reservar|meeting|cita)",
)
# "Amanhã te respondo" is no tomorrow, and "tá bom, vou pensar" no yes.
_DEFERS = (
    r"(?:vejo|decido|resolvo|penso|olho|confirmo|respondo|retorno|aviso|falo|digo|marco|agendo|vemos|decidimos"
    r"|resolvemos)"
)
_THEIRS = (
    r"(?:(?:o|a|os|as) )?(?:meus?|minhas?|noss[oa]s?|el[ea]s?|soci\w+|marido|espos\w+|mulher|chefe|patra\w+|mae|pai"
    r"|pessoal|diretoria|gerente|financeiro|contador\w*|familia|filh\w+|namorad\w+)"
)
_LATER = r"(?:depois|mais tarde|outra hora|outro dia|mais pra frente|com calma|qualquer hora|em breve)"
PUT_OFF: Final = cue(
    r"(?:te|lhe) (?:falo|digo|aviso|respondo|confirmo|retorno|chamo|ligo|procuro|mando|escrevo)|nao posso decidir",
    r"(?:dou|darei|vou dar|damos) (?:\w+ )?(?:retorno|resposta|alo)|entr(?:o|arei|amos) em contato",
    rf"{_LATER} (?:eu |a gente |nos )?{_DEFERS}|{_DEFERS} (?:isso )?{_LATER}|{_DEFERS} e (?:te )?{_DEFERS}",
    r"(?:hoje|amanha|segunda|terca|quarta|quinta|sexta|sabado|semana que vem) (?:eu|a gente) (?:vejo|decid\w+|resolv\w+"
    r"|pens\w+|confirmo|respondo|retorno|olho)",
    r"(?:vou|vamos|preciso|precisamos|tenho que|temos que|deixa eu|deixe me|quero) (?:\w+ )?(?:pensar|avaliar|analisar"
    r"|decidir|(?:ver|falar|conversar|consultar|checar|verificar|confirmar|olhar)(?: (?:isso|antes|primeiro))?"
    rf" (?:com {_THEIRS}|aqui|se|meus?|minhas?|na|antes|primeiro|direito|melhor))|vou (?:ver|olhar)",
    r"nao (?:\w+ )?(?:posso|consigo|da|quero|vou|tenho como|sei)(?: (?:pra|para|te|ainda|se))* "
    r"(?:decidir|resolver|definir|responder|dizer)",
    r"(?:hoje|agora|ainda) (?:eu )?nao (?:sei|decidi|consigo|posso|da|quero)(?: (?:pra|para|te))*"
    r" (?:confirmar|marcar|fechar|agendar|dizer)|ainda nao (?:sei|decidi)|nao (?:sei|decidi) ainda",
    r"so (?:estava|estou|tava|to) (?:vendo|olhando|pesquisando|consultando)|era so (?:pra|para) (?:saber|ver)"
    r"|so (?:pra|para) saber|so (?:olhando|curiosidade)",
    r"let you know|get back to you|let me (?:think|check|see|ask|talk)|can ?t decide|not sure yet|need to"
    r" (?:think|check|ask)|just (?:looking|checking)|(?:i|we) ?ll (?:think|check|see|ask|be in touch|come back|decide"
    r"|confirm later)",
    r"(?:te|le) (?:aviso|digo|respondo|confirmo|escribo|llamo)|(?:lo|la) (?:pienso|veo|consulto|pensare)"
    r"|(?:dejame|voy a|tengo que) (?:\w+ )?(?:pensar\w*|ver\w*|consultar\w*|hablar\w*)|no puedo decidir"
    r"|(?:aun|todavia) no (?:se|puedo|decid\w+)",
)
# "Qualquer coisa aviso" puts it off, unless a time is ordered beside it.
ANYTHING: Final = cue(
    r"(?:qualquer|cualquier) (?:coisa|duvida|cosa) (?:(?:eu|a gente|nos|te|lhe|le|ja|yo) )*"
    r"(?:avis|fal|cham|volt|marc|agend|lig|mand|procur|retorn|escrev|escrib|dig|entr|llam|vej|grit)\w*"
)
ORDERED: Final = cue(
    r"(?:pode(?:m)? )?(?:marca|marque|agenda|agende|reserva|reserve)|pode(?:m)? (?:marcar|agendar|reservar)|fechad[oa]"
    r"|confirmad[oa]|marcad[oa]|agendad[oa]|combinad[oa]|book it"
)
# "Hoje tô na correria" names a day, and does not choose it.
BUSY: Final = cue(r"correria|corrid[oa]s?|ocupad[oa]s?|sem tempo|enrolad[oa]|atolad[oa]|busy|apurad[oa]|cheio de coisa")
# Asked behind a yes, it doubts it; "posso pagar depois?" does not.
DOUBTS: Final = cue(
    r"nao (?:quero|vou|marca\w*|sei|tenho certeza)|(?<!sala de )esper(?:a|e|ar)|aguard\w+|pensar|ver (?:com|aqui|se)"
    r"|fal(?:ar|o) com|(?:confirm|avis|decid|respond)\w+|te (?:falo|digo|aviso|respondo|chamo)|na verdade",
    r"(?:don t|do not) (?:book|want)|wait|let me|actually|confirm|(?:no )?(?:quiero|esperar|pensar\w*)",
)
# Behind a yes to a time: "sim, mas depois confirmo", "ok. vou ver aqui e te falo".
NOT_YET: Final = cue(
    r"nao (?:quero|vou|marca\w*|posso|podemos|sei|da|vai dar|confirm\w+|decid\w+|tenho certeza)",
    r"depois|antes|ainda|esper\w+|aguard\w+|pensar|ver (?:com|aqui|se)|fal(?:ar|o) com|confirm\w+|avis\w+|decid\w+",
    r"te (?:falo|digo|aviso|respondo|chamo)|(?:so )?se (?:for|tiver|der|eu)|quer dizer|na verdade|(?:muito|demais) \w+"
    r"|(?:caro|longe) demais|qualquer coisa",
    r"(?:don t|do not|not|won t|can t) \w+|wait|later|first|only if|let me|actually|maybe|let you know",
    r"no (?:quiero|puedo|se|voy)|despues|todavia|esper\w+|solo si|te (?:aviso|digo)|tal vez",
)
AVAILABLE: Final = cue(
    r"vagas?(?! (?:de|na|no|para) (?:estacionamento|emprego|trabalho|garagem))|disponibilidade|brechas?|encaix\w+",
    r"horarios? (?:livres?|disponive\w+|vagos?|abertos? na agenda)|agenda (?:livre|aberta|disponivel)",
    r"(?:tem|teria|tens|ha|qual|quais|que|algum) (?:\w+ ){0,2}(?:horarios?|horas?|datas?|dias?) (?:\w+ ){0,2}(?:livres?"
    r"|disponive\w+|vagos?|pra|para|amanha|hoje|na|no|nessa|essa|semana|tem|voces tem)",
    r"available|availability|openings?|slots?|disponibles?|disponibilidad|free (?:on|at|this|next|tomorrow)",
    r"hay (?:\w+ ){0,2}(?:horas?|horarios?|turnos?|citas?|lugar)|tienen (?:\w+ ){0,2}(?:horas?|turnos?|citas?)",
    r"quando (?:\w+ ){0,2}(?:pode|podem|posso|podemos|poderia)|when can|cuando (?:puedo|pueden|podemos)",
    r"(?:tem|teria) (?:horarios?|hora)",
)
HAS_HOUR: Final = cue(
    r"(?:tem|teria|teriam|rola|hay|tienen|do you have|is there)(?: (?:pr[ao]|para|as?|las?|at))* \d{1,2}"
)
# Asked of a day or an hour, it can only mean a free time, whatever the router takes it for.
VACANCY: Final = cue(
    r"(?:tem|teria|ha|sobrou|alguma?|hay|any) (?:\w+ ){0,2}(?:vagas?|encaixe|lugar|openings?|slots?|turnos?)"
    r"(?! (?:de|no|para) (?:estacionamento|emprego|trabalho|garagem))"
)
# "Corta na hora?": at once, and no hour of a meeting; "na hora da saída" is one.
AT_ONCE: Final = cue(r"na (?:mesma )?hora(?! d[aeo]s?\b)|no ato|right away|at once|al instante|en el acto")
# "Muda o vencimento pro dia 15": no meeting, where none is booked.
MOVES_OTHER: Final = cue(
    r"(?<!pra )(?<!para )(?:mud\w+|troc\w+|alter\w+|chang\w+|cambi\w+)(?: \w+){0,2}"
    r" (?:vencimentos?|faturas?|boletos?|cobranca|mensalidade|plano|endereco|cartao|senha|email|telefone|cadastro"
    r"|due date|invoice|billing|plan|password|card|address|factura|contrasena|tarjeta|direccion)",
    # "Te passo meu email" moves nothing.
    r"(?<!pra )(?<!para )pass\w+(?: \w+){0,2} (?:vencimentos?|faturas?|boletos?|cobranca|mensalidade|plano)",
)
MOVE: Final = cue(r"re(?:marc|agend|program)\w+|reschedul\w+")
# Of a meeting only when there is one, or the talk is of meetings: a due date is moved in the same words.
MOVE_LIKE: Final = cue(
    r"adiantar|adianta|antecipar|antecipa|adiar|adia|postpone|aplazar|posponer|adelantar|bring forward",
    rf"(?:mud|troc|transfer|alter|cambi|jog|mov|chang|push|switch)\w*(?: \w+){{0,4}}"
    rf" (?:{MEETING}|dia|data|date|time|fecha|it)",
)
MOVE_IT: Final = cue(
    r"mud(?!ei|ou|amos|aram)\w+|troc\w+|pass(?:a|ar)|jog(?:a|ar)|mov[ae]\w*|chang\w+|push|switch|cambi\w+|transfer\w+"
)
_WEEKDAY = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|lunes|martes|miercoles|jueves|viernes)"
)
# "Puxa pra terça às 9", "volta ela pras 14h": of the meeting only when the new time follows.
TIME_WORD: Final = rf"(?:{_WEEKDAY}|hoje|amanha|dia|semana|\d{{1,2}}(?:h\w*|hs|hrs)?|meio dia|tomorrow|manana|noon)"
MOVE_TO: Final = cue(
    r"(?:pux(?:a|ar|e)|volt(?:a|ar|e)|bot(?:a|ar|e)|coloc(?:a|ar)|coloque|poe|poem|deix(?:a|ar|e)|put|bring|pon|deja)"
    r"(?: (?!pag)\w+){0,3}? (?:pr[oa]s?|para|as|ao?|to|back|on|al?|n[oa])(?: (?:a|o|as|os|la|el|las|the|to))?"
    rf" {TIME_WORD}"
)
ONE_DAY: Final = cue(rf"{_WEEKDAY}|hoje|hj|amanha|dia \d{{1,2}}|today|tomorrow|hoy|manana")
SAME_HOUR: Final = cue(
    r"mesm[oa]s? (?:horas?|horarios?)|(?:hora|horario) mesm[oa]|same (?:time|hour)|mism[oa]s? (?:horas?|horarios?)"
)
# Any word for moving or cancelling, of a meeting that is known of; and one that is said of a meeting beyond doubt.
CHANGE_VERB: Final = cue(
    r"re(?:marc|agend|program)\w+|desmarc\w+|cancel\w*|anul\w+|mud\w+|troc\w+|pass(?:ar|o|a)|transfer\w+|alter\w+"
    r"|adi(?:ar|o|a)|antecip\w+|reschedul\w+|mov(?:e|ing|er)|chang\w+|cambi\w+|postpone|aplaz\w+"
)
CHANGING: Final = cue(
    r"re(?:marc|agend|program)\w+|desmarc\w+|reschedul\w+",
    rf"(?:cancel|anul|mud|troc|alter|cambi|chang|mov)\w*(?: \w+){{0,3}} {MEETING}",
)
# All that moves or cancels one that is known of.
CHANGES: Final = (CHANGE_VERB, MOVE_IT, MOVE_TO)
# "E se eu mudasse pra segunda às 9h?", "daria pra passar pra sexta 14h?": what would be, and no order.
WOULD_BE: Final = cue(
    r"(?:se|caso|si|if|quando|suponha que) (?:eu |a gente |nos |i |we |yo )?(?:re\w+|mud\w+|troc\w+|pass\w+|adi\w+"
    r"|quis\w+|precis\w+|move\w*|chang\w+|cambi\w+)",
    r"(?:como|quanto|quando) (?:seria|ficaria)|daria|seria|ficaria|would it|would that|podria ser|seria posible",
)
EARLIER: Final = cue(r"adiant\w+|antecip\w+|adelant\w+|mais cedo|earlier|bring forward|mas temprano|antes")
LATER: Final = cue(
    r"adiar|adia|adiamento|mais tarde|mais pra frente|postpone|push back|later|aplaz\w+|pospon\w+|mas tarde"
)
# Of the hour alone: "adiar" may be by days.
LATER_HOUR: Final = cue(r"mais (?:tarde|pro fim)|mas tarde|later")
EARLIER_HOUR: Final = cue(r"mais cedo|mas temprano|earlier")
SAME_DAY: Final = cue(r"(?:mesmo|nesse|neste|same|mismo|that|ese) (?:dia|day)")
CANCEL: Final = cue(r"desmarc\w+")
CANCEL_LIKE: Final = cue(rf"(?:cancel|anul)\w*(?: \w+){{0,3}} {MEETING}|call off (?:\w+ ){{0,2}}{MEETING}")
_BEFORE_CANCEL = word_set(
    "quero queria pode preciso vou na verdade melhor entao ok ta tudo bem ai e mas actually i want need to please just",
    "then ok quiero necesito puede por favor mejor entonces bueno sim s ss isso claro yes yeah sure si podem",
    "gente moca moco pois eu prefiro vamos pfv pf eh",
)
# What follows tells why: "cancela que consegui em outro lugar".
_WHY_CANCEL = word_set(
    "que q pq porque pois ja consegui achei arrumei marquei vou surgiu apareceu desisti nao mas because since i found",
    "porque encontre consegui pero but",
)
_BEHIND_CANCEL = word_set(
    "tudo ela ele isso essa esse entao por favor pfv pf mesmo ja logo agora ai a o de do da pra para mim it that then",
    "the one please for me now all eso esa ese la lo las todo del el entonces ya ahora",
)
# "Não quero desmarcar"; looked for in the text itself, for "não, quero desmarcar" is the opposite.
KEEP: Final = re.compile(
    r"\bn[aã]o (?:quero|vou|preciso|pretendo|falei|disse|pedi|mandei|[eé])(?: mais)?(?: (?:pra|para|em|que))?"
    r" (?:desmarc|cancel|remarc|mud)\w*"
    r"|\b(?:don[’']?t|do not|didn[’']?t) (?:want|ask|need)(?: you)? to (?:cancel|move|reschedul)\w*"
    r"|\bno (?:quiero|ped[ií]|dije)(?: que)? (?:cancel|anul|cambi)\w*",
    re.IGNORECASE,
)
# "Não cancela", "please do not cancel": whatever time stands behind it.
NEVER: Final = re.compile(
    r"\b(?:n[aã]o|nunca|nem|never|do not|don[’']?t|no) (?:precisam? |quero |queremos |me |te |please )?"
    r"(?:desmarc|cancel|remarc|reschedul|mud[ae]|troc|pass[ae])\w*",
    re.IGNORECASE,
)
# "Cancelaram minha consulta?" asks; "e se eu precisar desmarcar?" supposes.
DONE: Final = cue(r"(?:cancel|desmarc|remarc)(?:aram|ou|arao|led|aron)")
IF: Final = cue(r"se|si|if|caso|quando|quem|when|who|cuando|quien")
UNABLE: Final = cue(
    r"(?:se|caso|si|if) (?:eu |a gente |i |we |yo )?(?:nao|no|can t|cannot|couldn t)"
    r"(?: (?:puder|posso|podemos|conseguir|consigo|puedo|pueda|podre|make it|come|for))?"
)
MISSING: Final = cue(
    r"nao (?:vou|poderei|vamos|consigo|consegui\w*)(?: mais)?(?: poder| conseguir)? (?:ir|comparecer|participar|estar)",
    r"(?:can t|cannot|won t|wont|cant)(?: be able to)? (?:make it|attend|come)",
    r"no (?:voy a poder|puedo|podre) (?:ir|asistir|participar)|vou ter que faltar",
)
# "E se eu não puder ir, pago multa?" asks; it cancels nothing.
SUPPOSED: Final = cue(r"(?:se|caso|si|if) (?:\w+ ){0,3}(?:nao|no|can t|cannot|cant|faltar|falto|falte)")
STATUS: Final = cue(
    rf"(?:que horas?|qual|quando|que dia|a que hora|cuando|what time|when|which day|what day|pra quando|lembra\w*)"
    rf"(?: \w+){{0,5}} (?:meu|minha|nossa|nosso|my|our|mi|nuestra)(?: \w+){{0,2}} {MEETING}",
    rf"(?:meu|minha|nossa|my|our|mi)(?: \w+)?(?: \w+)? {MEETING}(?: \w+){{0,4}}"
    r" (?:confirmad[ao]|de pe|marcad[ao]|certa?o?|confirmed|still on|booked|en pie)",
    rf"(?:meu|minha) {MEETING} (?:e|eh|ficou|esta|ta) (?:que|quando|pra|para|marcad)",
    r"(?:tenho|tem|ficou|esta|ta|tinha|continua|segue) (?:\w+ ){0,3}(?:marcad[ao]s?|agendad[ao]s?)",
    r"tengo (?:una )?(?:cita|reunion)|(?:do i have|is) (?:\w+ ){0,3}(?:booked|scheduled)|pra quando (?:ficou|esta|ta)",
    r"(?:confirmo|confirmar|confirmando|confirm) (?:\w+ ){0,2}"
    r"(?:presenca|minha|meu|my|reuniao|horario|appointment|cita)",
)
# Of a meeting that is known only: "que horas ficou?"
STATUS_LIKE: Final = cue(
    r"(?:que horas?|que dia|quando|pra quando|what time|when|a que hora|cuando)"
    r" (?:ficou|ficaram|ficamos|e|eh|sera|vai ser|is it|was it|es|quedo|quedaron)(?: mesmo| marcad\w+| again)?$",
    r"(?:ficou|ficamos|quedo)(?: (?:pra|para|pras|a|marcad\w))? (?:que|qual) (?:horas?|dia|horario)",
    r"^(?:(?:e|ai|entao|mas|ja|ficou|ta|esta|foi|so|voces?|oxe|ue|y|ya|quedo|is it|did you|but|pero|me) ){0,3}"
    r"(?:marcou|marcaram|marcad[ao]|agendou|agendad[ao]|confirmou|confirmad[ao]|reservou|reservad[ao]|booked|book it"
    rf"|reservaste|agendaste)(?: (?:mesmo|ja|pra mim|certo|certinho|ne|ou nao|or not|o no|then|already|as?|os?|de|da"
    rf"|do|pras?|para|la|el|the|minha|meu|my|mi|{MEETING}))*$",
)
# "O dele continua terça, né?", of one of several.
STILL: Final = cue(
    r"continua|segue|ficou|ficaram|(?:esta|ta) (?:de pe|marcad\w+|confirmad\w+)|que (?:dia|horas?) (?:e|eh|sao|vai)",
    r"(?:e|eh|sao) (?:que dia|que horas?|quando)|quando (?:e|eh|sao)|que horas sao|still|(?:when|what time) is|sigue",
)
CANCEL_VERB: Final = cue(r"(?<!nao )(?:cancel(?:a|ar|e|em|o)?|desmarc(?:a|ar|o)|anul(?:a|ar|e))")
# What a number in a choice counts, when it was not just asked for.
LISTED: Final = cue(r"horarios?|opca?o|opcoes|vaga|slot|time|option|opcion|turno")
# "Não tem 18? Se não tiver, pode ser 17": what stands behind is wanted where the first cannot be had.
IF_NOT: Final = re.compile(
    r"\b(?:(?:se|caso|si) (?:n[aã]o|n|no)(?: (?:tiver|der|rolar|houver|puder|tem|for poss[ií]vel|hay|se puede|haya))?"
    r"|sen[aã]o|if not|otherwise)\b(?! (?:problemas?|custo|como|multa|taxa|incomod\w+|problem|charge|fee))"
)
TO: Final = re.compile(r"\b(?:para|pra|pro|(?<!\d )(?<!h )pr[ao]s|to)\b")

# Whose a meeting is: "é pro meu filho", "it's for my daughter".
IS_FOR: Final = cue(
    r"(?:e|eh|era|seria|sera|fosse|is|s|was|es) (?:\w+ )?(?:pra|pro|para|p|do|da|dos|das|for|del)",
)
ALSO: Final = cue(r"tambem|tb|tbm|outr[oa]s?|mais (?:um|uma)|also|too|another|otr[oa]s?|tambien")

OTHERS: Final = cue(
    r"outr[oa]s?(?: (?:horarios?|dias?|datas?|horas?|opca\w*|opco\w*))?|nenhum\w*|mais (?:opcoes|horarios)|others?"
    r"|another|none|different|otr[oa]s?|ningun\w+"
)
# "Outro dia eu marco a limpeza" wants none.
OTHER_TIME: Final = cue(
    r"(?:quero|queria|prefiro|preciso|precisava|tem|teria|ver|ser|gostaria|arruma|arranja|consegue|da|want|need|have|is"
    r" there|quiero|necesito|hay|tiene)(?: \w+){0,3}? (?:outr[oa]s?|another|a different|otr[oa]s?)"
    r" (?:horarios?|dias?|datas?|horas?|times?|days?|slots?|dates?|fechas?|turnos?)",
    r"^(?:outr[oa]s?|another|other|otr[oa]s?) (?:horarios?|dias?|datas?|horas?|times?|days?|fechas?)$",
)
NEVER_MIND: Final = cue(
    r"deixa (?:pra|para) la|deixa quieto|esquece|desisto|nao quero mais|never ?mind|forget it|olvidalo|dejalo"
    r"|ya no quiero"
)
ANY: Final = cue(
    r"qualquer(?! (?:coisa|duvida))(?: (?:um|uma|horario|dia|hora))?|tanto faz"
    r"|(?:pode|voce) escolhe\w*|any(?: of them)?|either|whichever"
    r"|cualquiera|da igual|o que for melhor|o melhor pra voces?"
)
BUT_FOR: Final = cue(r"menos|exceto|tirando|except|but|salvo")
ACCEPT: Final = cue(
    r"pode(?:mos)?(?: ser| marcar)?|marca\w*|agenda\w*|fica|fico|quero|prefiro|vamos|bora|fechado|fecha|confirm\w+"
    r"|serve|combinado|book|take|works|prefer|lets?|quiero|agend\w+|va|me sirve|esta bien|reserva\w*"
)
# Kinds of meeting that a business may hold besides the one that is booked here.
KIND: Final = cue(
    r"visita|treinamento|implantacao|instalacao|vistoria|entrega|consulta|avaliacao|exame|aula|test drive|mudanca"
    r"|retirada|orcamento presencial|visit|training|installation|delivery|class|lesson|capacitacion|instalacion|clase"
)

# Words in which a time is said.
_TIMES = word_set(
    "hoje amanha depois ontem segunda terca quarta quinta sexta sabado domingo feira seg ter qua qui sex sab dia dias",
    "semana semanas mes fim final comeco inicio meio que vem proxima proximo outra outro manha tarde noite cedo almoco",
    "hora horas h hs hrs min meia antes apos partir ate entre pelas umas la volta tipo qualquer janeiro fevereiro",
    "marco abril maio junho julho agosto setembro outubro novembro dezembro uma duas tres quatro cinco seis sete oito",
    "nove dez onze doze today tomorrow monday tuesday wednesday thursday friday saturday sunday week weeks month next",
    "day days morning afternoon evening noon at after before between until from am pm clock oclock january february",
    "march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec",
    "hoy manana lunes martes miercoles jueves viernes semana proximo proxima mes despues antes hasta desde tardes",
    "mediodia enero febrero marzo mayo junio julio septiembre octubre noviembre diciembre em in en on mim bem mais",
    "medio posso consigo podia daria da dar tem teria have tienen hay conseguiria vaga livre disponivel tarde",
)

_COMING = word_set(
    "ir for vir fosse seria ficar ficaria eu nos gente prefiro preferia conseguir consegue conseguem atende atendem",
    "marcar marca go come we make it voy venir puedo seria",
)


_AGREES = stances.YES | word_set(
    "marca marcar marque agenda agendar agende confirma confirmar confirmo confirmado confirmada fechado fecha fechar",
    "combinado mudar muda cancelar cancela cancele remarcar serve otimo top show esse essa este mesmo horario ai nesse",
    "book it schedule that works great fine one this is confirm confirmed cancel move reserva reservar agendalo mismo",
    "logo ja agora entao ya ahora now",
    "ese esta bien vale perfecto cambiar para mim pra me la lo excelente maravilha",
)
_AGREES_FIRST = word_set(
    "sim s ss simm quero pode podem claro ok okay isso aceito beleza blz bora com perfeito yes yep yeah sure please go",
    "si dale puede bueno positivo ta vamos confirmo confirmado confirmada fechado combinado otimo serve marca agenda",
    "esse essa great fine that confirm perfecto vale show top excelente maravilha por",
)
_INSISTING = re.compile(
    r"\b(?:(?:eu|i|yo) )?(?:ja|already|ya|acabei de) (?:(?:te|lhe|le) )?(?:falei|disse|respondi|dizer|falar|said"
    r"|told you|dije)\b(?: (?:que|that)\b)?"
)
_ORDINALS = {
    0: "primeiro primeira first primero primera primer 1",
    1: "segundo segunda second meio middle medio 2",
    2: "terceiro terceira third tercero tercera tercer 3",
    -1: "ultimo ultima last",
}
_ORDINAL = {word: index for index, names in _ORDINALS.items() for word in names.split()}
_CHOOSING = word_set(
    "ta bom then na verdade melhor actually better mejor",
    "o a os as el la the um pode ser quero queria prefiro fica fico com vou de do da opcao numero horario opcion",
    "option number one please por favor pf pfv sim entao esse essa mesmo e i take ll me gusta sera marca marcar",
    "querer reserva agenda no na pra mim ok st nd rd th that works gostei bora vamos confirma confirmo slot time",
    "msm horarios melhor acho que seria book it yes si quiero prefer would like podia poderia beleza blz isso",
)


def cancels_it(words: Sequence[str]) -> bool:
    """ "Cancela tudo então", "cancelá la de mañana": nothing else is named that it could be said of."""
    place = next((place for place, word in enumerate(words) if word not in _BEFORE_CANCEL), len(words))
    behind = list(takewhile(lambda word: word not in _WHY_CANCEL - _BEHIND_CANCEL, words[place + 1 :]))
    named = (word for word in behind if word not in _BEHIND_CANCEL | _TIMES and not word.isdecimal())
    return place < len(words) and words[place].startswith("cancel") and not any(named)


def without_times(said: str) -> str:
    """The words that say no time: "marcou" of "marcou hoje 19h"."""
    return " ".join(word for word in said.split() if word not in _TIMES and not word[0].isdigit())


def agrees(words: list[str]) -> bool:
    """ "Sim, pode marcar", and "sim, já falei que pode"."""
    words = _INSISTING.sub("", " ".join(words)).removeprefix("entao ").removeprefix("ta bom ").split()
    return bool(words) and words[0] in _AGREES_FIRST and set(words) <= _AGREES


def chosen_number(words: list[str]) -> int | None:
    """Which of a list's lines a short message chooses, from 0, or -1 for the last; None when it does nothing else.

    A bare "segunda" is Monday; "a segunda" and "segunda opção" are the second line.
    """
    found = [place for place, word in enumerate(words) if word in _ORDINAL]
    if len(found) != 1 or any(word not in _CHOOSING for place, word in enumerate(words) if place not in found):
        return None
    place = found[0]
    if words[place] == "segunda":
        around = {words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""}
        if around.isdisjoint({"a", "la", "opcao", "opcion"}):
            return None
    return _ORDINAL[words[place]]


def other_words(rest: Iterable[str]) -> int:
    """How many of a message's telling words neither say a time nor choose one."""
    return sum(word not in _TIMES and word not in _CHOOSING and not word.isdecimal() for word in rest)


def words_beside_coming(rest: Iterable[str]) -> int:
    """The same of who has a meeting and names a day: "consigo ir na sexta?" has none, "resolve hoje?" one."""
    return other_words(word for word in rest if word not in _COMING)


def bare_number(words: list[str]) -> int | None:
    """ "14", "o 14", "pode ser 15": the only number of a message that says nothing else, when it is no list's line."""
    rest = [word for word in words if word not in _CHOOSING]
    return int(rest[0]) if len(rest) == 1 and rest[0].isdecimal() and 3 < int(rest[0][:4]) <= 23 else None
