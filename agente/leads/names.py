"""A person's name: only where it is introduced, asked for, or signed."""

import re
from typing import Final

from agente.kit.patterns import regex
from agente.leads.attribution import DESIGNATION
from agente.leads.emails import Email
from agente.leads.lone_names import IN_ADDRESS, is_known, on_card
from agente.leads.persons import PARTICLES, TITLES, person_at, written
from agente.leads.wording import Message, word_list, words

TRIGGER_WORDS: Final = words(
    "nome chamo chama chamar chame sou aqui fala falando falar fale name am im is this llamo nombre soy"
    " habla called quem falem trate tratar",
    "procure procura procurar chamem ligue liga ligar contato responsavel talk speak contact hable me"
    " manda mande mandar nomear assinado comigo mensagem anotar here it hablando vos oi oie oii oiii oiee ola opa",
    "prazer eu ass nome escreve att abs abraco abracos atenciosamente grato grata cordialmente regards"
    " saludos obrigado obrigada obg thanks i speaking verdade certo errei atte",
)
_CLOSING_WORDS: Final = words(
    "att atte abs abraco abracos atenciosamente grato grata cordialmente regards best saludos atentamente sds cheers"
)

_STRONG = regex(
    r"\b(?:meu nome(?: completo| mesmo| verdadeiro| real| todo)?(?: (?:e|eh|seria)(?= )| ?[:=])"
    r"|(?:meu )?nome(?: completo)?(?: do (?:cliente|contato|responsavel))?\s?[:=]|"
    r"me chamo|chamo-me|(?:pode|podem|podes) me cham(?:ar|em) (?:de|por)|me cham(?:a|e|am|em) de|"
    r"my (?:full )?name(?:'s| is\b|:)|(?<![a-z] )name(?:'s| is)\b(?! (?:still|not|on|in|wrong)\b)|name\s?:"
    r"|(?:you can |please )?call me|me llamo"
    r"|mi nombre(?: completo)? (?:es|:)|nombre\s?:|"
    r"(?:pueden?|puede) llamarme|o nome (?:certo |correto )?(?:e|eh)\b"
    r"|(?:na verdade )?(?:o )?(?:meu )?nome (?:certo |correto )?(?:e|eh)\b|it'?s actually|assinado:?|mensagem de:) "
    r"?(?:o |a )?(?=[^\W\d_])|\b(?:responsavel|contato|resp\.?|cliente|solicitante"
    r"|comprador)(?: e)?: ?(?=[a-z])|\bmeu nome (?:nao|n) (?:e|eh) [a-z ]{2,30}?,? (?:e|eh) (?:sim )?(?=[a-z])"
    r"|\b(?:(?:fal[ae]r?|tratar?|trate|lig(?:a|ar|ue)|resolv(?:e|er)|combin(?:a|ar)|contato e|e|eh) |(?<=, ))comigo"
    r"(?: mesm[oa])?[,:]? "
    r"(?:o |a )?(?=[a-z])"
)
_LEGAL_FORM = regex(r" (?:Ltda|LTDA|S\.?/?A|ME|EIRELI|Inc|LLC|Ltd)\.?$")  # "no nome de Mega Tintas Ltda"
_REAL_NAME = regex(r",? mas (?:o |meu )?(?:nome )?(?:mesmo |verdadeiro )?(?:e|eh) (?:o |a )?(?=[a-z])")
_IT_IS = regex(r"^(?:[a-z]+ ?[a-z]*[,.!] ?)?(?:e|eh) [oa] ")
_WHO_SPEAKS = regex(r"\bquem (?:fala|escreve|esta falando|ta falando) (?:aqui )?(?:e|eh) $")
_VERB_ENDING = regex(r"(?:[aei]i|[aei]u|ou|amos|emos|ando|endo|indo|ar|er|ir)$")  # "Voltei aqui, ..."
_NICKNAMED = regex(r"\w,? (?:mas|e) (?:todo mundo|todos|pode[m]?|me|o pessoal)\b.*\bcham")
_NICKNAME = regex(r"cham(?:a|e|am|em|ar|arem) |call me|llamarme")
_WEAK = regex(
    r"\b(?:a[qk](?:ui|i) (?:e|eh|fala|quem fala e|quem fala eh|quem fala|quem escreve e|quem esta falando e)"
    r"|(?:quem (?:vos |te |lhe )?(?:fala|esta falando|ta falando|escreve) ?(?:aqui )?)(?:e|eh|:)"
    r"|(?:oi+e?|ola|opa|bom dia|boa tarde|boa noite)[,.! ]+(?:e|eh)(?= (?:o|a) )|^(?:e|eh)(?= (?:o"
    r"|a) [a-z]+(?: [a-z]+)?(?! que\b)(?![a-z ]))|it'?s"
    r"|(?:eu )?sou|fala aqui|(?:te |le |les )?habla|(?<![a-z] )(?<![a-z])nome|meu nome|nome completo|soy"
    r"|prazer,|sou eu,?|eu,|em nome de|no nome de|fala com|(?:pode )?anotar(?: ai)?:?|ass\.?:?|assinado|i'?m|i am"
    r"|this is|here is"
    r"|(?:e|eh)(?= (?:o|a) [a-z]+ aqui)|aqui) (?:o |a |el |la )?(?=[a-z])"
)
_TRAILING = regex(r"([a-z]+(?: [a-z]+){0,2}?) (?:falando|por aqui|aqui|speaking|here|hablando)\b")
# Whoever it is, who begins like this tells their name: "Boa tarde, Anselmo falando"
_OPENING_NAME = regex(
    r"\W*(?:(?:oi+e?|ola|opa|bom dia|boa tarde|boa noite|hi|hello|hola)\W+)?([a-z]{3,}(?: [a-z]+)?)"
    r"(?: (?:falando|speaking)\b| (?:por )?(?:aqui|here)(?=\s*(?:[,.!\n]|$| d[ao] )))"
)
_NAMED = regex(
    r"\b(?:quem (?:vai |ira )?[a-z]+(?: [a-z]+){0,5} (?:e|eh|sera|vai ser)|(?:o )?(?:contato|responsavel"
    r"|decisor)(?: [a-z]+){0,3} (?:e|eh|sera|vai ser)"
    r"|(?:a )?pessoa (?:que|certa|responsavel)(?: [a-z]+){0,4} (?:e|eh)"
    r"|(?:el|la|o|a) que [a-z]+(?: [a-z]+){0,3} (?:e|eh|es)|quien (?:va a )?[a-z]+(?: [a-z]+){0,5} es"
    r"|the (?:contact(?: person)?|person in charge"
    r"|decision maker)(?: [a-z]+){0,3} (?:is|will be)"
    r"|(?:pode[mn]? |favor |melhor |deve[mn]? |please |por favor )?(?:fala|fale|falem|falar|trata"
    r"|tratem?|tratar|liga|ligue|liguem|ligar|chama|chame|chamem|chamar|procura|procure|procurem|procurar"
    r"|contate|contatar|contactar|manda|mande|mandem|mandar|envie|enviar|hable|hablen|contacte|llame"
    r"|talk to|speak (?:to|with)|contact|reach out to|reach|call|email)"
    r"(?: direto| diretamente)?(?: (?:a |o |uma? )?(?:proposta|orcamento|tudo|isso|contrato|material|mensagem"
    r"|email|e-mail))?"
    r"(?: com| c/| para| pra| pro| por| pela| pelo| con| a)?) "
    r"(?:o |a |el |la )?(?:com )?(?:(?:meu|minha|noss[oa]|my|our|mi) [a-z]+(?: d[eoa] [a-z]+)?,? "
    r"|(?:[oa] )?(?:diretora?|gerente|chefe|don[oa]|soci[oa]|supervisora?|sindic[oa]|proprietari[oa]"
    r"|coordenadora?),? )?"
    r"(?:o |a )?(?=[a-z])"
)
_WANTS_BEFORE = regex(
    r"\b(?:quero|queria|queremos|preciso|precisamos|posso|podemos|poderia|gostaria de|gostaria|consigo"
    r"|tentei|tentando|vou|vim|como faco (?:pra|para)"
    r"|want to|need to|can i|could i|like to|wish to|quiero|quisiera|puedo|necesito|estava|acabei de|ia"
    r"|me|se|nao|to|dont|don't|tentar|pediu pra|mandou|pra|para|i|i'll|will|soube|ja|we|did|ontem|ele"
    r"|ela) (?:me )?$"
)
_SIGNED = regex(
    r"(?:^|\n|[.!?] ?)\s*(?:att|atte|atenciosamente|abs|abracos?|um abraco|grat[oa]|cordialmente"
    r"|best regards|kind regards|regards|best"
    r"|saludos(?: cordiales)?|atentamente|at\.te|sds|saudacoes|cheers)\s*[,.:!-]*\s*(?=[a-z])"
)
_THANKED = regex(
    r"(?:^|\n|[.!,] ?)\s*(?:muito )?(?:obrigad[oa]|obg|thanks|thank you|many thanks|gracias"
    r"|desde ja agradeco|agradeco|aguardo retorno)\s*[,.!]*\s*\n+\s*(?=[a-z])"
)
_DASHES = regex(r"(?:^|\n)\s*--+\s*\n\s*(?=[a-z])")
_LAST_BLOCK = regex(r"\n\s*\n *([a-z]+(?: [a-z]+){1,4}) *(?:\n[^\n]+){0,7}\s*$")
_GREETING = regex(
    r"^[^\w]*(?:(?:oi+e?|ola|opa|e ai|hey|hi|hello|hola|bom dia|boa tarde|boa noite|buenas|buenos dias"
    r"|buenas tardes|good (?:morning|afternoon|evening)"
    r"|ops|opa|na verdade"
    r"|tudo (?:bem|bom|certo)|td bem|claro|ok|okay|certo|beleza|blz|sim|pois nao|com certeza|prazer|sure"
    r"|yes|of course|si|por supuesto|perfeito|legal|show|perdao|desculpa|tabom|ta bom|ah|entao|bem|hmm"
    r"|pode ser"
    r"|ta(?=,)|vai ser|vai ser [oa]|seria|seria [oa]|meu nome|nome|name|nombre|nome completo|eu|e|eh|o|a|sou|it's|its"
    r"|it is|es|my name|this is|i'm"
    r"|im|i am|pode me chamar de|me chama de|me chamo|de|so|apenas|aqui e|aqui|call me|just|soy|me llamo"
    r"|sr|sra|dr|dra|seu|dona|pode chamar de|pode por|com|voce fala com|fala com|coloca|coloque|bota"
    r"|anota|anota ai|(?:pode )?anotar(?: ai)?|isso(?: mesmo)?|exato|correto|aham|uhum|(?:minha|meu|nossa"
    r"|nosso) (?:soci[oa]|chefe|esposa|marido|gerente|diretora?|patra?o|mae|pai|irma|irmao|filh[oa]|mulher|colega)"
    r"|tenho sim|o meu)(?![a-z])[\s,.!?:;-]*)*"
)
# Whom the pronoun means: "to vendo isso pro meu chefe, seu Osvaldo. Pode chamar ele no ..."
_RELATIVE = regex(
    r"\b(?:meu|minha|noss[oa]|d[ao]|my|our|mi) (?:patra?o|patroa|chefe|marido|esposa|mulher|soci[oa]|irmao?"
    r"|irma|pai|mae|filh[oa]|gerente|diretora?"
    r"|cunhad[oa]|sogr[oa]|doutora?|boss|husband|wife|partner|jefe|jefa),? (?:o |a )?(?=[a-z])|\b(?:d[ao]"
    r"|pr[ao]|para [oa]) (?:dra?|sra?|seu|dona)\.? (?=[a-z])"
)
_CALLED = regex(r"\b(?:(?:ela|ele|que) se chama|o nome d(?:ela|ele) (?:e|eh)|(?:her|his) name is) (?:o |a )?(?=[a-z])")
_THEM = regex(
    r"\b(?:(?:chama|chamar|liga|ligar|ligue|fala|falar|fale|procura|procurar|manda|mandar"
    r"|contata)(?: direto)?(?: com| para| pra| pro)? (?:ele|ela)"
    r"|quem (?:decide|resolve|cuida|vai usar|fecha|aprova|assina) (?:e|eh) (?:ele|ela)|(?:e|eh) (?:ele"
    r"|ela) (?:quem|que)"
    r"|(?:ele|ela) (?:que|quem) [a-z]+|call (?:him|her))\b"
)
_ACTS = regex(
    r"(?:\b(?:o|a|minha [a-z]+,?(?: a)?|meu [a-z]+,?(?: o)?|nossa [a-z]+,?(?: a)?|nosso [a-z]+,?(?: o)?"
    r"|my [a-z]+,?)|^|[.,\n]) ?(?!mas |e |que |a |o )([a-z]+(?: (?:d[aeo]s? )?[a-z]+){0,2}?),? (?:e|eh"
    r"|is|will be|sera|es|que"
    r"|quem|vai|cuida|decide|resolve|aprova|handles|runs|decides)"
    r" ?(?:quem|que|a responsavel|o responsavel|responsavel|o contato|a contato|meu contato|vai|cuida"
    r"|decide|resolve|fecha|aprova|compra|trata|manda|usar|usara|using|the one|tocar|falar|assinar|ser|d[aeo]s?|the"
    r"|in charge|our|my|isso|quien|la|el)\b"
)
_BEFORE_ADDRESS = 30  # characters between a name and the address that has it
_WORD = regex(r"[a-z]{3,}")
_ROLE_BEFORE = regex(r"([a-z]+),? (?:a |o )?(?=[a-z])")
_UNKNOWN = regex(r"([a-z]{3,12})(?:(?=[,.!\n]|$)|( d[ao]) (?=\w))")
_PAUSE = regex(r"\s*(?:[,.!\n-]|$| (?:da|do|e|from|de la|aqui)\b)")
_NOT_PERSON = regex(r"[a-z]+(?:istas?|eir[oa]s?|an[oa]s?|enses?|or|ora|log[oa]|nte|ado|ada|ico|ica|tario|taria)$")
_CORRECTED = regex(
    r"^\W*(?:nao|na verdade|ops|opa|desculpa|errei|alias|no|actually|en realidad)\b(?:,| errei"
    r"| desculpa){0,2}\W+(?:e|eh|o certo e|it's|es)\s+(?:o |a )?(?=[a-z])"
)
_END_OF_ANSWER = regex(
    r"\s*(?:$|[,.!?;:/\n(\[<|*~-]|(?:e|mas|and|y|do|da|de|d[ao]s?|from|aqui|com|viu|ta|por favor|obrigad[oa]|falando"
    r"|here|meu|minha|tel|fone|email|e-mail|whats|cpf|cnpj|tenho|sou|mesm[oa]|msm|tb|tbm|tambem|k{2,}|rs+"
    r"|(?:eu )?ja (?:te )?(?:falei|disse|respondi)|(?:i )?already said|ya (?:te )?(?:lo )?dije"
    r"|ao seu dispor)(?![a-z])|[0-9+@]|[^\w\s])"
)
_COUNTS = regex(r" \d{1,3} (?!\d)(?=[a-z])")
_ENDS_PART = regex(r" ?(?:$|[.!;\n]|(?:eu )?ja (?:te )?(?:falei|disse|respondi)\b|k{2,}(?:$|[.!]))")


def name_in(message: Message, asked: bool, has_contact: bool) -> str | None:
    """The name of the person to deal with: the contact that they name, else their own, else the one that signs."""
    triggered = message.mentions(TRIGGER_WORDS) or _IT_IS.search(message.folded) is not None
    name = _designated(message, has_contact) if triggered or has_contact else None
    name = name or _acting(message)
    if name is None and asked and _NICKNAMED.search(message.folded):
        name = _answered(message)
    if name is None and triggered:
        name = _introduced(message)
    if name is None and asked:
        name = _answered(message)
    if name is None and (triggered or "\n" in message.text):
        name = _signed(message)
    if name is None and (message.has_digits or "@" in message.text or "arroba" in message.words):
        name = on_card(message) if has_contact else None
    return None if name and _LEGAL_FORM.search(name) else name


def signature_start(message: Message) -> int | None:
    """Where the signature of an e-mail begins (its first line of content)."""
    if "\n" not in message.text and not message.mentions(_CLOSING_WORDS):
        return None
    found = [match.end() for pattern in (_SIGNED, _THANKED, _DASHES) for match in pattern.finditer(message.folded)]
    if not found and (match := _LAST_BLOCK.search(message.folded)):
        person = person_at(message, match.start(1), sure=False)
        if person and person[1] >= match.end(1) and match[1].split()[0] in word_list("given_names"):
            return match.start(1)
    return max(found) if found else None


def _designated(message: Message, has_contact: bool) -> str | None:
    folded = message.folded
    found: str | None = None
    for match in _NAMED.finditer(folded):
        before = folded[max(0, match.start() - 30) : match.start()]
        if _WANTS_BEFORE.search(before) or not DESIGNATION.search(
            folded, match.start(), min(len(folded), match.end() + 12)
        ):
            continue
        if message.is_question(match.start()) and not message.has_digits and "@" not in folded:
            continue
        if not (
            has_contact
            or match.group().startswith(
                ("quem", "quien", "the ", "pessoa", "a pessoa", "o contato", "o resp", "contato", "resp")
            )
        ):
            continue
        person = person_at(message, match.end(), sure=False)
        if person and folded[person[1] : person[1] + 1] not in {"@", "_"}:
            found = person[0]
    if has_contact and found is None and _THEM.search(folded):
        for match in (*_CALLED.finditer(folded), *_RELATIVE.finditer(folded)):
            if person := person_at(message, match.end(), sure=False):
                return person[0]
    return found


def _acting(message: Message) -> str | None:
    """ "A Marina é quem decide, ...": with a way to reach her beside it."""
    for match in _ACTS.finditer(message.folded):
        person = person_at(message, match.start(1), sure=False)
        known = person and person[1] == match.end(1) and match[1].split()[0] in word_list("given_names")
        if (
            person
            and known
            and (
                message.has_digits
                or "@" in message.text
                or "arroba" in message.words
                or "decide" in match.group()
                or "respons" in match.group()
            )
        ):
            return person[0]
    return None


def _introduced(message: Message) -> str | None:
    found: str | None = None
    for match in _STRONG.finditer(message.folded):
        if _negated(message.folded, match.start()) or _of_other(message.folded, match):
            continue
        if _NICKNAME.search(match.group()) and (real := _REAL_NAME.search(message.folded, match.end())):
            person = person_at(message, real.end(), sure=False)
            if person:
                return person[0]
        if found and _NICKNAME.search(match.group()):
            continue  # "meu nome é João Vitor, mas pode me chamar de JV"
        if person := person_at(message, match.end(), sure=True):
            found = person[0]
    if found is None:
        for match in _WEAK.finditer(message.folded):
            if _negated(message.folded, match.start()):
                continue
            start = match.end()
            person = person_at(message, start, sure=False)
            if (
                person is None
                and (role := _ROLE_BEFORE.match(message.folded, start))
                and (_role(message, start, role[1]) or _titled(message, role))
            ):
                start = role.end()  # "sou a gerente Paula"
                person = person_at(message, start, sure=False)
            person = person or (_unknown(message, start) if match.start() or match.group()[0] != "e" else None)
            if person and match.group().startswith("it") and not is_known(message, start, person):
                continue
            if (
                person
                and message.is_question(start)
                and match.group().rstrip(" oa").endswith((" e", " eh"))
                and "quem" not in match.group()
                and "?" in message.folded[person[1] : person[1] + 3]
            ):
                continue  # "oi, é a Marina?"
            if person and _is_person(message, start, person):
                found = person[0]
                break
    return found or _trailing(message)


def _role(message: Message, start: int, word: str) -> bool:
    return (
        message.folded[max(0, start - 2) : start] in {"o ", "a "}
        and word in word_list("not_names")
        and word not in PARTICLES
    )


def _titled(message: Message, role: re.Match[str]) -> bool:
    """ "Sou médica, dra. Eliane Castro" """
    following = message.folded[role.end() :].split(maxsplit=1)[0].strip(".,")
    return "," in role.group() and role[1] in word_list("not_names") and following in TITLES


def _unknown(message: Message, start: int) -> tuple[str, int] | None:
    """A name that nobody listed, in small letters: "sou o irineu, ...", "sou a cris do studio Bella"."""
    match = _UNKNOWN.match(message.folded, start)
    said = message.folded[max(0, start - 2) : start] in {"o ", "a "} or _WHO_SPEAKS.search(message.folded, 0, start)
    if match is None or not said or _NOT_PERSON.fullmatch(match[1]):
        return None
    if match[1] in word_list("not_names") | word_list("places"):
        return None
    following = message.folded[match.end() :].split(maxsplit=1)
    if match[2] and not (following and (following[0] in word_list("trades") or message.text[match.end()].isupper())):
        return None
    return written(message, [match.span(1)]), match.end(1)


def _is_person(message: Message, start: int, person: tuple[str, int]) -> bool:
    """Behind "sou" a capital alone proves little: "sou Corinthians", "sou Uber"."""
    first = message.folded[start : person[1]].split()[0]
    article = message.folded[max(0, start - 2) : start] in {"o ", "a "}
    return (
        first in word_list("given_names")
        or first.strip(".") in TITLES
        or article
        or " " in person[0]
        or (not _NOT_PERSON.match(first) and _PAUSE.match(message.folded, person[1]) is not None)
    )


def _trailing(message: Message) -> str | None:
    """ "Ana falando", "Carlos aqui": the words before, when they are a known name at the head of a sentence."""
    for match in _TRAILING.finditer(message.folded):
        for position in (match.start(), *(match.start() + space.end() for space in re.finditer(" ", match[1]))):
            person = person_at(message, position, sure=False)
            head = message.folded[position:].split(maxsplit=1)[0]
            if person and person[1] == match.end(1) and head in word_list("given_names"):
                before = message.folded[max(0, position - 8) : position].split()
                if not before or before[-1] not in {"com", "with", "con", "pro", "para", "pra", "de", "do", "da"}:
                    return person[0]
    opening = _OPENING_NAME.match(message.folded)
    if opening and message.text[opening.start(1)].isupper():
        person = person_at(message, opening.start(1), sure=False)
        proper = (
            not message.text.isupper() and opening[1] not in word_list("trades") and not _VERB_ENDING.search(opening[1])
        )
        if person and person[1] == opening.end(1) and proper:
            return person[0]
    return None


def _negated(folded: str, start: int) -> bool:
    return re.search(
        r"\b(?:nao|not|no|nunca|se|se eu)\s*$", folded[max(0, start - 8) : start]
    ) is not None and not folded[max(0, start - 8) : start].rstrip(" ").endswith(",")


def _of_other(folded: str, match: re.Match[str]) -> bool:
    """ "O nome do meu filho é Pedro", "nome da empresa: X"."""
    return (
        re.search(r"\bnome d[aoe] (?!cliente|contato|responsavel)", match.group()) is not None
        or re.search(
            r"\b(?:empresa|loja|filh[oa]|produto|plano|curso|cachorro|gato|pet|site|marca|vendedor\w*"
            r"|atendente|usuario|leva(?:m)? (?:o )?|dele|dela|user|company|fantasia|rua)[^\w.!?\n]{0,3}$",
            folded[max(0, match.start() - 18) : match.start()],
        )
        is not None
    )


def _answered(message: Message) -> str | None:
    """A message that answers "what is your name?" is one, behind a greeting, or it begins with one."""
    greeting = _GREETING.match(message.folded)
    start = greeting.end() if greeting else 0
    if person := person_at(message, start, sure=True):
        name, end = person
        rest = message.folded[end:]
        if IN_ADDRESS.match(message.text, end):
            return None  # "paulo.reis@..."
        if _COUNTS.match(rest) and not is_known(message, start, person):
            return None  # "perdi 2 dentes"
        if _END_OF_ANSWER.match(rest) and not (message.is_question(start) and "," not in rest):
            return name
    return None


def stands_in_front(message: Message) -> bool:
    """Whether a name that people have is the first part of an answer, whatever follows: "carla. mas quanto custa?"."""
    greeting = _GREETING.match(message.folded)
    start = greeting.end() if greeting else 0
    person = person_at(message, start, sure=True)
    return (
        person is not None
        and is_known(message, start, person)
        and _ENDS_PART.match(message.folded, person[1]) is not None
    )


def owner_of(message: Message, email: Email) -> str | None:
    """The person named right before the address whose first name it has: "..., Lilian, lilian.m@gmail.com"."""
    pieces = re.findall(r"[a-z]{3,}", email.address.partition("@")[0])
    for match in _WORD.finditer(message.folded):
        word = match.group()
        if word not in pieces or word not in word_list("given_names") or email.start <= match.start() < email.end:
            continue
        if IN_ADDRESS.match(message.folded, match.end()) or message.folded[: match.start()].endswith(("@", ".", "_")):
            continue
        person = person_at(message, match.start(), sure=False)
        if person and 0 <= email.start - person[1] <= _BEFORE_ADDRESS:
            return person[0]
    return None


def corrected_name(message: Message) -> str | None:
    """The name in "não, é Márcia", where a name is known already."""
    match = _CORRECTED.match(message.folded)
    person = person_at(message, match.end(), sure=False) if match else None
    if match is None or person is None or message.folded[match.end() :].split()[0] not in word_list("given_names"):
        return None
    return person[0]


def _signed(message: Message) -> str | None:
    start = signature_start(message)
    person = person_at(message, start, sure=False) if start is not None else None
    if start is None or person is None:
        return None
    closed = _SIGNED.search(message.folded, max(0, start - 40), start + 1) is not None and message.text[start].isupper()
    if not (closed or is_known(message, start, person) or " " in person[0]):
        return None
    if not re.match(r"\s*(?:$|[\n,|.\-/(•·])|\s+[-|]", message.folded[person[1] :]):
        return None
    return person[0]
