"""Which detail does an agent's text ask for?"""

from typing import Final

from agente.kit.patterns import regex
from agente.leads.wording import word_list

_THINGS = "|".join(sorted(word_list("things")))
_PEOPLE = "|".join(sorted(word_list("people")))
# "Quantos garçons?", "How many machinists?": whoever works there, by their trade
_WORKERS = (
    rf"(?!(?:{_THINGS})\b)(?:{_PEOPLE}|[a-z]{{2,}}(?:dores|doras|tores|toras|eir[oa]s|istas|ists|antes|entes|log[oa]s"
    r"|ari[oa]s|grafos)|(?:gui|chofer|auxilia|peon|work|driv|instruct|clean|barb|teach|design|develop)(?:as|es|ers"
    r"|ors))\b"
)

# In the order in which they decide when a text asks for several: what cannot be told by its own shape comes first.
PATTERNS: Final = {
    name: regex(rf"\b(?:{pattern})")
    for name, pattern in {
        "company": (
            r"(?:nome|name|nombre) (?:da|do|de la|del|of|de) (?:\w+ )?(?:empresa|company|business|negocio|loja"
            r"|organizacao|estabelecimento|marca|igreja|escola|clinica|gimnasio|grupo|instituicao|ong|restaurante|salao"
            r"|oficina|hotel|firma)|raza?o(?:n)? social|(?:qual|cual) (?:e |eh |es |seria )?[oa] (?:igreja|clinica"
            r"|escola|estabelecimento|hotel)\b"
            r"|(?:qual|que|which|what|cual|de qual|em qual|para qual|por qual) (?:e |eh |is |es "
            r"|a |o )*(?:\w+ )?(?:empresa|company|negocio|organizacao)|como (?:se )?(?:chama|llama) (?:a "
            r"|o )?(?:sua|seu|su) (?:empresa|loja|negocio)|(?:your|sua|su) (?:company|empresa)(?:'s)? (?:called"
            r"|se llama|name)|company called|onde (?:voce|vc) trabalha|where do you work|donde trabaja"
            r"|sua empresa\?|empresa (?:voce|vc) (?:representa|trabalha)|what company|which company"
            r"|(?:your|su|tu) (?:company|business|empresa|negocio)\b(?=\W*$)|alguma empresa|qual empresa|e (?:a"
            r"|da) empresa\?|(?<!da )sua empresa\b(?=\W*$)"
            r"|business called"
        ),
        "team_size": (
            r"quant[oa]s (?:pessoas|vidas|usuari\w+|funcionari\w+|empregad\w+|corretor\w+|gerentes|operador\w+"
            r"|passageiros|colaborador\w+|vendedor\w+|atendentes|licencas"
            r"|profissionais|integrantes|sao|voluntari[oa]s|participantes da equipe|motoristas"
            r"|costureir[oa]s|padeir[oa]s|barbeir[oa]s|cabeleireir[oa]s|mecanic[oa]s|cozinheir[oa]s|ajudantes)\b"
            r"|quant[oa]s (?:voces )?(?:sao )?n[ao] (?:equipe|empresa|time|loja|escritorio|producao|banda"
            r"|banca|cozinha|total)"
            r"|quant[oa]s trabalham|ja tem equipe"
            r"|how (?:many (?:on (?:staff|(?:your|the) team)|people|staff|drivers|reps|users"
            r"|employees|seats|agents|of you)"
            r"|big is your team|large is)|tamanho (?:da|do) (?:sua |seu )?(?:equipe|time|empresa)|team size"
            r"|size of your team|cuant[oa]s (?:personas|usuarios|empleados|trabajadores|comerciales"
            r"|son|sois|serian)|tamano (?:de|del) (?:su "
            r"|tu )?equipo|em quantos|numero de (?:usuari\w+|funcionari\w+|pessoas|colaborador\w+)"
            r"|(?:todos|todas)(?: \w+){0,4} (?:vao usar|usariam|precisam|usam)|quant[oa]s (?:\w+ )?(?:usariam|precisam)"
            r"|quantos (?:sao|seriam|voces sao|vao usar)|equipe (?:de voces )?(?:tem|e de) quantas"
            rf"|(?:quant[oa]s|cuant[oa]s|how many) (?:outr[oa]s |more )?{_WORKERS}"
            r"|quant[oa]s (?:voces sao|somam|operam|operariam|operarao|vao (?:operar|usar|mexer)|acessam|acessariam"
            r"|atendem)"
            r"|(?:quantos|cuantos) (?:de voces|hoje|hoy|(?:n[oa]|en|en el|en la) [a-z]+)(?=\W*$)|cuanta gente"
            r"|quanta gente"
            r"|quem (?:mais )?(?:trabalha|trabalham|toca|atende) (?:la|ai|ali|com (?:voce|vc|voces|vcs))"
            r"|trabalha com quem"
            r"|(?<![a-z0-9] )(?:(?:e|y|and|a|sua|su|el|o|seu|qual|your|the|de|cual|es) )*"
            r"(?:equipe|equipo|time|team|staff|tripulacao|tripulacion|headcount|quadro|empleados|funcionarios"
            r"|trabajadores|colaboradores|docentes)(?: (?:hoje|hoy|no evento|e verba))?(?=\W*$)"
            r"|(?:vai ter|tem|tiene) (?:equipe|funcionari\w+|equipo|empleados)|(?:trabalha|atende|trabaja) (?:sozinh"
            r"|sol)[oa]"
            r"|ou (?:e )?(?:pra|para) (?:a )?(?:equipe|uma equipe)|tamano tiene|how large|cuantos trabajan"
            r"|quem (?:tira|faz|cuida|opera|monta|entrega|atende|produz|usa)\b"
            r"|(?:porte|quantidade de (?:funcionarios|pessoas)|tamano|tamanho) (?:da|do|de la|del)? ?(?:empresa|loja"
            r"|equipe|equipo)"
            r"|quantidade de (?:funcionarios|pessoas|colaboradores|usuarios)"
        ),
        "budget": (
            r"orcamento|budget|presupuesto|verba|(?:valor|preco|quantia|numero) (?:\w+ ){0,3}(?:disponivel"
            r"|em mente|maximo)"
            r"|expectativa de (?:preco|valor|investimento)|quanto (?:\w+ )?(?:cabe|caberia)|(?:quanto|cuanto"
            r"|how much) (?:\w+ ){0,4}(?:investir|gastar"
            r"|pagar|invertir|spend|invest|pay)|faixa de (?:valor|preco|investimento)"
            r"|investimento (?:\w+ ){0,3}(?:mente|previsto|pens)|price range|rango de precio"
            # A question that names a sum offers a price: "O valor é 350, pode ser?"
            r"|(?:valor|investimento|inversion|cache|limite|teto|tope)\b(?! (?:d[aeo]s?|veio|foi|deu|consta"
            r"|aparece)\b)[^?\d]{0,40}(?:\?|$)"
            r"|(?:ate|hasta) (?:quanto|cuanto)|(?:quanto|cuanto) (?:\w+ ){0,2}(?:reserv|separ|tem pra|podria"
            r"|pode(?:ria)?\b)\w*"
            r"|(?:sua|que|qual|tem uma) faixa(?=\W*$)|(?:your|the|a) (?:limit|figure|ceiling)\b|like to pay"
            r"|vai (?:investir|gastar)|quer gastar"
        ),
        "timeline": (
            r"(?:quando|when|cuando) (?:\w+ ){0,4}?(?:comecar|iniciar|precisa\w*|pretende\w*|quer\w*"
            r"|gostaria\w*|start|begin|need|implantar|contratar|empezar|comenzar|necesita\w*|fechar|decidir"
            r"|plan\w*|pensa\w*|piensa\w*)|para quando|pra quando|qual (?:e |o |seu |sua )*prazo"
            r"|em quanto tempo|timeline|time ?frame|que prazo|prazo|data (?:\w+ )?(?:em mente|prevista|limite)"
            r"|em que momento|que data|(?:qual|tem) (?:\w+ )?previsao|how soon|plazo|que tan pronto|ate quando"
            r"|urgencia|by when|deadline"
        ),
        "name": (
            r"(?:seu|teu|your|su|tu|o|el|the) (?:nome|name|nombre)|nome completo|full name|como (?:voce |vc "
            r"|prefere |gostaria de |devo |quer )?(?:ser cham\w+)|quem (?:fala|esta falando|ta falando|e voce|e vc)"
            r"|(?:e )?(?:voce|vc) (?:e|eh)\W*\?|(?:sua|tua) graca|quem (?:e |eh |seria |sera )?(?:o "
            r"|a )?(?:responsavel|decide|vai decidir|contato|vai usar|usaria|vai cuidar|cuida|assina)|a quem (?:devo"
            r"|posso|direciono)"
            r"|pleasure of (?:speaking"
            r"|talking)|como (?:voce |vc "
            r"|o senhor |a senhora )?(?:se )?(?:chama|llama)\w*|te llamas|(?:posso|devo|podemos|puedo"
            r"|debo) (?:te |lhe )?(?:chamar|llamar)\w*|quem (?:eu )?(?:falo|estou falando)|com quem"
            r"|who am i (?:speaking|talking|chatting)|\be (?:o )?seu\?|y (?:vos|usted|tu)\?"
            r"|call you|con quien|quien (?:habla|hablo)|(?:qual|what|cual) (?:e "
            r"|eh |is |es |o |seu )*(?:nome|name|nombre)|seu nome|nome\?"
        ),
        "document": r"cpf|cnpj|documento\b|tax id|numero de documento",
        "email": r"e-?mail|correo",
        "phone": (
            r"telefone|celular|whats ?app|whatsapp|phone|telefono|numero (?:de contato|para contato|com ddd)"
            r"|\bddd\b|melhor numero|zap\b|contact number"
        ),
        "need": (
            r"(?:o que|what|que) (?:\w+ ){0,4}(?:precisa\w*|procura\w*|busca\w*|need|looking for|necesita\w*"
            r"|gostaria|resolver|deseja|solve)|(?:qual|what|cual) (?:e |eh |is |es |a |sua |o |seu |your |the "
            r"|su |el |la |main |maior |principal )*(?:necessidade|necesidad|need|desafio|problema|challenge"
            r"|objetivo|problem|dor|goal|projeto|interesse)|(?:como|how|en que) (?:posso|podemos|can|puedo"
            r"|podemos) (?:\w+ )?(?:ajudar|help|ayudar)|conte\w* (?:um pouco |mais )*(?:sobre|o que)|me conta"
            r"|me fale (?:um pouco |mais )*(?:sobre|do que)|em que posso|tell (?:me|us) (?:a (?:bit"
            r"|little) )?(?:more )?about|cuenteme|o que (?:te|o|a) (?:traz|trouxe)|pra que (?:voce )?(?:precisa"
            r"|usaria)|what brings you|(?:qual|que|quais) (?:e |o |a )?(?:tipo de )?(?:servicos?|produtos?"
            r"|solucao|curso|tratamento|procedimento|imovel) (?:\w+ )?"
            r"(?:procura|precisa|deseja|busca|interessa|gostaria|quer)\w*|(?:no|em) que (?:posso|podemos)"
            r"|qual (?:a |seria a )?finalidade"
            r"|(?:pra|para) que (?:voce |vc )?(?:vai usar|seria)|que (?:voce )?(?:esta )?(?:buscando|procurando"
            r"|precisando)"
            r"|precisa resolver|(?:de|do|para|pra) que\?"
        ),
    }.items()
}
FIELDS: Final = tuple(PATTERNS)
_ASKING = regex(
    r"\?|\b(?:informe|informar|me (?:passa|passe|diga|diz|conta|conte|informa|fala|fale|manda|mande|envia"
    r"|envie)|preciso d[eoa]|digite|poderia|pode me|could you|please|tell|share|provide|indique|digame|dime"
    r"|me (?:confirma|confirme|indica)|qual|quais|por favor|escreva|cuenteme|deixe|envie|what|cual|faltou"
    r"|falta|confirme)\b"
)
_SENTENCE = regex(r"[^.!?\n]+[.!?\n]*")


def fields_asked(folded: str) -> tuple[str, ...]:
    """All that a text's questions ask for, in the order of asking: "Qual seu nome e de qual empresa você fala?"."""
    found: dict[str, int] = {}
    for sentence in _SENTENCE.finditer(folded):
        if "?" not in sentence.group() and not _ASKING.search(sentence.group()):
            continue
        left = sentence.group()
        for name, pattern in PATTERNS.items():
            if match := pattern.search(left):
                found.setdefault(name, sentence.start() + match.start())
                left = (
                    left[: match.start()] + " " * len(match.group()) + left[match.end() :]
                )  # "nome da empresa" is no name
    return tuple(sorted(found, key=found.__getitem__))


def field_asked(folded: str) -> str | None:
    """The first of our details that the last asking sentence asks for; the text is folded."""
    sentences = [match.group() for match in _SENTENCE.finditer(folded)]
    questions = [sentence for sentence in sentences if "?" in sentence] or [
        sentence for sentence in sentences if _ASKING.search(sentence)
    ]
    for sentence in reversed(questions):
        for name, pattern in PATTERNS.items():
            if pattern.search(sentence):
                return name
    return None
