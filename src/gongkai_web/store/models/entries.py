"""The ledger as tables: the entries, which are never changed, and the ends of the chains, which writers lock."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One entry of ``gongkai-entry/1``: ``line`` is the very line that a ledger in a file would hold.

    The other columns repeat what of it queries ask for. The database itself refuses changes (``store/guarding.py``).
    """

    organ = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    case = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    on = models.DateField()
    recorded = models.DateTimeField()
    actor = models.CharField(max_length=100)
    hash = models.CharField(max_length=64)
    line = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "number"], name="entry_place"),)
        indexes = (models.Index(fields=["organ", "case", "number"], name="entry_of_case"),)


class Head(models.Model):
    """The end of an organ's chain. Who adds to the chain holds the lock on this row.

    ``twice`` are the document numbers that were drawn though they had been before.
    """

    organ = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    opened = models.DateField()
    twice = models.JSONField(default=list)


class Counter(models.Model):
    """The numbers of one series and year that were drawn: letters by their series, cases by their noun."""

    class Of(models.TextChoices):
        LETTER = "letter"
        CASE = "case"

    organ = models.CharField(max_length=64)
    of = models.CharField(max_length=6, choices=Of)
    series = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    run = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organ", "of", "series", "year"], name="counter_of_series"),
        )
