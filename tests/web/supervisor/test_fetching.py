"""Pages from outside: only from sites of the list, and whatever they do, within bounds."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest

from gongkai_web.witness.fetching import Bounds, Denied, NotFetched, fetched
from gongkai_web.witness.sites import BadLines, Sites, parsed
from tests.web.supervisor.sites import Site, broken_off, dripping, endless, site

SMALL = Bounds(bytes=200_000, seconds=1.0, redirects=3)


@pytest.fixture(scope="module")
def far() -> Iterator[Site]:
    with site() as found:
        found.pages |= {
            "/report.html": b"<title>ok</title>",
            "/moved": "/report.html",
            "/loop": "/pool",
            "/pool": "/loop",
            "/1": "/2",
            "/2": "/3",
            "/3": "/4",
            "/4": "/5",
            "/away": "http://elsewhere.example/x",
            "/inside": f"http://localhost:{found.port}/report.html",
            "/ftp": "ftp://127.0.0.1/x",
            "/endless": endless,
            "/dripping": dripping,
            "/broken": broken_off,
            "/packed": packed,
            "/bomb": bomb,
            "/half-packed": half_packed,
        }
        yield found


def packed(handler: BaseHTTPRequestHandler) -> None:
    _gzipped(handler, b"<title>packed</title>")


def half_packed(handler: BaseHTTPRequestHandler) -> None:
    _answer(handler, gzip.compress(b"<title>packed</title>")[:-9])


def bomb(handler: BaseHTTPRequestHandler) -> None:
    _gzipped(handler, b"x" * 1_000_000)


def _gzipped(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    _answer(handler, gzip.compress(content))


def _answer(handler: BaseHTTPRequestHandler, packed: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(packed)


def _denied(sites: str, address: str) -> bool:
    return bool(parsed(sites).refusal(urlsplit(address)))


def test_nothing_is_asked_that_is_not_on_the_list(far: Site) -> None:
    far.asked.clear()
    with pytest.raises(Denied, match="不在可以核验的网站里"):
        fetched(far.at("/report.html"), Sites())
    with pytest.raises(Denied, match="在内部网络里"):
        fetched(far.at("/report.html", "localhost"), parsed(f"localhost:{far.port}"))
    assert far.asked == []


@pytest.mark.parametrize(
    ("sites", "address", "denied"),
    [
        ("*.yunxi.gov.example", "https://www.yunxi.gov.example/a", False),
        ("*.yunxi.gov.example", "https://a.b.yunxi.gov.example/a", False),
        ("*.yunxi.gov.example", "https://yunxi.gov.example/a", True),
        ("*.yunxi.gov.example", "https://evilyunxi.gov.example/a", True),
        ("*.yunxi.gov.example", "https://www.yunxi.gov.example.evil.example/a", True),
        ("*.yunxi.gov.example", "https://www.yunxi.gov.example:8443/a", True),
        ("www.yunxi.gov.example:8443", "https://www.yunxi.gov.example:8443/a", False),
        ("www.yunxi.gov.example", "http://WWW.Yunxi.gov.example./a", False),
        ("www.yunxi.gov.example", "https://u:p@www.yunxi.gov.example/a", True),
        ("www.yunxi.gov.example", "https://www.yunxi.gov.example@evil.example/a", True),
        ("www.yunxi.gov.example", "file:///etc/passwd", True),
        ("www.yunxi.gov.example", "gopher://www.yunxi.gov.example/", True),
        ("www.yunxi.gov.example", "//www.yunxi.gov.example/", True),
        ("云溪县.政务.example", "http://云溪县.政务.example/a", False),
        ("10.1.2.3", "http://10.1.2.3/a", False),
        ("10.20.0.0/16", "http://10.20.0.1/a", True),
    ],
)
def test_the_list_means_what_it_says(sites: str, address: str, *, denied: bool) -> None:
    assert _denied(sites, address) is denied


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("1.1.1.1", True),
        ("10.20.3.4", True),
        ("10.21.3.4", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - asked for, not bound
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.20.3.4", True),
        ("fd00::1", False),
        ("fec0::1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::127.0.0.1", False),  # by NAT64
        ("2002:7f00:1::1", False),  # 6to4 of 127.0.0.1
        ("2606:4700::1", True),
        ("64:ff9b::1.1.1.1", True),
    ],
)
def test_the_inside_is_asked_only_where_a_range_says_so(address: str, *, is_allowed: bool) -> None:
    assert parsed("www.yunxi.gov.example\n10.20.0.0/16").permits(ip_address(address)) is is_allowed


@pytest.mark.parametrize(
    "line", ["*", "*.example", "http://a.example", "a.example:0", "10.0.0.0/99", "a b.example"]
)
def test_a_line_that_means_nothing_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(BadLines) as refused:
        parsed(f"# 本县\nwww.yunxi.gov.example\n{line}")
    assert refused.value.mistakes[0].startswith("第 3 行")


def test_a_page_behind_redirections_is_that_page(far: Site) -> None:
    page = fetched(far.at("/moved"), parsed(far.list), SMALL)
    assert (page.landed, page.status, page.body) == (far.at("/report.html"), 200, b"<title>ok</title>")
    assert fetched(far.at("/gone"), parsed(far.list), SMALL).status == 404
    assert fetched(far.at("/packed"), parsed(far.list), SMALL).body == b"<title>packed</title>"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/loop", "转来转去"),
        ("/1", "转了 3 次"),
        ("/endless", "没有取完"),
        ("/bomb", "没有取完"),
        ("/dripping", "太慢"),
        ("/broken", "不完整"),
        ("/half-packed", "不完整"),
    ],
)
def test_a_page_that_has_no_end_has_one_here(far: Site, path: str, says: str) -> None:
    with pytest.raises(NotFetched, match=says):
        fetched(far.at(path), parsed(far.list), SMALL)


@pytest.mark.parametrize("path", ["/away", "/ftp"])
def test_no_redirection_leads_past_the_list(far: Site, path: str) -> None:
    with pytest.raises(Denied):
        fetched(far.at(path), parsed(far.list), SMALL)


def test_nobody_there(far: Site) -> None:
    with pytest.raises(NotFetched, match="连不上"):
        fetched("http://127.0.0.1:1/x", parsed("127.0.0.1:1"), SMALL)
