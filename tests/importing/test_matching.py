"""The accounts of several files together."""

from app.importing.matching import merged
from app.importing.plan import AccountRow


def test_an_account_that_waits_in_one_file_waits() -> None:
    waiting = AccountRow(shop="店", account="小美", spelling="小美", how="none", cells=("A2",))
    known = AccountRow(shop="店", account="小美", spelling="小美", how="account", owners=("A1",), cells=("A3",))
    other = AccountRow(shop="另一店", account="小美", spelling="小美", how="account", cells=("A4",))
    assert merged([known, other, waiting]) == (waiting, other)
    assert merged([waiting, known]) == (waiting,)
    later = AccountRow(shop="店", account="小美", spelling="小 美", how="account", owners=("A1",), cells=("A9",))
    assert merged([known, later]) == (known,)
