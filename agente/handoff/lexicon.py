"""Groups of words that mean much the same to a judgement: what a linear model cannot know of words it never saw.

Stems in Portuguese, English and Spanish, without accents, lower case. A stem that ends in `*` stands for every word
that begins with it. A word may belong to several groups.
"""

from functools import lru_cache

GROUPS = {
    "law": """
        process* advog* justica juiz* juizado tribuna* forum liminar* judicia* extrajudicia* acao intimac* peticao
        indeniz* reparacao danos acion* juridic* notificac* notificar* audiencia defensoria promotor* ministerio
        inquerito lawyer* attorney* lawsuit* sue suing court* legal litigation abogad* demand* juicio* tribunales
        denunciar* denuncio querella indemniz*
    """,
    "watchdog": """
        procon procom consumidor anatel aneel bacen anvisa susep anac anpd ans mpf reclameaqui vigilancia sanitaria
        conselho tutelar codecon profeco consumo indecopi sernac ombudsman bbb regulator* imprensa jornal reporter*
        globo
    """,
    "police": """
        policia delegacia delegado bo boletim ocorrencia queixa crime criminos* police officer* comisaria carcere
        prender preso presa arrest* bombeiro* samu ambulancia ambulance emergencia emergency firefighter*
    """,
    "injury": """
        machuc* feriu ferimento* ferid* fratur* quebr* cortou cortei cortada cortado cortando cortaram corte queim*
        sangr* bati bate bateu batida bateram tropec* escorreg* caiu cai cair despenc* esmag* prens* choque choques
        eletrocut* atropel* mord* arranh* perfur* furou amput* torc* inch* hurt injur* broke broken burn* bled
        bleed* fell slipp* cut bruis* crash* hit electrocut* lesion* herid* quemo quemad* queme quemar* cay* cortad*
        fractur* atropell* sangra*
    """,
    "body": """
        mao maos braco bracos perna pernas pe pes dedo dedos cabeca rosto olho olhos boca lingua garganta peito
        costas coluna pescoco barriga coracao pele labio labios dente nariz orelha pulso joelho ombro quadril femur
        couro tornozelo bochecha hand* arm arms leg legs foot finger* head face eye eyes mouth throat tongue chest
        back spine neck skin nose wrist knee hip heart mano brazo pierna pie cabeza ojo ojos lengua pecho espalda
        cuello piel muneca rodilla cadera
    """,
    "hospital": """
        hospital* internad* internar pronto socorro ps uti cti emergencia cirurgi* cirurgia gesso er icu stitches
        surger* urgencias internaron clinica paramedic* resgate
    """,
    "illness": """
        desmai* convuls* vomit* febre infarto infart* avc derrame intoxic* alerg* engasg* sufoc* asfix* respir*
        pressao glicemia insulina hemorragi* infecc* infeccionad* inflam* overdose envenen* veneno passando passei
        passou mal tontura palpita* taquicardia faint* collaps* seizure* vomiting fever stroke poison* allerg* chok*
        breath* overdos* infected swelling swollen desmay* convulsion* fiebre intoxicad* ahog* respira* envenenad*
        inconscient* unconscious desacordad*
    """,
    "death": """
        morreu morre morrer morreram morto morta mortes morte faleceu falec* obito enterro velorio finad* viuva
        viuvo matou mataram matar died dead death passed funeral killed kill deceased murio muri* fallec* muert*
        mataron
    """,
    "selfharm": """
        suicid* matar me matarme viver vivir sumir desistir sofrer existir acabar fim vida life live living alive
        existence
    """,
    "gas": """
        fogo incendio incendi* explod* explos* estour* fumaca faisca* vazando vazamento gas curto chamas desab*
        desmoron* fire smoke spark* leak* fuego humo explot* chispa* fuga
    """,
    "fraud": """
        golpe golpista* fraud* falso falsa falsos falsific* clon* clonaram clonado hacke* hackear* invad* invadi*
        estelionat* roub* roubo furt* assalt* phishing laranja desvi* scam* fake stolen stole hacked identity
        impersonat* estaf* robaron robo hackearon clonaron suplant*
    """,
    "unknown_charge": """
        desconhec* reconhec* reconheco indevid* unauthorized unrecognized reconozco desconozco
    """,
    "money": """
        pix cartao conta contas boleto emprestimo consignado saque transferencia cpf documento* senha card account
        loan transfer password money dinheiro dinero tarjeta cuenta prestamo clave plata
    """,
    "leak": """
        vazad* vazamento* vazando vazou vazaram expos* expost* publicaram divulg* compartilh* leaked breach exposed
        shared filtr* filtraron terceiros
    """,
    "data": """
        dados prontuario* exame exames laudo* prontuarios cadastro data records results datos historial analisis
        estudios fotos foto photo* pictures
    """,
    "other_person": """
        outro outra outros outras desconhecid* estranh* terceiro alguem someone somebody else stranger another otro
        otra alguien desconocid*
    """,
    "harass": """
        assedi* assediou toca tocar tocando toquei tocou apalp* passou encost* abus* estupr* molest* seduz* nud*
        pelad* sexual* sexo intim* cantada cantad* obscen* nojent* perseg* stalk* harass* touched grop*
        inappropriat* rape* acos* manose* abuso violac* importun*
    """,
    "threat": """
        ameac* arma armado faca revolver pistola surra agred* agress* espanc* bateram apanh* soco tapa socos chut*
        violen* threat* gun knife weapon attack* assault* beat punched amenaz* cuchillo golpeo peg*
    """,
    "discrimination": """
        racis* racist* negr* preto preta pretos pretas macac* preconceit* discrimin* homofob* transfob* gay gays
        lesbic* trans autist* deficien* cadeirante cadeira nordestin* gord* idos* indigen* umband* evangelic*
        muculm* xenofob* black muslim disabled wheelchair slur sexist* racial discrimina* negra color
    """,
    "child": """
        filho filha filhos filhas menino menina bebe bebes crianca criancas crianc* aluno aluna neto neta sobrinh*
        adolescent* menor menores creche son daughter baby kid kids child children toddler minor teen* hijo hija
        hijos nino nina ninos
    """,
    "family": """
        mae pai avo vo esposa esposo marido mulher irma irmao tio tia familia mother father mom dad wife husband
        sister brother grandmother grandma grandfather madre padre mama papa hermana hermano abuela abuelo
    """,
    "staff": """
        funcionari* atendente entregador* motorista* motoboy tecnico vendedor* seguranca gerente instrutor*
        professor* professora instalador* recepcionist* medico medica enfermeir* dentista monitor* cobrador*
        porteiro driver employee* staff technician guard teacher instructor courier nurse empleado* repartidor*
        chofer guardia profesor*
    """,
    "human": """
        atendente* atendent* humano humana humanos pessoa pessoas gente alguem vivente cristao consultor consultora
        consultores representante* vendedor* gerente* supervisor* responsavel superior chefe dono diretor*
        coordenador* analista* especialista* operador* funcionari* corretor* secretari* ouvidoria human humans
        person people agent representative* operator manager* someone somebody persona personas asesor* encargad*
        gerente alguien ejecutiv* supervisora jefe
    """,
    "reach": """
        falar falo fala fale conversar converso ligar ligue liga ligam ligarem telefonar telefonem chamar chama
        chame chamem passar passa passe transferir transfere transfira encaminha* encaminhe atender atenda atende
        retornar retorne retornem contato speak talk chat call calls transfer connect reach contact put hablar hable
        llamar llame llamen llamenme llameme pasar paseme pasame comunicar comuniqu* transfier* atienda contactar
        quero preciso prefiro want need prefer quiero necesito prefiero
    """,
    "robot": """
        robo robos bot bots robozinho maquina maquinas automatico chatbot ia inteligencia artificial menu gravacao
        machine robot robots automated ai
    """,
    "insult": """
        burro burra idiota* imbecil* otari* palhac* trouxa* incompeten* ladra* ladrao ladroes safad* vagabund*
        mentiros* mentira mentiram canalha* nojent* ridicul* lix* porcari* bosta merda droga inut* estupid* anta
        vergonh* picaret* cretin* pilantr* quadrilha stupid useless idiot* moron* liar* liars thieves pathetic
        garbage trash crap joke incompetent ridiculous ladron* inutil* porqueria basura verguenza
    """,
    "swear": """
        ferrar lascar catar porra caralho carai caraio crlh krl cacete puta putaria pqp vtnc tnc fdp foda fode foder
        fodam cu cuzao merda bosta buceta desgraca desgracad* inferno infernos diabo fuck fucking fucked shit
        bullshit damn hell asshole wtf mierda carajo puto joder cono verga pendej* boludo
    """,
    "anger": """
        odio raiva indignad* revoltad* revolt* furios* puto puta bravo brava irritad* irrita nervos* absurd*
        inadmissiv* inaceitav* descas* desrespeit* respeito palhacada sacanagem cansei cansad* farto farta chega
        basta decepc* decepcion* pessim* horriv* piada enrol* paciencia angry furious fed sick tired disgrace*
        unacceptable worst terrible awful ridiculous outrage* hart* rabia bronca indigna* inaceptable pesim* peor
        falta vergonha saco
    """,
    "again": """
        novo novamente outra vez vezes terceira quarta quinta sempre toda todo again third fourth fifth times keep
        still always otra veces siempre tercera cuarta
    """,
    "waiting": """
        esperando esperei espero espera aguard* semana semanas mes meses dias horas atras* demora demor* demorou
        waiting waited wait week weeks month months days hours late delay* espere tarda
    """,
    "praise": """
        parabens otimo otima maravilh* excelente lindo linda adorei amei genial sensacional espetacul* nota perfeit*
        show brilhante obrigad* valeu uau great wonderful fantastic amazing awesome perfect brilliant thanks
        congrat* bravo felicit* felicidades gracias maravill*
    """,
    "nobody": """
        ninguem nada nunca nenhum nenhuma nobody nothing never none nadie ningun ninguna
    """,
}

_EXACT: dict[str, list[str]] = {}
_STEMS: dict[str, list[str]] = {}
for _group, _stems in GROUPS.items():
    for _stem in _stems.split():
        (_STEMS if _stem.endswith("*") else _EXACT).setdefault(_stem.rstrip("*"), []).append(_group)


@lru_cache(maxsize=8192)
def groups_of(word: str) -> tuple[str, ...]:
    """The groups that a folded word belongs to."""
    found = list(_EXACT.get(word, ()))
    for end in range(2, len(word) + 1):
        found += _STEMS.get(word[:end], ())
    return tuple(dict.fromkeys(found))
