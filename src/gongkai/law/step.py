"""An answer of law brings its reasons: steps with day and article, in the order in which the law takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.acts import cited


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation.

    ``day`` is the day that the step reaches, None where it reaches none. ``says`` is a whole Chinese sentence.
    ``basis`` are citations (``regulation/33``). ``setting`` names the setting that decided where the law is silent.
    """

    day: date | None
    says: str
    basis: tuple[str, ...] = ()
    setting: str | None = None

    @property
    def cited(self) -> str:
        """The basis as people read it: 《政府信息公开条例》第三十三条."""
        return "、".join(cited(citation) for citation in self.basis)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the law does not let an act be done.

    ``is_breach`` is True where the act may still have happened: it is then recorded as a breach under ``code``.
    False where it makes no sense in this state (a reply to a closed case): such an entry is never taken.
    ``remedy`` says what can be done instead.
    """

    code: str
    says: str
    basis: tuple[str, ...]
    remedy: str
    is_breach: bool = True
