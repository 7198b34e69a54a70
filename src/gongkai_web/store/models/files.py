"""Files that people brought or the system made. Their bytes lie sealed beside the database."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """``digest`` is the SHA-256 of the bytes as they came; ``key`` names the sealed file below ``HOME/files``.

    ``is_public`` files are what the public may have: nothing else is read on its path.
    """

    key = models.CharField(max_length=40, primary_key=True)
    organ = models.CharField(max_length=64, db_index=True)
    case = models.CharField(max_length=80, default="")
    role = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=100, default="")
    made = models.DateTimeField()
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["organ", "case"], name="file_of_case"),
            models.Index(fields=["role", "made"], name="file_of_role"),
        )
