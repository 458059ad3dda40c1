"""Which of the owner's own sheets (roster, incidents, marks, attendance) a file is, by its heads."""

from collections.abc import Iterable

from app.domain.accounts import normal_name
from app.services.import_sheets import FilePlan

ROSTER, INCIDENTS, MARKS, ATTENDANCE = "roster", "incidents", "marks", "attendance"
KINDS = (ROSTER, INCIDENTS, MARKS, ATTENDANCE)
_SEARCHED = 10
_PEOPLE = frozenset({"工号", "姓名", "员工编号", "员工号", "员工姓名", "客服姓名"})
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    (ATTENDANCE, frozenset({"出勤天数", "应出勤天数"})),
    (ROSTER, frozenset({"底薪", "基本工资", "子账号", "入职日期", "银行卡号"})),
    (INCIDENTS, frozenset({"类型", "奖惩类型"})),
    (MARKS, frozenset({"项目", "数值", "考核项"})),
)


def people_sheet(file: FilePlan) -> str:
    """The kind of a file that is no performance sheet, "" if it is none of the owner's own either."""
    if file.layout or file.grid is None:
        return ""
    for row in file.grid.rows[:_SEARCHED]:
        texts = frozenset(normal_name(cell) for cell in row if isinstance(cell, str))
        if texts & _PEOPLE:
            return _kind(texts) or _by_name(file.file)
    return ""


def _kind(heads: Iterable[str]) -> str:
    found = frozenset(heads)
    return next((kind for kind, signs in _SIGNS if found & signs), "")


def _by_name(file: str) -> str:
    """A wide marks sheet has a column for each item, so only its name tells."""
    return MARKS if "评分" in file or "評分" in file else ""
