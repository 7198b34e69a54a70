"""What an applicant holds in the hand: a number and a code, by which a request is followed without an account."""

from __future__ import annotations

from django.db import models


class Ticket(models.Model):
    """``number`` is what the applicant types; of the code only its mark is kept. ``digest`` is that of what was sent.

    ``marks`` say what looks like no person's doing; a request that has some is handled like any other. ``origin`` is the
    mark of the address that it came from on that day.
    """

    number = models.CharField(max_length=100, primary_key=True)
    organ = models.CharField(max_length=64)
    case = models.CharField(max_length=80)
    code = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, default="")
    marks = models.JSONField(default=list)
    origin = models.CharField(max_length=64, default="", db_index=True)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organ", "case"], name="ticket_of_case"),)
