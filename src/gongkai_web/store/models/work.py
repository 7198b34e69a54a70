"""What people prepare, and the letters that were signed."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """A letter in the making. ``sealed`` holds its words, encrypted; ``digest`` is what reviewers agree to.

    Versions are kept: a new one makes the reviews of the old one void. ``line`` is the number of the first version of
    the same letter: several of one kind may be in the making, to several addressees. ``state`` follows the entries of
    the case, for lists; who may sign is asked of the entries.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "起草中"
        SUBMITTED = "submitted", "待审核"
        AGREED = "agreed", "待签发"
        RETURNED = "returned", "已退回"
        SIGNED = "signed", "已签发"
        OVERTAKEN = "overtaken", "已被新稿代替"
        DROPPED = "dropped", "已放弃"

    organ = models.CharField(max_length=64)
    case = models.CharField(max_length=80)
    letter = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    line = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["organ", "case", "letter", "number"], name="draft_number"),
        )
        indexes = (models.Index(fields=["organ", "state", "id"], name="draft_waiting"),)


class SignedLetter(models.Model):
    """A letter as it went: ``name`` is its number, or what it is called where its kind has none.

    ``code`` is the verification code that is printed on it; ``sealed`` the letter as JSON, encrypted, empty once the
    words were erased. ``supplied`` are the keys of the files that go out with it.
    """

    organ = models.CharField(max_length=64)
    case = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, unique=True)
    day = models.DateField()
    draft = models.OneToOneField(Draft, models.PROTECT, null=True, related_name="signed")
    docx = models.ForeignKey("StoredFile", models.PROTECT, related_name="+")
    pdf = models.ForeignKey("StoredFile", models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    supplied = models.JSONField(default=list)
    actor = models.CharField(max_length=100)
    made = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "case", "name"], name="letter_name"),)
        indexes = (models.Index(fields=["organ", "-day", "-id"], name="letter_newest"),)

    @property
    def short_key(self) -> str:
        """The key of the case without its noun, as it stands in addresses."""
        return self.case.partition("/")[2]
