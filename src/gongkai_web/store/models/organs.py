"""The organs as their own entries leave them: a tree with dated names."""

from __future__ import annotations

from django.db import models


class Organ(models.Model):
    """``path`` are the keys from the root down to the organ itself, each with a stroke after it: ``yunxi/caizheng/``.

    ``opened`` is the first day of its ledger, ``closed_year`` the last year whose report is final. An organ that ended
    has the day in ``ended``, and in ``successor`` the one that goes on with its cases.
    """

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=600, db_index=True)
    opened = models.DateField()
    closed_year = models.PositiveSmallIntegerField(null=True)
    ended = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    contact = models.TextField(default="")

    class Meta:
        ordering = ("path",)

    def __str__(self) -> str:
        return self.name


class OrganName(models.Model):
    """What an organ was called from ``since`` on, until the next name."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    since = models.DateField()

    class Meta:
        ordering = ("organ", "since")
        constraints = (models.UniqueConstraint(fields=["organ", "since"], name="organ_name_since"),)
