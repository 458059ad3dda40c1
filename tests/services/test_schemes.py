"""Templates and schemes in force."""

from pathlib import Path

import pytest

from app.domain.in_force import InForce
from app.domain.month import PayMonth
from app.domain.schemefile import write_scheme
from app.resources import resource_path
from app.services.compute_month import compute_month
from app.services.month_data import inputs_of
from app.services.roster import names_of
from app.services.schemes import (
    export_scheme,
    import_scheme,
    save_scheme,
    stored_schemes,
    templates,
    use_template,
)
from app.services.seal_month import seal_month
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, refusal

TEMPLATES = (
    "conversion-tiered",
    "conversion-supervisor",
    "taobao-presales",
    "taobao-aftersales",
    "taobao-vip",
    "outsourced-sales",
    "outsourced-service",
    "split-salary-presales",
    "split-salary-aftersales",
    "split-salary-combined",
    "four-part",
    "traditional-baseline",
)


def small(name: str, code: str = "base") -> str:
    """A scheme of one pay line."""
    rule = '{"type": "base", "prorate": "calendar", "amount": "0100.50"}'
    pay = f'[{{"code": "{code}", "name": "底薪", "rule": {rule}}}]'
    return f'{{"format": "jixin-scheme/1", "name": "{name}", "items": [], "pay": {pay}}}'


def test_templates_have_their_file_and_position() -> None:
    found = templates()
    assert [one.id for one in found] == list(TEMPLATES)
    for one in found:
        assert write_scheme(one.scheme) == resource_path("schemes", f"{one.id}.json").read_bytes()
        assert one.position


def test_a_scheme_comes_out_as_it_went_in(book: Book, write: Write) -> None:
    text = small("甲")
    import_scheme(book, write("甲.json", text), position="仓库", from_month=OCTOBER)
    exported = export_scheme(book, "甲")
    assert b'"0100.50"' in exported
    file = save_scheme(book, "甲", book.path.with_name("又.json"))
    assert file.read_bytes() == exported
    import_scheme(book, file, position="仓库", from_month=NOVEMBER)
    assert export_scheme(book, "甲") == exported
    assert export_scheme(book, "taobao-presales") == resource_path("schemes", "taobao-presales.json").read_bytes()
    assert names_of(book, "position")[-1] == "仓库"


def versions(book: Book) -> list[tuple[str, int, str]]:
    return [
        (one.scheme.name, one.version, str(one.from_month)) for one in stored_schemes(book) if one.position == "售前"
    ]


def test_the_same_month_replaces_a_version_and_a_later_one_ends_it(book: Book, write: Write) -> None:
    assert versions(book) == [("转化阶梯提成", 1, "2026-10")]
    import_scheme(book, write("甲.json", small("甲")), position="售前", from_month=OCTOBER)
    import_scheme(book, write("乙.json", small("乙")), position="售前", from_month=NOVEMBER)
    assert versions(book) == [("甲", 1, "2026-10"), ("乙", 2, "2026-11")]
    for month, name in ((OCTOBER, "甲"), (NOVEMBER, "乙"), (PayMonth(2027, 5), "乙")):
        slip = compute_month(book, month).payslips[0]
        assert (slip.scheme, slip.version) == (name, 1 if name == "甲" else 2)
    assert compute_month(book, PayMonth(2026, 9)).payslips[0].pending[0].code == "no_scheme"


def test_a_sealed_month_keeps_its_version(book: Book, write: Write) -> None:
    seal_month(book, OCTOBER)
    file = write("甲.json", small("甲"))
    assert refusal(lambda: import_scheme(book, file, position="售前", from_month=OCTOBER)) == ["months_sealed"]
    import_scheme(book, file, position="售前", from_month=NOVEMBER)
    assert versions(book) == [("转化阶梯提成", 1, "2026-10"), ("甲", 2, "2026-11")]


def test_team_goes_before_shop_and_shop_before_everywhere(book: Book, write: Write) -> None:
    import_scheme(book, write("店.json", small("店")), position="售前", shop=SHOP, from_month=OCTOBER)
    import_scheme(book, write("组.json", small("组")), position="售前", team="一组", from_month=OCTOBER)
    inputs = inputs_of(book, OCTOBER)
    in_force = InForce(inputs)
    found = {agent.number: in_force.of(agent) for agent in inputs.agents}
    assert {number: one and one.scheme.name for number, one in found.items()} == {"A1": "组", "A2": "组", "A3": None}


@pytest.mark.parametrize(
    ("position", "shop", "team", "expected"),
    [("", "", "", "position_blank"), ("售前", "别店", "", "shop_unknown"), ("售前", SHOP, "一组", "shop_and_team")],
)
def test_where_a_scheme_cannot_hold(book: Book, position: str, shop: str, team: str, expected: str) -> None:
    before = book.revision

    def use() -> None:
        use_template(book, "conversion-tiered", position=position, shop=shop, team=team, from_month=OCTOBER)

    assert refusal(use) == [expected]
    assert book.revision == before


def test_what_is_unknown_is_named(book: Book, tmp_path: Path, write: Write) -> None:
    def use() -> None:
        use_template(book, "s1", position="售前", from_month=OCTOBER)

    assert refusal(use) == ["template_unknown"]
    assert refusal(lambda: export_scheme(book, "没有")) == ["scheme_unknown"]
    missing = tmp_path / "没有.json"
    assert refusal(lambda: import_scheme(book, missing, position="售前", from_month=OCTOBER)) == [
        "scheme_file_unreadable"
    ]
    bad = write("坏.json", small("坏", code="Base!"))
    assert refusal(lambda: import_scheme(book, bad, position="售前", from_month=OCTOBER)) == ["scheme_code_bad"]
    assert versions(book) == [("转化阶梯提成", 1, "2026-10")]
