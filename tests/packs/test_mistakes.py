"""Every mistake that an owner is likely to make: one finding, at the right line, with a remedy that helps."""

from pathlib import Path

import pytest

from agente.packs.loader import check_pack

BUSINESS = """\
name: Loja
description: Vende canecas
locales: [pt-BR, en]
currency: BRL
"""
WEEK = "hours:\n  monday: ['09:00-10:00']\n"
KIND = BUSINESS + WEEK + "booking:\n  kinds:\n    - id: visita\n      title: Visita\n      words: [obra]\n"
CATALOG = """\
products:
  - id: plano-pro
    name: Plano Pro
    summary: O plano completo
    prices:
      - amount: 99.90
"""
FIELDS = """\
fields:
  - name: email
    type: email
    question: Qual é o seu e-mail?
  - name: porte
    type: choice
    choices: [pequeno, grande]
    question: Qual é o porte?
"""

TOOL = "http:\n  - name: pedidos\n    description: x\n    url: https://a.br/{numero}\n"
NUMBER = "    parameters: {type: object, properties: {numero: {type: string}}}\n"

# file, its text, id, line, a word of the remedy
MISTAKES = [
    # YAML
    ("business.yaml", BUSINESS + "tone: oi: tudo bem\n", "BUS01", 5, "aspas"),
    ("business.yaml", BUSINESS + "tone\n", "BUS01", 5, "chave: valor"),
    ("business.yaml", BUSINESS + "address:\n\tstreet: Rua A\n", "BUS01", 6, "espaços"),
    ("business.yaml", BUSINESS + 'tone: "alegre\nsite: x\n', "BUS01", 5, "feche as aspas"),
    ("business.yaml", BUSINESS + "tone: @alegre\n", "BUS01", 5, "aspas"),
    ("business.yaml", BUSINESS + "  tone: alegre\n", "BUS01", 5, "aspas"),
    ("business.yaml", BUSINESS + "quick_replies: [a, b\n", "BUS01", 5, "feche"),
    ("business.yaml", BUSINESS + 'site: "C:\\pasta"\n', "BUS01", 5, "aspas simples"),
    ("business.yaml", BUSINESS + "tone: !!python/object/apply:os.system [echo]\n", "BUS01", 5, "etiqueta"),
    ("business.yaml", BUSINESS + "tone: *alegre\n", "BUS01", 5, "alegre"),
    ("business.yaml", BUSINESS + "---\nname: Outra\n", "BUS01", 5, "---"),
    ("business.yaml", BUSINESS + "tone: a\x07b\n", "BUS01", 5, "caractere"),
    ("business.yaml", BUSINESS + "? [a]\n: b\n", "BUS01", 5, "chave: valor"),
    ("business.yaml", BUSINESS + "name: Outra\n", "BUS09", 5, "apague"),
    # shape
    ("business.yaml", BUSINESS + "telefone: '41'\n", "BUS02", 5, "`phone`"),
    ("business.yaml", BUSINESS + "timezon: America/Sao_Paulo\n", "BUS02", 5, "`timezone`"),
    ("business.yaml", BUSINESS + "xyzzy: 1\n", "BUS02", 5, "apague"),
    ("business.yaml", "description: Vende\n", "BUS04", 1, "acrescente `name:`"),
    ("business.yaml", "nome: Loja\ndescription: Vende\n", "BUS02", 1, "`name`"),
    ("business.yaml", "name:\ndescription: Vende\n", "BUS04", 1, "depois de `name:`"),
    ("business.yaml", "# vazio\n", "BUS05", 1, "name, description"),
    ("business.yaml", "- name: Loja\n", "BUS05", 1, "name"),
    ("business.yaml", BUSINESS + "phone: 4130000000\n", "BUS05", 5, '"4130000000"'),
    ("business.yaml", BUSINESS + "tone: true\n", "BUS05", 5, '"true"'),
    ("business.yaml", BUSINESS + "tone: [a, b]\n", "BUS05", 5, "um texto"),
    ("business.yaml", BUSINESS + "address: Rua das Flores, 100\n", "BUS05", 5, "street"),
    ("business.yaml", BUSINESS + "hours:\n  monday: 8h às 12h\n", "BUS05", 6, '["08:00-12:00"]'),
    ("business.yaml", BUSINESS + "hours:\n  monday: [8:00-12:00]\n", "BUS08", 6, '"08:00-12:00"'),
    ("business.yaml", BUSINESS + "hours:\n  segunda: ['08:00-12:00']\n", "BUS02", 6, "monday"),
    ("business.yaml", BUSINESS + "hours:\n  monday: ['18:00-08:00']\n", "BUS11", 6, "24:00"),
    ("business.yaml", BUSINESS + "hours:\n  monday: ['08:00-12:00', '11:00-18:00']\n", "BUS12", 6, "sobreposição"),
    ("business.yaml", BUSINESS + "holidays:\n  - date: 25/12\n    name: Natal\n", "BUS08", 6, "12-25"),
    ("business.yaml", BUSINESS + "holidays:\n  - date: 02-30\n    name: Nada\n", "BUS08", 6, "ano-mês-dia"),
    ("business.yaml", BUSINESS + "holidays:\n  - date: 12-25\n", "BUS04", 6, "name"),
    ("business.yaml", BUSINESS + "timezone: Brasil/Sao Paulo\n", "BUS08", 5, "America/Sao_Paulo"),
    ("business.yaml", BUSINESS + "timezone: America\n", "BUS08", 5, "America/"),
    ("business.yaml", BUSINESS + "timezone: ../../etc/passwd\n", "BUS08", 5, "America/Sao_Paulo"),
    ("business.yaml", BUSINESS + "email: contato@\n", "BUS08", 5, "endereço completo"),
    ("business.yaml", BUSINESS.replace("BRL", "R$"), "BUS08", 4, "BRL"),
    ("business.yaml", BUSINESS.replace("BRL", "BLR"), "BUS08", 4, "três letras"),
    ("business.yaml", BUSINESS.replace("pt-BR, en", "pt_BR"), "BUS06", 3, "pt-BR"),
    ("business.yaml", BUSINESS.replace("pt-BR, en", ""), "BUS07", 3, "item"),
    ("business.yaml", BUSINESS + "tone: ''\n", "BUS07", 5, "escreva o texto"),
    ("business.yaml", BUSINESS + "tone:\n  en: Friendly\n", "BUS10", 5, "`pt-BR:`"),
    ("business.yaml", BUSINESS + "tone:\n  pt-BR: Leve\n  es: Leve\n", "BUS10", 7, "`locales`"),
    ("business.yaml", BUSINESS + "quick_replies: [a, b, c, d, e]\n", "BUS14", 5, "quatro"),
    (
        "business.yaml",
        BUSINESS + "holidays:\n  - {date: 12-25, name: Natal}\n  - {date: 12-25, name: Festa}\n",
        "BUS13",
        7,
        "um feriado",
    ),
    ("business.yaml", BUSINESS.replace("pt-BR, en", "pt-BR, pt-BR"), "BUS15", 3, "apague"),
    ("business.yaml", BUSINESS + "booking:\n  title: Visita\n", "BUS16", 5, "acrescente `hours`"),
    ("business.yaml", BUSINESS + WEEK + "booking:\n  duration_minutes: 90\n", "BUS16", 8, "60 minutos"),
    (
        "business.yaml",
        BUSINESS + WEEK + "booking: {notice_minutes: 3000, horizon_days: 2}\n",
        "BUS16",
        7,
        "notice_minutes",
    ),
    # kinds of meetings
    ("business.yaml", KIND + "      hours: {monday: ['09:30-11:00']}\n", "BUS17", 12, "sem atravessar a pausa"),
    ("business.yaml", KIND + "      hours: {friday: ['09:00-10:00']}\n", "BUS17", 12, "apague o dia"),
    ("business.yaml", KIND + "      hours: {monday: ['10:00-09:00']}\n", "BUS11", 12, "24:00"),
    ("business.yaml", KIND + "      duration_minutes: 90\n", "BUS16", 12, "60 minutos"),
    ("business.yaml", KIND + "      hours: {monday: ['09:00-09:20']}\n", "BUS16", 9, "20 minutos"),
    ("business.yaml", KIND + "    - {id: visita, title: Outra, words: [outra]}\n", "BUS18", 12, "um id próprio"),
    ("business.yaml", KIND + "    - {id: outra, title: Outra, words: [casa, Obra]}\n", "BUS19", 12, "num dos dois"),
    ("business.yaml", KIND + "      title_en: Visit\n", "BUS02", 12, "title"),
    ("business.yaml", KIND.replace("      words: [obra]\n", ""), "BUS04", 9, "words"),
    # prices
    ("catalog.yaml", CATALOG.replace("99.90", "R$ 1.200"), "CAT03", 6, "1200.00 (a moeda é BRL, de business.yaml:4)"),
    ("catalog.yaml", CATALOG.replace("99.90", "1.200,00"), "CAT03", 6, "1200.00"),
    ("catalog.yaml", CATALOG.replace("99.90", "1.200"), "CAT03", 6, "1200"),
    ("catalog.yaml", CATALOG.replace("99.90", "'1.200'"), "CAT03", 6, "1200.00"),
    ("catalog.yaml", CATALOG.replace("99.90", "49,90"), "CAT03", 6, "49.90"),
    ("catalog.yaml", CATALOG.replace("99.90", "49.999"), "CAT03", 6, "49999"),
    ("catalog.yaml", CATALOG.replace("99.90", "-5"), "CAT07", 6, "≥ 0"),
    ("catalog.yaml", CATALOG.replace("prices:\n      - amount: 99.90", "price: 99.90"), "CAT02", 5, "`prices`"),
    ("catalog.yaml", CATALOG + "        period: mensal\n", "CAT06", 7, "month"),
    ("catalog.yaml", CATALOG + "        starting_at: talvez\n", "CAT05", 7, "true"),
    ("catalog.yaml", CATALOG.replace("plano-pro", "Plano Pró"), "CAT08", 2, "plano-pro"),
    ("catalog.yaml", CATALOG + "  - id: plano-pro\n    name: Outro\n    summary: x\n", "CAT11", 7, "id próprio"),
    (
        "catalog.yaml",
        CATALOG + "  - id: outro\n    name: Outro\n    summary: x\n    aliases: [plano pró]\n",
        "CAT12",
        10,
        "apague o nome",
    ),
    ("catalog.yaml", CATALOG + "    aliases: pro\n", "CAT05", 7, "- "),
    (
        "catalog.yaml",
        CATALOG + "    volume_discounts:\n      - from_quantity: 10\n        percent: 8%\n",
        "CAT03",
        9,
        "número: 8",
    ),
    (
        "catalog.yaml",
        CATALOG + "    volume_discounts: [{from_quantity: 10, percent: 8}, {from_quantity: 5, percent: 4}]\n",
        "CAT13",
        7,
        "ordene",
    ),
    (
        "catalog.yaml",
        CATALOG + "    attributes: {Duração: 1 hora}\nattribute_names:\n  Duracao: {en: Duration}\n",
        "CAT14",
        9,
        "attributes",
    ),
    ("catalog.yaml", CATALOG.replace("O plano completo", ""), "CAT04", 4, "summary"),
    # knowledge
    ("knowledge/a.md", "# Só um título\n", "KNO11", 0, "parágrafo"),
    ("knowledge/a.md", "---\ntitle: A\n\nTexto.\n", "KNO13", 1, "feche"),
    ("knowledge/a.md", "---\nlocale: fr\n---\nTexto.\n", "KNO06", 2, "pt-BR"),
    ("knowledge/a.md", "---\nlocale: es\n---\nTexto.\n", "KNO10", 2, "`locales`"),
    ("knowledge/a.md", "---\ntitulo: A\n---\nTexto.\n", "KNO02", 2, "title"),
    ("knowledge/a.md", "# Preços\n\nO Plano Pro sai por R$ 89,90.\n", "KNO12", 3, "catalog.yaml"),
    # qualification
    (
        "qualification.yaml",
        FIELDS + "rules:\n  - field: emial\n    points: 70\n    reason: x\n",
        "QUA11",
        10,
        "troque por email",
    ),
    ("qualification.yaml", FIELDS.replace("    choices: [pequeno, grande]\n", ""), "QUA12", 6, "choices"),
    (
        "qualification.yaml",
        FIELDS + "rules:\n  - field: email\n    points: 50\n    reason: x\nthreshold: 60\n",
        "QUA13",
        13,
        "50",
    ),
    (
        "qualification.yaml",
        FIELDS + "rules:\n  - field: porte\n    equals: médio\n    points: 70\n    reason: x\n",
        "QUA15",
        11,
        "pequeno, grande",
    ),
    (
        "qualification.yaml",
        FIELDS + "rules:\n  - field: porte\n    at_least: 3\n    points: 70\n    reason: x\n",
        "QUA16",
        11,
        "equals",
    ),
    ("qualification.yaml", FIELDS + "threshold: alto\n", "QUA03", 9, "número"),
    ("qualification.yaml", FIELDS.replace("porte\n", "email\n", 1), "QUA14", 5, "mude o nome"),
    # replies, intents, specialists
    ("responses.yaml", "greting:\n  pt-BR: [Oi]\n", "RES02", 1, "`greeting`"),
    ("responses.yaml", "xyzzy_foo:\n  pt-BR: [Oi]\n", "RES11", 1, "intenção"),
    ("responses.yaml", "goodbye:\n  pt-BR: ['Tchau, {nome}!']\n", "RES12", 2, "{business}"),
    ("responses.yaml", "goodbye:\n  pt-BR: Tchau\n", "RES05", 2, "cada item"),
    ("responses.yaml", "goodbye:\n  pt: [Tchau]\n", "RES02", 2, "pt-BR"),
    ("responses.yaml", "goodbye: Tchau\n", "RES05", 1, "pt-BR"),
    ("intents.yaml", "preços:\n  pt-BR: [quanto é]\n", "INT02", 1, "pricing"),
    ("agents.yaml", "vendas:\n  intents: [pricing]\n", "AGT02", 1, "sales"),
    ("agents.yaml", "sales:\n  intents: [pricing]\nsupport:\n  intents: [pricing]\n", "AGT11", 4, "um especialista"),
    ("agents.yaml", "sales:\n  intents: [prices]\n", "AGT06", 2, "pricing"),
    # policies, tools, evals
    ("policies.yaml", "max_discount_percent: 10%\n", "POL03", 1, "número: 10"),
    ("policies.yaml", "handoff:\n  high_value_from: R$ 5.000,00\n", "POL03", 2, "5000.00"),
    ("policies.yaml", "handoff:\n  after_misses: 0\n", "POL07", 2, "≥ 1"),
    ("agents.yaml", "sales:\n  tools: [quote_price, find_product]\n", "AGT12", 2, "find_products"),
    ("agents.yaml", "sales:\n  tools: [xyzzy]\n", "AGT12", 2, "hand_over"),
    ("tools.yaml", TOOL.replace("pedidos", "hand_over") + NUMBER, "TOO11", 2, "outro nome"),
    ("tools.yaml", TOOL.replace("https://a.br/{numero}", "https://eu:senha@a.br"), "TOO12", 4, "auth_secret"),
    ("tools.yaml", TOOL.replace("a.br/{numero}", "{numero}.a.br/") + NUMBER, "TOO12", 4, "por extenso"),
    ("tools.yaml", TOOL + NUMBER + "    allow_private: true\n", "TOO13", 6, "allowed_hosts: [a.br]"),
    ("tools.yaml", TOOL + NUMBER.replace("type: string", "type: texto"), "TOO14", 5, "type: string"),
    ("tools.yaml", TOOL + NUMBER.replace("type: string", 'pattern: "[0"'), "TOO14", 5, "pattern:"),
    ("tools.yaml", TOOL + "    parameters: {type: object, anyOf: [{}]}\n", "TOO14", 5, "string"),
    ("tools.yaml", TOOL, "TOO15", 4, "{contact.email}"),
    ("tools.yaml", TOOL + NUMBER + "    headers: {X-Cliente: '{contact.emial}'}\n", "TOO15", 6, "{numero}"),
    ("tools.yaml", TOOL + NUMBER + "    body: {a: b}\n", "TOO16", 6, "POST"),
    ("tools.yaml", "mcp:\n  - name: loja\n", "TOO17", 2, "um só"),
    ("tools.yaml", "mcp:\n  - name: loja\n    command: a\n    url: https://a.br\n", "TOO17", 2, "um só"),
    ("tools.yaml", "mcp:\n  - name: loja\n    url: a.br\n", "TOO12", 3, "https://"),
    ("tools.yaml", "mcp:\n  - name: loja\n    command: a\n    env_secrets: [sk-123]\n", "TOO08", 4, "variável"),
    ("tools.yaml", TOOL + NUMBER + "    auth_secret: NAO_DEFINIDA\n", "TOO18", 6, ".env"),
    ("tools.yaml", "mcp:\n  - name: loja\n    command: a\n    env_secrets: [NAO_DEFINIDA]\n", "TOO18", 4, ".env"),
    ("tools.yaml", "http:\n  - name: Pedidos\n    description: x\n    url: https://a.br\n", "TOO08", 2, "pedidos"),
    ("tools.yaml", "http:\n  - name: pedidos\n    description: x\n    url: a.br/x\n", "TOO12", 4, "https://"),
    (
        "tools.yaml",
        "http:\n  - name: pedidos\n    description: x\n    url: https://a.br\n    allowed_hosts: [b.br]\n",
        "TOO13",
        4,
        "a.br",
    ),
    (
        "tools.yaml",
        "http:\n  - name: pedidos\n    description: x\n    url: https://a.br\n    auth_secret: sk-123\n",
        "TOO08",
        5,
        "variável",
    ),
    (
        "tools.yaml",
        "http:\n  - name: pedidos\n    description: x\n    url: https://a.br\n    parameters: {id: string}\n",
        "TOO14",
        5,
        "type: object",
    ),
    (
        "evals/a.yaml",
        "conversations:\n  - name: a\n    turns:\n      - customer: oi\n        expect: {cites: catalogo.yaml}\n",
        "EVA11",
        5,
        "catalog.yaml",
    ),
    ("evals/a.yaml", "conversations:\n  - name: a\n    turns: []\n", "EVA07", 3, "item"),
    (
        "evals/a.yaml",
        "conversations:\n  - name: a\n    at: 2026-13-01T10:00\n    turns: [{customer: oi}]\n",
        "EVA08",
        3,
        "2026-11-23T10:30",
    ),
    (
        "evals/a.yaml",
        "conversations:\n  - {name: a, turns: [{customer: oi}]}\n  - {name: a, turns: [{customer: oi}]}\n",
        "EVA12",
        3,
        "nome próprio",
    ),
    (
        "evals/scenarios/a.yaml",
        "scenarios:\n  - {name: a, persona: x, goal: x, opening: oi, success: {}}\n",
        "EVA13",
        2,
        "lead: qualified",
    ),
    (
        "evals/scenarios/a.yaml",
        "scenarios:\n  - {name: a, persona: x, goal: x, success: {handoff: true}}\n",
        "EVA04",
        2,
        "opening",
    ),
    (
        "tools.yaml",
        "http:\n  - &t {name: a_b, description: x, url: https://a.br}\n  - {<<: *t, description: y}\n",
        "TOO11",
        2,
        "nome próprio",
    ),
    ("catalog.yml", CATALOG, "PCK07", 0, "renomeie"),
    ("produtos.yaml", CATALOG, "PCK07", 0, "business.yaml"),
    # crm
    ("crm.yaml", "hubspot_contact:\n  email: emial\n", "CRM11", 2, "email"),
    ("crm.yaml", "hubspot_contact:\n  notes: xyzzy\n", "CRM11", 2, "`=`"),
    ("crm.yaml", "salesforce_lead:\n  Company: '=Loja: {company|nome_fantasia_x}'\n", "CRM11", 2, "`=`"),
    # mail
    ("mail.yaml", "templates:\n  booking_made:\n    subject: 'Oi {{ first_nme }}'\n", "MAI12", 3, "first_name"),
    ("mail.yaml", "templates:\n  transcript:\n    body:\n      pt-BR: '{{ xyzzy }}'\n", "MAI12", 4, "messages"),
    ("mail.yaml", "templates:\n  transcript:\n    body: '{% if name %}Oi'\n", "MAI11", 3, "{% endif %}"),
    ("mail.yaml", "templates:\n  transcript:\n    body: '{{ name|grande }}'\n", "MAI11", 3, "{{ nome }}"),
]


def write_pack(folder: Path, **texts: str | bytes) -> Path:
    for name, text in {"business.yaml": BUSINESS, "catalog.yaml": CATALOG, **texts}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(("file", "text", "expected", "line", "word"), MISTAKES)
def test_mistake_gives_one_finding_with_place_and_remedy(
    tmp_path: Path, file: str, text: str, expected: str, line: int, word: str
) -> None:
    findings = check_pack(write_pack(tmp_path, **{file: text}))

    assert [(finding.id, finding.file, finding.line) for finding in findings] == [(expected, file, line)]
    assert word in findings[0].remedy
    texts = [text for lang in ("pt-BR", "en", "es") for text in findings[0].explain(lang)]
    assert all(texts)


def test_reply_with_a_forbidden_promise(tmp_path: Path) -> None:
    promises = {
        "policies.yaml": "forbidden_promises: [entrega grátis]\n",
        "responses.yaml": "goodbye:\n  pt-BR: [Tchau, 'Entrega gratis sempre!']\n",
    }
    findings = check_pack(write_pack(tmp_path, **promises))

    assert [(finding.id, finding.line) for finding in findings] == [("RES13", 2)]


def test_fees_in_a_document_are_no_prices_of_products(tmp_path: Path) -> None:
    text = "# Frete\n\nGrátis acima de R$ 200,00. \n\nO Plano Pro custa R$ 99,90.\n"

    assert check_pack(write_pack(tmp_path, **{"knowledge/a.md": text})) == []


def test_each_missing_key_is_named(tmp_path: Path) -> None:
    findings = check_pack(write_pack(tmp_path, **{"catalog.yaml": "products:\n  - id: a\n"}))

    assert [finding.params["name"] for finding in findings] == ["name", "summary"]


def test_agents_may_name_every_tool_that_the_pack_has(tmp_path: Path) -> None:
    files = {
        "agents.yaml": "sales:\n  tools: [quote_price, pedidos, loja, erp__estoque]\n",
        "tools.yaml": TOOL + NUMBER + "mcp: [{name: loja, url: 'https://a.br'}, {name: erp, command: x}]\n",
    }
    assert check_pack(write_pack(tmp_path, **files)) == []


def test_secret_of_a_tool_may_be_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEDIDOS_TOKEN", "x")

    assert check_pack(write_pack(tmp_path, **{"tools.yaml": TOOL + NUMBER + "    auth_secret: PEDIDOS_TOKEN\n"})) == []


def test_pack_beside_the_mistakes_is_valid(tmp_path: Path) -> None:
    assert check_pack(write_pack(tmp_path)) == []
    assert check_pack(write_pack(tmp_path, **{"qualification.yaml": FIELDS + "threshold: 0\n"})) == []


def test_crm_may_name_the_fields_of_the_form_and_fixed_texts(tmp_path: Path) -> None:
    crm = "hubspot_contact:\n  tamanho: porte\n  origem: =Agente\nhubspot_deal:\n  dealname: '={company|porte}'\n"

    assert check_pack(write_pack(tmp_path, **{"qualification.yaml": FIELDS, "crm.yaml": crm})) == []
