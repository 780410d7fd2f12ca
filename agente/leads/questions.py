"""Which detail does an agent's text ask for?"""

import re
from typing import Final

# In the order in which they decide when a text asks for several: what cannot be told by its own shape comes first.
_FIELDS: Final = {
    name: re.compile(rf"\b(?:{pattern})")
    for name, pattern in {
        "company": r"(?:nome|name|nombre) (?:da|de la|of|de) (?:\w+ )?(?:empresa|company|business|negocio|loja|organizacao)|(?:qual|que|which|what|cual|de qual|em qual|para qual|por qual) (?:e |eh |is |es |a |o )*(?:\w+ )?(?:empresa|company|negocio|organizacao)|como (?:se )?(?:chama|llama) (?:a |o )?(?:sua|seu|su) (?:empresa|loja|negocio)|(?:your|sua|su) (?:company|empresa)(?:'s)? (?:called|se llama|name)|company called|onde (?:voce|vc) trabalha|where do you work|donde trabaja|sua empresa\?|empresa (?:voce|vc) (?:representa|trabalha)|what company|which company|business called",
        "team_size": r"quant[oa]s (?:pessoas|usuari\w+|funcionari\w+|colaborador\w+|vendedor\w+|atendentes|licencas|profissionais|integrantes|sao)|how (?:many (?:people|users|employees|seats|agents|of you)|big is your team|large is)|tamanho (?:da|do) (?:sua |seu )?(?:equipe|time|empresa)|team size|size of your team|cuant[oa]s (?:personas|usuarios|empleados|son)|tamano (?:de|del) (?:su |tu )?equipo|quantos (?:sao|voces sao|vao usar)|equipe (?:de voces )?(?:tem|e de) quantas",
        "budget": r"orcamento|budget|presupuesto|verba|(?:quanto|cuanto|how much) (?:\w+ ){0,4}(?:investir|gastar|pagar|invertir|spend|invest|pay)|faixa de (?:valor|preco|investimento)|investimento (?:\w+ ){0,3}(?:mente|previsto|pens)|price range|rango de precio",
        "timeline": r"(?:quando|when|cuando) (?:\w+ ){0,4}?(?:comecar|iniciar|precisa\w*|pretende\w*|quer\w*|gostaria\w*|start|begin|need|implantar|contratar|empezar|comenzar|necesita\w*|fechar|decidir|plan\w*|pensa\w*|piensa\w*)|para quando|pra quando|qual (?:e |o |seu |sua )*prazo|em quanto tempo|timeline|time ?frame|que prazo|prazo|how soon|plazo|que tan pronto|ate quando|urgencia|by when|deadline",
        "name": r"(?:seu|teu|your|su|tu|o|el|the) (?:nome|name|nombre)|nome completo|full name|como (?:voce |vc |o senhor |a senhora )?(?:se )?(?:chama|llama)\w*|te llamas|(?:posso|devo|podemos|puedo|debo) (?:te |lhe )?(?:chamar|llamar)\w*|quem (?:eu )?(?:falo|estou falando)|com quem|who am i (?:speaking|talking)|call you|con quien|quien (?:habla|hablo)|(?:qual|what|cual) (?:e |eh |is |es |o |seu )*(?:nome|name|nombre)|seu nome|nome\?",
        "document": r"cpf|cnpj|documento\b|tax id|numero de documento",
        "email": r"e-?mail|correo",
        "phone": r"telefone|celular|whats ?app|whatsapp|phone|telefono|numero (?:de contato|para contato|com ddd)|\bddd\b|melhor numero|zap\b|contact number",
        "need": r"(?:o que|what|que) (?:\w+ ){0,4}(?:precisa\w*|procura\w*|busca\w*|need|looking for|necesita\w*|gostaria|resolver|deseja|solve)|(?:qual|what|cual) (?:e |eh |is |es |a |sua |o |seu |your |the |su |el |la |main |maior |principal )*(?:necessidade|necesidad|need|desafio|problema|challenge|objetivo|problem|dor|goal|projeto|interesse)|(?:como|how|en que) (?:posso|podemos|can|puedo|podemos) (?:\w+ )?(?:ajudar|help|ayudar)|conte\w* (?:um pouco |mais )*(?:sobre|o que)|me conta|me fale (?:um pouco |mais )*(?:sobre|do que)|em que posso|tell (?:me|us) (?:a (?:bit|little) )?(?:more )?about|cuenteme|o que (?:te|o|a) (?:traz|trouxe)|pra que (?:voce )?(?:precisa|usaria)|what brings you|que (?:voce )?(?:esta )?(?:buscando|procurando|precisando)|precisa resolver",
    }.items()
}
_ASKING = re.compile(r"\?|\b(?:informe|informar|me (?:passa|passe|diga|diz|conta|conte|informa|fala|fale|manda|mande|envia|envie)|preciso d[eoa]|digite|poderia|pode me|could you|please|tell|share|provide|indique|digame|dime|me (?:confirma|confirme|indica)|qual|quais|por favor|escreva|cuenteme|deixe|envie|what|cual|faltou|falta|confirme)\b")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def field_asked(folded: str) -> str | None:
    """The first of our details that the last asking sentence asks for; the text is folded."""
    sentences = [match.group() for match in _SENTENCE.finditer(folded)]
    questions = [sentence for sentence in sentences if "?" in sentence] or [
        sentence for sentence in sentences if _ASKING.search(sentence)
    ]
    for sentence in reversed(questions):
        for name, pattern in _FIELDS.items():
            if pattern.search(sentence):
                return name
    return None
