"""What a clause about work is made of: whose it is, what it is about, what is wrong with it.

Words of one group stand for each other, so that the model of needs also reads what its corpus never said. A group's
name is no word that anybody writes; a word of several groups counts for the last.
"""

from typing import Final

from agente.kit.text_features import tokens

_GROUPS: Final = {
    "qus": "nos nosso nossa nossos nossas gente meu minha meus minhas our ours we my nuestro nuestra"
    " nuestros nuestras mi"
    " aqui pessoal equipe time funcionarios vendedores tecnicos motoristas atendentes recepcao secretaria"
    " recepcionista garcons corretores professores medicos socio socia chefe diretoria empresa loja clinica escola"
    " escritorio restaurante team staff sales boss company store equipo empleados tienda negocio",
    "qyou": "voces vcs vc voce you ustedes usted guys",
    "qoffer": "fazem faz trabalham oferecem vendem instalam desenvolvem alugam fornecem montam consertam produzem"
    " prestam implantam criam atuam integram offer provide sell build handle install hacen ofrecen venden trabajan"
    " instalan desarrollan alquilan",
    "qhave": "tem tens teem possuem existe have has tienen hay",
    "qwork": "estoque caixa pedido pedidos venda vendas financeiro agenda agendamento agendamentos consulta consultas"
    " cobranca cobrancas mensalidade mensalidades inadimplencia comissao comissoes ponto folha escala frota entrega"
    " entregas rota rotas caminhao caminhoes deposito almoxarifado compras fornecedores orcamento orcamentos proposta"
    " propostas contrato contratos prontuario prontuarios paciente pacientes aluno alunos cliente clientes hospede"
    " hospedes morador moradores lead leads funil atendimento atendimentos comanda comandas mesa mesas cozinha"
    " producao maquina maquinas manutencao manutencoes chamados nota notas boletos fiscal imposto impostos"
    " contabilidade relatorio relatorios indicadores dados cadastro documento documentos planilha planilhas excel"
    " caderno caderninho papel whatsapp zap instagram site loja filiais filial fila filas telefone ligacoes reservas"
    " reserva matricula matriculas obra obras validade mercadoria mercadorias lembrete lembretes faturamento inventory"
    " stock orders invoices invoicing payroll scheduling schedule spreadsheets spreadsheet leads customers patients"
    " bookings booking deliveries drivers trucks reports website inbox calls payments inventario pedidos ventas citas"
    " facturas facturacion nomina reservas clientes camiones turnos",
    "qtool": "sistema sistemas software programa programas ferramenta ferramentas plataforma aplicativo app solucao"
    " modulo robo chatbot bot automacao integracao erp crm pdv painel aplicacao servico consultoria treinamento curso"
    " agencia rastreador rastreamento monitoramento camera cameras site loja tool platform solution system automation"
    " herramienta plataforma",
    "qwrong": "perde perdem perdemos perdendo perco some somem sumindo esquece esquecem falta faltam"
    " trava travam demora"
    " demoram demorado atrasa atrasam bagunca confusao baguncado desorganizado retrabalho erro erros errado furo furado"
    " duplicado duplicados sufoco caos zona manual manualmente mao papel caderno planilha lento lenta antigo antiga"
    " quebra cai caem vence vencem reclamam reclama ninguem nunca dificil complicado cansado cansada aguento aguenta"
    " sozinho sozinha atola atolado esfria desencontro prejuizo desperdicio escapa vaza acumula apanha sofre"
    " sofremos lose loses losing lost miss missing mess messy nightmare nobody slow outdated drowning overwhelmed"
    " manually manual late forget chasing tired wasting pierde pierden perdemos nadie tarda tardamos desastre"
    " desorden olvida olvidan lento caotico",
    "qbetter": "automatizar organizar controlar centralizar integrar padronizar digitalizar acompanhar"
    " gerenciar agilizar"
    " reduzir aumentar melhorar modernizar trocar migrar substituir profissionalizar juntar unificar cadastrar agendar"
    " monitorar rastrear emitir implantar montar criar ter vender medir automate organize track manage replace improve"
    " integrate centralize streamline automatizar ordenar manejar mejorar reemplazar",
    "qterms": "entrega entregas desconto descontos garantia troca trocas cartao pix parcelamento"
    " parcelam parcela boleto"
    " estacionamento horario sabado domingo feriado endereco plano planos anual mensal teste fidelidade multa frete"
    " envio suporte cnpj app fisica domicilio vaga nota recibo discount trial refund shipping parking hours warranty"
    " paypal descuento envios tarjeta garantia estacionamiento",
    "qtrouble": "chamado chamados protocolo comprei paguei assinei cancelar reembolso estorno fatura"
    " pedido ontem travou"
    " caiu quebrou chegou veio cobraram cobrado login senha conta atendente absurdo pessimo charged crashing refund"
    " ticket cobraron",
}  # fmt: skip
GROUP_OF: Final = {word: group for group, listed in _GROUPS.items() for word in listed.split()}
_OTHER: Final = "qo"


def signals(text: str) -> list[str]:
    """The tokens of a clause, and behind them the same clause told in groups."""
    words = tokens(text)
    return [*words, "^", *(GROUP_OF.get(word, word if len(word) < 4 else _OTHER) for word in words[1:]), "$"]
