"""What is said of a year in which the organs that are counted are others than in the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.ledger.counting.organs import Organs


def told_of_tree(known: Organs, members: Sequence[str], year: int) -> Iterator[str]:
    """What a whole carries into a year is what it carried out of the one before, unless its organs are others."""
    if year <= known.organ(members[0]).opened.year:
        return
    before = known.tree(members[0], year - 1)
    came = names(known, [each for each in members if each not in before], year)
    left = names(known, [each for each in before if each not in members], year)
    changes = [f"{what}{'、'.join(some)}" for what, some in (("新增", came), ("减少", left)) if some]
    if changes:
        yield (
            f"汇总的机关与 {year - 1} 年不同（以 12 月 31 日的隶属为准）：{'，'.join(changes)}。"
            f"因此本年的「上年结转」与 {year - 1} 年汇总的「结转下年」可以不相等，请在报告里说明。"
        )


def told_of_succession(known: Organs, members: Sequence[str], year: int) -> Iterator[str]:
    """Whose year it is: that of others too, or no longer the organ's own."""
    organ = members[0]
    if joined := names(known, known.joined(members, year), year):
        yield (
            f"{'、'.join(joined)}已经撤并，全年情况由本机关统计；"
            f"本年的「上年结转」含其 {year - 1} 年的「结转下年」，请在报告里说明。"
        )
    end, heir = known.organ(organ).end, known.heir(organ, year)
    if end is not None and heir != organ:
        name = known.organ(heir).at_end_of(year).name
        yield f"本机关已于 {end.on} 终止，{year} 年的情况由{name}统计和报告；这里只有本机关的部分。"


def names(known: Organs, organs: Iterable[str], year: int) -> tuple[str, ...]:
    return tuple(known.organ(each).at_end_of(year).name for each in organs)
