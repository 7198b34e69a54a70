"""What lists are made from. Every row follows from entries and can be thrown away and made anew."""

from __future__ import annotations

from django.db import models

from gongkai_web.store.models.organs import Organ

_OPEN = models.Q(is_open=True)
_CHALLENGES = models.Q(challenges__isnull=False)


class Case(models.Model):
    """A case as its last entry leaves it. ``key`` is that of the ledger: ``request/2026-0003``.

    ``is_open`` where somebody has to go on with it; ``waits`` where somebody else has the next step. ``due`` is the next
    day on which the organ itself owes something. ``last`` is the number of the last entry in the organ's chain.
    ``is_late`` where a reply was signed or sent after its last day.
    ``likely`` are the kinds of reply that what was done so far points to. ``challenges`` is the request that
    a remedy is about. ``title`` holds no private word.
    """

    organ = models.ForeignKey(Organ, models.PROTECT)
    key = models.CharField(max_length=80)
    noun = models.CharField(max_length=20)
    title = models.CharField(max_length=200, default="")
    status = models.CharField(max_length=40)
    is_open = models.BooleanField()
    waits = models.BooleanField(default=False)
    handler = models.CharField(max_length=100, default="")
    applicant = models.CharField(max_length=40, default="")
    challenges = models.CharField(max_length=80, null=True)
    category = models.CharField(max_length=20, default="")
    channel = models.CharField(max_length=20, default="")
    began = models.DateField()
    received = models.DateField(null=True)
    due = models.DateField(null=True)
    is_provisional = models.BooleanField(default=False)
    closed = models.DateField(null=True)
    counted_as = models.CharField(max_length=60, default="")
    breaches = models.PositiveSmallIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    likely = models.JSONField(default=list)
    last = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "key"], name="case_key"),)
        indexes = (
            models.Index(fields=["organ", "noun", "-began", "-id"], name="case_newest"),
            # partial: SQLite seeks no index by a bare truth value
            models.Index(fields=["due", "id"], name="case_due", condition=_OPEN),
            models.Index(fields=["organ", "noun", "due", "id"], name="case_due_of_organ", condition=_OPEN),
            models.Index(fields=["organ", "applicant", "-began", "-id"], name="case_applicant"),
            models.Index(fields=["organ", "challenges"], name="case_challenges", condition=_CHALLENGES),
            models.Index(fields=["handler"], name="case_handler", condition=_OPEN),
        )

    @property
    def short_key(self) -> str:
        """The key without its noun, as it stands in addresses: ``2026-0003``."""
        return self.key.partition("/")[2]


class Deadline(models.Model):
    """One day that is set in an open case. ``is_duty``: the organ itself owes it; ``of_others``: somebody else's time.

    ``basis`` are the citations that it rests on. ``organ`` is that of the case: a desk goes through the days of its
    organ, not through all cases that ever were.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    organ = models.ForeignKey(Organ, models.PROTECT, db_index=False)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    due = models.DateField()
    is_duty = models.BooleanField()
    of_others = models.BooleanField()
    basis = models.JSONField(default=list)
    is_provisional = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["due", "id"], name="deadline_due"),
            models.Index(fields=["organ", "due", "id"], name="deadline_due_of_organ"),
        )
