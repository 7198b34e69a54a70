from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from gongkai_web.store.submissions import FIELD, fresh, key_of, once


def _key(form: str, **said: object) -> str:
    request = RequestFactory().post("/", {FIELD: form, **said})
    key = key_of(request)
    request.close()
    return key


def test_the_same_form_sent_twice_has_one_effect(db: None) -> None:
    done: list[str] = []
    key = _key(fresh(), name="甲")

    def act() -> str:
        done.append("做了")
        return "/there/"

    assert [once(key, "route", "zhou", act) for _ in range(2)] == ["/there/"] * 2
    assert done == ["做了"]


def test_a_form_that_somebody_went_back_to_and_changed_is_another(db: None) -> None:
    form = fresh()
    keys = {
        _key(form, name="甲"),
        _key(form, name="乙"),
        _key(form, name="甲", note="后来加的"),
        _key(form, name="甲", file=SimpleUploadedFile("一.txt", b"1")),
    }
    assert len(keys) == 4
    assert _key(form, name="甲", csrfmiddlewaretoken="另一个") == _key(form, name="甲")
    assert all(len(key) <= 64 for key in keys)


def test_a_form_without_its_key_is_told_so(db: None) -> None:
    assert _key("") == ""
