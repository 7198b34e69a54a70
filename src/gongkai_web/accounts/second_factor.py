"""The second factor: a code from the clock in somebody's telephone (RFC 6238), or one of the codes kept for its loss."""

from __future__ import annotations

import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
from django.db import transaction

from gongkai_web.accounts.models import Person, SecondFactor
from gongkai_web.store.sealing import blind, seal, unseal

RECOVERY_CODES = 10
_STEP = 30
_ISSUER = "政府信息公开工作系统"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for one another


def of(person: Person) -> SecondFactor | None:
    """The second factor that the person signs in with; None where it was never confirmed."""
    return SecondFactor.objects.filter(person=person).exclude(confirmed=None).first()


def begun(person: Person) -> SecondFactor | None:
    """The one that was shown and not confirmed yet."""
    return SecondFactor.objects.filter(person=person, confirmed=None).first()


@transaction.atomic
def begin(person: Person) -> SecondFactor:
    """A new secret, to be confirmed by a first code. What was confirmed before holds no longer."""
    SecondFactor.objects.filter(person=person).delete()
    secret = pyotp.random_base32()
    return SecondFactor.objects.create(person=person, sealed=seal(secret.encode(), _place(person)))


def secret(factor: SecondFactor) -> str:
    """As people type it where no camera is at hand."""
    return unseal(bytes(factor.sealed), _place(factor.person)).decode()


def address(factor: SecondFactor) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret(factor)).provisioning_uri(name=factor.person.login, issuer_name=_ISSUER)


@transaction.atomic
def confirm(factor: SecondFactor, code: str, at: datetime) -> tuple[str, ...] | None:
    """The recovery codes, in clear for the only time, where the code was right."""
    if not _is_of_clock(factor, code, at):
        return None
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed=at)
    return renew_recovery(factor)


def renew_recovery(factor: SecondFactor) -> tuple[str, ...]:
    """New recovery codes; the old ones are void."""
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    SecondFactor.objects.filter(pk=factor.pk).update(recovery=[_mark(factor, code) for code in codes])
    return codes


def accepts(factor: SecondFactor, code: str, at: datetime) -> bool:
    """Whether this is the code of the moment, or a recovery code that is left. Each is taken once."""
    return _is_of_clock(factor, code, at) or _is_recovery(factor, code)


def remove(person: Person) -> None:
    SecondFactor.objects.filter(person=person).delete()


def _is_of_clock(factor: SecondFactor, code: str, at: datetime) -> bool:
    """One step to either side is taken: clocks differ."""
    typed = "".join(code.split())
    totp, now = pyotp.TOTP(secret(factor)), int(at.timestamp()) // _STEP
    for step in (now - 1, now, now + 1):
        if compare_digest(totp.generate_otp(step), typed.encode("ascii", "replace").decode()):
            taken = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
            return taken == 1
    return False


@transaction.atomic
def _is_recovery(factor: SecondFactor, code: str) -> bool:
    row = SecondFactor.objects.select_for_update().get(pk=factor.pk)
    mark = _mark(factor, code)
    if mark not in row.recovery:
        return False
    row.recovery.remove(mark)
    row.save(update_fields=["recovery"])
    return True


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _mark(factor: SecondFactor, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return blind(f"recovery:{factor.person.key}:{plain}")


def _place(person: Person) -> str:
    return f"second-factor/{person.key}"
