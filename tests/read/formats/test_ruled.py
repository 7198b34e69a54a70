"""Lines on a page → the cells that they enclose."""

from __future__ import annotations

from gongkai.read.formats.ruled import Box, Grid, Ruling, grids


def across(y: float, start: float, end: float) -> Ruling:
    return Ruling(horizontal=True, at=y, start=start, end=end)


def down(x: float, start: float, end: float) -> Ruling:
    return Ruling(horizontal=False, at=x, start=start, end=end)


FRAME = (across(0, 0, 200), across(100, 0, 200), down(0, 0, 100), down(200, 0, 100))


def boxes(*rulings: Ruling) -> list[list[Box]]:
    return [sorted(grid.boxes) for grid in grids(rulings)]


def only(*rulings: Ruling) -> Grid:
    (grid,) = grids(rulings)
    return grid


def test_a_frame_is_one_cell() -> None:
    assert boxes(*FRAME) == [[Box(0, 0, 1, 1)]]


def test_a_line_parts_only_the_cells_that_it_reaches() -> None:
    assert boxes(*FRAME, across(50, 0, 200), down(100, 50, 100)) == [
        [Box(0, 0, 1, 2), Box(1, 0, 1, 1), Box(1, 1, 1, 1)]
    ]


def test_the_border_of_a_merged_cell_may_be_drawn_piece_by_piece() -> None:
    pieces = (across(50, 0, 60), across(50.4, 61, 130), across(49.8, 129, 200))
    assert boxes(*FRAME, *pieces) == [[Box(0, 0, 1, 1), Box(1, 0, 1, 1)]]


def test_lines_that_almost_meet_meet() -> None:
    assert boxes(across(0, 0, 198), across(101, 2, 200), down(0, 2, 99), down(200, 0, 99)) == [
        [Box(0, 0, 1, 1)]
    ]


def test_a_table_open_at_its_sides_ends_where_its_lines_end() -> None:
    assert boxes(across(0, 0, 200), across(100, 0, 200), down(100, 0, 100)) == [
        [Box(0, 0, 1, 1), Box(0, 1, 1, 1)]
    ]


def test_a_line_that_changes_nothing_makes_no_column() -> None:
    assert boxes(*FRAME, across(50, 0, 200), down(100, 40, 45)) == [[Box(0, 0, 1, 1), Box(1, 0, 1, 1)]]


def test_cells_that_are_no_rectangles_are_no_table() -> None:
    assert boxes(*FRAME, across(50, 100, 200), down(100, 50, 100)) == []


def test_tables_that_do_not_touch_are_two() -> None:
    below = [ruling._replace(at=ruling.at + 150) for ruling in FRAME if ruling.horizontal]
    below += [ruling._replace(start=150, end=250) for ruling in FRAME if not ruling.horizontal]
    assert len(boxes(*FRAME, *below)) == 2


def test_lines_across_alone_are_no_table() -> None:
    assert boxes(across(0, 0, 200), across(50, 0, 200), across(100, 0, 200)) == []


def test_a_point_is_in_the_cell_around_it() -> None:
    grid = only(*FRAME, across(50, 0, 200), down(100, 50, 100))
    found = [grid.box_at(x, y) for x, y in ((150, 20), (150, 70), (250, 20))]
    assert [at if at is None else grid.boxes[at] for at in found] == [Box(0, 0, 1, 2), Box(1, 1, 1, 1), None]


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    drawing = [across(4.0 * at, 0, 100) for at in range(2000)] + [
        down(4.0 * at, 0, 8000) for at in range(2000)
    ]
    assert grids(drawing) == []
