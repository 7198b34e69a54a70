"""The filing season: how far each report is and what it states, who was called, what stood at the public addresses."""

from __future__ import annotations

from django.db import models

from gongkai_web.store.models.organs import Organ
from gongkai_web.store.models.reports import ReportVersion


class Progress(models.Model):
    """How far an organ's report of a year is: follows from the filing's entries and the versions, and can be made anew.

    ``version`` is the one in question: of a filed report the one that was filed, else the newest; ``digest`` and ``number``
    are its own, ``newest`` is the number of the newest. ``head`` is the hash of the filing's last entry, ``address`` the
    one at which it was published, ``public`` how the newest check of this version at the public address came out, empty
    without one.
    """

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="progress")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12)
    head = models.CharField(max_length=64, default="")
    version = models.ForeignKey(ReportVersion, models.CASCADE, null=True, related_name="+")
    digest = models.CharField(max_length=64, default="")
    number = models.PositiveIntegerField(null=True)
    newest = models.PositiveIntegerField(null=True)
    rounds = models.PositiveSmallIntegerField(default=0)
    submitted = models.DateField(null=True)
    published = models.DateField(null=True)
    address = models.CharField(max_length=500, default="")
    public = models.CharField(max_length=12, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "year"], name="progress_of_report"),)
        indexes = (models.Index(fields=["year", "status"], name="progress_of_year"),)


class Figures(models.Model):
    """What a version states, for adding up: ``cells`` in the order of the form that ``form`` names.

    ``is_zero`` where the table of requests states 0 in every cell; ``received`` and ``disputes`` are the new requests and
    the disputes, None where they are not stated. Follows from the version, and can be made anew.
    """

    version = models.OneToOneField(ReportVersion, models.CASCADE, primary_key=True, related_name="figures")
    form = models.CharField(max_length=40, default="")
    cells = models.JSONField(default=list)
    is_zero = models.BooleanField(default=False)
    received = models.PositiveBigIntegerField(null=True)
    disputes = models.PositiveBigIntegerField(null=True)


class Call(models.Model):
    """Somebody was called to file. ``step`` is how many days before the day that was, None where a person called.

    ``people`` are the keys of those who were told, ``status`` is how far the report was.
    """

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="calls")
    year = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField(null=True)
    on = models.DateField()
    status = models.CharField(max_length=12)
    people = models.JSONField(default=list)
    says = models.TextField()
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "year", "step"], name="call_once_a_step"),)


class PublicAddress(models.Model):
    """Where the public reads a report, as somebody entered it. Never changed; the newest holds."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="addresses")
    year = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=500)
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organ", "year", "-id"], name="address_newest"),)


class PublicCheck(models.Model):
    """What stood at a report's public address on a day, and how it compares with ``version``. Never changed.

    ``landed`` is the address after redirections, ``file`` the bytes as they came, ``digest`` their SHA-256; ``cells`` are
    the differing ones: id, as filed, as published.
    """

    class Result(models.TextChoices):
        SAME = "same", "一致"
        DIFFERENT = "different", "不一致"
        UNREACHABLE = "unreachable", "打不开"
        UNREADABLE = "unreadable", "读不出"
        DENIED = "denied", "没有去看"

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="checks")
    year = models.PositiveSmallIntegerField()
    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="checks")
    address = models.CharField(max_length=500)
    result = models.CharField(max_length=12, choices=Result)
    says = models.TextField(default="")
    cells = models.JSONField(default=list)
    landed = models.CharField(max_length=2000, default="")
    status = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=300, default="")
    file = models.ForeignKey("StoredFile", models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, default="")
    size = models.PositiveBigIntegerField(default=0)
    on = models.DateField()
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organ", "year", "-id"], name="check_newest"),)


class ZeroConfirmed(models.Model):
    """A person says that a report's noughts are true, though something speaks against them. Never changed.

    ``digest`` is that of the version, ``reasons`` what spoke against it then.
    """

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="zeros_confirmed")
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    reasons = models.JSONField(default=list)
    says = models.TextField()
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organ", "year", "-id"], name="zero_newest"),)
