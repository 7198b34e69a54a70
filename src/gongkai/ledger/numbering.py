"""Whether the numbers that an act draws are the next ones: 文号 by series and year, case keys by noun and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.law.step import Refusal
from gongkai.ledger.correcting import as_corrected
from gongkai.ledger.entry import Act, Corrected, Entry
from gongkai.ledger.facts.organ import NumberVoided
from gongkai.ledger.numbers import Numbering, Run, case_key, document_number, letter_of, meant
from gongkai.ledger.refused import senseless


@dataclass(slots=True)
class Numbers:
    """``skipped`` are the runs in which a number was left out, the numbers, and the act that did it."""

    skipped: list[tuple[Run, range, Act, Refusal]] = field(default_factory=list)

    def against(
        self, act: Act, case: Sequence[Entry], numbering: Numbering, *, allows_gaps: bool
    ) -> Iterator[Refusal]:
        """What is wrong with the numbers of the act. ``case`` are the entries of its case so far."""
        for run, left_out, refusal in _gaps(act, case, numbering):
            if allows_gaps:
                self.skipped.append((run, left_out, act, refusal))
            else:
                yield refusal
        if not case:
            yield from _case_key(act)
        if (letter := _newly_drawn(act, case)) is not None:
            yield from _letter(act, letter, case, numbering)

    def take(self, act: Act, case: Sequence[Entry], numbering: Numbering) -> None:
        """The act is recorded: its numbers are drawn."""
        letter = letter_of(act.fact)
        several = letter is not None and _goes_to_several(act, letter, case)
        numbering.change(_before(act, case), letter, goes_to_several=several)

    def still_missing(self) -> Iterator[tuple[Act, Refusal]]:
        """What was skipped and nothing has filled since."""
        for run, left_out, act, refusal in self.skipped:
            if any(not run.is_taken(number) for number in left_out):
                yield act, refusal


def _before(act: Act, case: Sequence[Entry]) -> str | None:
    """The letter of the entry that the act corrects, if it does."""
    if not isinstance(act.fact, Corrected) or (wrong := as_corrected(case, act.fact.number)) is None:
        return None
    return letter_of(wrong[0])


def _newly_drawn(act: Act, case: Sequence[Entry]) -> str | None:
    letter = letter_of(act.fact)
    return None if letter == _before(act, case) else letter


def _gaps(act: Act, case: Sequence[Entry], numbering: Numbering) -> Iterator[tuple[Run, range, Refusal]]:
    if not case and (key := case_key(act.case)):
        run = numbering.case_run(key)
        if left_out := run.leaves_out(key.number):
            next_key = numbering.next_case(key.noun, key.year)
            says = f"案件编号「{act.case}」跳过了「{next_key}」。"
            yield (
                run,
                left_out,
                senseless(
                    "case_key_gap", says, f"请用 {next_key}；案件要逐号登记，登记错的可以作废，不能空号。"
                ),
            )
    letter = _newly_drawn(act, case)
    if letter and (number := document_number(letter)):
        run = numbering.letter_run(number)
        if left_out := run.leaves_out(number.number):
            next_number = numbering.next_letter(number.series, number.year)
            remedy = f"请先登记用了 {next_number} 的文书；没有用的，先记作废（organ.number_voided）。"
            yield (
                run,
                left_out,
                senseless("letter_number_gap", f"文号「{letter}」跳过了「{next_number}」。", remedy),
            )


def _case_key(act: Act) -> Iterator[Refusal]:
    if (
        act.noun not in {"organ", "filing"} and case_key(act.case) is None
    ):  # a filing has its year for a number
        yield senseless(
            "case_key", f"案件编号「{act.case}」不合规则。", f"请写成 {act.noun}/{act.on.year}-0001 的样子。"
        )


def _letter(act: Act, letter: str, case: Sequence[Entry], numbering: Numbering) -> Iterator[Refusal]:
    number = document_number(letter)
    if number is None:
        if right := meant(letter):
            yield senseless(
                "letter_form",
                f"文号「{letter}」的写法不对。",
                f"请写成 {right}：年份用六角括号，不编虚位，不加“第”。",
            )
        elif isinstance(act.fact, NumberVoided):
            yield senseless(
                "letter_form", f"「{letter}」不是文号。", f"请写成 云财公开〔{act.on.year}〕3号 的样子。"
            )
    elif numbering.letter_run(number).is_taken(number.number) and not _goes_to_several(act, letter, case):
        yield senseless(
            "letter_number_twice",
            f"文号「{letter}」已经用过或已作废。",
            f"下一个是 {numbering.next_letter(number.series, number.year)}；确实重号的，请在文号后注明，例如 {letter}（重号）。",
        )


def _goes_to_several(act: Act, letter: str, case: Sequence[Entry]) -> bool:
    """One letter of a case may go to several parties: it is recorded for each of them."""
    return any(
        type(entry.act.fact) is type(act.fact) and letter_of(entry.act.fact) == letter for entry in case
    )
