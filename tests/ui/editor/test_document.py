"""Plain JSON is changed without touching what was there, and problems' paths lead to it."""

from app.ui.editor.document import ABSENT, insert, moved, path_of, put, renamed, value_at, without

PLAIN = {
    "items": [{"id": "a", "rule": {"bands": [["1", "2"]]}}, {"id": "b"}],
    "grades": {"P1": {}, "P2": {"base": "1"}},
}


def test_what_is_not_on_the_way_is_shared() -> None:
    changed = put(PLAIN, ("items", 0, "rule", "bands", 0, 1), "9")
    assert value_at(changed, ("items", 0, "rule", "bands")) == [["1", "9"]]
    assert value_at(PLAIN, ("items", 0, "rule", "bands")) == [["1", "2"]]
    assert changed["items"][1] is PLAIN["items"][1]
    assert changed["grades"] is PLAIN["grades"]


def test_absent_takes_a_field_away() -> None:
    assert put(PLAIN, ("grades", "P2", "base"), ABSENT)["grades"]["P2"] == {}
    assert value_at(PLAIN, ("items", 0, "cap")) is ABSENT
    assert value_at(PLAIN, ("items", 7)) is ABSENT


def test_elements_come_go_and_move() -> None:
    ids = [each["id"] for each in insert(PLAIN, ("items",), 1, {"id": "c"})["items"]]
    assert ids == ["a", "c", "b"]
    assert [each["id"] for each in moved(PLAIN, ("items", 0), 1)["items"]] == ["b", "a"]
    assert [each["id"] for each in without(PLAIN, ("items", 0))["items"]] == ["b"]
    assert insert(PLAIN, ("bonuses",), 0, 1)["bonuses"] == [1]


def test_a_part_is_renamed_in_its_place_unless_the_name_is_taken() -> None:
    assert list(renamed(PLAIN, ("grades", "P1"), "新人")["grades"]) == ["新人", "P2"]
    assert renamed(PLAIN, ("grades", "P1"), "P2") is PLAIN
    assert renamed(PLAIN, ("grades", "P1"), " ") is PLAIN


def test_paths_of_problems() -> None:
    assert path_of("$.items[0].rule.bands[1]") == ("items", 0, "rule", "bands", 1)
    assert path_of("$.items[2].rule.kinds[...]") == ("items", 2, "rule", "kinds")
    assert path_of("$.grades.P2.enter[0].months") == ("grades", "P2", "enter", 0, "months")
    assert path_of("$") == ()
