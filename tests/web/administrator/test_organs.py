"""Organs: opened, renamed, moved, ended, and still there as they were on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.ledger.facts.request import Arrived, Item
from gongkai_web.accounts.models import Person
from gongkai_web.accounts.reach import reach_of
from gongkai_web.administrator import tree
from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Case, Entry, Organ
from tests.web.conftest import TODAY, act

NEW = {
    "key": "yunxi-minzheng",
    "name": "云溪县民政局",
    "short": "云民公开",
    "kind": "department",
    "level": "county",
    "parent": "云溪县人民政府",
    "on": "2026-01-01",
}
HEAD = "代码,名称,代字,类别,层级,上级,起,止,接续"


@pytest.fixture
def operator(signed_in: Callable[..., Client]) -> Client:
    return signed_in("operator", "yunxi")


def _change(client: Client, **said: str) -> Any:
    now = {"name": "云溪县财政局", "short": "云财公开", "parent": "yunxi"}
    return client.post("/work/organs/caizheng/change/", {"on": "2026-03-01", **now, **said})


def _end(client: Client, **said: str) -> Any:
    given = {"on": "2026-03-15", "successor": "云溪县自然资源局", "reason": "机构改革", **said}
    return client.post("/work/organs/caizheng/end/", given)


def _request(organ: str) -> None:
    who = privacy.put_applicant(organ, privacy.Applicant("田某"))
    what = privacy.put_wording(organ, "预算")
    ledger.record(
        act(
            organ,
            "request/2026-0001",
            Arrived("registered_post", "natural_person", who, (Item(1, what),)),
            date(2026, 3, 2),
        )
    )


def test_a_new_organ_opens_its_ledger(operator: Client) -> None:
    answer = operator.post("/work/organs/new/", NEW)
    assert (answer.status_code, answer["Location"]) == (302, "/work/organs/yunxi-minzheng/")
    found = Organ.objects.get(pk="yunxi-minzheng")
    assert (found.path, found.opened) == ("yunxi/yunxi-minzheng/", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"key": "caizheng"}, "已经有机关用了"),
        ({"key": "民政"}, "代号只能用字母"),
        ({"parent": "没有的县"}, "没有找到「没有的县」"),
        ({"on": "昨天"}, "请输入"),
    ],
)
def test_bad_input_is_said_and_what_was_typed_stays(
    operator: Client, wrong: dict[str, str], says: str
) -> None:
    page = operator.post("/work/organs/new/", NEW | wrong).content.decode()
    assert "还没有保存" in page
    assert 'value="云溪县民政局"' in page
    assert not Organ.objects.filter(name="云溪县民政局").exists()
    assert says in page or wrong.keys() == {"on"}


def test_a_renamed_organ_keeps_its_old_name_for_its_old_days(operator: Client) -> None:
    assert _change(operator, name="云溪县财政和国资局").status_code == 302
    assert Organ.objects.get(pk="caizheng").name == "云溪县财政和国资局"
    on = {
        day: {each.key: each.name for each in tree.on(day, at_once=100)}
        for day in (date(2026, 2, 28), date(2026, 3, 1))
    }
    assert [names["caizheng"] for names in on.values()] == ["云溪县财政局", "云溪县财政和国资局"]
    page = operator.get("/work/organs/?on=2026-02-28").content.decode()
    assert "云溪县财政局" in page
    assert "财政和国资局" not in page


def test_a_moved_organ_stands_elsewhere(operator: Client) -> None:
    _change(operator, parent="云溪县白石镇人民政府")
    assert Organ.objects.get(pk="caizheng").path == "yunxi/baishi/caizheng/"


def test_an_organ_is_not_put_below_itself(operator: Client) -> None:
    said = {"on": "2026-03-01", "name": "云溪县人民政府", "short": "云政公开", "parent": "caizheng"}
    page = operator.post("/work/organs/yunxi/change/", said).content.decode()
    assert "自己的上级" in page


def test_nothing_is_changed_before_its_day(operator: Client) -> None:
    assert "还没有到这一天" in _change(operator, on="2026-03-17", name="新名").content.decode()


def test_an_end_shows_its_consequence_first(operator: Client, person: Callable[..., Person]) -> None:
    _request("caizheng")
    person("clerk", "caizheng", "wang")
    page = _end(operator).content.decode()
    assert "没有办完的 1 件" in page
    assert "wang同志" in page
    assert Organ.objects.get(pk="caizheng").ended is None


def test_open_cases_go_on_with_the_successor(operator: Client, person: Callable[..., Person]) -> None:
    _request("caizheng")
    clerk = person("clerk", "ziran")
    assert not reach_of(clerk, "request.record", TODAY).covers(Organ.objects.get(pk="caizheng"))
    assert _end(operator, confirmed="1").status_code == 302
    ended = Organ.objects.get(pk="caizheng")
    assert (ended.ended, ended.successor_id) == (date(2026, 3, 15), "ziran")
    assert reach_of(Person.objects.get(pk=clerk.pk), "request.record", TODAY).covers(ended)
    assert Case.objects.get(organ=ended).is_open


def test_those_below_get_another_organ_above_them(operator: Client) -> None:
    said = {"on": "2026-03-15", "successor": "qinghe", "reason": "区划调整", "confirmed": "1"}
    assert operator.post("/work/organs/yunxi/end/", said).status_code == 302
    assert {each.parent_id for each in Organ.objects.filter(pk__in=("caizheng", "ziran", "baishi"))} == {
        "qinghe"
    }


def test_nobody_is_his_own_successor(operator: Client) -> None:
    assert "不能由自己继受" in _end(operator, successor="caizheng", confirmed="1").content.decode()


def test_an_organ_that_ended_is_in_the_tree_of_its_days_only(operator: Client) -> None:
    _end(operator, confirmed="1")
    operator.get("/work/organs/caizheng/")  # where it is said that this was done
    assert "云溪县财政局" not in operator.get("/work/organs/").content.decode()
    assert "云溪县财政局" in operator.get("/work/organs/?state=all").content.decode()
    assert "云溪县财政局" in operator.get("/work/organs/?on=2026-03-15").content.decode()
    assert "云溪县财政局" not in operator.get("/work/organs/?on=2026-03-16").content.decode()


def _import(client: Client, *rows: str) -> str:
    file = SimpleUploadedFile("名册.csv", "\n".join([HEAD, *rows]).encode())
    return str(client.post("/work/organs/import/", {"file": file}).content.decode())


def _put_in_organs(client: Client, page: str) -> str:
    import re

    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return str(client.post("/work/organs/import/", {"rows": found[1]}, follow=True).content.decode())


def test_a_register_opens_its_organs_with_their_history(operator: Client) -> None:
    page = _import(
        operator,
        "fupin,云溪县扶贫开发办公室,云扶公开,政府工作部门,县级,yunxi,2024-01-01,2024-12-31,",
        "fupin,云溪县乡村振兴局,云振公开,政府工作部门,县级,yunxi,2025-01-01,2025-06-30,nongye",
        "nongye,云溪县农业农村局,云农公开,政府工作部门,县级,yunxi,2024-01-01,,",
    )
    assert "写了“止”，没有写“接续”" in page
    page = _import(
        operator,
        "fupin,云溪县扶贫开发办公室,云扶公开,政府工作部门,县级,yunxi,2024-01-01,,",
        "fupin,云溪县乡村振兴局,云振公开,政府工作部门,县级,yunxi,2025-01-01,2025-06-30,nongye",
        "nongye,云溪县农业农村局,云农公开,政府工作部门,县级,yunxi,2024-01-01,,",
    )
    assert "3 行都对：启用 2 个机关的台账" in page
    assert "已启用 2 个机关" in _put_in_organs(operator, page)
    found = Organ.objects.get(pk="fupin")
    assert (found.name, found.ended, found.successor_id) == ("云溪县乡村振兴局", date(2025, 6, 30), "nongye")
    assert [each.name for each in tree.on(date(2024, 6, 1), query="扶贫", at_once=9)] == [
        "云溪县扶贫开发办公室"
    ]


def test_one_wrong_row_keeps_all_out(operator: Client) -> None:
    page = _import(
        operator,
        "nongye,云溪县农业农村局,云农公开,政府工作部门,县级,yunxi,2024-01-01,,",
        "caizheng,云溪县财政局,云财公开,局,县级,没有,2024-01-01,,",
    )
    assert "2 行里有 1 行不对" in page
    for wrong in ("已经有机关用了", "上级「没有」不在表里", "“类别”"):
        assert wrong in page
    assert not Organ.objects.filter(pk="nongye").exists()


def test_only_the_operator_manages_organs(signed_in: Callable[..., Client]) -> None:
    for role in ("clerk", "manager", "supervisor", "auditor", "leader"):
        assert signed_in(role, "caizheng").get("/work/organs/").status_code == 403


def test_sent_twice_the_register_is_put_in_once(operator: Client) -> None:
    import re

    page = _import(operator, "nongye,云溪县农业农村局,云农公开,政府工作部门,县级,yunxi,2024-01-01,,")
    sent = dict(re.findall(r'name="(rows|submission)" value="([^"]+)"', page))
    answers = [operator.post("/work/organs/import/", sent) for _ in range(2)]
    assert [each["Location"] for each in answers] == ["/work/organs/", "/work/organs/"]
    assert Entry.objects.filter(organ="nongye").count() == 1
