"""The chat page as a customer meets it, in a real browser."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from tests.console.conftest import ROOT, CuttingProxy

pytestmark = pytest.mark.asyncio(loop_scope="module")

IMAGES = ROOT / "docs" / "imagens"
DESKTOP, PHONE = (1280, 800), (390, 844)

Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, server: str) -> AsyncIterator[Open]:
    """Opens a page as a new visitor; at the end, nothing may have gone wrong in any of them."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    async def open_page(
        path: str = "/", size: tuple[int, int] = DESKTOP, scheme: str = "light", cuts: bool = False, **options: Any
    ) -> Page:
        address = options.pop("address", server)
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale=options.pop("locale", "pt-BR"),
            has_touch=size == PHONE,
            reduced_motion=options.pop("reduced_motion", "reduce"),
            **options,
        )
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note(complaints, message, cuts))
        page.on("request", lambda request: request.url.startswith(address) or complaints.append(request.url))
        await page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


def _note(complaints: list[str], message: Any, cuts: bool) -> None:
    is_of_the_cut = cuts and re.search(r"net::ERR_|Failed to load resource", message.text)
    if message.type in ("error", "warning") and not is_of_the_cut:
        complaints.append(message.text)


async def say(page: Page, text: str) -> None:
    """Says it and waits for the whole answer."""
    answers = page.locator(".message.agent .meta")
    before = await answers.count()
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")
    await expect(answers).to_have_count(before + 1)


async def at_end(page: Page) -> None:
    """Waits until the transcript is scrolled to its end."""
    end = await page.evaluate("log.scrollHeight - log.clientHeight")
    await expect(page.locator("#log")).to_have_js_property("scrollTop", end)


def last_answer(page: Page) -> Any:
    return page.locator(".message.agent").last


async def stored(page: Page) -> list[tuple[str, str]]:
    """What the server knows of the conversation on the page, as (role, text)."""
    items = await page.evaluate(
        """async () => {
            const { id, token } = JSON.parse(localStorage.getItem("agente.conversation"));
            const headers = { Authorization: `Bearer ${token}` };
            return (await (await fetch(`/v1/conversations/${id}/messages`, { headers })).json()).items;
        }"""
    )
    return [(item["role"], item["text"]) for item in items]


async def picture(page: Page, name: str) -> None:
    if os.environ.get("UPDATE_IMAGES") == "1":
        IMAGES.mkdir(parents=True, exist_ok=True)
        await page.wait_for_timeout(100)
        await page.screenshot(path=IMAGES / name)


@pytest.mark.parametrize(
    ("size", "scheme", "name"),
    [
        (DESKTOP, "light", "chat-desktop-claro.png"),
        (DESKTOP, "dark", "chat-desktop-escuro.png"),
        (PHONE, "light", "chat-celular-claro.png"),
        (PHONE, "dark", "chat-celular-escuro.png"),
    ],
)
async def test_journey_from_question_to_rating(visit: Open, size: tuple[int, int], scheme: str, name: str) -> None:
    page = await visit(size=size, scheme=scheme)
    await accessible(page)
    await page.get_by_role("button", name="Qual o horário de atendimento?").click()
    await expect(last_answer(page)).to_contain_text("8h")

    await say(page, "Quanto custam os planos?")
    await expect(last_answer(page)).to_contain_text("R$")
    await last_answer(page).locator("summary").click()
    await expect(last_answer(page).locator(".sources-body")).to_contain_text("Catálogo")
    await last_answer(page).locator("summary").click()
    await accessible(page)
    await picture(page, name)

    await say(page, "Vocês consertam helicóptero?")
    await expect(last_answer(page)).not_to_contain_text("R$")

    await say(page, "Quero falar com uma pessoa")
    await expect(page.locator("#handoff")).to_contain_text("Protocolo: 20")
    await accessible(page)
    await page.get_by_role("button", name="Continuar com o assistente").click()
    await expect(page.locator("#handoff")).to_be_hidden()

    await page.locator("#menu summary").click()
    await page.get_by_role("button", name="Encerrar conversa").click()
    await page.get_by_role("button", name="Encerrar", exact=True).click()
    await expect(page.locator("#ended")).to_contain_text("Conversa encerrada. Protocolo: 20")
    await page.get_by_text("Ótimo").click()
    await page.get_by_label("Quer contar mais?").fill("Rápido e claro.")
    await accessible(page)
    await page.get_by_role("button", name="Enviar avaliação").click()
    await expect(page.get_by_text("Obrigado! Sua avaliação")).to_be_focused()

    await page.get_by_role("button", name="Começar outra").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.locator("#composer")).to_be_visible()


async def test_whole_journey_by_keyboard(visit: Open) -> None:
    page = await visit()

    async def tab_to(selector: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            if await page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"{selector} is not reached by Tab")

    await tab_to("#quick button")
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_focused()
    await expect(page.locator(".message.agent .meta")).to_have_count(1)
    await page.keyboard.type("Onde vocês ficam?")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("Tem estacionamento?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.agent .meta")).to_have_count(2)
    assert "ficam?\nTem" in await page.locator(".message.customer .bubble").last.inner_text()

    await tab_to("#menu summary")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator("#menu summary")).to_be_focused()
    await page.keyboard.press("Enter")
    await tab_to("#end")
    await page.keyboard.press("Enter")
    await tab_to("#end-confirm")
    await page.keyboard.press("Enter")
    await expect(page.locator("#another")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(page.locator("[name=score]").last).to_be_focused()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowLeft")
    await tab_to("#rating button[type=submit]")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Obrigado!")).to_be_visible()


async def test_reload_brings_the_conversation_back(visit: Open) -> None:
    page = await visit()
    await say(page, "Quanto custam os planos?")
    before = await page.locator(".messages").inner_text()
    await page.reload()
    await expect(page.locator(".message.agent .meta")).to_have_count(1)
    assert await page.locator(".messages").inner_text() == before
    await say(page, "Qual o telefone de vocês?")
    assert len(await stored(page)) == 4


@pytest.mark.parametrize("word", [b"event: accepted", b"event: delta", b"event: completed"])
async def test_a_cut_line_loses_and_repeats_nothing(visit: Open, server: str, word: bytes) -> None:
    async with CuttingProxy(server) as proxy:
        page = await visit(address=proxy.address, cuts=True)
        await say(page, "Olá")
        proxy.cut_at = word
        await page.locator("#text").fill("Quanto custam os planos?")
        await page.locator("#text").press("Enter")
        await page.wait_for_timeout(300)
        assert proxy.cuts == 1
        proxy.is_open = True
        await expect(page.locator(".message.agent .meta")).to_have_count(2, timeout=10_000)
        await page.wait_for_timeout(300)
        assert await page.locator(".message.customer").count() == 2
        assert await page.locator(".message.agent").count() == 2
        assert [role for role, _ in await stored(page)] == ["customer", "agent", "customer", "agent"]
        await page.context.close()


async def test_messages_written_offline_wait_and_leave_once(visit: Open) -> None:
    page = await visit(cuts=True)
    await say(page, "Olá")
    await page.context.set_offline(True)
    await page.locator("#text").fill("Vocês abrem sábado?")
    await page.locator("#text").press("Enter")
    await expect(page.locator("#connection")).to_have_text(
        "Sem conexão. Sua mensagem será enviada quando a internet voltar."
    )
    await expect(page.locator(".message.customer").last).to_contain_text("Aguardando envio")
    await accessible(page)
    await page.context.set_offline(False)
    await expect(page.locator(".message.agent .meta")).to_have_count(2)
    await expect(page.locator("#connection")).to_be_hidden(timeout=10_000)
    assert len(await stored(page)) == 4


async def test_a_message_left_behind_by_a_closed_page_is_sent_by_the_next(visit: Open) -> None:
    page = await visit(cuts=True)
    await page.context.set_offline(True)
    await page.locator("#text").fill("Vocês abrem sábado?")
    await page.locator("#text").press("Enter")
    await expect(page.locator(".message.customer")).to_have_count(1)
    await page.context.set_offline(False)
    await page.reload()
    await expect(page.locator(".message.agent .meta")).to_have_count(1)
    assert len(await stored(page)) == 2


@pytest.mark.parametrize(
    ("status", "headers", "code", "place", "words"),
    [
        (429, {"Retry-After": "2"}, "rate_limit_exceeded", "#connection", "Muitas mensagens em pouco tempo."),
        (503, {"Retry-After": "2"}, "maintenance", "#connection", "Se preferir, ligue para (11) 4000-0000."),
        (400, {}, "refused", ".message.customer", "Não foi possível enviar."),
        (401, {}, "token_expired", "#ended", "Esta conversa foi encerrada."),
        (409, {}, "conversation_closed", "#ended", "Conversa encerrada."),
    ],
)
async def test_a_refused_message_says_why_and_is_not_lost(
    visit: Open, status: int, headers: dict[str, str], code: str, place: str, words: str
) -> None:
    page = await visit(cuts=True)

    async def refuse(route: Route) -> None:
        problem = {"status": status, "code": code, "title": code}
        await route.fulfill(status=status, headers=headers, json=problem)

    await page.route("**/messages", refuse, times=1)
    await page.locator("#text").fill("Quanto custam os planos?")
    await page.locator("#text").press("Enter")
    await expect(page.locator(place)).to_contain_text(words)
    await accessible(page)
    for name in ("Tentar de novo", "Começar outra"):
        if await page.get_by_role("button", name=name).count():
            await page.get_by_role("button", name=name).click()
    await expect(last_answer(page)).to_contain_text("R$")
    assert [role for role, _ in await stored(page)] == ["customer", "agent"]


async def test_long_messages_are_counted_and_held_back(visit: Open) -> None:
    page = await visit()
    field, counter = page.locator("#text"), page.locator("#counter")
    await field.fill("a" * 3599)
    await expect(counter).to_be_hidden()
    await field.fill("😀" * 3600)
    await expect(counter).to_have_text("3.600 de 4.000 caracteres")
    await field.fill("a" * 4210)
    await field.press("Enter")
    await expect(page.locator("#alert")).to_have_text("Sua mensagem tem 4.210 caracteres; o limite é 4.000.")
    await expect(field).to_have_attribute("aria-invalid", "true")
    await accessible(page)
    await expect(page.locator(".message")).to_have_count(0)


@pytest.mark.parametrize(
    ("options", "language", "greeting"),
    [
        ({"locale": "en-GB"}, "en", "Hello! How can I help?"),
        ({"path": "/?lang=es"}, "es", "¡Hola! ¿En qué puedo ayudarle?"),
    ],
)
async def test_page_speaks_the_visitors_language(
    visit: Open, options: dict[str, str], language: str, greeting: str
) -> None:
    page = await visit(**options)
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await expect(page.locator(".intro-title")).to_have_text(greeting)
    await page.locator("#quick button").first.click()
    await expect(last_answer(page)).to_contain_text("R$")
    await page.locator("#menu summary").click()
    await page.get_by_role("link", name="Português").click()
    await expect(page.locator(".intro-title")).to_have_text("Olá! Como posso ajudar?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_booked_meeting_is_a_card_that_goes_into_the_calendar(visit: Open, scheme: str) -> None:
    page = await visit(size=PHONE, scheme=scheme, timezone_id="America/Sao_Paulo")
    await say(page, "Quero agendar uma demonstração")
    times = page.locator("#quick button")
    await expect(times).to_have_count(4)
    await times.first.click()
    card = page.locator(".booking")
    await expect(card).to_contain_text("Demonstração por vídeo")
    await expect(card).to_contain_text("Marcado")
    await accessible(page)
    async with page.expect_download() as download:
        await card.get_by_role("button", name="Adicionar à agenda (.ics)").click()
    file = await download.value
    assert file.suggested_filename == "agenda.ics"
    content = await asyncio.to_thread((await file.path()).read_text, "utf-8")
    assert "SUMMARY:Demonstração por vídeo" in content
    start = re.search(r"DTSTART:(\d{8}T\d{6})Z", content)
    assert start
    assert re.sub(r"[-:]", "", str(await card.locator("time").get_attribute("datetime"))).startswith(start[1])

    await say(page, "Cancelar horário")
    await expect(page.locator(".booking.cancelled")).to_contain_text("Cancelado")
    await expect(page.get_by_role("button", name="Adicionar à agenda (.ics)")).to_have_count(0)
    await accessible(page)
    await page.reload()
    await expect(page.locator(".booking")).to_have_count(2)


async def test_a_visitor_elsewhere_sees_whose_time_it_is(visit: Open) -> None:
    page = await visit("/?lang=en", timezone_id="Asia/Tokyo")
    await say(page, "I want to book a demo")
    await page.locator("#quick button").last.click()
    await page.locator("#quick button").first.click()
    await expect(page.locator(".booking time")).to_contain_text("GMT-3")


async def test_markup_in_a_message_stays_text(visit: Open) -> None:
    page = await visit()
    text = '<img src=x onerror="alert(1)"> <b>oi</b> [x](javascript:alert(1))'
    await say(page, text)
    assert await page.locator(".message.customer .bubble").inner_text() == text
    assert await page.locator(".messages :is(img, script, b, [href^=javascript])").count() == 0


async def test_markdown_of_an_answer_becomes_nodes_that_are_safe(visit: Open) -> None:
    page = await visit()
    text = (
        "**Planos**\n\n- um `x`\n- dois\n\n"
        "Veja https://a.example/b. [fone](tel:+5511) [não](javascript:alert(1)) <i>oi</i>"
    )
    asset = await page.locator("link[href*='markdown.js']").get_attribute("href")
    html = await page.evaluate(
        """async ([asset, text]) => {
            const { showMarkdown } = await import(asset);
            const holder = document.createElement("div");
            for (let end = 1; end <= text.length; end++) showMarkdown(holder, text.slice(0, end), "nova aba");
            return holder.innerHTML;
        }""",
        [asset, text],
    )
    assert html == (
        "<p><strong>Planos</strong></p><ul><li>um <code>x</code></li><li>dois</li></ul>"
        '<p>Veja <a href="https://a.example/b" target="_blank" rel="noopener noreferrer">https://a.example/b'
        '<span class="unseen"> (nova aba)</span></a>. <a href="tel:+5511">fone</a> [não](javascript:alert(1)) '
        "&lt;i&gt;oi&lt;/i&gt;</p>"
    )


async def test_each_answer_is_spoken_once_and_whole(visit: Open) -> None:
    page = await visit()
    await page.evaluate(
        """() => {
            window.spoken = [];
            new MutationObserver(() => {
                const text = document.getElementById("status").textContent;
                if (text) window.spoken.push(text);
            }).observe(document.getElementById("status"), { childList: true, characterData: true, subtree: true });
        }"""
    )
    await say(page, "Quanto custam os planos?")
    await page.wait_for_function("window.spoken.some(text => !text.endsWith('escrevendo…'))")
    await page.wait_for_timeout(1000)  # long enough to be said again, if it were
    spoken = [text for text in await page.evaluate("window.spoken") if not text.endswith("escrevendo…")]
    assert len(spoken) == 1
    assert spoken[0].startswith("Assistente: ")
    assert "**" not in spoken[0]
    await expect(page.locator("#status")).to_be_empty()


async def test_page_reflows_at_320_pixels(visit: Open) -> None:
    page = await visit(size=(320, 568))
    await say(page, "Quanto custam os planos?")
    await page.locator("#menu summary").click()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    assert await page.evaluate(
        "document.getElementById('log').scrollWidth <= document.getElementById('log').clientWidth"
    )


async def test_what_is_said_stays_in_view_though_the_space_for_it_shrinks(visit: Open) -> None:
    """A message of many lines makes its field grow, and a call for a person shows a notice above it."""
    page = await visit(size=PHONE, reduced_motion="no-preference")
    await say(page, "quais são os planos?")
    await say(page, "qual a diferença do essencial pro profissional?")
    await say(page, "e o que mais vem no plano profissional, além do que está aí em cima? " * 3)
    await expect(page.locator("#newer")).to_be_hidden()
    await say(page, "quero falar com uma pessoa")
    await expect(page.get_by_role("button", name="Continuar com o assistente")).to_be_visible()
    await expect(page.locator("#newer")).to_be_hidden()
    await at_end(page)


async def test_who_reads_back_is_told_of_what_is_new_and_left_where_they_are(visit: Open) -> None:
    page = await visit(size=PHONE, reduced_motion="no-preference")
    await say(page, "quais são os planos?")
    await say(page, "qual a diferença do essencial pro profissional?")
    await page.evaluate("log.scrollTo({ top: 0, behavior: 'instant' })")
    await page.evaluate(
        """async () => {
            const { id, token } = JSON.parse(localStorage.getItem("agente.conversation"));
            const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
            const body = JSON.stringify({ text: "aceita pix?" });
            await fetch(`/v1/conversations/${id}/messages`, { method: "POST", headers, body });
        }"""
    )
    await expect(page.locator("#newer")).to_be_visible()
    assert await page.evaluate("log.scrollTop") == 0
    await page.locator("#newer").click()
    await at_end(page)


async def test_theme_is_chosen_and_kept(visit: Open) -> None:
    page = await visit()
    await page.locator("#menu summary").click()
    theme = page.get_by_role("button", name="Tema escuro")
    await expect(theme).to_have_attribute("aria-pressed", "false")
    await theme.click()
    await expect(theme).to_have_attribute("aria-pressed", "true")
    await page.reload()
    assert await page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


async def test_api_reference_needs_nobody_else(visit: Open) -> None:
    page = await visit("/docs")
    await expect(page.locator(".opblock").first).to_be_visible(timeout=15_000)
    await expect(page.locator(".title")).to_contain_text("Agente")


RULES = Path(__file__).with_name("rules.js").read_text("utf-8")


async def accessible(page: Page) -> None:
    """Names, roles, target sizes and contrast of what is on the screen now."""
    faults = await page.evaluate(RULES)
    assert faults == [], json.dumps(faults, ensure_ascii=False, indent=1)
