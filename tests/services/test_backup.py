"""Where backups go, in which order they are, which stay, and when one is due."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.domain.problem import JixinError
from app.services import backup
from app.services.backup import Keeper, Places
from app.services.books import close_book, create_book, open_book
from app.services.compute_month import compute_month
from app.services.import_sheets import plan_import, store_import
from app.services.roster import RosterRow, add_agent, import_roster
from app.services.schemes import use_template
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHEET, SHEET_NAME, SHOP, Write

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A folder of the program's own and a stick."""
    stick = tmp_path / "U 盘"
    stick.mkdir()
    return Places(own=tmp_path / "backups", second=stick)


def change(book: Book, name: str = "新人") -> None:
    add_agent(book, RosterRow(row=0, number="", name=name, shops=(SHOP,)))


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def numbers(places: Places, book: Book) -> list[int]:
    own = own_only(places)
    return [one.number for one in backup.backups(own, book.path)]


def own_only(places: Places) -> Places:
    return Places(own=places.own, keep=places.keep)


def test_a_backup_goes_to_both_places_under_the_books_name(book: Book, places: Places) -> None:
    made = backup.back_up(book, places, now=at(NOON))
    assert made.problems == ()
    assert made.facts.file == places.own / "小满" / "小满-00001-20261128-1200.jixin-backup"
    assert places.second is not None
    assert made.second is not None
    assert made.second.file == places.second / "小满" / made.facts.file.name
    assert made.second.content == made.facts.content
    (own, second) = backup.backups(places, book.path)
    assert (own.book, own.number, own.made) == ("小满", 1, "2026-11-28 12:00")
    assert (own.facts, second.facts) == (made.facts, made.second)


@pytest.mark.parametrize("missing", [True, False])
def test_a_stick_that_is_not_there_or_full_does_not_cost_the_first_backup(
    book: Book, places: Places, missing: bool
) -> None:
    assert places.second is not None
    places.second.rmdir()
    if not missing:
        places.second.write_text("not a folder")
    made = backup.back_up(book, places, now=at(NOON))
    assert [problem.code for problem in made.problems] == ["backup_no_second"]
    assert made.facts.file.exists()
    assert not places.second.is_dir()


CLOCKS = {
    "a day back": NOON - timedelta(days=1),
    "a year back": NOON - timedelta(days=365),
    "ten years on": NOON + timedelta(days=3653),
    "the same minute": NOON,
    "summer time ended": NOON.astimezone(timezone(timedelta(hours=-1))),
    "before computers": datetime(1980, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("moment", CLOCKS.values(), ids=CLOCKS)
def test_the_order_is_that_of_the_numbers_whatever_the_clock_says(book: Book, places: Places, moment: datetime) -> None:
    first = backup.back_up(book, places, now=at(NOON)).facts
    kept = first.file.read_bytes()
    change(book)
    second = backup.back_up(book, places, now=at(moment)).facts
    assert [one.facts for one in backup.backups(own_only(places), book.path)] == [second, first]
    found = backup.newest(places, book.path)
    assert found is not None
    assert found.facts == second
    assert first.file.read_bytes() == kept


def test_a_number_is_not_given_twice_after_a_deletion(book: Book, places: Places) -> None:
    for _ in range(3):
        backup.back_up(book, places, now=at(NOON))
    (places.own / "小满" / "小满-00002-20261128-1200.jixin-backup").unlink()
    backup.back_up(book, places, now=at(NOON))
    assert numbers(places, book) == [4, 3, 1]


def test_of_older_backups_the_last_of_each_day_stays(book: Book, tmp_path: Path) -> None:
    places = Places(own=tmp_path / "backups", keep=14)
    for day in range(6):
        for hour in range(4):
            backup.back_up(book, places, now=at(NOON + timedelta(days=day, hours=hour)))
    # The newest ten, 15 to 24, and of the days before the last ones: 12, 8, 4; 16 is among the newest.
    assert numbers(places, book) == [*range(24, 14, -1), 12, 8, 4]
    few = Places(own=places.own, keep=2)
    backup.back_up(book, few, now=at(NOON + timedelta(days=9)))
    assert numbers(few, book) == [25, 24]


def test_what_the_book_has_not_is_never_thinned_out(book: Book, tmp_path: Path, write: Write) -> None:
    """A sealed month, and an older book that was put back: the backups of what it lost stay."""
    places = Places(own=tmp_path / "backups", keep=1)
    before = book.path.read_bytes()
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    sealed = backup.back_up(book, places, now=at(NOON)).facts.file
    close_book(book)
    book.path.write_bytes(before)
    again = open_book(book.path)
    for name in "甲乙丙丁戊己庚辛":
        change(again, name)
        backup.back_up(again, places, now=at(NOON))
    assert sealed.exists()
    assert numbers(places, again) == [9, 1]
    close_book(again)


def test_another_book_of_the_same_name_does_not_push_backups_out(book: Book, tmp_path: Path) -> None:
    places = Places(own=tmp_path / "backups", keep=1)
    compute_month(book, OCTOBER)
    kept = backup.back_up(book, places, now=at(NOON)).facts.file
    (tmp_path / "别处").mkdir()
    other = create_book(tmp_path / "别处" / book.path.name, shop="别的店")
    for at_ in range(30):
        change(other, f"人{at_}")
        backup.back_up(other, places, now=at(NOON))
    assert kept.exists()
    close_book(other)


def test_a_damaged_book_never_pushes_good_backups_out(book: Book, tmp_path: Path) -> None:
    places = Places(own=tmp_path / "backups", keep=2)
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    for _ in range(2):
        backup.back_up(book, places, now=at(NOON))
    good = {one.file: one.file.read_bytes() for one in backup.backups(places, book.path)}
    book.db.execute("UPDATE payslips SET net = net + 1 WHERE number = 'A1'")
    for _ in range(3):
        made = backup.back_up(book, places, now=at(NOON))
        assert made.facts.different == (OCTOBER,)
    assert {file: file.read_bytes() for file in good} == good
    found = backup.newest_good(places, book.path)
    assert found is not None
    assert found.number == 2


def test_the_newest_good_backup_is_looked_for_among_damaged_ones(book: Book, places: Places) -> None:
    assert backup.newest_good(places, book.path) is None
    for _ in range(3):
        backup.back_up(book, own_only(places), now=at(NOON))
    third, second, _first = backup.backups(places, book.path)
    third.file.write_bytes(third.file.read_bytes()[:9000])
    second.file.write_bytes(b"")
    found = backup.newest_good(places, book.path)
    assert found is not None
    assert found.number == 1
    assert [one.facts is None for one in backup.backups(places, book.path)] == [True, True, False]


def test_backups_of_all_books_are_found_without_a_book(book: Book, places: Places, tmp_path: Path) -> None:
    backup.back_up(book, places, now=at(NOON))
    other = create_book(tmp_path / "大满.jixin", shop="大满")
    backup.back_up(other, places, now=at(NOON))
    close_book(other)
    assert sorted(one.book for one in backup.backups(places)) == ["大满", "大满", "小满", "小满"]
    (places.own / "小满" / "读我.txt").write_text("mine")
    assert len(backup.backups(places)) == 4


class Clock:
    """A clock that is turned by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        """What it shows."""
        return self.seconds


def test_by_itself_only_after_changes_and_every_half_hour(book: Book, places: Places) -> None:
    clock = Clock()
    keeper = Keeper(lambda: places, ticks=clock)
    assert keeper.opened(book) is None
    assert keeper.due(book)  # nothing of it lies anywhere
    keeper.make(book)
    assert not keeper.changed(book)
    clock.seconds = 7200
    assert not keeper.due(book)
    clock.seconds = 1800
    keeper.make(book)
    change(book)
    clock.seconds = 1800 + 1799
    assert (keeper.changed(book), keeper.due(book)) == (True, False)
    clock.seconds = 3600
    assert keeper.due(book)
    keeper.make(book)
    assert not keeper.changed(book)


VERBS: dict[str, Callable[[Book, Write], object]] = {
    "roster": lambda book, write: import_roster(book, write("新.csv", f"工号,姓名,岗位,店铺\nA9,新人,主管,{SHOP}\n")),
    "sheet": lambda book, write: store_import(
        book, plan_import(book, [write(f"二{SHEET_NAME}", SHEET.replace("40", "39"))], OCTOBER)
    ),
    "scheme": lambda book, _: use_template(book, "conversion-tiered", position="售前", from_month=NOVEMBER),
    "compute": lambda book, _: compute_month(book, OCTOBER),
    "seal": lambda book, _: seal_month(book, OCTOBER),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_every_change_is_noticed(
    book: Book, places: Places, write: Write, verb: Callable[[Book, Write], object]
) -> None:
    keeper = Keeper(lambda: places)
    keeper.opened(book)
    keeper.make(book)
    verb(book, write)
    assert keeper.changed(book)


def test_an_unchanged_book_is_known_when_it_is_opened_again(book: Book, places: Places) -> None:
    keeper = Keeper(lambda: places)
    keeper.opened(book)
    keeper.make(book)
    close_book(book)
    again = open_book(book.path)
    found = keeper.opened(again)
    assert found is not None
    assert found.number == 1
    assert not keeper.changed(again)
    close_book(again)
    third = open_book(book.path)
    change(third)
    close_book(third)  # a crash: nobody made a backup
    fourth = open_book(book.path)
    keeper.opened(fourth)
    assert keeper.changed(fourth)
    close_book(fourth)


def test_a_failed_backup_is_not_tried_with_every_edit(
    book: Book, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    keeper = Keeper(lambda: places, ticks=clock)
    keeper.opened(book)

    def fail(_: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(JixinError):
            keeper.make(book)
    change(book)
    assert (keeper.changed(book), keeper.due(book)) == (True, False)
    clock.seconds = 1800
    assert keeper.due(book)
    keeper.make(book)
    assert not keeper.changed(book)


def test_a_book_that_can_only_be_read_is_not_backed_up_by_itself(book: Book, places: Places) -> None:
    close_book(book)
    again = open_book(book.path, read_only=True)
    keeper = Keeper(lambda: places)
    keeper.opened(again)
    assert not keeper.due(again)
    assert keeper.make(again).facts.people == 3  # but when asked
    close_book(again)
