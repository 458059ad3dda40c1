"""Reports about agents as platforms write them, made up from a truth that is known: for tests of what is read of them.

A report is a list of fields, each with the spellings of its header, what of the truth it shows and how. Its sheet may
then be given any number of oddities that real exports have (``Clothes``); none of them changes the truth.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Figures = dict[str, Fraction]
"""Sums of one agent: people, amounts in CNY; ``*_total`` are seconds over all turns or receptions."""


@dataclass(frozen=True)
class Field:
    """A column. ``show`` is count, money, percent, seconds, minutes, words (of a duration), plain, or other."""

    headers: tuple[str, ...]
    metric: str
    show: str


@dataclass(frozen=True)
class Report:
    """One report of a platform: its layout's id, what its file is called, its columns, and the group over each."""

    layout: str
    platform: str
    file: str
    agent: tuple[str, ...]
    fields: tuple[Field, ...]
    prefixed: bool = False
    groups: bool = False


def _fields(text: str) -> tuple[Field, ...]:
    """``销售额|销售额(元)=sales_amount:money …``; without a word behind the metric it is a count."""
    found: list[Field] = []
    for entry in text.split():
        headers, _, about = entry.rpartition("=")
        metric, _, show = about.partition(":")
        found.append(Field(tuple(headers.split("|")), metric, show or "count"))
    return tuple(found)


_SALES = "销售额=sales_amount:money 销售量=items_sold 销售人数=paid_users"
_VOTES = (
    "服务满意度评价很满意=very_satisfied 服务满意度评价满意=satisfied 服务满意度评价一般=neutral"
    " 服务满意度评价不满=dissatisfied 服务满意度评价很不满=very_dissatisfied"
)
REPORTS = (
    Report(
        "sycm_custom", "taobao", "自制报表-报表查看-客服绩效_{from8}_{to8}_全部", ("旺旺昵称",),
        _fields(
            "询单最终付款人数=inquiry_paid_users 询单人数=inquiry_users 询单最终付款转化率=inquiry_conversion:percent"
            " 首次响应时长（秒)|首次响应时长（秒）|首次响应时长(秒)=first_response_seconds:seconds"
            " 平均响应时长（秒)|平均响应时长（秒）|平均响应时长(秒)=response_seconds:seconds 客户满意率=satisfaction_rate:percent"
            " 旺旺回复率=reply_rate:percent 询单最终付款金额=inquiry_sales_amount:money 成功退款金额=refund_amount:money"
        ), prefixed=True,
    ),
    Report(
        "sycm_reception", "taobao", "咨询接待分析_{from8}_{to8}", ("旺旺昵称",),
        _fields(
            "咨询人数=consulted_users 接待人数=received_users 未回复人数=unreplied_users 有效接待人数=valid_received_users"
            " 平均响应时长（秒)|平均响应时长(秒)=response_seconds:seconds 3分钟人工响应率=three_minute_rate:percent 旺旺回复率=reply_rate:percent"
            " 首次响应时长（秒)=first_response_seconds:seconds 慢响应人数=slow_users 答问比=answer_ratio:plain 旺旺分组=-:other"
        ), prefixed=True,
    ),
    Report(
        "sycm_custom", "taobao", "客服绩效_{from8}_{to8}", ("旺旺昵称",),
        _fields(
            "旺旺分组=-:other 有效接待人数=valid_received_users 当日询单人数=same_day_inquiry_users 销售人数=paid_users 净销售额=net_sales_amount:money"
            " 客单价=average_order_value:money 询单流失人数=inquiry_lost_users 首次响应时长（秒)=first_response_seconds:seconds"
            " 平均响应时长（秒)=response_seconds:seconds 答问比=answer_ratio:plain 客户满意率=satisfaction_rate:percent 销售额=sales_amount:money"
            " 询单最终付款转化率=inquiry_conversion:percent"
        ), prefixed=True,
    ),
    Report(
        "sycm_sales", "taobao", "客服销售分析_{from8}_{to8}", ("旺旺昵称",),
        _fields(
            "咨询人数=consulted_users 有效接待人数=valid_received_users 询单人数=inquiry_users 下单人数=ordered_users"
            f" 下单金额=ordered_amount:money {_SALES} 订单量=orders 个人销售额占比=-:percent 成功退款金额=refund_amount:money 净销售额=net_sales_amount:money"
        ), prefixed=True,
    ),
    Report(
        "sycm_reviews", "taobao", "接待评价_{from8}_{to8}", ("旺旺昵称",),
        _fields(
            "接待人数=received_users 总评价-发出=evaluations_sent 总评价-收到=evaluations 总评价-很满意=very_satisfied"
            " 总评价-满意=satisfied 总评价-一般=neutral 总评价-不满=dissatisfied 总评价-很不满=very_dissatisfied"
            " 总评价-满意率=satisfaction_rate:percent 邀请评价-收到=-:other 邀请评价-很满意=-:other 邀请评价-满意率=-:percent 自主评价-收到=-:other 自主评价-很满意=-:other"
        ), prefixed=True, groups=True,
    ),
    Report(
        "qianniu", "taobao", "服务报表_按客服查看_{from}至{to}", ("旺旺账号名称",),
        _fields("平均响应时长=response_seconds:seconds 人工接待会话量=sessions 3分钟人工响应率=three_minute_rate:percent 退款处理时长=-:other"),
    ),
    Report(
        "qianniu", "taobao", "咨询接待能力明细_{from}至{to}", ("旺旺账号名称",),
        _fields("满意评价量=good_reviews 旺旺评价量=evaluations 人工接待会话量=sessions"),
    ),
    Report(
        "chitu", "taobao", "自定义报表_人均日接入_下单优先判定_{from}至{to}", ("客服昵称",),
        _fields(
            "接待人数=received_users 平均响应(秒)|平均响应（秒）=response_seconds:seconds 回复率=reply_rate:percent"
            " 询单->最终付款转化率|询单→最终付款转化率=inquiry_conversion:percent 上班天数=days_worked 服务满意度评价参与率=-:percent 客户满意率=satisfaction_rate:percent"
            f" {_VOTES}"
        ),
    ),
    Report(
        "chitu", "taobao", "自定义报表_每周店铺个人数据_付款判定_{from}至{to}", ("客服昵称",),
        _fields(
            "聊天人数(原咨询人数)|聊天人数（原咨询人数）=consulted_users 接待人数=received_users 询单人数=inquiry_users"
            f" {_SALES} 销售订单数=orders"
        ),
    ),
    Report(
        "chitu", "taobao", "自定义报表_客服数据_下单判定_{from}至{to} (1)", ("客服昵称",),
        _fields(
            "聊天人数(原咨询人数)=consulted_users 接待人数=received_users 直接接入人数=-:other 转发接入人数=-:other 转出人数=-:other 总消息数=messages"
            " 买家消息数=buyer_messages 客服消息数=seller_messages 答问比=answer_ratio:plain 客服字数=-:other 最大同时聊天数=-:other 未回复人数=unreplied_users"
            " 回复率=reply_rate:percent 慢接待人数=slow_users 长接待人数=-:other 首次响应(秒)=first_response_seconds:seconds 平均响应(秒)=response_seconds:seconds"
            " 平均接待时长=session_seconds:words"
        ),
    ),
    Report(
        "chitu", "taobao", "售前明细表_{from}至{to}", ("客服", "旺旺", "旺旺昵称"),
        _fields(
            "接待人数=received_users 询单人数=inquiry_users 询单->最终付款人数|询单→最终付款人数=inquiry_paid_users"
            " 询单->最终付款成功率=inquiry_conversion:percent 客件数=items_per_customer:plain 客单价=average_order_value:money 邮费总额=-:other 客服回复率=reply_rate:percent"
            " 平均响应时间=response_seconds:seconds 首次响应时间=first_response_seconds:seconds 平均接待时长=session_seconds:words 平均接待时长(秒)=session_seconds:seconds"
            " 静默下单本人落实付款-人数=-:other 销售额=sales_amount:money 客服答问比=answer_ratio:plain 慢响应人数=slow_users 询单->最终下单人数=ordered_users"
            " 询单->次日付款人数=-:other 转出人数=-:other 退款率=-:percent"
        ),
    ),
    Report(
        "chitu", "taobao", "客服月报_{month}", ("账户名",),
        _fields(
            "销售额=sales_amount:money 完成退款金额=refund_amount:money 咨询人数=consulted_users 接待人数=received_users E客服评价发送率=-:percent"
            " 客户满意比=satisfaction_rate:percent 旺旺回复率=reply_rate:percent 平均响应时间=response_seconds:seconds 客服答问比=answer_ratio:plain 上班天数=days_worked"
            " 服务总时长=-:other 总消息=messages 买家消息=buyer_messages 客服消息=seller_messages 发出评价数=evaluations_sent 收到评价数=evaluations"
            " 很满意=very_satisfied 满意=satisfied 一般=neutral 不满=dissatisfied 很不满=very_dissatisfied"
        ),
    ),
    Report(
        "jd", "jd", "京东整体数据_{from}至{to}", ("客服",),
        _fields(
            "促成下单商品金额=sales_amount:money 售前接待人数=-:other 促成下单人数=ordered_users 平均响应时长（新）|平均响应时长(新标)|平均响应时间（新标）=response_seconds:seconds"
            " 接待量=sessions 30s应答率=-:percent 客服3分钟人工回复率=three_minute_rate:percent 好评量=good_reviews 评价量=evaluations"
        ),
    ),
    Report(
        "jd", "jd", "京东工作量_{from}至{to}", ("客服",),
        _fields(
            "接待量=sessions 首次平均响应时间=first_response_seconds:seconds 平均响应时间=response_seconds:seconds 30s应答率|咚咚30s应答率=-:percent"
            " 客服总消息数=seller_messages 客户总消息数=buyer_messages 非常满意=very_satisfied 满意=satisfied 不满意=dissatisfied 非常不满意=very_dissatisfied"
        ),
    ),
    Report(
        "jd_tool", "jd", "客服绩效_{from}至{to}", ("客服",),
        _fields(
            "咨询人数=consulted_users 接待人数=received_users 询单人数=inquiry_users 首次平均响应(s)=first_response_seconds:seconds 平均响应(s)=response_seconds:seconds"
            f" {_SALES} 销售订单数=orders 询单→最终付款人数=inquiry_paid_users 询单→最终付款转化率=inquiry_conversion:percent"
            " 销售客单价（元/件）=-:other 出库金额=-:other 完成退款金额=refund_amount:money 完成退款件数=-:other 咨询量=-:other 登录时长=-:other 答问比=answer_ratio:plain 回复率=reply_rate:percent"
            " 留言响应率=-:percent 销售客件数（件/人）=items_per_customer:plain 满意度-非常满意=very_satisfied 满意度-满意=satisfied 满意率=satisfaction_rate:percent 退款率=-:percent"
        ),
    ),
    Report(
        "pdd", "pdd", "客服绩效详情_{from}至{to}", ("客服账号", "客服账号*"),
        _fields(
            "咨询人数=consulted_users 询单人数*|询单人数=inquiry_users 最终成团人数*|最终成团人数=inquiry_paid_users 询单流失人数=inquiry_lost_users"
            " 询单转化率=inquiry_conversion:percent 客服销售额（元）|客服销售额(元)=sales_amount:money 去退销售额（元）*|去退销售额（元）=net_sales_amount:money"
            " 人工接待人数=received_users 需要人工回复的咨询人数*=needing_reply_users 3分钟未回复人数*=late_reply_users 3分钟人工回复率(8-23点)*=three_minute_rate:percent"
            " 平均人工响应时长（分钟）|平均响应时长(分)=response_seconds:minutes 30秒应答率(8-23点)*=-:percent 评分≤3订单数=-:other 评分数=-:other 评分≤3率=-:percent 纠纷退款数=-:other 投诉数=-:other"
        ),
    ),
    Report(
        "pdd", "pdd", "拼多多_客服绩效详情_{from}至{to}", ("客服账号",),
        _fields(
            "咨询人数=consulted_users 询单人数=inquiry_users 最终成团人数=inquiry_paid_users 询单转化率=inquiry_conversion:percent 客服销售额（元）=sales_amount:money"
            " 人工接待人数=received_users 平均人工响应时长=response_seconds:words 3分钟人工回复率(全天)=three_minute_rate:percent 30秒应答率(全天)=-:percent"
        ),
    ),
    Report(
        "feige", "douyin", "飞鸽_客服表现_{from}至{to}", ("客服昵称",),
        _fields(
            "客服在线天数=days_worked 接待会话量=sessions 待回复会话量=-:other 已接待人数=received_users 转出会话量=-:other 有效评价数=valid_evaluations"
            " 有效好评数=valid_good_reviews 有效差评数=-:other 全天不满意率=-:percent 全天平响时长=response_seconds:words 全天首响时长=first_response_seconds:words"
            " 全天3分钟回复率=three_minute_rate:percent 工作时间平响时长=-:other 工作时间3分钟回复率=-:percent 询单人数=inquiry_users 下单人数=ordered_users"
            " 支付人数=inquiry_paid_users 退款人数=-:other 客服询单支付额=inquiry_sales_amount:money 退款金额=refund_amount:money 询单转化率=inquiry_conversion:percent"
        ),
    ),
    Report(
        "kuaishou", "other", "客服_考核数据_{from}至{to}", ("客服昵称", "客服名称"),
        _fields(
            "三分钟回复率（人维度）=three_minute_rate:percent 三分钟回复率（会话）=-:percent 不服务率=-:percent 咨询人数=consulted_users 咨询人次=-:other 人工会话量=sessions"
            " 人工平均回复时长=response_seconds:words 好评率（人维度）=satisfaction_rate:percent 差评率（人维度）=-:percent IM不满意率（人维度）=-:percent 询单人数=inquiry_users"
            " 下单人数=ordered_users 支付人数=inquiry_paid_users 询单转化率=inquiry_conversion:percent 询单客单价=-:other 客服销售额=sales_amount:money"
        ),
    ),
    Report(
        "xianyu", "other", "闲鱼客服数据_{from}至{to}", ("账号名称",),
        _fields(
            "咨询人数=consulted_users 接待人数=received_users 咨询商品数=-:other 平均响应时长=response_seconds:words 3分钟响应率=three_minute_rate:percent"
            " 有效评价数=valid_evaluations 有效好评数=valid_good_reviews 有效差评数=-:other"
        ),
    ),
)  # fmt: skip

SUMS = ("汇总值", "汇总", "合计", "总计", "总值", "店铺汇总值", "合计：", " 总 计 ")
MEANS = ("平均值", "均值", "平均", "店铺平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值")


def figures(chance: random.Random) -> Figures:
    """What one agent did, on a day or in a month; nothing contradicts anything."""
    consulted = chance.randint(1, 400)
    unreplied = chance.randint(0, min(3, consulted - 1))
    received = consulted - unreplied
    valid = received - chance.randint(0, min(5, received - 1))
    inquiry = chance.randint(1, valid)
    ordered = chance.randint(0, inquiry)
    asked_paid = chance.randint(0, ordered)
    paid = asked_paid + chance.randint(0, 9)
    votes = [
        chance.randint(0, 60),
        chance.randint(0, 20),
        chance.randint(0, 3),
        chance.randint(0, 1),
        chance.randint(0, 1),
    ]
    sales = Fraction(sum(chance.randint(100, 90_000) for _ in range(paid)), 100)
    refunded = Fraction(int(sales * chance.randint(0, 20)), 100)
    buyer = chance.randint(consulted, 9 * consulted)
    numbers = {
        "consulted_users": consulted, "unreplied_users": unreplied, "received_users": received, "valid_received_users": valid,
        "slow_users": chance.randint(0, 9), "inquiry_users": inquiry, "same_day_inquiry_users": chance.randint(0, inquiry),
        "inquiry_lost_users": inquiry - asked_paid, "inquiry_paid_users": asked_paid, "ordered_users": ordered,
        "paid_users": paid, "items_sold": paid + chance.randint(0, 40), "orders": paid + chance.randint(0, 9),
        "sessions": received + chance.randint(0, 30), "buyer_messages": buyer, "seller_messages": chance.randint(1, 2 * buyer),
        "evaluations_sent": sum(votes) + chance.randint(0, 50), "evaluations": sum(votes), "very_satisfied": votes[0],
        "satisfied": votes[1], "neutral": votes[2], "dissatisfied": votes[3], "very_dissatisfied": votes[4],
        "good_reviews": votes[0] + votes[1], "valid_evaluations": sum(votes), "valid_good_reviews": votes[0] + votes[1],
        "needing_reply_users": consulted, "late_reply_users": unreplied, "days_worked": 1,
        "response_total": chance.randint(received, 60 * received), "first_total": chance.randint(received, 20 * received),
        "session_total": chance.randint(60 * received, 900 * received),
    }  # fmt: skip
    found = {name: Fraction(number) for name, number in numbers.items()}
    found |= {"sales_amount": sales, "refund_amount": refunded, "net_sales_amount": sales - refunded}
    found |= {"ordered_amount": sales * 11 / 10, "inquiry_sales_amount": sales * asked_paid / max(paid, 1)}
    for name in ("ordered_amount", "inquiry_sales_amount"):
        found[name] = Fraction(round(found[name] * 100), 100)
    found["messages"] = found["buyer_messages"] + found["seller_messages"]
    return found


def added(parts: Iterable[Figures]) -> Figures:
    """The sums of several."""
    total: Figures = {}
    for part in parts:
        for name, value in part.items():
            total[name] = total.get(name, Fraction(0)) + value
    return total


RATIOS = {
    "inquiry_conversion": ("inquiry_paid_users", "inquiry_users"),
    "average_order_value": ("sales_amount", "paid_users"),
    "items_per_customer": ("items_sold", "paid_users"),
    "answer_ratio": ("seller_messages", "buyer_messages"),
    "response_seconds": ("response_total", "received_users"),
    "first_response_seconds": ("first_total", "received_users"),
    "session_seconds": ("session_total", "received_users"),
    "three_minute_rate": ("in_time", "consulted_users"),
    "reply_rate": ("received_users", "consulted_users"),
    "satisfaction_rate": ("good_reviews", "evaluations"),
}


def value_of(metric: str, of: Figures) -> Fraction | None:
    """A sum, or a ratio of sums; None over nothing."""
    if metric not in RATIOS:
        return of[metric]
    above, below = RATIOS[metric]
    numbers = {**of, "in_time": of["consulted_users"] - of["late_reply_users"]}
    return numbers[above] / numbers[below] if numbers[below] else None


@dataclass
class Clothes:
    """How a sheet is dressed; every choice leaves its truth as it is."""

    chance: random.Random
    plain: bool = False
    percents: dict[str, str] = field(default_factory=dict)

    def often(self, share: float) -> bool:
        """True that often; never in a plain sheet."""
        return not self.plain and self.chance.random() < share

    def header(self, names: Sequence[str]) -> str:
        """A spelling of the header."""
        name = names[0] if self.plain else self.chance.choice(names)
        if self.often(0.1):
            name = name.replace("(", "（").replace(")", "）")
        if self.often(0.06):
            name = "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark for mark in name)
        if self.often(0.1):
            name = self.chance.choice(
                (f" {name}", f"{name} ", f"{name}\n", f"{name[:2]}\n{name[2:]}", f"{name}\t", f"\ufeff{name}")
            )
        return name

    def cell(self, about: Field, value: Fraction | None) -> Any:
        """The value as the platform shows it."""
        if value is None:
            return "-" if self.plain else self.chance.choice(("-", "--", "", None, "—", "/", "无", "N/A", "暂无数据"))
        match about.show:
            case "count":
                return self._number(value, 0)
            case "money":
                return self._money(value)
            case "percent":
                return self._percent(about, value)
            case "plain":
                return self._number(value, 4)
            case _:
                return self._duration(about, value)

    def _number(self, value: Fraction, places: int) -> Any:
        rounded = round(float(value), places) if places else int(value)
        if self.often(0.08):
            text = f"{rounded:,}" if not places else f"{rounded:.{places}f}"
            return self.chance.choice(
                (text, f" {text}", f"{text}\u00a0", "".join(chr(ord(mark) + 0xFEE0) for mark in text))
            )
        return rounded

    def _money(self, value: Fraction) -> Any:
        amount = round(float(value), 2)
        if self.often(0.15):
            return self.chance.choice(
                (f"{amount:,.2f}", f"￥{amount:,.2f}", f"¥{amount:.2f}", f"{amount:.2f}元", f"{amount:,.2f} ")
            )
        return amount

    def _percent(self, about: Field, value: Fraction) -> Any:
        how = self.percents.setdefault(
            about.headers[0], "%" if self.plain else self.chance.choice(("%", "fraction", "％"))
        )
        if how == "fraction":
            return round(float(value), 4)
        return f"{float(value) * 100:.2f}{how}"

    def _duration(self, about: Field, value: Fraction) -> Any:
        if about.show == "minutes":
            return round(float(value) / 60, 2)
        if about.show == "words":
            return worded(round(value))
        if self.often(0.1):
            return self.chance.choice((f"{float(value):.2f}", f"{round(value)}秒", clock(round(value))))
        return round(float(value), 2)


def worded(seconds: int) -> str:
    """2分30秒."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = (f"{hours}小时" if hours else "") + (f"{minutes}分" if minutes or hours else "")
    return f"{text}{rest}秒"


def clock(seconds: int) -> str:
    """00:02:30."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def shown_value(about: Field, cell: Any) -> Fraction:
    """What a reader of the sheet sees in the cell of a mean: the truth as the platform rounds it."""
    text = (
        "".join(chr(ord(mark) - 0xFEE0) if "！" <= mark <= "～" else mark for mark in str(cell))
        .strip()
        .replace(",", "")
    )
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if "秒" in text or ":" in text:
        seconds = Fraction(0)
        for number, unit in _spelled(text):
            seconds += Fraction(number) * unit
        return seconds
    return Fraction(text) * (60 if about.show == "minutes" else 1)


def _spelled(text: str) -> Iterable[tuple[str, int]]:
    if ":" in text:
        return zip(text.split(":"), (3600, 60, 1), strict=True)
    found: list[tuple[str, int]] = []
    for mark, unit in (("小时", 3600), ("分", 60), ("秒", 1)):
        number, mark_found, rest = text.partition(mark)
        if mark_found:
            found.append((number, unit))
            text = rest
    return found
