"""Every kind of page in Chromium: nothing against WCAG 2.1 AA, no word on the console, nothing wider than the window.

A new page is looked at as soon as ``tests/web/objects.py`` knows what its address names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from gongkai_web.accounts.matrix import PUBLIC, matrix
from tests.web.looking import LATER, look
from tests.web.objects import Examples, make, routes
from tests.web.served import serving
from tests.web.test_matrix import ROLES, is_allowed
from tests.web.ways.serving import serving as serving_here

pytestmark = pytest.mark.needs("chromium")
ELSEWHERE = frozenset(
    {
        "apply-paper",
        "area",
        "area-export",
        "area-findings-export",
        "case-file-bundle",
        "case-file-zip",
        "draft-issue",
        "draft-submit",
        "handover",
        "published-file",
        "season",
        "season-address",
        "season-look",
        "season-zero",
        "track-document",
        "track-file",
        "upload-page",
    }
)
"""Files of what is not there yet, and addresses that only lead on."""
_ENDING = {"logout", "sessions-end"}
_NOBODY = ""


@dataclass(frozen=True)
class Shown:
    route: str
    role: str
    address: str


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("served") / "home") as address:
        yield address


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page of a browser that nobody used. ``said`` is what stood on its console."""
    context = chromium.new_context(locale="zh-CN")
    yield _listening(context.new_page())
    context.close()


def _listening(page: Any) -> Any:
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


@pytest.fixture
def examples(person: Callable[..., Any]) -> Examples:
    return make(person)


def _shown(examples: Examples, clients: dict[str, Client]) -> tuple[list[Shown], set[str]]:
    """The pages of all routes, each to the first role that is shown it; and the routes that show none of what is there."""
    found, absent = [], set()
    for route in routes():
        address, answers = examples.address(route, "yunxi"), []
        for role in _who(route):
            answers.append(answer := clients[role].get(address))
            if answer.status_code == 200 and getattr(answer, "content", b"").startswith(b"<!doctype"):
                found.append(Shown(route.name, role, address))
                break
        else:
            if any(answer.status_code in {302, 404} for answer in answers):
                absent.add(route.name)
    return found, absent


def _who(route: Any) -> list[str]:
    if route.name in _ENDING:
        return []
    if matrix().routes[route.name] == PUBLIC:
        return [_NOBODY]
    return [role for role in ROLES if is_allowed(route, role, "own")]


def test_every_page(examples: Examples, signed_in: Callable[..., Client], chromium: Any) -> None:
    clients = {_NOBODY: Client(), **{role: signed_in(role, "yunxi") for role in ROLES}}
    shown, absent = _shown(examples, clients)
    wrong: list[str] = []
    with serving_here() as base:
        pages = {role: _of(chromium, client, base) for role, client in clients.items()}
        for each in shown:
            wrong += _seen(pages[each.role], each)
    assert not wrong, "\n".join(wrong)
    assert absent == ELSEWHERE | LATER


def _of(chromium: Any, client: Client, base: str) -> Any:
    context = chromium.new_context(locale="zh-CN", base_url=base)
    cookies = [{"name": name, "value": each.value, "url": base} for name, each in client.cookies.items()]
    context.add_cookies(cookies)
    return _listening(context.new_page())


def _seen(page: Any, shown: Shown) -> list[str]:
    page.said.clear()
    page.goto(shown.address)
    try:
        _fine(page)
    except AssertionError as wrong:
        return [f"{shown.route} as {shown.role}: {wrong}"]
    return []


def _fine(page: Any) -> None:
    look(page)
    assert page.said == [], page.url


def test_a_published_report(page: Any, base: str) -> None:
    page.goto(f"{base}/reports/")
    page.locator(".tbl tbody th a").first.click()
    _fine(page)
    page.get_by_text("与上一年对照").click()
    _fine(page)


def test_large_type(page: Any, base: str) -> None:
    page.goto(f"{base}/apply/ziran/")
    page.get_by_role("button", name="大字号").click()
    assert page.locator("html.large").count() == 1
    _fine(page)


def _citizen(press: Callable[[Any, str], None], page: Any, base: str) -> tuple[str, str]:
    """Ask 云溪县自然资源局 for something, each page looked at on the way; ``press`` presses a button by its words."""
    page.goto(f"{base}/apply/ziran/")
    press(page, "下一步：核对")
    assert page.get_by_text("还没有提交").count() == 1
    _fine(page)
    page.fill("#id_item_1", "2025年白石镇道路养护的招标结果")
    page.select_option("#id_category", "natural_person")
    for name, text in (("name", "钱塘江"), ("proof", "99010119900101001X"), ("phone", "0000-1234567")):
        page.fill(f"#id_{name}", text)
    given = {"name": "证件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("#id_attachments", [given])
    press(page, "再加一项")
    _fine(page)
    press(page, "下一步：核对")
    _fine(page)
    press(page, "提交申请")
    _fine(page)
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
    _fine(page)
    page.fill("#id_code", code)
    press(page, "查询")
    _fine(page)
    page.goto(f"{base}/track/withdraw/")
    _fine(page)
    press(page, "撤回申请")
    assert page.get_by_role("heading", name="已办结").count() == 1
    _fine(page)


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
    _fine(page)
