"""Annual reports: every version that was saved or filed, what was uploaded, and what people confirmed or explained."""

from __future__ import annotations

from django.db import models

from gongkai_web.store.models.organs import Organ


class ReportVersion(models.Model):
    """``payload`` is a report in ``gongkai-report/1``. A version is never changed; a new one follows it.

    ``came`` is how: drafted from the ledger, typed, read from an upload. The state of a year's report is that of the
    ledger's case ``filing/YEAR``; ``digest`` ties its entries to a version.
    """

    organ = models.ForeignKey(Organ, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    came = models.CharField(max_length=20)
    upload = models.ForeignKey("Upload", models.PROTECT, null=True)
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()
    note = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organ", "year", "number"], name="report_version_number"),
        )
        indexes = (models.Index(fields=["organ", "year", "-number"], name="report_newest"),)


class Explanation(models.Model):
    """Why a warning of the checks stands as it is. ``finding`` is the key of the finding, ``cell`` where it is about."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=200)
    says = models.TextField()
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organ", "year", "finding"], name="explanation_of_finding"),
        )


class Upload(models.Model):
    """A report that was handed in as a file: what the reader made of it, and whose report it was held for.

    ``organ`` and ``year`` are what the reader found, or what a person said; ``state`` tells whether they are certain,
    ``candidates`` which organs may be meant. ``name`` is the path by which people know the file, ``printed`` are the
    tables of the document as they stand there, ``says`` how the organ was found, or what is wrong. An archive has a row
    of its own, and one for each file in it. ``digest`` is that of the bytes, which are there once unless set aside.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待读取"
        REFUSED = "refused", "读不出来"
        DOUBTFUL = "doubtful", "要认定机关或年度"
        READ = "read", "已读取，待核对"
        TAKEN = "taken", "已采用"
        SET_ASIDE = "set_aside", "不采用"
        UNPACKED = "unpacked", "压缩包，已解开"

    batch = models.CharField(max_length=40, db_index=True)
    for_organ = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=1000, default="")
    file = models.ForeignKey("StoredFile", models.PROTECT)
    digest = models.CharField(max_length=64)
    organ = models.ForeignKey(Organ, models.PROTECT, null=True)
    year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    payload = models.JSONField(null=True)
    findings = models.JSONField(null=True)
    candidates = models.JSONField(default=list)
    printed = models.JSONField(null=True)
    says = models.TextField(default="")
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["for_organ", "digest"], condition=~models.Q(state="set_aside"), name="upload_once"
            ),
        )
        indexes = (models.Index(fields=["for_organ", "-id"], name="upload_newest"),)


class Correction(models.Model):
    """A cell of an upload that a person looked at beside the page: confirmed as read, or corrected. Never changed."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="corrections")
    cell = models.CharField(max_length=120)
    before = models.JSONField()
    after = models.JSONField()
    says = models.TextField(default="")
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["upload", "cell", "-id"], name="correction_newest"),)


class Examined(models.Model):
    """What the checks said of an organ's report of a year: of ``version``, beside the version ``beside`` of the year
    before. Made anew when either is another one, or the checks are (``by``). ``zero`` are the reasons to look again at a
    table of requests that is all noughts, a line each.
    """

    organ = models.ForeignKey(Organ, models.CASCADE)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveBigIntegerField()
    beside = models.PositiveBigIntegerField(null=True)
    by = models.CharField(max_length=40)
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    notes = models.PositiveIntegerField()
    doubts = models.PositiveIntegerField()
    zero = models.TextField(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "year"], name="examined_report"),)


class Found(models.Model):
    """One finding of an examined report, for lists over many. ``name`` stays the same while the report is mended."""

    examined = models.ForeignKey(Examined, models.CASCADE, related_name="found")
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=6, db_index=True)
    severity = models.CharField(max_length=10)
    cause = models.CharField(max_length=12)
    says = models.TextField()
    remedy = models.TextField()
    cells = models.JSONField(default=list)
