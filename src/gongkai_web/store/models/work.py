"""What people prepared and nobody has signed yet."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """A letter in the making. ``sealed`` holds its words, encrypted; ``digest`` is what reviewers agree to.

    Versions are kept: a new one makes the reviews of the old one void.
    """

    organ = models.CharField(max_length=64)
    case = models.CharField(max_length=80)
    letter = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organ", "case", "letter", "number"], name="draft_number"),
        )
