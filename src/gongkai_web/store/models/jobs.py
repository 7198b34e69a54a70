"""Work that outlasts a page."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """``lease`` is until when the worker that has it may be silent, or until when it rests after a bug; then another one
    takes it up again. ``begun`` is how often it was begun, ``attempts`` how often since it last got a step further.

    What a job does it must be able to do twice. ``done`` of ``total`` is its progress.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    organ = models.CharField(max_length=64, default="", db_index=True)
    actor = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun = models.PositiveIntegerField(default=0)
    lease = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, default="")
    says = models.TextField(default="")
    result = models.JSONField(default=dict)
    unique = models.CharField(max_length=100, null=True, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["state", "lease", "id"], name="job_next"),)


class Round(models.Model):
    """The newest turn of what is done again and again: when it was begun, and whether it came to its end."""

    key = models.CharField(max_length=60, primary_key=True)
    turn = models.CharField(max_length=20)
    begun = models.DateTimeField()
    is_over = models.BooleanField(default=False)
