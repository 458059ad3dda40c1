"""A problem is one sentence with its place in front."""

from app.domain.problem import error
from app.texts import Texts
from app.wording.problems import problem_place, problem_sentence, problem_text

ZH, EN = Texts(), Texts("en")
FULL = error("output_no_folder", file="工资条.pdf", sheet="10月", cell="D7", folder="D:\\工资条")


def test_the_place_stands_in_front() -> None:
    assert problem_place(FULL, ZH) == "「工资条.pdf」工作表「10月」 D7"
    assert problem_text(FULL, ZH) == f"「工资条.pdf」工作表「10月」 D7：{problem_sentence(FULL, ZH)}"
    assert problem_text(FULL, EN).startswith("“工资条.pdf” sheet “10月” D7: ")


def test_what_has_no_place_is_the_sentence_alone() -> None:
    plain = error("output_no_folder", folder="D:\\工资条")
    assert problem_text(plain, ZH) == "没有「D:\\工资条」这个文件夹。先建好，或换一个文件夹"


def test_an_unknown_code_is_shown_with_its_parameters() -> None:
    assert problem_text(error("never_heard", b="2", a="1"), ZH) == "never_heard a=1 b=2"
