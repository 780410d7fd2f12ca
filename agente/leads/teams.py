"""For how many people does the customer speak?"""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.numerals import Number
from agente.leads.team_groups import groups_in, is_part, names_part
from agente.leads.team_lists import Told, is_worker_at, listed_people, without_served
from agente.leads.wording import Message, fold, word_list, words

TEAM_WORDS: Final = words(
    "somos equipe time pessoas usuarios funcionarios colaboradores vendedores atendentes licencas"
    " assentos gente sozinho sozinha socia socio users user people",
    "employees team seats empleados personas usuarios equipo licencias licenses staff funcionarias"
    " vendedoras corretores medicos dentistas professores agentes operadores",
    "profissionais eu members tecnicos representantes consultores advogados motoristas devs"
    " desenvolvedores quadro ser sao agents trabajadores trabajamos trabalhamos usuario acessos logins"
    " cabecas integrantes duas dois headcount",
)
_PEOPLE = (
    r"(?:pessoas?|vidas|usuari[oa]s?|funcionari[oa]s?|empregad[oa]s|obreros|maestr[oa]s|volunteers"
    r"|colaborador(?:es|as)?|vendedor(?:es|as)?|atendentes"
    r"|licencas?|assentos|users?|people|employees|seats?|empleados|personas"
    r"|licencias|licenses|staff|corretor(?:es|as)|medic[oa]s|dentistas|professor(?:es|as)|agentes|agents"
    r"|operador(?:es|as)|profissionais|members|tecnic[oa]s|representantes"
    r"|consultor(?:es|as)|advogad[oa]s|motoristas|devs|desenvolvedores|trabajadores|acessos|logins"
    r"|integrantes|sales reps|reps|trabalhadores|membros|socios|funcs?|colabs?|estagiari[oa]s"
    r"|motoboys|garcons|auxiliares|instrutor(?:es|as)|gerentes|analistas|secretarias|recepcionistas"
    r"|costureir[oa]s|barbeir[oa]s|mecanic[oa]s|cozinheir[oa]s|manicures|esteticistas|designers|suportes|comerciais"
    r"|cabeleireir[oa]s|enfermeir[oa]s|engenheir[oa]s"
    r"|entregador(?:es|as)|ajudantes|balconistas|meninas|meninos|rapazes|terapeutas|fisioterapeutas"
    r"|psicolog[oa]s"
    r"|instructors|trainers|drivers|lawyers|doctors|barbers|stylists|waiters|nurses|teachers|developers|vendors"
    r"|meseros|choferes|contas de usuario)"
)
_TRADES_AFTER = regex(
    r"\s*(?!(?:clientes|pacientes|restaurantes|ingredientes|parentes|presentes|computadores|roteadores"
    r"|monitores|servidores|geladeiras|cadeiras|carteiras|torneiras|armarios"
    r"|horarios|salarios|formularios|elefantes|estudantes|assinantes|visitantes|participantes|variantes"
    r"|antes|dinheiros|leitores|seguidores|motores|tratores|dores|revistas|listas|vistas"
    r"|banheiros|chuveiros|turistas|hectares|bancarios|inventarios|dicionarios|componentes|compradores"
    r"|moradores|calendarios|relatorios|cozinheiras)\b)"
    r"[a-z]{2,}(?:dores|doras|tores|toras|eiros|eiras|istas|antes|entes|logos|logas|arios|arias|anicos|etos"
    r"|cultores)\b"
)
_ENGLISH_TRADES_AFTER = regex(
    r" (?!(?:custom|comput|ord|serv|numb|pap|off|lett|lov|follow|subscrib|buy|print|rout|trail|contain|scoot|memb"
    r"|monit)ers\b)"
    r"[a-z]{3,}ers\b"
)
_HAVE_BEFORE = regex(
    r"\b(?:tenho|temos|com|somos|sao|equipe|time|meus|minhas|nossos|nossas|tem|total de|emprego|empregamos"
    r"|contrato|have|has|got|of)(?: uns| umas| uma equipe de| mais de| cerca de| quase| hoje| atualmente| apenas"
    r"| so)? $"
)
_PEOPLE_AFTER = regex(
    rf"(?: e (?:poucos|poucas|tantos|tantas))?\s*(?:(?!por |per |para |pra |cada |a )\w+ )?{_PEOPLE}\b"
    r"|[- ](?:person|people|employee|member|man|strong|staff) (?:[a-z]+ ){0,2}"
    r"(?:company|team|firm|business|shop|agency|garage|office|startup|studio|practice|clinic|store|crew|school)\b"
)
_TEAM_BEFORE = regex(
    r"\b(?:(?:somos|somo|semo|seremos|seriamos|seriam|somos em|we are|we're|there are|estamos en|trabajamos)(?: (?:em"
    r"|hoje"
    r"|hj|atualmente|of us|nos|uma equipe de|um time de|uns|umas|cerca de|so|apenas|a team of|about|around"
    r"|ao todo|no total|por volta de|unos|como|mais ou menos|quase|just|un equipo de|em torno de"
    r"|aproximadamente))*"
    rf"|{_PEOPLE} ?:|(?:pessoas|funcionarios|colaborador(?:es)?|empregados|people|empleados) (?:sao|e|eh|son|are)"
    r"|(?:equipe|equipo|team|crew|staff|tripulacao|tripulacion|headcount)(?: sao| e| eh|:)?|(?:crew|tripulacao"
    r"|tripulacion) (?:of|de)"
    r"|(?:equipe|time|equipo|team|crew|quadro|headcount|grupo|turma|escritorio|staff"
    r"|setor)(?: \w+){0,2}?,? (?:de|com|tem|e de|eh de|sao|of|has|is|con|tiene|con|de uns|com uns|com umas"
    r"|de umas|de cerca de|tem uns|tem umas|somos|formado por|conta com|e|eh|sao uns|of about|:|total:)"
    r"|(?:trabalhamos|trabalham|atuamos) (?:em|aqui|com|entre|so)"
    r"|(?:a gente|nos|hoje|estamos|tamo) (?:(?:e|eh|ta|tamo|esta|estamos|fica|trabalha|atua|somos) )?(?:em|entre)"
    r"|(?:a gente|nos) (?:e|eh|somos|sao)"
    r"|(?:contando comigo|comigo|ao todo|no total),? (?:sao|somos|da|dao)|(?:comigo|ao todo|no total)"
    r"|licencas? (?:pra|para)|licenses? for|acesso (?:pra|para)) (?:uns "
    r"|umas |cerca de |quase |unos |about "
    r"|mais ou menos |por volta de |entre |de |between )?$"
)
_CORRECTS_TEAM = regex(
    r"(?:^(?:quer dizer|na verdade|na vdd|alias|ops|opa|ou melhor|digo|nao|desculpa|corrigindo|sorry|no),? (?:(?:e|eh"
    r"|it's) )?"
    r"|\b(?:sao|somos|seremos|agora sao|na (?:verdade|vdd)(?: sao)?) )(?:uns |umas )?$"
)
_NOT_TEAM_AFTER = regex(
    rf"\s*(?:(?:{'|'.join(sorted(word_list('things')))}|friends|irmaos|hermanos|siblings|colegas de)\b"
    r"|%|of them|deles|delas|de ellos"
    r"|(?:de|da|a) (?:manha|tarde|noite)|anos|adultos|criancas|noites|filhos|adults|kids|ninos|lojas"
    r"|filiais|unidades"
    r"|clientes|reais|dias"
    r"|turnos|shifts|grupos|equipes|equipos|teams|setores|departamentos|filas|linhas"
    r"|meses|horas|h\b|mil\b|alunos|produtos"
    r"|pedidos|leads|empresas|salas|quartos|carros|maquinas|por ?cento|percent|years|months|days|stores"
    r"|clients"
    r"|vans\b|motos\b|computadores|notebooks|celulares|tiendas|sucursales|anos|franquias|apartamentos|casas|veiculos"
    r"|caminhoes|mesas|andares|cnpjs"
    r"|marcas|itens|usd|dolares|k\b|r\$|/|:[0-9]|gb|km|metros|minutos|semanas|de (?:janeiro|fevereiro"
    r"|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro))"
)
_NOT_OUR_PEOPLE = regex(
    r"\b(?:(?:plano|pacote|plan) \w+ (?:tem|e|vem|da direito)|suporta|suportam|permite|permitem|aceita"
    r"|aceitam|limite|cabe|cabem|inclui|incluem|atendem|atende|mesa|reserva|quarto|hotel|festa|evento"
    r"|casamento|convidados|fila|frente|esperando|reclam\w+"
    r"|voces (?:tem|sao|ja)|ja passei por|falei com|atendid[oa] por|seguidores|allows?|includes?"
    r"|supports|evento|churrasco|jantar|almoco|table|booking|room|capacidade|curso|viagem|passagens"
    r"|ingressos"
    r"|bolo|van|onibus|marmitas?|hospedagem|passeio|aniversario|salgad\w+|doces|chale|coffee|churrasc\w+|pizza"
    r"|rodizio|curriculo"
    r"|boleto|consta|fatura|moro|moramos|vivo com|em casa|familia|concorrente|outra empresa|demiti\w*|comporta"
    r"|serve|expost\w+|envie|repasse|corrente|billed"
    r"|facturaron|cobrad\w+|botaram|different|distintas?|buffet|ex)\b"
)
# Their own hotel is none that they book: "trabalho no hotel Serra Azul, somos 12"
_OF_OURS = regex(
    r"\b(?:d[aeo]|n[ao]|[oa]|pel[ao]|somos o|minha|meu) (?:hotel|buffet|curso|limite) [a-z]+|\(buffet[^)]*\)"
)
_BOOKING = regex(r"\b(?:na fila|reserv\w+|mesas?|quartos?|hosped\w+|diarias?|rodizio|table)\b")
# Where people come together or travel they are guests, whatever was asked.
_GATHERING = regex(
    r"\b(?:festas?|festinha|casamento|casorio|bodas?|bautizo|batizado|batismo|formatura|aniversario|cumpleanos"
    r"|birthday|wedding|party|madrinhas|convidados|invitados|guests|familia|family|parentes|parejas|casais"
    r"|hospedes|hospedagem|diarias?|quartos?|casa de praia|viagem|viajar|passagens|pacote|excursao"
    r"|romaria|passageiros|passeio|transfer|tour|cruzeiro|reveillon|ano novo|new year|lua de mel|trip"
    r"|bolo|torta|buffet|churrasco|salgad\w+|docinhos|coffee break|congresso|palestra|show"
    r"|nos vamos|llegamos|chegamos dia|hospedad\w+|friends|amigos|(?:de|en|on) (?:vacaciones|ferias|holiday)|booked"
    r"|tasting|in (?:this|the|our) house|en la casa|mora"
    r"|plateia|publico|bufe|banda de|dj|salao de festas?|sitio pra|estudante|tcc|curriculo)\b"
)
_GUESTS = regex(r"\b(?:pessoas?|people|personas|usuari[oa]s?|users?|atendentes|acessos)$")
_IN_TEAM_AFTER = regex(
    r"\s*(?:\w+ )?(?:na|no|in the|in our|en el|da|do) (?:minha |nossa |meu |nosso )?(?:equipe|time|team"
    r"|empresa|escritorio|loja|total|equipo|quadro)\b"
)
_ALONE = regex(
    r"\b(?:(?:so|somente|apenas) eu(?! e (?:meu|minha|mais|um|uma|outr)\b)|eu (?:mesmo |mesma )?sozinh[oa]"
    r"|trabalho sozinh[oa]|just me|only me"
    r"|solo yo|sou so eu|sou eu sozinh[oa]|sou sozinh[oa]|eu mesm[oa] so|so uma pessoa|uma pessoa so"
    r"|uma pessoa so"
    r"|(?:trampo|laburo|atuo|trabalho|toco|atendo|faco tudo)(?: [a-z]+){0,2} sozinh[oa]"
    r"|(?:trabajo|laburo) sol[oa]|work alone"
    r"|on my own)\b"
)
_ONLY_ME = regex(r"\W*(?:(?:so|apenas|just|solo|sola|somente) )?(?:eu|me|yo|myself)(?: (?:mesm[oa]|so|sola?))?\W*")
_PAIR = regex(
    r"\b(?:eu e (?:minha?|meu|uma|um) (?!equipe|time|empresa)(?:[a-z]+)|so nos dois|somos dos"
    r"|(?:trabalho|trampo|toco|tocamos|cuido|run|own)(?: (?!e |and )[a-z]+){0,4} (?:com|with) (?:meu|minha"
    r"|my) (?:socio|socia"
    r"|irmao|irma|esposa|marido|mulher|esposo|mae|pai|filho|filha|partner|wife|husband|brother|sister|mother|father|son"
    r"|daughter)"
    r"|me and my (?:partner|wife|husband|brother|sister)|yo y mi (?:socio|socia|esposa|esposo))\b(?! e| mais)"
)
_WORK_TOGETHER = regex(
    r"\b(?:somos|tocamos|toco|trabalho|trampo|trabalhamos|cuidamos|fazemos tudo|we run|run|own|trabajamos)\b"
)
# "... mas só 5 vão usar", "... o sistema seria só pros 8 do financeiro", "... quem usaria é o comercial, 12 pessoas"
_ONLY_BEFORE = regex(
    r"\b(?:so|apenas|somente|only|just|dess[ae]s|dest[ae]s|delas|deles|mas|but|pero|solo)(?: uns| umas| os| as)? $"
)
_USING_AFTER = regex(
    rf"(?: {_PEOPLE}| de nos| of us| of them)?(?: que)? (?:vao|iriam|vai|usam|usariam|usarao|precisam|precisariam"
    rf"|teriam|acessam"
    r"|need|will|would|use|van a|usarian|necesitan)\b"
)
_USERS_BEFORE = regex(
    r"\b(?:so (?:pros?|pras?|para (?:os|as))|(?:quem )?(?:usa|usaria|vai usar|usariam|vao usar)(?: mesmo)?"
    r"(?: (?:e|eh|sao|seria|seriam))?(?: so)?(?: (?:o|a|os|as)(?: [a-z]+){1,4},)?)(?: uns| umas)? $"
)
_NOT_YET = regex(
    r"\b(?:depois|futuramente|mais (?:tarde|pra frente|para frente)|no futuro|em breve|logo|ano que vem|mes que vem"
    r"|eramos|ja fomos|antes era\w*|then|later)(?:,? (?:uns|umas|sao|seremos|vamos ser|pra|para|to))?,? $"
)

# One number in another's place: "12, digo 14", "nove. não, oito"
_RATHER = regex(
    r"\b(?:digo|quer dizer|ou melhor|na (?:vdd|verdade)|alias|perdao|desculpa|sorry|actually|i mean|make it|corrigindo"
    r"|nao|no|wait|well|opa|ops|mentira|espera|espere|esperame|mas|but|pero)\b|^[,. ]*(?:ou |or |o )?$"
)
# Of bare answers the later counts too where it is the sum, or what is left: "eram 15. hoje 12", "4 de nós, então 5"
_SUMS_UP = regex(
    r"\b(?:entao|so|agora|now|hoje|hj|total|ao todo|da|dao|fica|poe|bota|conta|considerar?|ahora|la practica|conmigo"
    r"|comigo"
    r"|only|apenas|just)(?:,|:| e| eh| sao| uns| ja| so| pra| de)* $"
)
_NOW_AFTER = regex(r" (?:agora|ahora|now|hoje|hoy)\b")
_DENIED_AFTER = regex(r"\s*(?:la )?nao\b")
_ENDS_AFTER = regex(
    r"\s*(?:$|[,.;!?)\n]|(?:kk+|rs|e|ne|viu|agora|ahora|now|hoje|pq|porque|com?|con|conmigo|with|in|no total|na|no)\b"
    rf"|(?:[a-z]+ )?{_PEOPLE}\b)"
)
_NEAR: Final = 60  # characters between a number and the one that puts it right

_AT_WORK = regex(
    r"\b(?:equipe|time|team|equipo|staff|funcionari\w+|colaborador\w+|employees|empleados|empresa|trabalh\w+|trabaj\w+"
    r"|escritorio|agencia|loja|usuari\w+|users|sistema|organizacao)\b"
)
_OURSELVES = regex(r"\b(?:eu|meus?|minhas?|me|yo|my|mi)\b")


def team_size_in(message: Message, numbers: list[Number], asked: bool, known: bool, need: str | None) -> Told | None:
    """How many people the customer speaks for, and where they say so.

    `known`: a size is known, which the message may put right; `need` is what is known of what they want.
    """
    if not asked and not numbers and not message.mentions(TEAM_WORDS):
        return None
    groups = groups_in(message, numbers)
    single = [number for number in numbers if not any(number in pair for pair in groups)]
    number = _number_of_team(message, single, need, asked=asked, known=known)
    if groups and number is None:
        return _of_groups(message, *groups[0], need, asked=asked)
    found = Told(int(number.value), number.start, number.end) if number else None
    together = listed_people(message, asked) if asked or numbers or _OURSELVES.search(message.folded) else None
    if together and (number is None or found is None or not _overrides(message, number, together, asked)):
        return together
    if found is None and not message.is_question(0) and (size := _without_number(message.folded, asked)):
        return Told(size, 0, len(message.folded), summed=True)
    return found


def _of_groups(message: Message, groups: Number, each: Number, need: str | None, *, asked: bool) -> Told | None:
    """ "Somos 2 turnos de 6": so many times as many, where they are the customer's own."""
    before = message.folded[message.sentence(groups.start)[0] : groups.start]
    ours = asked or _TEAM_BEFORE.search(before) or _HAVE_BEFORE.search(before)
    if not ours or message.is_question(groups.start) or are_guests(message, groups.start, need):
        return None
    return Told(int(groups.value * each.value), groups.start, each.end, summed=True)


def _overrides(message: Message, number: Number, together: Told, asked: bool) -> bool:
    """Whether a number says more than the list beside it: a larger one, or one behind that puts it right."""
    if number.start > together.end and _puts_right(message, together.end, number, bare=True):
        return True
    if number.start > together.end and _is_subset(message.folded, number):
        return True  # "5 no balcão e 2 na cozinha, mas só 3 usam"
    if asked and number.start > together.end:
        return False  # "três engenheiros e o topógrafo. na obra são 120"
    return number.value >= together.people and _is_told(message, number, known=False)


def _number_of_team(
    message: Message, numbers: list[Number], need: str | None, *, asked: bool, known: bool
) -> Number | None:
    """The last number that is told of them; of bare answers the first, unless another puts it right."""
    found: Number | None = None
    bare = denied = False
    for place, number in enumerate(numbers):
        if found and _is_subset(message.folded, number):
            return number
        if found and is_part(message, found, number):
            continue  # "10, sendo 4 vendedores"
        if number.value != number.value.to_integral_value() or not 0 < number.value < 100_000:
            continue
        if found and number.value == found.value and _DENIED_AFTER.match(message.folded, number.end):
            denied = True  # "somos em nove, nove não, oito"
        elif found and denied:
            found, denied = number, False
        elif _may_be_team(message, number, need):
            if _is_told(message, number, known=known):
                found, bare = _whole(message, numbers[:place], number, need), False
            elif found is None and asked and _is_answer(message, number):
                found, bare = number, True
            elif found and _puts_right(message, found.end, number, bare=bare):
                found = number
    return found


def _whole(message: Message, before: list[Number], number: Number, need: str | None) -> Number:
    """The number itself, or the one right before it that counts all of them: "temos 10, sendo 4 vendedores"."""
    whole = before[-1] if before and names_part(message, before[-1], number) else None
    return whole if whole and _may_be_team(message, whole, need) else number


def _puts_right(message: Message, told: int, number: Number, *, bare: bool) -> bool:
    """ "12 ingenieros, digo 14", "5... na verdade 7", "22, tira o encarregado, então 21"."""
    between = message.folded[told : number.start]
    if not _ENDS_AFTER.match(message.folded, number.end):
        return False
    rather = len(between) < _NEAR and _RATHER.search(between) is not None
    sums_up = _SUMS_UP.search(between) is not None or _NOW_AFTER.match(message.folded, number.end) is not None
    return rather or (bare and sums_up)


def are_guests(message: Message, start: int, need: str | None) -> bool:
    """Whether the people told there come to a feast, a table or a queue, as may what they `need`: nobody's team."""
    begin, stop = message.sentence(start)
    elsewhere = _NOT_OUR_PEOPLE.search(_OF_OURS.sub("", message.folded[begin:stop]))
    at_work = _AT_WORK.search(message.folded, begin, stop)
    return _is_gathering(message, start, need) or (elsewhere is not None and at_work is None)


def _is_gathering(message: Message, start: int, need: str | None) -> bool:
    begin, stop = message.sentence(start)
    told = f"{message.folded[begin:stop]} {fold(need or '')}"
    return _GATHERING.search(told) is not None and _AT_WORK.search(message.folded, begin, stop) is None


def _is_subset(folded: str, number: Number) -> bool:
    """Whether these are the ones among the team who would use it: "somos 40 mas só 5 vão usar"."""
    if number.value != number.value.to_integral_value() or number.value < 1:
        return False
    before = folded[max(0, number.start - 45) : number.start]
    return _USERS_BEFORE.search(before) is not None or (
        _ONLY_BEFORE.search(before) is not None and _USING_AFTER.match(folded, number.end) is not None
    )


def _without_number(folded: str, asked: bool) -> int | None:
    if asked and _ONLY_ME.fullmatch(folded):
        return 1
    if _ALONE.search(folded) and (
        asked
        or re.search(
            r"\b(?:sozinh|sol[oa]\b|alone|own\b|equipe|time|usar|usa|empresa|somos|trabalh|team|toco|atendo|negocio"
            r"|loja|freelanc|autonom|\bmei\b)|it's just me",
            folded,
        )
    ):
        return 1
    if (asked or _WORK_TOGETHER.search(folded)) and _PAIR.search(folded):
        return 2
    return None


def _may_be_team(message: Message, number: Number, need: str | None) -> bool:
    """Whether nothing speaks against it: another figure, a negation, things, guests."""
    folded = message.folded
    before = folded[message.sentence(number.start)[0] : number.start]
    if (
        folded[number.start - 1 : number.start] in set("/:.,-$#@") - {""}
        or folded[number.end : number.end + 1].isalnum()
    ):
        return False
    if re.search(r"\b(?:nao|not)(?: sao| somos| e| tenho| temos| tem)? $|(?:r\$|us\$|\$)\s*$", before) or (
        number.scale >= 1000 and not _PEOPLE_AFTER.match(folded, number.end)
    ):
        return False
    if _NOT_YET.search(before):
        return False
    people = _PEOPLE_AFTER.match(folded, number.end)
    if _NOT_TEAM_AFTER.match(folded, number.end) and not people:
        return False
    guests = people is None or _GUESTS.search(people.group()) is not None
    return not (guests and _is_gathering(message, number.start, need))


def _is_told(message: Message, number: Number, *, known: bool) -> bool:
    """Whether the words around it say that it is theirs: "somos 8", "12 funcionários", "tenho 5 vendedores"."""
    folded = message.folded
    start, end = message.sentence(number.start)
    before = without_served(folded[start : number.start])
    people = _PEOPLE_AFTER.match(folded, number.end)
    ranged = re.match(rf" ?(?:a|ou|-|to|or|ate|e) ?\d+ {_PEOPLE}\b", folded[number.end : number.end + 40])
    team = _TEAM_BEFORE.search(before)
    if (people or ranged) and not team:
        guests = people is None or _GUESTS.search(people.group()) is not None
        return not (guests and _NOT_OUR_PEOPLE.search(folded, start, end))
    if _HAVE_BEFORE.search(before) and (
        _TRADES_AFTER.match(folded, number.end)
        or _ENGLISH_TRADES_AFTER.match(folded, number.end)
        or is_worker_at(message, number.end)
    ):
        return True
    if team:
        return not _NOT_OUR_PEOPLE.search(_OF_OURS.sub("", before)) and not _BOOKING.search(folded, number.end, end)
    if _IN_TEAM_AFTER.match(folded, number.end) and number.value > 1 and not message.is_question(number.start):
        return True
    return known and _CORRECTS_TEAM.search(before) is not None


def _is_answer(message: Message, number: Number) -> bool:
    """Whether it may be the answer to how many they are, having nothing else said of it."""
    before = message.folded[message.sentence(number.start)[0] : number.start]
    return (
        not message.is_question(number.start)
        and len(before) < 60
        and (not re.search(r"\b(?:dia|as|anos|pedido)\s*$", before))
    )
