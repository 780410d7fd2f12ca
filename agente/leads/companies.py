"""The company that the customer speaks for: named as theirs, asked for, or in the signature of an e-mail."""

import re
from typing import Final

from agente.leads.names import person_at, signature_start
from agente.leads.wording import Message, word_list, words

TRIGGER_WORDS: Final = words(
    "nos gente pessoal equipe time coordeno gerencio cuido toco lidero administro abri fundei temos"
    " tenho recepcao suprimentos diretoria operacoes logistica na precisa",
    "empresa sou trabalho trabalha trabalhamos aqui somos represento representamos falo falamos loja"
    " negocio firma startup company work from",
    "trabajo soy dono dona socio socia gerente diretor diretora proprietario proprietaria fundador"
    " fundadora ceo cto head coordenador",
    "coordenadora analista comprador compradora ltda eireli razao fantasia cnpj i'm am owner manager"
    " founder chama chamada clinica agencia escritorio consultorio",
    "restaurante padaria academia escola construtora business tienda negocio nome represent represents"
    " com responsavel pela pelo compras rh ti marketing financeiro we founded run lead duena dueno"
    " vendedor secretaria assistente de",
)
_ROLES = (
    r"don[oa]|soci[oa]s?|gerente|diretora?|proprietari[oa]|fundadora?|ceo|cto|cfo|coo|head|coordenadora?"
    r"|analista|compradora?|responsavel|vendedora?"
    r"|secretari[oa]|assistente|supervisora?|encarregad[oa]|representante|administradora?|gestora?"
    r"|consultora?|estagiari[oa]|funcionari[oa]|chefe"
    r"|lider|sindic[oa]|presidente|tesoureir[oa]|reitora?|pedagog[oa]|zelador|socio-fundador|co-?founder"
    r"|recepcionista|professora?|medic[oa]|enfermeir[oa]|corretora?|advogad[oa]|nutricionista|dentista"
    r"|arquitet[oa]|designer|programadora?|tecnic[oa]|operadora?|auxiliar|engenheir[oa]|desenvolvedora?"
    r"|contadora?"
)
_AREA = r"(?: (?!e |mas |que |quero |preciso |com |em |na |no |nem )[a-z-]+){0,4}?"
# Behind these stands the company's name itself.
_STRONG = re.compile(
    r"\b(?:(?:a |o )?(?:minha|nossa|meu|nosso) (?:empresa|loja|firma|startup|negocio|clinica|agencia"
    r"|escritorio|restaurante|academia|escola|consultorio|padaria|industria|construtora|imobiliaria"
    r"|organizacao|instituicao|estudio|salao|petshop|pet shop|oficina|cafeteria|farmacia|mercado"
    r"|ong)(?: aqui)? (?:e|eh|chama-se|chama|se chama|leva o nome de|tem o nome de)(?: a| o)?"
    r"|(?:nome d[ao] (?:minha |nossa |meu |nosso )?(?:empresa|loja|firma|startup|negocio|clinica)"
    r"|razao social|nome fantasia)(?: e| eh|:| seria|,)?(?: a| o)?(?=\W)"
    r"|empresa\s?[:=](?: a)?|company\s?:|empresa chamada|(?:loja|empresa|startup|agencia|clinica|firma"
    r"|negocio|company|business|[a-z]+(?:aria|eria|ura)|escola|oficina|mercado|academia|studio|estudio"
    r"|salao|restaurante|construtora|imobiliaria|industria) (?:chamad[oa]|called|llamad[oa])(?: de)?"
    r"|(?:my|our) (?:company|business|startup|shop|store|firm)(?:'s name)? is(?: called| named)?|(?:mi"
    r"|nuestra) (?:empresa|tienda|negocio)(?: se llama| es)(?: la)?"
    r"|represento (?:a|o)|representamos (?:a|o)|falo (?:em nome da|em nome do|pela|pelo)|falamos pela"
    r"|i represent|(?:em|por) nome da empresa"
    r"|(?:minha|nossa|meu|nosso) (?:empresa|loja|firma|startup|negocio|clinica|agencia|escritorio"
    r"|restaurante|academia|escola|consultorio|padaria|industria|construtora|imobiliaria|oficina"
    r"|farmacia|mercado|pizzaria|hotel|pousada)(?:,? (?:a|o)|,)?(?= [\"']?[A-Za-z0-9])(?!(?: a| o"
    r"|,)* (?:e|eh|de|do|da|se|ja|tem|esta|precisa|fica|que|em|no|na|com|atual|hoje|aqui|ainda|vai|nao"
    r"|faz|usa|vende)\b)"
    r"|(?:a|o) (?:empresa|loja) (?:e|eh|se chama)(?: a| o)?"
    r"|(?:na|da|pela|a|la|the) (?:empresa|company)(?: chamada)?(?= [\"']?[^\W\d_]))\s+[\"']?(?=\w)"
)
_DESCRIBED = re.compile(r" (?:e|eh|is|es)\s*$")  # "minha empresa é pequena"
_POSSESSED = re.compile(r"^(?:minha|nossa|meu|nosso|na|da|pela|a|la|the) [a-z]+(?:,? (?:a|o)|,| chamada)?\s+$")
_OWNED = re.compile(r"\b(?:tenho|temos|abri|abrimos|toco|own|run) (?:a|o|the) (?=[a-z0-9])")
_LOOSE = re.compile(r" (?:de|em|en)\s*$")  # what follows is a place or a trade as often
_PLAIN = re.compile(r"(?:eu )?(?:sou|somos|trabalho|trabalhamos|trampo|atuo|falo|aqui|i work|trabajo|soy)\b")
_GENERIC = re.compile(r"(?:startup|empresa|firma|marca|company) (?=\S)")
_LINK = r"(?:da|do|na|no|pela|pelo|d[ao]s|n[ao]s|aqui da|aqui do|la da|aqui na|de la|from|at|of|for|with|del)"
# Behind these may stand a place, a department or a team as well.
_WEAK = re.compile(
    rf"\b(?:(?:eu )?(?:sou|somos) (?:aqui |la )?(?:da|do)|(?:eu )?(?:trabalho|trabalhamos|trampo"
    rf"|atuo) (?:aqui )?(?:com [a-z]+ (?:na|no)|na|no|em|para a|para o|pra|pro|pela|com a"
    rf"|como [a-z]+ (?:na|no|da|do))"
    rf"|(?:falo|falamos|escrevo|escrevemos|ligo) (?:aqui )?(?:da|do)|aqui (?:e|eh) (?:da|do)|aqui da"
    rf"|aqui n[ao]|somos (?:a|o)|(?:nos|a gente|(?:o )?pessoal|(?:a )?equipe|time|rh|financeiro|compras"
    rf"|ti|comercial|marketing|vendas|administrativo|suprimentos|recepcao|diretoria|gestao|operacoes"
    rf"|logistica) (?:aqui )?d[ao]|(?:cuido|coordeno|gerencio|toco|lidero|administro|dirijo|comando|abri"
    rf"|fundei) (?:[a-z]+ ){0, 5}?(?:da|do|a|o|na|no)|soci[oa]-proprietari[oa] d[ao]|(?:i'?m|i am|we'?re"
    rf"|we are|this is [a-z]+(?: [a-z]+)?|[a-z]+ here) (?:with|from|at)|i work (?:at|for|in)"
    rf"|we work (?:at|for)"
    rf"|(?:soy|somos) de(?: la)?|trabajo (?:en|para)(?: la)?|(?:{_ROLES}){_AREA} {_LINK}|(?:owner"
    rf"|manager|founder|director|ceo|cto|head of [a-z]+) (?:of|at|de)"
    rf"|e|eh) +[\"']?(?=\w)"
)
_APART = re.compile(
    r"\b(?:tenho|temos|abri|toco|sou don[oa] de|dono de|dona de|somos|e|have|run|own|tengo) (?:um|uma|a"
    r"|an|una|un) [a-z]+(?: [a-z]+){0,3}?, (?:a |o |the |la |el )?([a-z0-9][\w&' -]{1,40})"
)
_ACTS = re.compile(
    r"(?:^|[.,!?\n] ?)(?:a |o |na |no |nos d[ao] "
    r"|aqui n[ao] )([a-z0-9&]+(?: [a-z0-9&]+){0,3}?) (?:precisa|precisamos|esta (?:buscando|procurando"
    r"|precisando)|busca|procura|quer|queremos|somos|temos|a gente)\b"
)
_PIECE = re.compile(r"(?:(?<![^,;\n/|(.!])|(?<=- )|(?<=[,;/|(.!] ))[a-z0-9][a-z0-9&.' -]{2,50}?(?= -|[,;\n/|).!]|$)")
_OF_SPANISH = re.compile(r",? (?:y )?(?:soy |trabajo )?(?:de(?: la| el)?|del|en(?: la| el)?) +(?=\w)")
_OF = re.compile(r",? (?:e )?(?:sou |aqui |falo )?(?:da|do|from|of|at|with|de la)\s+[\"']?(?=\w)")
_LEGAL: Final = words("ltda eireli epp s.a sa s/a me mei inc llc corp gmbh ltd sl srl sas cia")
_WORD = re.compile(r"[^\W_]+(?:[.&'’/-]?[^\W_]+)*\.?|&|\+")
_PARTICLES: Final = words("de da do das dos e & the and of y + del la el em")
_HEADS: Final = words(
    "padaria loja lojas clinica escola construtora mercado supermercado farmacia drogaria restaurante"
    " pizzaria lanchonete academia imobiliaria",
    "oficina auto agencia grupo instituto colegio faculdade universidade hotel pousada transportadora"
    " distribuidora industria metalurgica editora",
    "banco cooperativa associacao fundacao consultoria contabilidade escritorio advocacia studio estudio"
    " salao barbearia petshop pet otica hospital laboratorio",
    "cafe cafeteria doceria confeitaria sorveteria papelaria livraria floricultura joalheria boutique"
    " atelier grafica serralheria marcenaria moveis materiais tech",
    "solucoes sistemas tecnologia digital comercio servicos engenharia arquitetura odonto vet agro"
    " fazenda sitio startup casa espaco centro mecanica bakery shop store",
    "construcoes transportes alimentos modas confeccoes rede usina viacao concessionaria bistro"
    " hamburgueria acai buffet espaco creche perfumaria tabacaria panaderia tienda",
)
_NOT_COMPANY: Final = words(
    "area equipe time setor departamento turma parte galera pessoal familia igreja casa roca empresa"
    " loja mesma mesmo firma ramo industria comercio manha tarde noite roca",
    "dia semana compras vendas marketing ti rh financeiro administrativo comercial operacoes logistica"
    " suporte atendimento home office remoto autonomo mei clt area escola",
    "condominio lugar tipo geracao epoca bem jeito paz contra favor acordo prefeitura governo sua"
    " seu minha meu nossa nosso lado outra outro varios varias uma um duas",
    "que voces vc vcs voce dele dela deles qual onde segunda terca quarta quinta sexta sabado domingo"
    " segmento construcao saude educacao direito varejo atacado",
    "agro agronegocio moda beleza alimentacao servico servicos producao frente internet conta propria"
    " proprio rua obra campo cozinha fabrica escritorio hospital estado",
    "here this that there home sales it hr finance a an the your my our their uk us retail marketing"
    " tudo isso aqui longe perto fora sim nao um uma so apenas quem como",
    "todos todas anos ano mes meses novo nova velho cliente clientes vocês hoje amanha dono dona quarto"
    " plano verdade seguinte padaria restaurante clinica academia sistema",
    "preciso quero gostaria queria tenho vou meu minha e ou mas porque pra para com sem de da do os as"
    " ele ela eles elas nos igual ainda mais menos muito informatica",
    "tecnologia software logistica transporte turismo imoveis advocacia contabilidade financas"
    " publicidade radio tv licitacao licitacoes cobranca portaria limpeza cidade",
)
_STOPS: Final = words(
    "e mas que com para pra pro por preciso precisamos quero queremos gostaria queria tenho temos tem"
    " meu minha nosso nossa aqui ai fica ficamos somos sou estou estamos",
    "procuro procuramos busco buscamos vi achei moro atuo atuamos and but with need looking i we our my"
    " pero y necesito necesitamos busco que tel telefone fone email cnpj",
    "cpf ha desde quando como onde uma um ate hoje trabalho trabalhamos vendo vendemos faz fazemos em no"
    " na nos nas the falo falando contato boa bom oi ola hello hi pois estava",
    "porque se o a os as de fomos foi sera esta ta pode podem poderia uso usamos usando nao sim tudo me"
    " meus minhas ja ainda agora cuido responsavel sobre there here speaking",
    "dr dra sr sra ne certo tudo local existe decidiu is are was can could would like want lado interior",
)
_SPLIT_IN_NAME: Final = words("de da do das dos & and of the +")
_ANSWER_LEAD = re.compile(
    r"^[^\w]*(?:(?:oi|ola|bom dia|boa tarde|boa noite|claro|sim|ok|certo|ah|entao|bem|e|eh|a|o|se chama"
    r"|chama-se|chama|nome|da|do|na|no|sou|trabalho|somos|empresa|minha|nossa|meu|nosso|loja|it's|its"
    r"|it is|called|we are|we're|is|the company|my|company|the|es|la|el|se llama|mi|aqui|hi|hello|hola"
    r"|yes|sure|pode colocar|coloca|bota|anota)(?![a-z])[\s,.!:-]*)*"
)
_REFUSED = re.compile(
    r"\b(?:nao tenho|nao tem|ainda nao|sem empresa|pessoa fisica|autonom[oa]|prefiro nao|nao quero"
    r"|nao vou|nao sei|nenhuma|pra mim mesmo|uso pessoal|particular|nao posso|por que|pra que|para que"
    r"|nao e|don't|do not|none|no tengo|rather not|prefiero no|freelancer?|por conta propria|quanto|qual"
    r"|como)\b"
)
_ROLE = re.compile(rf"\b(?:{_ROLES}|manager|director|engineer|vp|officer|lead|specialist)\b")
_SIGNATURE_NOISE = re.compile(
    rf"@|www|https?|[0-9]{{4}}|\b(?:rua|av|avenida|tel|fone|cel|cep|cnpj|cpf|whats\w*|phone|{_ROLES}"
    rf"|manager|director|engineer|sales|marketing|compras|vendas|comercial|financeiro|rh|ti|enviado"
    rf"|sent from)\b"
)


def company_in(message: Message, asked: bool) -> str | None:
    """The company's name as written; None where only a trade, a place or a department is told."""
    company = None
    if message.mentions(TRIGGER_WORDS | _HEADS | _LEGAL):
        company = _introduced(message)
    if company is None and asked:
        company = _answered(message)
    return company or _signed(message)


def _introduced(message: Message) -> str | None:
    folded = message.folded
    for match in _STRONG.finditer(folded):
        if _foreign(folded, match.start()) or (message.is_question(match.start()) and " empresa" in match.group()[:12]):
            continue
        bare = _POSSESSED.search(match.group()) is not None
        name = _name_at(message, match.end(), sure=not bare)
        if bare and name and not name[0].isupper():
            continue
        if name and not (_DESCRIBED.search(match.group()) and name.islower() and " " not in name):
            return name
    for match in _WEAK.finditer(folded):
        if match.group().split()[-1].strip("\"'") in {"e", "eh"} and not re.match(r"(?:da|do) ", folded[match.end() :]):
            continue
        if _foreign(folded, match.start()):
            continue
        if name := _name_at(
            message,
            match.end(),
            sure=False,
            loose=_LOOSE.search(match.group()) is not None,
            lower=_PLAIN.match(match.group()) is not None,
        ):
            return name
    return _behind_name(message) or _acting(message) or _on_card(message)


def _behind_name(message: Message) -> str | None:
    """ "Aqui é o João da Padaria Central": the company right behind a name that is being introduced."""
    for match in re.finditer(
        r"\b(?:sou|aqui (?:e|eh|fala)|me chamo|meu nome (?:e|eh)|quem fala (?:e|eh)|my name is|this is|i'?m"
        r"|i am|soy|me llamo|mi nombre es|aqui|fala aqui|habla) (?:o |a |el |la )?(?=[a-z])",
        message.folded,
    ):
        person = person_at(message, match.end(), sure=True)
        if person is None:
            continue
        link = (_OF_SPANISH if "soy" in match.group() or "me llamo" in match.group() else _OF).match(
            message.folded, person[1]
        )
        if link and (name := _name_at(message, link.end(), sure=False)):
            return name
    for match in re.finditer(
        r"(?:^|\n|[.,!] )(?:e |eh |sou )?(?:a |o )?([a-z]+(?: [a-z]+)?),? (?:da|do|from|aqui da"
        r"|aqui do) +(?=\w)",
        message.folded,
    ):
        if match[1].split()[0] in word_list("given_names") and (name := _name_at(message, match.end(), sure=False)):
            return name
    return None


def _on_card(message: Message) -> str | None:
    """The company among contact data: "Carlos Mendes, Metalúrgica Beta, carlos@..."."""
    pieces = [(match.start(), match.group()) for match in _PIECE.finditer(message.folded)]
    if len(pieces) < 2:
        return None
    for start, piece in pieces:
        parts = piece.split()
        proper = message.text[start].isupper() and not message.text.isupper()
        known = parts[0] in _HEADS or parts[-1].strip(".") in _LEGAL or _behind_person(message, start)
        if not 1 < len(parts) <= 6 or not proper or not known:
            continue
        name = _name_at(message, start, sure=False)
        if name and len(name) >= len(piece.rstrip(". ")) - 1:
            return name
    return None


def _behind_person(message: Message, start: int) -> bool:
    """Whether a known name alone stands right before, with a comma between."""
    before = re.search(
        r"(?:^|[.!?,\n] ?)([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,3})(?:,| -| \|) $",
        message.folded[max(0, start - 60) : start],
    )
    return before is not None and before[1].split()[0] in word_list("given_names") and message.text[start].isupper()


def _acting(message: Message) -> str | None:
    """ "A Beta Motores precisa de...", "tenho uma clínica, a Pet Vida": a proper name that acts or stands apart."""
    for match in _OWNED.finditer(message.folded):
        first = message.folded[match.end() :].split(maxsplit=1)[0]
        if not message.text[match.end()].isupper() or first in word_list("given_names"):
            continue
        if name := _name_at(message, match.end(), sure=False, lower=False):
            return name
    for pattern in (_APART, _ACTS):
        for match in pattern.finditer(message.folded):
            start, end = match.span(1)
            written = message.text[start:end]
            if (
                not written[:1].isupper()
                or message.text.isupper()
                or message.folded[start:end].split()[0] in word_list("given_names")
            ):
                continue
            name = _name_at(message, start, sure=False)
            if name and (pattern is _APART or len(name) == end - start):
                return name
    return None


def _foreign(folded: str, start: int) -> bool:
    """Whether it is told of something else, or denied: "o número da minha empresa é ...", "não sou da X"."""
    return (
        re.search(
            r"\b(?:d[ao]|of|nao|not|no|nunca|ex|quem|alguem|ele|ela|voces|vcs|ja|antes|se)\s*(?:eu )?$",
            folded[max(0, start - 10) : start],
        )
        is not None
    )


def _name_at(message: Message, start: int, *, sure: bool, loose: bool = False, lower: bool = True) -> str | None:
    text, folded = message.text, message.folded
    quoted = re.match(r"([^\"'\n]{2,60})[\"']", folded[start:]) if folded[start - 1 : start] in {'"', "'"} else None
    if quoted:
        return text[start : start + quoted.end(1)].strip()
    if generic := _GENERIC.match(folded, start):
        start = generic.end()
    spans: list[tuple[int, int]] = []
    position = start
    cased = not text.isupper()
    while len(spans) < 8 and (match := _WORD.match(text, position)):
        word = folded[match.start() : match.end()]
        if not _goes_on(message, spans, match, word.rstrip("."), cased=cased):
            break
        legal = word.rstrip(".") in _LEGAL
        end = match.end() - (word.endswith(".") and not legal and word.count(".") < 2)
        end -= legal and word.endswith(".") and word.count(".") == 1
        spans.append((match.start(), end))
        position = match.end()
        if (word.endswith(".") and not legal) or text[position : position + 1] != " ":
            comma = re.match(r",? (?:ltda|s\.?/?a\b|me\b|eireli)", folded[position:])
            if comma and text[position : position + 1] == ",":
                spans.append((position + 2, position + comma.end()))
            break
        position += 1
    while spans and folded[slice(*spans[-1])] in _PARTICLES:
        spans.pop()
    return _accepted(message, spans, sure=sure, loose=loose, lower=lower)


def _goes_on(message: Message, spans: list[tuple[int, int]], match: re.Match[str], word: str, *, cased: bool) -> bool:
    capital = cased and (match.group()[0].isupper() or match.group()[0].isdigit())
    if not spans:
        return True
    if word in _LEGAL:
        return (
            word != "me"
            or match.group() == "ME"
            or not cased
            or (match.group() == "me" and not re.match(r" [a-z]", message.folded[match.end() :]))
        )
    first_capital = message.text[spans[0][0]].isupper() and cased
    proper = first_capital or any(message.text[start].isupper() for start, _ in spans)
    if word in _PARTICLES:
        following = _WORD.match(message.text, match.end() + 1)
        if following is None:
            return False
        next_word = message.folded[following.start() : following.end()].rstrip(".")
        if proper:
            return (
                following.group()[0].isupper()
                and next_word not in _STOPS
                and word not in {"em"}
                and not _place(message, following.start(), word)
            )
        return word in _SPLIT_IN_NAME and next_word not in _STOPS and next_word not in word_list("places")
    if word in _STOPS and not (
        capital and len(word) > 2 and proper and cased and word not in {"preciso", "quero", "somos"}
    ):
        return False
    if proper and len(spans) > 0 and not (message.folded[slice(*spans[0])] in _HEADS and not first_capital):
        return capital
    return len(spans) < 4


def _place(message: Message, start: int, particle: str) -> bool:
    word = _WORD.match(message.folded, start)
    return (
        particle in {"de", "em"}
        and word is not None
        and word.group().rstrip(".") in word_list("places")
        and particle == "em"
    )


def _accepted(message: Message, spans: list[tuple[int, int]], *, sure: bool, loose: bool, lower: bool) -> str | None:
    if not spans:
        return None
    parts = [message.folded[start:end].rstrip(".") for start, end in spans]
    name = message.text[spans[0][0] : spans[-1][1]].strip(" ,-")
    legal = len(parts) > 1 and parts[-1] in _LEGAL
    capital = message.text[spans[0][0]].isupper() and not message.text.isupper()
    if legal:
        return name
    rest = [part for part in parts[1:] if part not in _PARTICLES]
    generic = parts[0] in _NOT_COMPANY or (parts[0] in _HEADS and not capital)
    if generic and not (rest and (parts[0] in _HEADS or capital) and rest[0] not in _NOT_COMPANY | word_list("places")):
        return None
    if not any(map(str.isalpha, name)):
        return None
    if parts[0] in _STOPS or (parts[0] in word_list("not_names") and not capital) or len(name) < 2:
        return None
    if sure:
        return name
    if (parts[0] in word_list("places") and len(parts) <= 2 and not _HEADS & set(parts)) or " ".join(parts[:2]) in {
        "sao paulo",
        "rio de",
        "porto alegre",
        "belo horizonte",
        "minas gerais",
        "sao jose",
        "joao pessoa",
        "mato grosso",
        "santa catarina",
        "espirito santo",
        "new york",
    }:
        return None
    proper = capital if not lower else any(message.text[start].isupper() for start, _ in spans)
    if (proper or (parts[0] in _HEADS and name != name.lower())) and not message.text.isupper():
        return name if not loose or _HEADS & set(parts) or parts[-1] in _LEGAL else None
    if loose or not lower:
        return name if parts[0] in _HEADS and len(parts) > 1 and lower else None
    known_person = parts[0] in word_list("given_names") and len(parts) == 1
    return (
        name
        if (parts[0] in _HEADS and len(parts) > 1) or (not loose and not known_person and len(parts) <= 3)
        else None
    )


def _answered(message: Message) -> str | None:
    if _REFUSED.search(message.folded) or "?" in message.text:
        return None
    lead = _ANSWER_LEAD.match(message.folded)
    start = lead.end() if lead else 0
    if message.folded[start : start + 1] in {'"', "'"}:
        start += 1
    return _name_at(message, start, sure=True)


def _signed(message: Message) -> str | None:
    start = signature_start(message) if "\n" in message.text else None
    if start is None:
        return None
    person = person_at(message, start, sure=False)
    if person is None:
        return None
    first, *lines = message.text[person[1] :].split("\n")
    parts = re.split(r"[|•·]| - ", first)[1:] + [part for line in lines for part in re.split(r"[|•·]| [-–—] ", line)]
    for line in parts[:10]:
        if company := _from_line(line.strip(" ,.-–—|*_()")):
            return company
    return None


def _from_line(line: str) -> str | None:
    """The company in a line of a signature: the line itself, or what stands behind a role ("Gerente da X")."""
    if not line or len(line) > 60:
        return None
    folded = line.lower()
    role = re.match(rf"(?:{_ROLES}){_AREA}(?:,| na| da| no| do| -| @)\s+(?=\w)", folded)
    if role and line[role.end()].isupper():
        return line[role.end() :]
    if "," in line and _ROLE.search(folded.split(",")[0]):
        return _from_line(line.split(",", 1)[1].strip(" ."))
    if _SIGNATURE_NOISE.search(folded) or not (line[0].isupper() or line[0].isdigit()) or len(line.split()) > 7:
        return None
    return line
