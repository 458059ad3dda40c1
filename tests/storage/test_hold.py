"""One program at a time writes to a book; what a crash or another computer leaves behind stops nobody for good."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problem import JixinError, Problem
from app.storage import opening
from app.storage.hold import Hold, file_of, hold

_HOLDER = """
import sys, time
from pathlib import Path
from app.storage.hold import hold
held = hold(Path(sys.argv[1]), "小李", computer="前台")
print("held", flush=True)
sys.stdin.read()
held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book that nobody has open."""
    path = tmp_path / "小满 #1.jixin"
    opening.create(path)
    return path


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that has it open."""
    command = [sys.executable, "-c", _HOLDER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().rstrip(b"\r\n") == b"held"
        yield program
        program.kill()


def refused(path: Path, computer: str = "") -> Problem:
    with pytest.raises(JixinError) as refusal:
        hold(path, "小王", computer=computer)
    (problem,) = refusal.value.problems
    return problem


def held(path: Path, **named: object) -> Hold:
    found = hold(path, "小王", **named)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_second_program_is_told_who_has_it(path: Path, other: subprocess.Popen[bytes]) -> None:
    problem = refused(path)
    assert (problem.code, problem.params["computer"], problem.params["person"]) == ("book_in_use", "前台", "小李")
    with pytest.raises(JixinError):  # not even who insists
        hold(path, "小王", passing=True)


def test_it_is_free_once_the_other_has_closed_it(path: Path, other: subprocess.Popen[bytes]) -> None:
    other.communicate()
    assert not file_of(path).exists()
    held(path).release()
    assert not file_of(path).exists()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
def test_a_lock_that_a_crash_left_passes_by_itself(path: Path, other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert file_of(path).exists()
    held(path, computer="前台").release()
    assert not file_of(path).exists()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX")
def test_the_name_of_another_computer_is_asked_about(path: Path, other: subprocess.Popen[bytes]) -> None:
    """A cloud disk brings the file of the other computer, but not its lock."""
    other.send_signal(signal.SIGKILL)
    other.wait()
    problem = refused(path, computer="后台")
    assert (problem.code, problem.params["computer"]) == ("book_in_use_elsewhere", "前台")
    assert refused(path, computer="后台").code == "book_in_use_elsewhere"
    held(path, computer="后台", passing=True).release()
    held(path, computer="后台").release()


def test_two_books_do_not_stand_in_each_others_way(path: Path, tmp_path: Path) -> None:
    second = tmp_path / "大满.jixin"
    opening.create(second)
    first, other = held(path), held(second)
    assert refused(path).code == "book_in_use"
    first.release()
    held(path).release()
    other.release()


@pytest.mark.parametrize("content", [b"", b"half of it", b"SQLite format 3\x00" + bytes(40)])
def test_a_spoilt_file_beside_the_book_is_made_anew(path: Path, content: bytes) -> None:
    file_of(path).write_bytes(content)
    held(path).release()
    assert not file_of(path).exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_where_nothing_can_be_written_nothing_is_held(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        assert hold(path, "小王") is None
    finally:
        path.parent.chmod(0o700)
