"""How do people name a time from which, until which or at which something is to happen?"""

import re
from collections.abc import Iterator
from typing import Final

from agente.kit.patterns import regex
from agente.leads.wording import words

_WHOLE_MONTH = (
    r"(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|january|february|april|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|mayo|junio|julio|septiembre|octubre|noviembre|diciembre)"
)
MONTH: Final = rf"(?:{_WHOLE_MONTH}|march|jan|fev|mar|abr|jun|jul|ago|set|out|nov|dez|may)"
_WEEKDAY = (
    r"(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|monday|tuesday|wednesday|thursday|friday|lunes"
    r"|martes|miercoles|jueves|viernes)(?:-feira| feira)?"
)
_COUNT = (
    r"(?:\d{1,3}|um|uma|dois|duas|tres|quatro|cinco|seis|sete|oito|dez|quinze|vinte|trinta|sessenta|noventa"
    r"|alguns|algumas|poucos|poucas|uns \w+|umas \w+|one|two|three|four|five|six|eight|ten|a|a few|a couple of|dos"
    r"|un|una|unos|cuatro)"
)
_UNIT = (
    r"(?:dias?(?: uteis| corridos)?|semanas?|meses|mes|anos?|days?|weeks?|months?|years?|trimestres?|semestres?"
    r"|horas?|hours?|quinzenas?)"
)
_SPAN = r"(?:mes|semana|ano|trimestre|semestre|quinzena|bimestre|year|month|week|quarter)"
_SEASON = (
    r"(?:fim de (?:semana|ano)|fds|final de (?:semana|ano)|fim do ano|final do ano|ferias(?: escolares| de \w+)?"
    r"|feriado|feriadao|carnaval|natal|pascoa|semana santa|black friday|reveillon|ano novo|virada(?: do ano)?|verao"
    r"|inverno|primavera|outono|volta as aulas|ano letivo|inicio das aulas|sao joao|festas? juninas?"
    r"|dia das maes|dia dos pais|dia das criancas|dia dos namorados|dia da mulher|dia do cliente|temporada"
    r"|alta temporada|chuvas|holidays|new year|fall|autumn|spring|winter|summer|christmas|thanksgiving|easter"
    r"|school year"
    r"|verano|invierno|otono|ano nuevo|navidad|fiestas|vacaciones|safra|entressafra|inauguracao)"
)
_THAT_COMES = r"(?: q(?:ue)? (?:vem|entra)| que viene| proxim[oa]| atual| seguinte| vindour[oa])"
_PART = (
    r"(?:(?:final|finalzinho|fim|comeco|comecinho|inicio|meados?|meio|metade|virada|fechamento|encerramento|termino"
    r"|primeira semana|ultima semana"
    r"|segunda quinzena|primeira quinzena|end|beginning|start|middle|fin|finales|principios|mediados)"
    r" (?:do|da|das|de|desse|deste|dessa|desta|of|del)(?: the| la)? )"
)
_MONTH_OF = (
    rf"{MONTH}(?:(?:,)? (?:de |do |of )?(?:20\d\d|ano que vem|proximo ano|next year|este ano|\d{{1,2}}))?"
    rf"(?: (?:ou|or|o) {MONTH})?"
)
_DAY = (
    rf"(?:semana do )?dia \d{{1,2}}o?(?:/\d{{1,2}}| de [a-z]+)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?"
    rf"|\d{{1,2}}o? de {MONTH}"
    rf"|(?:primeiro|\d{{1,2}}) de {MONTH}|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|amanha(?: cedo| de manha| a tarde)?"
    r"|hoje(?: mesmo| a tarde| a noite)?|tomorrow|today|manana|hoy(?: mismo)?"
)
_NUMBERED = (
    r"q[1-4]|(?:\d{1,2}o?|primeir[oa]|segund[oa]|terceiro|quarto) (?:trimestre|semestre|quinzena|quarter|bimestre)"
    r"(?: (?:de|do|of|desse|deste) (?:ano(?: que vem)?|proximo ano|mes|\S+))?"
)
POINT: Final = (
    rf"(?:o |a |as |ao |the |el |la )?{_PART}?(?:proxim[oa]s? |prox\.? |next |this |este |esta |esse |essa |mesmo "
    rf"|primeiro |segundo |first |second |ultimo |outr[oa] )?"
    rf"(?:{_DAY}|(?:{_SPAN}|{_SEASON}){_THAT_COMES}?|mes de {MONTH}|{_MONTH_OF}|{_WEEKDAY}(?:{_THAT_COMES}| agora)?"
    rf"|20(?:2[5-9]|[3-9]\d)"
    rf"|(?:mid|early|late)[- ]{MONTH}|{_NUMBERED})"
)
_TOWARDS = (
    r"(?:ate|by|before|antes d[aeo]s?|until|hasta|para|pra|pro|p/|for|a partir d[eoa]|from|starting|depois d[aeo]s?"
    r"|apos|after|despues d[eoa]l?|por volta d[eoa]|(?:la )?(?:pra|para|pro|pros|por) (?:la pra|meados de)?|em|in|en|no"
    r"|na|nas|nos|desde|durante)"
)
_HURRY: Final = (
    r"(?:(?:com|tenho|temos|alta) (?:muita |certa |bastante |maxima |a maxima )?urgencia|urgentemente"
    r"|urgentissim[oa]|urgentes?|urgency"
    r"|urgently|(?:pra|para) (?:ja ja|ja|ontem)\b|imediatamente|de imediato|imediat[oa]s?"
    r"|as soon as possible|asap|right away|immediately|de inmediato|agora mesmo|ja ja)"
)
_SOONER = (
    r"(?:(?:o )?quanto (?:antes|mais (?:cedo|rapido|breve))(?:,? melhor)?"
    r"|(?:o )?mais (?:breve|rapido|cedo|depressa) possivel"
    r"|(?:assim|logo) que (?:der|possivel|puder(?:em|mos)?)|lo antes posible|cuanto antes|the sooner the better)"
)
_NO_HURRY: Final = (
    r"(?:sem (?:muita |nenhuma |tanta )?(?:pressa|urgencia|correria)(?: nenhuma| alguma)?|sem data (?:certa|definida)"
    r"|nao (?:tenho|temos|estou com|estamos com|to com|tamo com|ha|tem|e|eh) (?:muita |nenhuma |tanta |nada de )?"
    r"(?:pressa|urgencia|urgente)(?: nenhuma| alguma)?|(?:there'?s |in )?no (?:rush|hurry)|not in a (?:rush|hurry)"
    r"|sin (?:prisa|apuro)s?|no (?:tengo|tenemos|hay) (?:prisa|apuro)|no es urgente)"
)
_SOME_DAY: Final = (
    r"(?:em breve|(?:a )?(?:curto|medio|longo) prazo|logo|(?:mais |um pouco mais )(?:pra|para|p/) (?:a )?frente"
    r"|quando der|down the road)"
)
# An event of theirs: "assim que aprovarem o projeto", "quando a obra terminar".
_ONCE = (
    r"(?:quando|assim que|logo que|cuando|once) (?:eu |a gente |nos |(?:[oa]s?|meus?|minhas?|noss[oa]s?|the|la"
    r"|el) \w+ )?"
    r"(?:virar|acabar|terminar|sair|receber|aprovar|passar|fechar|abrir|inaugurar|liberar|chegar|voltar|comecar|ficar"
    r"|mudar|sobrar|vencer|conseguir|casar|nascer|tiver|termine|salga|abra|finishes|is done)(?:mos|em)?"
    r"(?: (?!a gente|eu|nos|me|vou|vamos|ai|ja)\w+){0,3}"
)
WHEN: Final = regex(
    rf"\b(?:{_HURRY}|{_SOONER}|{_NO_HURRY}|{_SOME_DAY}|{_ONCE}"
    rf"|(?:ainda|ja) (?:hoje|amanha|(?:n|d)?(?:est[ea]|ess[ea]) {_SPAN}|(?:n|p)[ao] {_WEEKDAY})"
    rf"|(?:temos|tenho|we have|tenemos) {_COUNT} {_UNIT}(?= (?:pra|para|to)\b)"
    rf"|(?:n|d)?ess?t?[ea] (?:{_WEEKDAY})|(?:ainda )?(?:n|d)?(?:est[ea]|ess[ea]|this|nesse|neste|nessa"
    rf"|nesta) (?:mesm[oa] )?{_SPAN}"
    rf"|(?:semana|mes|ano|trimestre|semestre){_THAT_COMES}|(?:(?:n|d|pel|pr)?[oa]s? |el |la )?(?:proxim[oa]s?|prox\.?"
    rf"|next) (?:(?:{_COUNT}) )?(?:{_UNIT}|{_SPAN}|{_SEASON}|couple of weeks)"
    rf"|(?:(?:so |ja )?{_TOWARDS} |(?:no )?{_PART}|sometime ){POINT}(?![a-z])"
    rf"|(?:daqui (?:a |uns |umas )?|dentro de|em|in|within|en|num prazo de|no prazo de|prazo de|uns|umas|nos proximos"
    rf"|nas proximas|in the next|(?:no )?maximo(?: em)?) ?(?:uns |umas |unos |unas |ate |no maximo |about |around "
    rf"|cerca de "
    rf"|mais ou menos |coisa de )?{_COUNT}(?: (?:a|ou|e|to|or|o) {_COUNT})? {_UNIT}"
    rf"|{_WEEKDAY}{_THAT_COMES})"
    r"(?![a-z])"
)


def _spelled(*patterns: str) -> Iterator[str]:
    """The words of patterns that only list them, in both numbers where the plural may be missing."""
    for match in re.finditer("([a-z]+)([a-z])([?]?)", " ".join(patterns)):
        yield match[1] + match[2]
        if match[3]:
            yield match[1]


# One of these, or a figure, is in whatever names a time: a message without them needs no further look.
TIME_WORDS: Final = frozenset(_spelled(MONTH, _WEEKDAY, _UNIT, _SPAN, _SEASON)) | words(
    "com urgencia urgentemente urgentissimo urgentissima urgente urgentes urgency urgently urgent ja ontem"
    " imediatamente imediato imediata imediatos imediatas asap possible away immediately inmediato agora antes"
    " cedo rapido breve posible depressa possivel der puder puderem pudermos cuanto sooner pressa correria data"
    " rush hurry prisa apuro apuros curto medio longo logo frente down quando assim cuando once depois apos before"
    " after hoje amanha hoy manana ahora now today tomorrow proxima proximo proximas proximos prox next primeiro"
    " segundo primeira segunda terceiro quarto maximo early mid late couple sometime prazo deadline plazo timeline"
    " previsao cronograma inicio contrato fim final comeco"
)
# Days and parts of a year without what leads to them.
BARE: Final = regex(rf"\b(?:{_COUNT}(?: (?:a|ou|e|to|or) {_COUNT})? {_UNIT}|{POINT}|agora|ja|now|ahora)(?![a-z])")
DAY: Final = regex(
    rf"(?<!todo )(?<!todo o )\b(?:(?:n?o )?(?:{_DAY})|(?<!\bde ){_WHOLE_MONTH}|(?:[no] )?(?:{_NUMBERED}"
    rf"|primeiro semestre))(?![a-z/-])"
)
# Before or after something of their own: only beside a need does it say when.
AROUND_EVENT: Final = regex(
    r"\b(?:antes|depois) d[aeo]s? (?:(?:meus?|minhas?|noss[oa]s?) )?"
    r"(?!isso|tudo|mais|nada|hora\b|[a-z]+(?:ar|er|ir)\b|que\b|voces|vcs|ontem|quem|fechar|comprar|ele|ela|pagar"
    r"|contratar|decidir)[a-z]{4,}"
    r"(?: d[aeo]s? [a-z]{3,})?"
    r"|\b(?:before|after) (?:the|our|my) [a-z]+(?: [a-z]+)?"
    r"|\bantes de (?:la|el|mi|los|las) [a-z]+"
)
# Who has these and a date means the date.
VAGUE: Final = regex(rf"(?:{_HURRY}|{_NO_HURRY}|{_SOME_DAY}|{_ONCE})$")
JUST_NOW: Final = regex(
    r"(?<=ar )(?:agora|ja(?=\W*(?:$|[.!\n]))|hoje|amanha|now|today|tomorrow|manana|hoy|ahora)(?: mesmo)?\b(?<!manha)"
)
