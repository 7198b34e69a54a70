"""Files of a case, and the case handed over as a whole."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai_web.store.models import AuditRecord, SignedLetter, StoredFile
from tests.web.letters.conftest import ORGAN, Office

pytestmark = pytest.mark.django_db


def put(case: Office, role: str = "supplied", name: str = "预算表.txt", content: bytes = b"1,2,3") -> str:
    case.post("clerk", "attachments", role=role, file=SimpleUploadedFile(name, content))
    return StoredFile.objects.get(role=role).key


def test_the_archive_holds_everything_with_its_digest(office: Callable[..., Office]) -> None:
    case = office()
    letter = case.answered()
    answer = case.post("leader", "case-file-zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        index = list(csv.DictReader(io.StringIO(packed.read("目录.csv").decode("utf-8-sig"))))
        for row in index:
            assert hashlib.sha256(packed.read(row["文件"])).hexdigest() == row["SHA-256"]
    assert letter.pdf.digest in {row["SHA-256"] for row in index}
    assert AuditRecord.objects.filter(action="case.archive", object=f"request/{case.key}").exists()


def test_the_bundle_is_one_document(office: Callable[..., Office]) -> None:
    case = office()
    case.answered()
    answer = case.post("leader", "case-file-bundle")
    assert answer.content.startswith(b"%PDF-")
    assert case.get("leader", "case-file").status_code == 200


def test_what_is_supplied_goes_with_the_letter(office: Callable[..., Office]) -> None:
    case = office()
    key = put(case)
    number = case.submitted(supplied=[key])
    case.reviewed(number)
    case.signs(number)
    assert SignedLetter.objects.get(organ=ORGAN).supplied == [key]
    assert "预算表.txt" in case.get("clerk", "letter", SignedLetter.objects.get().pk).content.decode()


def test_a_file_that_is_empty_is_refused_at_its_field(office: Callable[..., Office]) -> None:
    answer = office().post("clerk", "attachments", role="supplied", file=SimpleUploadedFile("空.txt", b""))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_a_reviewer_exports_nothing(office: Callable[..., Office]) -> None:
    assert office().post("reviewer", "case-file-zip").status_code == 403
