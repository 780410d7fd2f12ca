"""Where does a company's name that begins at a place in a message end, and is it one?"""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.wording import Message, word_list, words

# "sou do RH da X"
_DEPARTMENT = regex(
    r"(?:rh|ti|financeiro|comercial|compras|marketing|juridico|administrativo|suprimentos|(?:setor"
    r"|departamento|area|time|equipe)(?: (?:de )?[a-z]+)?"
    r"|pessoal|diretoria|recepcao|atendimento|manutencao|logistica) d[ao] (?=\S)"
)
_GENERIC = regex(r"(?:startup|empresa|firma|marca|company) (?=\S)")  # "a empresa X"
LEGAL: Final = words("ltda eireli epp s.a sa s/a me mei inc llc corp gmbh ltd sl srl sas cia")
_WORD = regex(r"[^\W_]+(?:[.&'’/-][^\W_]+)*\.?|&|\+")
_PARTICLES: Final = words("de da do das dos e & the and of y + del la el em")
HEADS: Final = word_list("trades")
ENDINGS: Final = word_list("trade_endings")
_NOT_COMPANY: Final = words(
    "recepcao portaria diretoria suprimentos",
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
    " publicidade radio tv licitacao licitacoes cobranca portaria limpeza cidade principal matriz"
    " inteira fisica virtual online",
)
_STOPS: Final = words(
    "e mas que com para pra pro por preciso precisamos quero queremos gostaria queria tenho temos tem"
    " meu minha nosso nossa aqui ai fica ficamos somos sou estou estamos",
    "procuro procuramos busco buscamos vi achei moro atuo atuamos and but with need looking i we our my"
    " pero y necesito necesitamos busco que tel telefone fone email cnpj",
    "cpf ha desde quando como onde uma um ate hoje trabalho trabalhamos vendo vendemos faz fazemos em no"
    " na nos nas the falo falando contato boa bom oi ola hello hi pois estava tamo tava tao vai vamos estao",
    "porque se o a os as de fomos foi sera esta ta pode podem poderia uso usamos usando nao sim tudo me"
    " meus minhas ja ainda agora cuido responsavel sobre there here speaking",
    "dr dra sr sra ne certo tudo local existe decidiu is are was can could would like want lado interior",
)
_ENDS = regex(r"\s*(?:$|[,.;!\n)])")
_SPLIT_IN_NAME: Final = words("de da do das dos & and of the +")


def company_at(message: Message, start: int, *, sure: bool) -> str | None:
    text, folded = message.text, message.folded
    quoted = re.match(r"([^\"'\n]{2,60})[\"']", folded[start:]) if folded[start - 1 : start] in {'"', "'"} else None
    if quoted:
        return text[start : start + quoted.end(1)].strip()
    if (
        folded.startswith(("loja ", "lojinha "), start)
        and text[folded.index(" ", start) + 1 :][:1].isupper()
        and text[start].islower()
    ):
        start = folded.index(" ", start) + 1
    if department := _DEPARTMENT.match(folded, start):
        start = department.end()
    if (generic := _GENERIC.match(folded, start)) and (
        generic.group() != "startup " or text[start].islower() or text.isupper()
    ):
        start = generic.end()
    spans: list[tuple[int, int]] = []
    position = start
    cased = not text.isupper()
    while len(spans) < 8 and (match := _WORD.match(text, position)):
        word = folded[match.start() : match.end()]
        if not _goes_on(message, spans, match, word.rstrip("."), cased=cased):
            break
        legal = word.rstrip(".") in LEGAL
        end = match.end() - (word.endswith(".") and not legal and word.count(".") < 2)
        end -= legal and word.endswith(".") and word.count(".") == 1
        spans.append((match.start(), end))
        position = match.end()
        if (word.endswith(".") and not legal) or text[position : position + 1] != " ":
            comma = re.match(r",? (?:ltda|s\.?/?a\b|me\b(?! [a-z])|eireli)", folded[position:])
            if comma and text[position : position + 1] == ",":
                spans.append((position + 2, position + comma.end()))
            break
        position += 1
    while spans and folded[slice(*spans[-1])] in _PARTICLES:
        spans.pop()
    return _accepted(message, spans, sure=sure)


def _goes_on(message: Message, spans: list[tuple[int, int]], match: re.Match[str], word: str, *, cased: bool) -> bool:
    capital = cased and (match.group()[0].isupper() or match.group()[0].isdigit())
    if not spans:
        return True
    if word in LEGAL:
        return (
            word != "me"
            or match.group() == "ME"
            or not cased
            or (match.group() == "me" and not re.match(r" [a-z]", message.folded[match.end() :]))
        )
    first_capital = message.text[spans[0][0]].isupper() and cased
    proper = first_capital or any(message.text[start].isupper() for start, _ in spans)
    if word in _PARTICLES or (word == "a" and proper):
        following = _WORD.match(message.text, match.end() + 1)
        if following is None:
            return False
        next_word = message.folded[following.start() : following.end()].rstrip(".")
        if proper:
            return (
                following.group()[0].isupper()
                and next_word not in _STOPS
                and word not in {"em"}
                and not (word == "a" and next_word in word_list("given_names"))
                and not _place(message, following.start(), word)
            )
        if next_word in _STOPS or next_word in word_list("places"):
            return False
        return word in _SPLIT_IN_NAME or (
            # "gráfica traço e cor": the name ends with it, or else another clause begins
            word in {"e", "na", "no"}
            and len(spans) > 1
            and message.folded[slice(*spans[0])] in HEADS
            and _ENDS.match(message.folded, following.end()) is not None
        )
    if word in {"boa", "bom"}:
        return re.match(r" (?:dia|tarde|noite)\b", message.folded[match.end() :]) is None and len(spans) < 4
    if word in _STOPS and not (
        capital
        and (len(word) > 2 or _ENDS.match(message.folded, match.end()))
        and proper
        and cased
        and word not in {"preciso", "quero", "somos"}
    ):
        return False
    if proper and len(spans) > 0 and not (message.folded[slice(*spans[0])] in HEADS and not first_capital):
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


def _accepted(message: Message, spans: list[tuple[int, int]], *, sure: bool) -> str | None:
    if not spans or message.text[spans[-1][1] :].startswith("@"):
        return None
    if message.folded[: spans[0][0]].endswith(("maria do ", "maria da ")):
        return None
    parts = [message.folded[start:end].rstrip(".") for start, end in spans]
    name = message.text[spans[0][0] : spans[-1][1]].strip(" ,-")
    legal = len(parts) > 1 and parts[-1] in LEGAL
    capital = message.text[spans[0][0]].isupper() and not message.text.isupper()
    if legal:
        return name
    rest = [part for part in parts[1:] if part not in _PARTICLES]
    proper_rest = any(message.text[begin].isupper() for begin, _ in spans[1:]) and not message.text.isupper()
    generic = parts[0] in _NOT_COMPANY or (parts[0] in HEADS and not capital)
    if (
        generic
        and not (sure and rest)
        and not (
            rest
            and (parts[0] in HEADS or capital)
            and (rest[0] not in _NOT_COMPANY or proper_rest or len(rest) > 1)
            and (len(rest) > 1 or rest[0] not in word_list("places"))
        )
    ):
        return None
    if not any(map(str.isalpha, name)):
        return None
    if (
        (parts[0] in _STOPS and not (sure and capital and proper_rest))
        or (
            parts[0] in word_list("not_names")
            and not capital
            and not (message.text.isupper() and rest and parts[0] in HEADS)
        )
        or len(name) < 2
    ):
        return None
    if sure:
        return name
    if (
        parts[0] in word_list("places")
        and (len(parts) == 1 or parts[1] in word_list("places"))
        and not HEADS & set(parts)
    ) or " ".join(parts[:2]) in {
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
    proper = any(message.text[start].isupper() for start, _ in spans)
    if (proper or (parts[0] in HEADS and name != name.lower())) and not message.text.isupper():
        return name
    known_person = parts[0] in word_list("given_names") and len(parts) == 1
    return name if (parts[0] in HEADS and len(parts) > 1) or (not known_person and len(parts) <= 3) else None
