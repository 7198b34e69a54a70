"""What an office settles for itself: days, choices where the law is silent, letter templates, sites; with its history."""

from __future__ import annotations

from django.db import models


class Overlay(models.Model):
    """``content`` is the YAML file of the library as it was put in (of sites: a line each); the newest of a kind, organ
    and name holds.

    ``organ`` is empty for what holds for all. One that is taken back has a later row with empty content.
    """

    class Kind(models.TextChoices):
        CALENDAR = "calendar", "工作日安排"
        CHOICES = "choices", "法律没有规定的选择"
        TEMPLATE = "template", "文书模板"
        SITES = "sites", "可以核验的网站"

    kind = models.CharField(max_length=12, choices=Kind)
    organ = models.CharField(max_length=64, default="")
    name = models.CharField(max_length=120, default="")
    content = models.TextField()
    because = models.TextField(default="")
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["kind", "organ", "-id"], name="overlay_newest"),)
