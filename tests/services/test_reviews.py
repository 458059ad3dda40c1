"""Looking payslips over one by one: what counts as seen, when it no longer does, when the month is reviewed."""

from app.domain.month import PayMonth
from app.domain.payline import Flag
from app.services.agent_changes import set_agent
from app.services.compute_month import compute_month, run_state
from app.services.corrections import adjust
from app.services.month_overview import month_overview
from app.services.month_view import month_view
from app.services.reviews import mark_reviewed, mark_seen, mark_unseen, pass_flags
from app.services.schemes import use_template
from app.services.seal_month import open_matters, seal_month
from app.storage.book import Book
from tests.services.small import OCTOBER, refusal


def seen(book: Book, month: PayMonth = OCTOBER) -> set[str]:
    return set(month_view(book, month).seen)


def test_the_month_is_reviewed_with_the_last_payslip(book: Book) -> None:
    numbers = [slip.number for slip in compute_month(book, OCTOBER).payslips]
    for number in numbers:
        assert run_state(book, OCTOBER).state == "draft"
        mark_seen(book, OCTOBER, number)
    assert seen(book) == set(numbers)
    assert run_state(book, OCTOBER).state == "reviewed"
    assert not run_state(book, OCTOBER).stale
    mark_unseen(book, OCTOBER, numbers[0])
    assert run_state(book, OCTOBER).state == "draft"
    assert seen(book) == set(numbers[1:])
    overview = month_overview(book, OCTOBER)
    assert (overview.seen, overview.slips) == (len(numbers) - 1, len(numbers))
    assert open_matters(book, OCTOBER).unseen == 1


def test_computing_anew_puts_back_only_whose_figures_changed(book: Book) -> None:
    compute_month(book, OCTOBER)
    mark_reviewed(book, OCTOBER)
    everybody = seen(book)
    compute_month(book, OCTOBER)
    assert seen(book) == everybody
    assert run_state(book, OCTOBER).state == "reviewed"
    adjust(book, OCTOBER, "A1", "20", "补发")
    compute_month(book, OCTOBER)
    assert seen(book) == everybody - {"A1"}
    assert run_state(book, OCTOBER).state == "draft"
    adjust(book, OCTOBER, "A1", "-20", "撤回")
    compute_month(book, OCTOBER)
    assert seen(book) == everybody - {"A1"}, "two lines more are other figures, though the net is the same"


def test_another_pay_day_asks_nobody_to_look_again(book: Book) -> None:
    compute_month(book, OCTOBER)
    mark_seen(book, OCTOBER, "A1")
    compute_month(book, OCTOBER, pay_date=OCTOBER.shift(1).first)
    assert seen(book) == {"A1"}


def test_an_open_flag_keeps_the_month_a_draft(book: Book) -> None:
    set_agent(book, "A1", {"base": "9000"}, OCTOBER)
    compute_month(book, OCTOBER)
    mark_reviewed(book, OCTOBER)
    assert run_state(book, OCTOBER).state == "draft"
    flags = month_overview(book, OCTOBER).flags
    pass_flags(book, OCTOBER, [(one.number, one.flag) for one in flags], "另外申报")
    assert run_state(book, OCTOBER).state == "reviewed"


def test_what_cannot_be_seen_is_refused(book: Book) -> None:
    assert refusal(lambda: mark_seen(book, OCTOBER, "A1")) == ["review_stale"]
    compute_month(book, OCTOBER)
    assert refusal(lambda: mark_seen(book, OCTOBER, "Z9")) == ["agent_unknown"]
    adjust(book, OCTOBER, "A1", "20", "补发")
    assert refusal(lambda: mark_seen(book, OCTOBER, "A1")) == ["review_stale"]
    compute_month(book, OCTOBER)
    seal_month(book, OCTOBER)
    assert refusal(lambda: mark_seen(book, OCTOBER, "A1")) == ["month_sealed"]
    assert refusal(lambda: mark_unseen(book, OCTOBER, "A1")) == ["month_sealed"]


def test_a_blocked_payslip_is_not_seen(book: Book) -> None:
    use_template(book, "taobao-presales", position="售前", from_month=OCTOBER)
    run = compute_month(book, OCTOBER)
    blocked = [slip.number for slip in run.payslips if not slip.computed]
    assert refusal(lambda: mark_seen(book, OCTOBER, blocked[0])) == ["seal_blocked"]


def test_a_flag_that_is_let_pass_marks_no_payslip(book: Book) -> None:
    set_agent(book, "A1", {"base": "9000"}, OCTOBER)
    compute_month(book, OCTOBER)
    pass_flags(book, OCTOBER, [("A1", Flag(code="tax_off"))], "看过")
    assert seen(book) == set()
