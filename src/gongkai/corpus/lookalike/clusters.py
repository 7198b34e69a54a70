"""Reports that stand close to one another, and the one among them that was first: data for a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports by number that are tied to one another. ``source`` had the words first; ``ties`` are later and earlier."""

    source: int
    members: tuple[int, ...]
    ties: tuple[tuple[int, int], ...]


def clusters(ties: Iterable[tuple[int, int]]) -> tuple[Cluster, ...]:
    """The connected groups, the largest first; of each the member with the least number is the source."""
    known = sorted(set(ties))
    root: dict[int, int] = {}
    for later, earlier in known:
        one, other = _top(root, later), _top(root, earlier)
        root[max(one, other)] = min(one, other)
    members: defaultdict[int, set[int]] = defaultdict(set)
    within: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie in known:
        top = _top(root, tie[0])
        members[top] |= set(tie)
        within[top].append(tie)
    found = (Cluster(top, tuple(sorted(group)), tuple(within[top])) for top, group in members.items())
    return tuple(sorted(found, key=lambda cluster: (-len(cluster.members), cluster.source)))


def _top(root: dict[int, int], number: int) -> int:
    """The least number of the group, with the way to it made short."""
    top = number
    while root.setdefault(top, top) != top:
        top = root[top]
    while root[number] != top:
        root[number], number = top, root[number]
    return top
