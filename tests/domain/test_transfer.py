"""Who is paid by transfer: nobody twice, nobody without money or account, the total to the fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.payline import PayRun, Pending
from app.domain.problem import JixinError
from app.domain.transfer import Details, Transfer, Way, check_columns, transfer
from tests.documents.slips import payslip, run


def paid(*nets: int | None) -> PayRun:
    slips = [
        payslip(number=f"A{at}", name=f"第{at}人", net=net, gross=net, deductions=0)
        if net is not None
        else payslip(
            number=f"A{at}", state="blocked", net=None, gross=None, pending=(Pending(code="no_data", id="x", item="x"),)
        )
        for at, net in enumerate(nets)
    ]
    return run(*slips)


def accounts(*numbers: str) -> dict[str, Details]:
    return {f"A{at}": Details(account=number) for at, number in enumerate(numbers)}


def reasons(plan: Transfer) -> dict[str, str]:
    return {one.number: one.reason for one in plan.left_out}


@pytest.mark.parametrize(
    ("account", "way", "reason"),
    [
        ("6222021234567890123", "bank", ""),
        ("6222 0212 3456 7890 123", "bank", ""),
        ("6222-0212-3456-7890", "bank", ""),
        ("", "bank", "no_account"),
        ("  ", "bank", "no_account"),
        ("6.22E+18", "bank", "account_bad"),
        ("62220212345678901２３", "bank", ""),
        ("1234567", "bank", "account_bad"),
        ("=6222021234567890", "bank", "account_bad"),
        ("13800000000", "alipay", ""),
        ("a.b@example.com", "alipay", ""),
        ("2088123412341234", "alipay", ""),
        ("小美", "alipay", "account_bad"),
        ("12345", "alipay", "account_bad"),
    ],
)
def test_an_account_must_look_like_one(account: str, way: Way, reason: str) -> None:
    plan = transfer(paid(100), accounts(account), way)
    assert reasons(plan) == ({"A0": reason} if reason else {})


def test_an_account_is_written_in_plain_digits() -> None:
    (payee,) = transfer(paid(100), accounts(" 6222 0212-3456 78901２３ "), "bank").payees
    assert payee.details.account == "6222021234567890123"


def test_who_gets_nothing_or_is_not_computed_is_left_out_by_name() -> None:
    cards = accounts(*(f"62220000{at}" for at in range(5)))
    plan = transfer(paid(100, 0, -3448, None, 1), cards, "bank")
    assert [payee.number for payee in plan.payees] == ["A0", "A4"]
    assert reasons(plan) == {"A1": "not_positive", "A2": "not_positive", "A3": "blocked"}
    assert plan.total == 101


@pytest.mark.parametrize("second", ["6222021234567890", "6222 0212 3456 7890", "6222-0212-34567890"])
def test_two_people_with_one_account_are_refused(second: str) -> None:
    with pytest.raises(JixinError) as refused:
        transfer(paid(100, 200, 300), accounts("6222021234567890", "6222029999999999", second), "bank")
    (problem,) = refused.value.problems
    assert (problem.code, problem.params["number"], problem.params["other_number"]) == (
        "transfer_account_twice", "A2", "A0"
    )  # fmt: skip


def test_an_account_of_somebody_who_gets_nothing_is_no_second_payment() -> None:
    assert transfer(paid(100, 0), accounts("62220212345", "62220212345"), "bank").total == 100


@given(st.lists(st.integers(-10_000, 10_000_000), max_size=30))
def test_everybody_is_paid_or_named_and_the_total_is_theirs(nets: list[int]) -> None:
    plan = transfer(paid(*nets), accounts(*(f"62220000{at:04}" for at in range(len(nets)))), "bank")
    assert len(plan.payees) + len(plan.left_out) == len(nets)
    assert plan.total == sum(net for net in nets if net > 0)
    assert all(payee.amount > 0 for payee in plan.payees)


@pytest.mark.parametrize(
    ("columns", "problems"),
    [
        ((("账号", "account"), ("户名", "name"), ("金额", "amount")), []),
        ((("账号", "account"), ("户名", "name"), ("金额", "amount"), ("币种", "text:CNY"), ("", "")), []),
        ((("账号", "account"),), ["transfer_field_missing"] * 2),
        ((("a", "account"), ("b", "account"), ("n", "name"), ("m", "amount")), ["transfer_field_twice"]),
        ((("a", "account"), ("n", "name"), ("m", "amount"), ("x", "salary")), ["transfer_field_unknown"]),
    ],
)
def test_a_form_needs_account_name_and_amount_once(columns: tuple[tuple[str, str], ...], problems: list[str]) -> None:
    assert [one.code for one in check_columns(columns)] == problems
