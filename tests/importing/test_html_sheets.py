"""Tables of HTML: cells that span keep the columns behind them in their places."""

from app.importing.html_sheets import read_html


def texts(html: str) -> tuple[tuple[str, ...], ...]:
    grid = read_html(html)
    return tuple(tuple(grid.text(row, column) for column in range(grid.width)) for row in range(len(grid.rows)))


def test_a_cell_over_several_rows_and_columns_stands_in_its_first_place() -> None:
    rows = texts(
        "<table><tr><td rowspan=3>昵称</td><td colspan=2>总评价</td><td>销售</td></tr>"
        "<tr><td>收到</td><td>发出</td><td>额</td></tr><tr><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>小美</td><td>4</td><td>5</td><td>6</td></tr></table>"
    )
    assert rows == (
        ("昵称", "总评价", "", "销售"),
        ("", "收到", "发出", "额"),
        ("", "1", "2", "3"),
        ("小美", "4", "5", "6"),
    )


def test_the_table_with_the_most_cells_is_read() -> None:
    assert texts("<table><tr><td>查询</td></tr></table><table><tr><td>a</td><td>b</td></tr></table>") == (("a", "b"),)
