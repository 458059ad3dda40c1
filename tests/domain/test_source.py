"""Addresses of cells, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.source import cell_name, cell_place


@pytest.mark.parametrize(("place", "name"), [((6, 3), "D7"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((19, 702), "AAA20")])
def test_an_address_is_what_excel_shows(place: tuple[int, int], name: str) -> None:
    assert cell_name(*place) == name
    assert cell_place(name) == place


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_there_and_back(row: int, column: int) -> None:
    assert cell_place(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "D", "7", "D0", "D-1", "$D$7", "D7:D9", "Д7"])
def test_anything_else_is_no_address(name: str) -> None:
    with pytest.raises(ValueError):
        cell_place(name)
