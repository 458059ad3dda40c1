"""Files that go out: names that every system takes, and the old file or the new one, never half of one."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import output
from app.documents.output import MAX_NAME_BYTES, RETRY_SECONDS, Written, safe_name, safe_names, write_file
from app.domain.problem import JixinError
from app.texts import Texts
from app.wording.problems import problem_text


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2026-10_A001_林晓月", "2026-10_A001_林晓月.pdf"),
        ("../../x", "_.._x.pdf"),
        ("..", "_.pdf"),
        ("", "_.pdf"),
        ("   ", "_.pdf"),
        ("C:\\a", "C__a.pdf"),
        ("李/四", "李_四.pdf"),
        ('a<b>c:d"e|f?g*h', "a_b_c_d_e_f_g_h.pdf"),
        ("CON", "_CON.pdf"),
        ("con", "_con.pdf"),
        ("nul.txt", "_nul.txt.pdf"),
        ("COM1", "_COM1.pdf"),
        ("LPT¹", "_LPT¹.pdf"),
        ("COM10", "COM10.pdf"),
        ("CONIN$", "_CONIN$.pdf"),
        ("小美. ", "小美.pdf"),
        (" 小美", "小美.pdf"),
        (".hidden", "hidden.pdf"),
        ("a\x00b\nc\td", "abcd.pdf"),
        ("a\u202egnp.exe", "agnp.exe.pdf"),
        ("a\u200b\ufeffb", "ab.pdf"),
        ("~$工资", "~$工资.pdf"),
    ],
)
def test_names_are_changed_visibly_where_a_system_would_refuse_them(stem: str, name: str) -> None:
    assert safe_name(stem, ".pdf") == name


@given(st.text(max_size=200))
def test_every_name_stays_in_its_folder(stem: str) -> None:
    folder = Path("/tmp/out")  # noqa: S108 - nothing is written
    name = safe_name(stem, ".pdf")
    assert Path(os.path.normpath(folder / name)).parent == folder
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert name == name.strip() and not name.removesuffix(".pdf").endswith((".", " "))
    assert safe_name(name.removesuffix(".pdf"), ".pdf") == name


@given(st.lists(st.text(max_size=60), max_size=12))
def test_names_of_one_folder_differ_on_every_system(stems: list[str]) -> None:
    import unicodedata

    names = safe_names(stems, ".pdf")
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(names) == len(stems) == len(folded)
    assert all(len(name.encode()) <= MAX_NAME_BYTES for name in names)


def test_names_that_differ_by_case_or_width_get_a_number() -> None:
    assert safe_names(["Amy", "AMY", "Ａmy"], ".pdf") == ("Amy.pdf", "AMY (2).pdf", "Ａmy (3).pdf")
    long = "很" * 80
    first, second = safe_names([long, long], ".pdf")
    assert second.endswith(" (2).pdf") and first != second


def no_sleep(_: float) -> None:
    """Tests do not wait."""


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "工资表.xlsx"
    assert write_file(target, b"one") == target
    assert write_file(target, b"two") == target
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["工资表.xlsx"]


@pytest.mark.parametrize("failures", [1, 3, len(RETRY_SECONDS)])
def test_a_target_held_for_moments_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    target, waits = tmp_path / "a.pdf", list[float]()
    target.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", failing(Path.replace, range(failures), PermissionError(13, "held")))
    assert write_file(target, b"new", sleep=waits.append) == target
    assert target.read_bytes() == b"new"
    assert len(waits) == failures and sum(waits) <= 2.5


def test_a_target_that_stays_locked_is_left_and_the_file_put_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    plain = Path.replace

    def locked(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "open in another program")
        return plain(self, to)

    monkeypatch.setattr(Path, "replace", locked)
    assert write_file(target, b"new", sleep=no_sleep) == tmp_path / "a (2).pdf"
    assert write_file(target, b"newer", sleep=no_sleep) == tmp_path / "a (3).pdf"
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a (2).pdf", "a (3).pdf", "a.pdf"]


@pytest.mark.parametrize("call", ["mkstemp", "fdopen", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_whatever_fails_the_old_file_stays_and_nothing_is_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    import tempfile

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    owner: Any = {"mkstemp": tempfile, "fdopen": os, "fsync": os}.get(call, Path)
    monkeypatch.setattr(owner, call, failing(getattr(owner, call), range(99), OSError(number, os.strerror(number))))
    with pytest.raises(JixinError) as refused:
        write_file(target, b"new", sleep=no_sleep)
    monkeypatch.undo()
    (problem,) = refused.value.problems
    assert problem.code == ("output_disk_full" if number == errno.ENOSPC else "output_not_written")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_full_disk_is_told_with_what_is_needed_and_what_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, [0], OSError(errno.ENOSPC, "full")))
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(9_000_000, 8_996_000, 4_000))
    with pytest.raises(JixinError) as refused:
        write_file(tmp_path / "a.pdf", b"x" * 60_000)
    (problem,) = refused.value.problems
    assert problem_text(problem, Texts()) == (
        "「a.pdf」：存不下，磁盘满了：要 59 KB，只剩 3 KB。原来的文件没有动。腾出地方，或换一个盘再存"
    )


def test_a_folder_that_cannot_be_synced_does_not_undo_a_finished_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    monkeypatch.setattr(os, "fsync", failing(os.fsync, [1], OSError(errno.EINVAL, "no such thing here")))
    assert write_file(target, b"new", sleep=no_sleep) == target
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(("length", "code"), [(250, "output_no_folder"), (400, "output_path_too_long")])
def test_windows_calls_a_path_that_is_too_long_a_missing_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, code: str
) -> None:
    monkeypatch.setattr(output, "_WINDOWS", True)
    deep = tmp_path / ("深" * 40) / ("x" * (length - len(str(tmp_path)) - 50))
    with pytest.raises(JixinError) as refused:
        write_file(deep / "a.pdf", b"x")
    assert refused.value.problems[0].code == code


def test_files_written_one_by_one_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Written()
    assert written.put(tmp_path / "a.pdf", b"1") == tmp_path / "a.pdf"
    monkeypatch.setattr(output, "write_file", lambda path, data: path.with_name("b (2).pdf"))
    written.put(tmp_path / "b.pdf", b"2")
    assert [file.name for file in written.files] == ["a.pdf", "b (2).pdf"]
    assert [file.name for file in written.beside] == ["b (2).pdf"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(JixinError) as refused:
        write_file(tmp_path / "no" / "a.pdf", b"x")
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["folder"]) == ("output_no_folder", str(tmp_path / "no"))


def failing(call: Callable[..., Any], which: Any, fault: OSError) -> Callable[..., Any]:
    """``call``, but the calls whose numbers are in ``which`` (from 0) raise."""
    count = iter(range(1_000))

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if next(count) in which:
            raise fault
        return call(*args, **kwargs)

    return wrapper
