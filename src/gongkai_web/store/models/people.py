"""What people did that is no fact of a case: submissions, looks at private words, notices, the audit trail."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """A form that was sent: the same form sent twice has one effect, and both times the same answer."""

    key = models.CharField(max_length=64, primary_key=True)
    route = models.CharField(max_length=80)
    actor = models.CharField(max_length=100, default="")
    answer = models.CharField(max_length=500)
    made = models.DateTimeField(auto_now_add=True, db_index=True)


class Reveal(models.Model):
    """Somebody asked to see private words of a case, and said what for. Valid until ``until``."""

    organ = models.CharField(max_length=64)
    case = models.CharField(max_length=80)
    person = models.CharField(max_length=100)
    purpose = models.TextField()
    made = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["person", "case", "until"], name="reveal_of_person"),)


class AuditRecord(models.Model):
    """Who did what to what, beside the ledger: signing in, looking at private words, granting, exporting.

    No private word stands in it. The database refuses changes.
    """

    made = models.DateTimeField()
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=80)
    organ = models.CharField(max_length=64, default="")
    object = models.CharField(max_length=160, default="")
    says = models.TextField(default="")
    address = models.GenericIPAddressField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["-made", "-id"], name="audit_newest"),
            models.Index(fields=["organ", "-made"], name="audit_of_organ"),
        )


class Notice(models.Model):
    """Something that a person is told inside the system.

    ``once`` names what must not be told twice. ``mailed`` is when it went out by e-mail.
    """

    person = models.CharField(max_length=100)
    organ = models.CharField(max_length=64, default="")
    says = models.CharField(max_length=300)
    link = models.CharField(max_length=300, default="")
    made = models.DateTimeField()
    read = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "-made", "-id"], name="notice_of_person"),
            models.Index(fields=["made"], name="notice_to_mail", condition=models.Q(mailed=None)),
        )
