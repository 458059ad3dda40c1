"""``estimate``: the worked numbers of S1 and S3 by command."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Said

Run = Callable[..., Said]


def test_profit(jixin: Run) -> None:
    words = (
        "--inquiry-sales 100000 --profit 40000 --now 0.30 --then 0.40 --rate-now 0.03 --rate-then 0.06 --reward 3000"
    )
    done = jixin("estimate", "profit", *words.split(), "--json")
    found = done.json
    assert found["gain"] == "13333.333333333333"
    assert found["commission"] == "8000"
    assert found["kept_after_reward"] == "10333.333333333333"


def test_uplift_in_words(jixin: Run) -> None:
    done = jixin(
        "estimate", "uplift", *["--receptions", "300", "--gain", "0.02", "--order-value", "80", "--agents", "5"]
    )
    assert "480.00" in done.out
    assert "864,000.00" in done.out


@pytest.mark.parametrize("now", ["0", "-0.3"])
def test_a_conversion_of_nothing_is_refused(jixin: Run, now: str) -> None:
    words = f"--inquiry-sales 1 --profit 1 --now {now} --then 0.40 --rate-now 0.03 --rate-then 0.06"
    done = jixin("estimate", "profit", *words.split())
    assert done.status == 1
    assert "大于 0" in done.err
