"""Private words: put away when something is recorded, opened for a purpose that is recorded, erased without a trace
in the chain.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from gongkai.ledger.private import Erasure, NotKept, Private
from gongkai_web.store import models
from gongkai_web.store.sealing import blind, seal, unseal

REVEALED_FOR = timedelta(minutes=15)
Words = models.PrivateWord


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks, as far as the law lets an office ask (Article 29): name, proof of identity, how to reach them.

    For a legal person ``name`` is that of the organisation, ``proof`` its code, ``contact`` the person to call.
    """

    name: str
    proof: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""

    @property
    def masked(self) -> Applicant:
        """As a page shows it to somebody who has not said what for."""
        return Applicant(
            name=_masked_name(self.name),
            proof=_middle(self.proof, 3, 2),
            address=_address(self.address),
            phone=_middle(self.phone, 3, 4),
            email=_email(self.email),
            contact=_masked_name(self.contact),
        )


def as_text(applicant: Applicant) -> str:
    """As it is sealed."""
    return json.dumps(asdict(applicant), ensure_ascii=False, sort_keys=True)


def put_applicant(organ: str, applicant: Applicant, kind: str = Words.Kind.APPLICANT) -> Private:
    """Who asks, under a new key; under the key they have already with this organ where name and proof are the same."""
    mark = _mark(organ, applicant)
    if mark and (known := Words.objects.filter(organ=organ, kind=kind, blind=mark).first()):
        return Private(known.key, known.digest)
    return _put(organ, kind, as_text(applicant), mark)


def known_applicant(organ: str, applicant: Applicant) -> str:
    """The key that somebody of this name and proof has already with the organ, empty for nobody. Opens no words."""
    mark = _mark(organ, applicant)
    found = Words.objects.filter(organ=organ, kind=Words.Kind.APPLICANT, blind=mark) if mark else None
    return (found.values_list("key", flat=True).first() or "") if found is not None else ""


def put_contact(organ: str, case: str, applicant: Applicant) -> None:
    """How to reach somebody in this case, where it is not as in the case in which they first came.

    An applicant keeps one key, so that their requests of a month are counted together; where they live may change.
    """
    text = as_text(applicant)
    private = _put(organ, Words.Kind.CONTACT, text, "")
    Words.objects.filter(pk=private.key).update(blind=_contact_mark(organ, case))


def change_contact(organ: str, case: str, applicant: Applicant, *, on: date) -> None:
    """How to reach them was written down wrongly: what was wrong is not kept."""
    for key in contact_keys(organ, case):
        erase(key, because="联系方式登记有误，已经更正", on=on)
    put_contact(organ, case, applicant)


def copy_contact(organ: str, case: str, to: str) -> None:
    """A case that comes of another one reaches its applicant where that one does."""
    found = Words.objects.filter(kind=Words.Kind.CONTACT, blind=_contact_mark(organ, case)).last()
    text = text_of(found) if found is not None else None
    if isinstance(text, str):
        put_contact(organ, to, Applicant(**json.loads(text)))


@dataclass(frozen=True, slots=True)
class OfCase:
    """Words of one case, asked for at once and opened one by one. What opens them raises as :func:`applicant`.

    ``contact`` is how this case reaches its applicant, where that was said for it alone.
    """

    rows: Mapping[str, models.PrivateWord]
    contact: models.PrivateWord | None

    def text(self, key: str) -> str | Erasure:
        if key not in self.rows:
            raise NotKept(f"没有私密数据「{key}」。请从备份取回。")
        return text_of(self.rows[key])

    def person(self, private: Private) -> Applicant | Erasure:
        return _person(self.text(private.key))

    def reached(self, private: Private) -> Applicant | Erasure:
        """The applicant as they are to be reached in this case."""
        return _person(text_of(self.contact)) if self.contact else self.person(private)


def of_case(organ: str, case: str, keys: Iterable[str]) -> OfCase:
    """The words under the keys, and how to reach the applicant."""
    mark = _contact_mark(organ, case)
    by_key, by_mark = Q(key__in=set(keys)), Q(blind=mark, kind=Words.Kind.CONTACT)
    rows = {row.key: row for row in Words.objects.filter(by_key | by_mark).order_by("key")}
    contacts = [row for row in rows.values() if row.blind == mark]
    return OfCase(rows, contacts[-1] if contacts else None)


def contact(organ: str, case: str, private: Private) -> Applicant | Erasure:
    """The applicant as they are to be reached in this case. Raises as :func:`applicant`."""
    return of_case(organ, case, [private.key]).reached(private)


def contact_keys(organ: str, case: str) -> list[str]:
    """What is to be erased with the applicant's words, as no entry names it."""
    found = Words.objects.filter(kind=Words.Kind.CONTACT, blind=_contact_mark(organ, case))
    return list(found.values_list("key", flat=True))


def masked_names(keys: Iterable[str]) -> dict[str, str]:
    """The names under the keys as lists may show them; what is lost or erased says so."""
    rows = Words.objects.filter(key__in=set(keys)).values_list("key", "sealed", "erased")
    return {
        key: "（已删除）" if erased else _masked_name(json.loads(_unsealed(key, sealed))["name"])
        for key, sealed, erased in rows
    }


def put_wording(organ: str, text: str) -> Private:
    return _put(organ, Words.Kind.WORDING, text, "")


def applicant(private: Private) -> Applicant | Erasure:
    """Raises :class:`~gongkai.ledger.private.NotKept` and :class:`~gongkai_web.store.sealing.NotOpened`."""
    return _person(words([private.key])[private.key])


def words(keys: Iterable[str]) -> Mapping[str, str | Erasure]:
    """The texts under the keys, or what is left of them. Raises as :func:`applicant`."""
    wanted = set(keys)
    rows = {row.key: row for row in Words.objects.filter(key__in=wanted)}
    if missing := wanted - rows.keys():
        raise NotKept(f"没有私密数据「{'、'.join(sorted(missing))}」。请从备份取回。")
    return {key: text_of(row) for key, row in rows.items()}


def erase(key: str, *, because: str, on: date) -> None:
    """Put a tombstone in the place of the words. What backups hold is another matter."""
    Words.objects.filter(key=key, erased=None).update(sealed=None, blind="", erased=on, because=because)


def reveal(organ: str, case: str, person: str, purpose: str, *, at: datetime) -> models.Reveal:
    """Somebody says what for; for a quarter of an hour the words of the case stand open to them."""
    return models.Reveal.objects.create(
        organ=organ, case=case, person=person, purpose=purpose, made=at, until=at + REVEALED_FOR
    )


def is_revealed(organ: str, case: str, person: str, *, at: datetime) -> bool:
    return models.Reveal.objects.filter(
        organ=organ, case=case, person=person, until__gt=at, made__lte=at
    ).exists()


def _put(organ: str, kind: str, text: str, mark: str) -> Private:
    row = sealed_word(organ, kind, text, mark)
    row.save(force_insert=True)
    return Private(row.key, row.digest)


def sealed_word(organ: str, kind: str, text: str, mark: str = "") -> models.PrivateWord:
    """The row of a private word, not saved: whoever brings many saves them together."""
    key, salt = secrets.token_hex(8), secrets.token_hex(16)
    digest = f"sha256:{hashlib.sha256(f'{salt}:{text}'.encode()).hexdigest()}"
    sealed = seal(json.dumps({"salt": salt, "text": text}, ensure_ascii=False).encode(), f"word/{key}")
    return Words(key=key, organ=organ, kind=kind, digest=digest, sealed=sealed, blind=mark)


def text_of(row: models.PrivateWord) -> str | Erasure:
    """Raises :class:`~gongkai_web.store.sealing.NotOpened`."""
    if row.erased is not None:
        return Erasure(row.erased, row.because)
    return _unsealed(row.key, row.sealed)


def _unsealed(key: str, sealed: bytes | memoryview | None) -> str:
    opened: dict[str, str] = json.loads(unseal(bytes(sealed or b""), f"word/{key}"))
    return opened["text"]


def _person(text: str | Erasure) -> Applicant | Erasure:
    return text if isinstance(text, Erasure) else Applicant(**json.loads(text))


def _mark(organ: str, applicant: Applicant) -> str:
    """Two people may have one name: only a proof of identity makes them one."""
    proof = re.sub(r"\s", "", applicant.proof).upper()
    return blind(f"{organ}:{applicant.name.strip()}:{proof}") if proof else ""


def _contact_mark(organ: str, case: str) -> str:
    return blind(f"contact:{organ}:{case}")


def _masked_name(name: str) -> str:
    if len(name) > 4:  # an organisation is no private person
        return name
    return name[:1] + "*" * (len(name) - 1)


def _middle(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def _address(text: str) -> str:
    """Down to the township or the street, no further."""
    found = re.match(r".*?(?:乡|镇|街道|区|县|市)", text)
    return f"{found[0]}****" if found else "*" * len(text)


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    return f"{name[:1]}***{at}{host}" if at else "*" * len(text)
