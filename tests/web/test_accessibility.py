"""Every kind of page in Chromium: nothing against WCAG 2.1 AA, no word on the console, nothing wider than the window.

To add a page: a line in ``PUBLIC`` or, with the login of somebody who may see it, in ``STAFF``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.served import PASSWORD, serving

pytestmark = pytest.mark.needs("chromium")
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_WIDTHS = (1280, 390)
PUBLIC = (
    "/",
    "/?name=财政",
    "/organs/ziran/",
    "/apply/",
    "/apply/ziran/",
    "/track/",
    "/verify/",
    "/reports/",
    "/login/",
)
STAFF: dict[str, tuple[str, ...]] = {
    "clerk-ziran": ("/work/", "/work/requests/", "/work/register/"),
    "editor-ziran": ("/work/figures/", "/work/reports/"),
}
"""Pages by the login of the county's people."""


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("served") / "home") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a browser that nobody used. ``said`` is what stood on its console."""
    context = chromium.new_context(locale="zh-CN")
    found = context.new_page()
    found.said = []
    found.on("console", lambda message: found.said.append(message.text))
    found.on("pageerror", lambda error: found.said.append(str(error)))
    yield found
    context.close()


def look(page: Any) -> None:
    """Fail on whatever is wrong with the page as it is now."""
    page.evaluate(f"() => {{ {_AXE} }}")
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{page.url} at {width}: {over} px wider than the window"
        found = page.evaluate(f"axe.run({{runOnly: {_TAGS}, resultTypes: ['violations']}})")
        wrong = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]
        assert wrong == [], f"{page.url} at {width}"
    assert page.said == [], page.url


def sign_in(page: Any, base: str, login: str) -> None:
    page.goto(f"{base}/login/")
    page.fill("#id_username", login)
    page.fill("#id_password", PASSWORD)
    page.click("form.card button, .sign-in button")


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(page: Any, base: str, path: str) -> None:
    assert page.goto(base + path).status == 200
    look(page)


@pytest.mark.parametrize(
    ("login", "path"), [(login, path) for login, paths in STAFF.items() for path in paths]
)
def test_pages_of_staff(page: Any, base: str, login: str, path: str) -> None:
    sign_in(page, base, login)
    assert page.goto(base + path).status == 200
    look(page)


def test_a_published_report(page: Any, base: str) -> None:
    page.goto(f"{base}/reports/")
    page.locator(".tbl tbody th a").first.click()
    look(page)
    page.get_by_text("与上一年对照").click()
    look(page)


def test_large_type(page: Any, base: str) -> None:
    page.goto(f"{base}/apply/ziran/")
    page.get_by_role("button", name="大字号").click()
    assert page.locator("html.large").count() == 1
    look(page)


def _citizen(press: Callable[[Any, str], None], page: Any, base: str) -> tuple[str, str]:
    """Ask 云溪县自然资源局 for something, each page looked at on the way; ``press`` presses a button by its words."""
    page.goto(f"{base}/apply/ziran/")
    press(page, "下一步：核对")
    assert page.get_by_text("还没有提交").count() == 1
    look(page)
    page.fill("#id_item_1", "2025年白石镇道路养护的招标结果")
    page.select_option("#id_category", "natural_person")
    for name, text in (("name", "钱塘江"), ("proof", "99010119900101001X"), ("phone", "0000-1234567")):
        page.fill(f"#id_{name}", text)
    given = {"name": "证件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("#id_attachments", [given])
    press(page, "再加一项")
    look(page)
    press(page, "下一步：核对")
    look(page)
    press(page, "提交申请")
    look(page)
    number, code = page.locator(".secret").all_inner_texts()
    return number, code


def _click(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _by_keyboard(page: Any, name: str) -> None:
    """Tabulator to the button, then Enter."""
    page.locator("body").focus()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"nobody reaches 「{name}」 with the keyboard")


@pytest.mark.parametrize("press", [_click, _by_keyboard], ids=["mouse", "keyboard"])
def test_a_citizen_asks_follows_and_withdraws(press: Any, page: Any, base: str) -> None:
    number, code = _citizen(press, page, base)
    page.goto(f"{base}/track/")
    page.fill("#id_number", number)
    page.fill("#id_code", "AAAA")
    press(page, "查询")
    assert page.get_by_text("编号或者查询码不对").count() == 1
    look(page)
    page.fill("#id_code", code)
    press(page, "查询")
    look(page)
    page.goto(f"{base}/track/withdraw/")
    look(page)
    press(page, "撤回申请")
    assert page.get_by_role("heading", name="已办结").count() == 1
    look(page)


def test_without_script(chromium: Any, base: str) -> None:
    context = chromium.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/apply/ziran/")
    page.fill("#id_item_1", "2025年白石镇道路养护的招标结果")
    page.select_option("#id_category", "business")
    for name, text in (("name", "云溪某公司"), ("proof", "91000000000000000X"), ("phone", "0000-1234567")):
        page.fill(f"#id_{name}", text)
    _click(page, "再加一项")
    assert page.locator("#id_item_2").count() == 1
    page.locator("#id_name").press("Enter")  # goes on, and adds or removes nothing
    assert page.get_by_role("heading", name="请核对，还没有提交").count() == 1
    _click(page, "提交申请")
    assert page.locator(".secret").count() == 2
    context.close()


def test_pages_of_errors(page: Any, base: str) -> None:
    assert page.goto(f"{base}/nothing/").status == 404
    page.said.clear()  # the browser itself says that it was not there
    look(page)
