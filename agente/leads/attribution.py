"""Whose is it? A message may quote addresses and numbers of other people, old ones and wrong ones."""

from typing import Final, Protocol, TypeVar

from agente.kit.patterns import regex
from agente.leads.wording import Message

_REACH_BEFORE = 90
_REACH_AFTER = 45

_OWN_PLACES = (
    r"empresa|loja|trabalho|escritorio|celular|cel|zap|zapzap|whats|whatsapp|wpp|e-?mail|casa|residencia"
    r"|clinica|negocio"
    r"|firma|startup|agencia|consultorio|nome|telefone|fone|contato|numero|cpf|cnpj|company|business|work"
    r"|office|phone"
    r"|email|cell|mobile|correo|tienda|telefono|direto|pessoal|setor|cadastro|documento|equipe|time|mei|ong|escola"
)
OTHERS: Final = regex(
    rf"\b(?:d[oae]s?|of|from|de la|del) (?:meus?|minhas?|noss[oa]s?|seus?|suas?|my|your|our|mi"
    rf"|su) (?!(?:{_OWN_PLACES})\b)[a-z]+"
    r"|\b(?:my|your) [a-z]+'s\b|\b(?:his|her|their|your) (?:e-?mail|phone|number)|\bd(?:ele|ela|eles"
    r"|elas|e voces|e vcs|e vc)\b"
    r"|\b(?:de el|de ella|de ustedes)\b"
    r"|\b(?:seu|vosso|su|your) (?:e-?mail|telefone|numero|whatsapp|correo|phone|cnpj)\b"
    r"|\bd[oa] (?:suporte|loja|sac|site|atendimento|vendedor\w*|transportadora|banco|fornecedor\w*"
    r"|concorrente|antig[oa]"
    r"|vizinh[oa]|ouvidoria|gerente|chefe|socio|marido|esposa|cliente|motorista|entregador|tecnic[oa]|corretor\w*"
    r"|contador|advogad[oa]|remetente|destinatari[oa]|golpista|pai|mae|filh[oa]|irma|irmao|amig[oa]|secretaria"
    r"|correios|receita|prefeitura|consultor|representante|favorecido|beneficiario|titular|ex)\b"
)
# Something was sent there, came from there or stands there: not an address that they give.
_MENTIONED = regex(
    r"\b(?:liguei|ligamos|ligando|tentei|tentamos|tentando|mandei|mandamos|enviei|enviamos|escrevi|recebi|recebemos"
    r"|ligaram|ligou|me chamou|mandaram|mandou|veio d[oe]|veio um|chamada|cobranca d[oe]|chamei|mensagem d[oe]"
    r"|i called|i emailed|wrote to|i got|received|came from|called from|llame|escribi|recibi|me llamaron"
    r"|respondeu d[oe]|apareceu|golpe|spam|boleto|site de voces|anuncio|suporte em|deposit\w+"
    r"|transferi\w*|fiz (?:o |um )?pix"
    r"|paguei|esse numero|este numero|this number|ese numero|esse e-?mail|este e-?mail|aquele e-?mail"
    r"|vi (?:o|a|no|na)|falei (?:no|com|pelo|em)|sac|esse telefone|este telefone|pelo numero|numero que"
    r"|chave pix|pix (?:pra|para|na|da|de voces)|posso (?:ligar|mandar|enviar|escrever|falar|chamar)"
    r"|can i (?:call|email|write)|puedo (?:llamar|escribir)|devo (?:ligar|mandar|enviar)|atende[mn]? (?:no|pelo"
    r"|em))\b"
)
_NEGATED = regex(
    r"\b(?:nao (?:e|eh|era|uso|usem?|mande\w*|ligue\w*|liga|manda)(?: mais)?(?: (?:o|a|no|pro|para|pra|em|pelo))?"
    r"|(?:e )?nao(?: (?:o|a|no|pro|para|pra|em|pelo))?|em vez d[eo]|ao inves d[eo]|no lugar d[eo]|instead of"
    r"|en vez de"
    r"|not|isn't|is not|no es|antig[oa]|velh[oa]|errad[oa]|era|wrong|old|viejo|equivocado|tava|estava|coloquei|botei"
    r"|cadastrei|digitei|anotaram|anotou|deixei|passei|puseram|constava|esquec[ae] o)(?: (?:numero"
    r"|e-?mail|telefone|como))?"
    r"(?: (?:e|era|eh))?\s*[:\"']?\s*$"
)
_WRONG_AFTER = regex(
    r"\s*,?(?:\)|\"|')?,? *(?:que )?(?:(?:ta|esta|estava|e|era|eh|is|was) (?:o |a |the )?(?:antig[oa]"
    r"|velh[oa]|errad[oa]|wrong|old)"
    r"|nao (?:existe|uso|tenho|funciona|e meu|e mais|vale)|errei|digo\b|ops\b|opa errei"
    r"|(?:e|eh) (?:de voces|d[oa]s? (?!empresa|trabalho|loja|escritorio|casa)|seu|mesmo de voces|dele"
    r"|dela|meu (?:marido|chefe|socio))"
    r"|(?:me )?ligou|me ligaram|fica ligando|nao (?:atende|responde|funciona)|ninguem (?:atende|responde)"
    r"|(?:is|isn't) (?:not )?(?:yours|your)|e golpe|,? (?:da|do) (?:minha|meu) (?!empresa|loja|trabalho|casa)[a-z]+)"
)
# From here on the message speaks of the person that the agent is to talk to.
DESIGNATION: Final = regex(
    r"\bpessoa (?:que|certa|responsavel)\b|\bquem (?:vai|cuida|decide|resolve|responde|recebe|contrata|negocia"
    r"|autoriza|trata|usa|usara|e|eh|ve"
    r"|assina|compra|toca|aprova"
    r"|da a palavra|fica)\b"
    r"|\b(?:fala|fale|falem|trata|tratem?|liga|ligue|liguem|chama|chame|chamem|procura|procure|procurem|manda|mande"
    r"|mandem|envia|envie|enviem|contata|contate|combina|combine|(?:pode|podem|favor|melhor|deve|devem) "
    r"(?:falar|tratar|ligar|chamar|procurar|mandar|enviar|entrar em contato|combinar|contatar)"
    r"|(?<![a-z] )falar(?= (?:com|c/))"
    r"|entre em contato"
    r"|entra em contato|retorna|retorne|contat\w+) "
    r"(?:direto |diretamente |tudo )?(?:com |para |pra |pro |por |ao? |pela |pelo )?(?:o |a )?(?:ele|ela"
    r"|el[ea]s|meu|minha|noss[oa]|[a-z]{3,})"
    r"|\bo contato (?:e|eh|sera|dele|dela|da|do|vai ser|la)\b|\b(?:o|a) responsavel (?:e|eh|sera|por|pel[oa])"
    r"|\b(?:talk to|speak to|speak with|contact|reach out to|get in touch with) (?:her|him|my|our|[a-z]{3,})"
    r"|\b(?:call|email|reach) (?:her|him)\b"
    r"|\b(?:hable|hablen|habla|contacte|contacten|llame|llamen|llama|escriba|escribe) (?:con "
    r"|a )?(?:ella|el|mi|[a-z]{3,})"
    r"|\b(?:the )?(?:contact person|person in charge|decision maker) (?:is|will be)\b|\b(?:is"
    r"|will be) (?:the one )?using (?:it|this)"
    r"|\b(?:el|la|o|a) que (?:decide|paga|compra|va a|usa|assina|firma)\b|\bquien (?:va"
    r"|decide|se encarga)\b"
)
# "O telefone dela é ..., pode falar com ela."
_REACH_THEM = regex(
    r"\b(?:fal|lig|cham|trat|procur|mand|combin)(?:a|e|em|ar|ue|uem)(?: direto)?(?: com| para| pra)? (?:ele|ela|nele"
    r"|nela|nesse|nesse numero)\b"
    r"|\b(?:call|reach|email|write to|talk to) (?:him|her)\b"
)
CORRECTION: Final = regex(
    r"\b(?:na verdade|pensando (?:bem|melhor)|na real|alias|ops|opa|ou melhor|quer dizer|quis dizer|digo|perdao"
    r"|desculpa\w*|errei|corrigindo"
    r"|(?:digitei|escrevi|passei|mandei|anotei|coloquei|falei) errado"
    r"|correcao|corrige|corrija|retificando|o (?:certo|correto) (?:e|eh)|troca|muda|mudou|mudei|atualiza\w*|troquei"
    r"|na vdd|melhor usar|use o|usa o|agora (?:e|eh|uso)|novo|nova|actually|sorry|correction|i mean|rather"
    r"|scratch that"
    r"|en realidad|perdon|mejor dicho|corrijo|me equivoque|confundi|o novo)\b|\bnao, "
)
_OWN = regex(
    r"\b(?:meu|minha|nosso|nossa|my|our|mi|nuestro|anota|anote|segue|pra contato|para contato|me (?:liga|chama|manda"
    r"|ligue|chame|mande)|call me|reach me|llamame)\b"
)


_OWN_CONTACT = regex(
    r"\b(?:meu|minha|my|mi) (?:e-?mail|mail|tel\w*|fone|zap|whats\w*|numero|celular|cel|contato|cpf|cnpj|phone"
    r"|number|correo)"
    r"\b|\b(?:o|a) (?:meu|minha) (?:e|eh)\b"
)


_SAME_AS: Final = regex(r"\b(?:o|a) mesm[oa] (?:nome )?d[oa] [a-z]+")  # "o mesmo do site, contato@..."


class Located(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Found = TypeVar("Found", bound=Located)


def chosen(message: Message, found: list[Found], asked: bool = False) -> Found | None:
    """The one that the customer gives as a way to reach them, or the person they name for that. None: all are others'.

    What was `asked` for is theirs to give, whoever owns it ("manda no da loja, vendas@..."). What corrects replaces
    what it corrects; else the person's own wins over what is merely said, and the first wins.
    """
    best: tuple[int, Found] | None = None
    previous = 0
    for position, candidate in enumerate(found):
        following = found[position + 1].start if position + 1 < len(found) else len(message.text)
        standing = _standing(message, candidate, previous, following, asked=asked, alone=len(found) == 1)
        if standing is not None and (best is None or standing > best[0]):
            best = standing, candidate
        previous = candidate.end
    return best[1] if best else None


def _standing(
    message: Message, candidate: Located, previous: int, following: int, *, asked: bool, alone: bool
) -> int | None:
    folded = message.folded
    start, end = message.sentence(candidate.start)
    floor = max(start, candidate.start - _REACH_BEFORE)
    before = folded[max(floor, previous) : candidate.start]
    after = folded[candidate.end : min(following, end + 1, candidate.end + _REACH_AFTER)]
    if _NEGATED.search(before) and not (alone and CORRECTION.search(before)):
        return None
    if _WRONG_AFTER.match(after):
        return None
    designated = (
        DESIGNATION.search(folded, max(0, candidate.start - 200, previous), candidate.start) is not None
        or _REACH_THEM.search(folded, candidate.end) is not None
    )
    corrects = CORRECTION.search(folded, max(previous, candidate.start - _REACH_BEFORE), candidate.start) is not None
    before = _SAME_AS.sub(" ", before)
    given = designated or corrects or (asked and alone)
    clause = before[max(before.rfind(","), before.rfind(";")) + 1 :]
    if not given and not _OWN_CONTACT.search(clause) and (OTHERS.search(before) or _MENTIONED.search(clause)):
        return None
    if message.is_question(candidate.start) and OTHERS.search(folded, max(0, candidate.start - 100), candidate.start):
        return None
    return 4 * corrects + 2 * designated + bool(_OWN.search(before))
