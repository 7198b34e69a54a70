"""Which sites may be looked at: the operator's list, a line each. What is not on it is not asked.

A line is a host (``www.yunxi.gov.example``), all hosts below one (``*.yunxi.gov.example``), either with a port of its own
(``:8080``), or a range of addresses (``10.20.0.0/16``). Hosts whose addresses are no public ones, those of an office's own
network or of this very machine, are asked only where a range allows it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult

from gongkai_web.store.models import Overlay
from gongkai_web.store.overlays import in_force

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Range: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
PORTS = {"http": 80, "https": 443}
_CARRIERS = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
"""Their last 32 bits are an IPv4 address, to which some networks go on."""
_HOST = re.compile(
    r"(?P<below>\*\.)?(?P<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?"
)


class BadLines(ValueError):
    """Lines of the list that cannot be used, each with what is wrong."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Host:
    """``port`` is None for the usual one of the scheme. ``is_parent`` of ``*.name``: those below it, not itself."""

    name: str
    is_parent: bool
    port: int | None

    def covers(self, host: str, port: int, usual: int) -> bool:
        is_named = host.endswith(f".{self.name}") if self.is_parent else host == self.name
        return is_named and port == (self.port or usual)


@dataclass(frozen=True, slots=True)
class Sites:
    hosts: tuple[Host, ...] = ()
    ranges: tuple[Range, ...] = ()

    def refusal(self, url: SplitResult) -> str:
        """Why this address is not asked; empty where it is."""
        if url.scheme not in PORTS:
            return "只看 http 和 https 的网址。"
        if url.username is not None or url.password is not None:
            return "网址里带有用户名或者口令，不去看。"
        host, port = ascii_host(url.hostname or ""), _port(url)
        if port is None or not any(each.covers(host, port, PORTS[url.scheme]) for each in self.hosts):
            shown = host if port in {None, PORTS[url.scheme]} else f"{host}:{port}"
            return f"「{shown}」不在可以核验的网站里。请系统管理员在“日历与设置”的“可以核验的网站”里加上。"
        return ""

    def permits(self, address: Address) -> bool:
        """Of public addresses all; of others those in a range of the list."""
        meant = _meant(address)
        is_local = meant.is_multicast or (meant.version == 6 and meant.is_site_local)
        is_listed = any(one in each for one in {address, meant} for each in self.ranges)
        return is_listed or (meant.is_global and not is_local)


def allowed() -> Sites:
    """The list as it holds now; nothing where nobody entered one."""
    rows = in_force(Overlay.Kind.SITES, "")
    return parsed("\n".join(row.content for row in rows))


def parsed(text: str) -> Sites:
    """Raises :class:`BadLines`. What stands behind ``#`` is a remark."""
    hosts, ranges, mistakes = list[Host](), list[Range](), list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.partition("#")[0].strip().lower()
        try:
            if "/" in said:
                ranges.append(ipaddress.ip_network(said))
            elif said:
                hosts.append(_host(said))
        except ValueError:
            mistakes.append(f"第 {number} 行「{line.strip()[:80]}」不能用。{_HELP}")
    if mistakes:
        raise BadLines(mistakes)
    return Sites(tuple(hosts), (*ranges, *_named(hosts)))


_HELP = "写网站的主机名（www.yunxi.gov.example）、它下面的全部（*.yunxi.gov.example）或者网段（10.20.0.0/16），不带 http://。"


def ascii_host(name: str) -> str:
    """A host as it goes over the wire; a Chinese one too."""
    try:
        return name.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return name.lower()


def _host(said: str) -> Host:
    found = _HOST.fullmatch("".join(_ascii_parts(said)))
    if found is None or (found["below"] and "." not in found["name"]):
        raise ValueError(said)
    port = int(found["port"]) if found["port"] else None
    if port is not None and not 0 < port < 65_536:
        raise ValueError(said)
    return Host(found["name"].strip("[]"), bool(found["below"]), port)


def _ascii_parts(said: str) -> Iterator[str]:
    star, _, rest = said.rpartition("*.")
    yield "*." if star or said.startswith("*.") else ""
    name, colon, port = rest.rpartition(":") if rest.rpartition(":")[2].isdecimal() else (rest, "", "")
    yield name if name.startswith("[") else ascii_host(name)
    yield colon + port


def _named(hosts: list[Host]) -> Iterator[Range]:
    """A host that is written as an address is allowed to have that address."""
    for host in hosts:
        try:
            yield ipaddress.ip_network(host.name)
        except ValueError:
            continue


def _meant(address: Address) -> Address:
    """The IPv4 address to which an IPv6 one leads, else itself."""
    if address.version == 4:
        return address
    if any(address in each for each in _CARRIERS):
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _port(url: SplitResult) -> int | None:
    try:
        return url.port or PORTS[url.scheme]
    except ValueError:
        return None
