"""What the simulated customers say: one list of messages for each conversation.

`mixed` is an ordinary day, which the local engine answers. Of `open` every message is one that the cascade leaves to a
model, as sure of its intent, with one call; no conversation is so long that a summary would be written besides.
"""

MIXED = (
    (
        "oi, bom dia",
        "quanto custa o plano profissional?",
        "tem desconto pra 10 usuários?",
        "e no anual sai mais barato?",
        "qual a diferença entre ele e o plano essencial?",
        "obrigado, vou pensar",
    ),
    (
        "Boa tarde! Vocês abrem sábado?",
        "e no feriado?",
        "onde fica o escritório de vocês",
        "tem um telefone pra eu ligar?",
        "valeu",
    ),
    (
        "olá",
        "como funciona a integração com o whatsapp?",
        "preciso instalar alguma coisa?",
        "meus dados ficam guardados no Brasil?",
        "quais são as formas de pagamento",
        "posso cancelar quando quiser? tem multa?",
        "entendi, obrigada!",
    ),
    (
        "Olá, tenho uma loja com 3 funcionários e queria saber qual plano combina comigo",
        "qto é por mes",
        "tem teste gratis?",
        "quanto tempo demora a implantação",
        "vcs consertam geladeira?",
        "ok, até mais",
    ),
)

OPEN = (
    (
        "como funciona a integração com o whatsapp?",
        "preciso instalar alguma coisa?",
        "posso importar meus produtos de uma planilha?",
        "o sistema funciona sem internet?",
    ),
    (
        "não consigo entrar no sistema, o que faço?",
        "esqueci minha senha, como recupero?",
        "a impressora não imprime o cupom, e agora?",
        "a nota fiscal foi rejeitada, como resolvo?",
    ),
    (
        "como cancelo a minha assinatura?",
        "como faço a troca de plano?",
        "como emito a segunda via do boleto?",
        "quais são as formas de pagamento?",
    ),
    (
        "tem aplicativo para celular?",
        "como faço backup dos dados?",
        "como conecto o leitor de código de barras?",
        "o que acontece com meus dados se eu cancelar?",
    ),
)

TALKS = {"mixed": MIXED, "open": OPEN}
