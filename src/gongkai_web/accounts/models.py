"""People and their appointments."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(login=username)


class Person(AbstractBaseUser):
    """Somebody who works here. ``key`` stands in entries as the actor and never changes; ``login`` may.

    ``stamp`` changes whenever an appointment does: sessions that began before it end.
    """

    key = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    login = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("科室", max_length=100, default="", blank=True)
    phone = models.CharField("办公电话", max_length=40, default="", blank=True)
    email = models.EmailField("工作邮箱", max_length=120, default="", blank=True)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField(default=False)
    has_large_type = models.BooleanField(default=False)
    stamp = models.PositiveIntegerField(default=0)

    objects = People()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Of the password and of the stamp: a session ends when either changes."""
        return f"{super().get_session_auth_hash()}:{self.stamp}"

    def appointments_on(self, day: date) -> models.QuerySet[Appointment]:
        return self.appointments.filter(since__lte=day).filter(
            models.Q(until=None) | models.Q(until__gte=day)
        )


class Appointment(models.Model):
    """A role in an organ from ``since`` until ``until``, both included. ``role`` is one of the matrix."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    organ = models.ForeignKey("store.Organ", models.PROTECT, related_name="appointments")
    role = models.CharField("岗位", max_length=20)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    granted_by = models.CharField(max_length=100, default="")

    class Meta:
        ordering = ("organ", "role", "since")
        indexes = (models.Index(fields=["person", "since"], name="appointment_of_person"),)


class SecondFactor(models.Model):
    """The clock code of a person: a secret in their telephone and here, sealed.

    Without ``confirmed`` it was shown and never answered. ``last_step`` is the time step of the last code that was
    taken: no code is taken twice. ``recovery`` are the hashes of the recovery codes that are left.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="second_factor", primary_key=True)
    sealed = models.BinaryField()
    confirmed = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    recovery = models.JSONField(default=list)


class FailedAttempts(models.Model):
    """Failures in a row to sign in with one login, or from one address. ``of`` is a mark, not the login itself:
    people type their passwords into the wrong field.
    """

    of = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()
    until = models.DateTimeField(null=True)
