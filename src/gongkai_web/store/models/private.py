"""Private words: names, addresses, what somebody asked for or said. Entries hold their keys and digests only."""

from __future__ import annotations

from django.db import models


class PrivateWord(models.Model):
    """``sealed`` holds salt and text, encrypted with the system's key; ``blind`` finds equal words without opening any.

    Erased: ``sealed`` and ``blind`` are empty, ``erased`` and ``because`` say when and why.
    """

    class Kind(models.TextChoices):
        APPLICANT = "applicant", "申请人"
        AGENT = "agent", "代理人"
        WORDING = "wording", "申请内容"
        CONTACT = "contact", "本件的联系方式"
        SAID = "said", "说的话和记下的话"

    key = models.CharField(max_length=40, primary_key=True)
    organ = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    digest = models.CharField(max_length=80)
    sealed = models.BinaryField(null=True)
    blind = models.CharField(max_length=64, default="", db_index=True)
    erased = models.DateField(null=True)
    because = models.TextField(default="")
