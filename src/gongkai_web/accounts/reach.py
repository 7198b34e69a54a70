"""How far somebody's right to a thing goes: which organs it covers on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai_web.accounts.matrix import Relation, matrix
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store import succession
from gongkai_web.store.models import Organ


@dataclass(frozen=True, slots=True)
class Reach:
    """``keys`` are the organs covered themselves, ``paths`` those covered with all below them."""

    keys: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    is_everything: bool = False

    def __bool__(self) -> bool:
        return self.is_everything or bool(self.keys or self.paths)

    def covers(self, organ: Organ) -> bool:
        return self.is_everything or organ.key in self.keys or organ.path.startswith(self.paths or ("\0",))

    @property
    def only(self) -> str:
        """The key of the organ, where it is a single one for certain; else empty."""
        return next(iter(self.keys)) if len(self.keys) == 1 and not (self.paths or self.is_everything) else ""

    def q(self, organ: str = "organ") -> Q:
        """The rows whose field ``organ`` refers to an organ that is covered."""
        if self.is_everything:
            return Q()
        found = Q(**{f"{organ}__in": self.keys})
        for path in self.paths:
            found |= Q(**{f"{organ}__path__startswith": path})
        return found

    def organs(self) -> Q:
        """The same of organs themselves."""
        if self.is_everything:
            return Q()
        found = Q(key__in=self.keys)
        for path in self.paths:
            found |= Q(path__startswith=path)
        return found


def reach_of(person: Person, right: str, today: date) -> Reach:
    """What the person may do ``right`` to, by all appointments that hold today. Nobody is appointed: an empty reach."""
    keys, paths, is_everything = set[str](), list[str](), False
    roles = matrix().rights[right].roles
    for appointment in _appointments(person, today):
        match roles.get(appointment.role):
            case Relation.OWN:
                keys |= {appointment.organ_id, *_predecessors(person, appointment.organ_id)}
            case Relation.BELOW:
                paths.append(appointment.organ.path)
            case Relation.ALL:
                is_everything = True
    return Reach(frozenset(keys), tuple(paths), is_everything)


def roles_of(person: Person, today: date) -> frozenset[str]:
    return frozenset(each.role for each in _appointments(person, today))


def organ_of(person: Person, organ: str, today: date) -> Organ | None:
    """The organ of this key. Most pages are about one in which the person is appointed: that one is known already."""
    appointed = (each.organ for each in _appointments(person, today) if each.organ_id == organ)
    return next(appointed, None) or Organ.objects.filter(pk=organ).first()


def _appointments(person: Person, today: date) -> list[Appointment]:
    """Asked once for each request: a person lives no longer than one."""
    known: tuple[date, list[Appointment]] | None = getattr(person, "_appointed", None)
    if known is None or known[0] != today:
        found = list(person.appointments_on(today).select_related("organ")) if person.is_active else []
        known = person._appointed = (today, found)  # type: ignore[attr-defined]  # noqa: SLF001
    return known[1]


def _predecessors(person: Person, organ: str) -> list[str]:
    """The organs whose cases this one goes on with. Asked once for each request, as the appointments."""
    known: dict[str, list[str]] = person.__dict__.setdefault("_succeeds", {})
    if organ not in known:
        known[organ] = succession.followed([organ])
    return known[organ]
