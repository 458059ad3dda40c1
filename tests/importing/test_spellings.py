"""Every spelling of a header that is known of real exports, and what it means."""

from pathlib import Path

import pytest

from app.importing.plan import FileEdits
from tests.importing.sheets import planned, write

SHARED = {
    "consulted_users": "咨询人数 聊天人数(原咨询人数) 总咨询人数 聊天人数 谘詢人數",
    "received_users": "接待人数 已接待人数 人工接待人数 接待總人數",
    "sessions": "接待会话量 人工接待会话量 人工会话量 接待量 接待人次",
    "valid_received_users": "有效接待人数 有效接待",
    "unreplied_users": "未回复人数 未回覆人數",
    "late_reply_users": "3分钟未回复人数 3分钟未回复人数*",
    "inquiry_users": "询单人数 询单人数* 询单数 詢單人數",
    "same_day_inquiry_users": "当日询单人数",
    "inquiry_lost_users": "询单流失人数",
    "ordered_users": "下单人数 询单->最终下单人数 询单→最终下单人数 询单—>最终下单人数 询单至最终下单人数 落实下单人数",
    "inquiry_paid_users": "询单最终付款人数 最终付款人数 询单->最终付款人数 询单→最终付款人数 最终成团人数 最终成团人数* 支付人数 付款人数",
    "inquiry_conversion": "询单最终付款转化率 询单->最终付款转化率 询单->最终付款成功率 询单→最终付款转化率 询单转化率 詢單轉化率 最终付款转化率",
    "inquiry_sales_amount": "询单最终付款金额 最终付款金额 客服询单支付额 询单销售额",
    "sales_amount": "销售额 客服销售额 客服销售额（元） 客服銷售額 销售金额 成交金额",
    "net_sales_amount": "净销售额 净销售额(元) 退款后销售额 去退销售额（元） 去退销售额（元）* 扣退款销售额",
    "paid_users": "销售人数 客服销售人数 成交人数",
    "items_sold": "销售量 销售件数",
    "orders": "销售订单数 订单数 订单量",
    "average_order_value": "客单价 客单价(元) 客服销售客单价 客單價",
    "items_per_customer": "客件数 连带率",
    "response_seconds": (
        "平均响应时长（秒) 平均响应时长（秒） 平均响应时长 平均响应时间 平均响应时间(秒) 平均响应(秒) 平均响应(s) 平均人工响应时长（分钟） 平均响应时长(分)"
        " 全天平响时长 工作时间平响时长 旺旺平响(秒) 平响 均响 平均響應時間"
    ),
    "first_response_seconds": (
        "首次响应时长（秒) 首次响应时长（秒） 首次响应时长 首次响应时间 首次响应(秒) 首次平均响应时间 首次平均响应(s) 全天首响时长 首响"
        " 平均首次响应时间 首次響應"
    ),
    "session_seconds": "平均接待时长 平均接待时长(秒) 平均会话时长",
    "reply_rate": "旺旺回复率 回复率 客服回复率 旺旺回覆率",
    "three_minute_rate": (
        "3分钟人工响应率 3分钟人工回复率(8-23点) 3分钟人工回复率(8-23点)* 3分钟人工回复率(全天) 客服3分钟人工回复率 全天3分钟回复率 工作时间3分钟回复率"
        " 3分钟响应率 三分钟人工响应率"
    ),
    "answer_ratio": "答问比 客服答问比 淘宝答问比 问答比 答問比",
    "slow_users": "慢响应人数 慢接待人数",
    "satisfaction_rate": "客户满意率 客户满意比 客服服务满意度 满意率 全天满意率 服务满意度 客戶滿意率",
    "very_satisfied": "很满意 非常满意 服务满意度评价很满意",
    "dissatisfied": "不满 不满意 服务满意度评价不满",
    "very_dissatisfied": "很不满 非常不满意",
    "valid_good_reviews": "有效好评数",
    "good_reviews": "好评量",
    "bad_reviews": "差评量",
    "evaluations": "收到评价数 评价量 旺旺评价量",
    "evaluations_sent": "发出评价数",
    "refund_amount": "成功退款金额 完成退款金额 退款金额 退款額",
    "buyer_messages": "买家消息数 买家消息 买家消息条数 顾客消息数 客户总消息数",
    "seller_messages": "客服消息数 客服消息 客服消息条数 客服总消息数",
    "days_worked": "上班天数 客服在线天数",
    "": "未回复人数占比 询单人数(上月) 销售额(万元) 30s应答率 销售客单价（元/件） 客服未回复人次 当日付款人数 退款率 下单->最终付款成功率 人数",
}
"""By metric; "" are headers that look like one and are none."""
OWN = {
    ("jd", "ordered_users"): "促成下单人数",
    ("jd", "sales_amount"): "促成下单商品金额",
    ("jd", "response_seconds"): "平均响应时长（新） 平均响应时长(新标) 平均响应时间（新标）",
    ("kuaishou", "response_seconds"): "人工平均回复时长",
    ("kuaishou", "three_minute_rate"): "三分钟回复率（人维度） 三分钟回复率（会话）",
    ("kuaishou", "satisfaction_rate"): "好评率（人维度） 好评率（会话）",
    ("qianniu", "good_reviews"): "满意评价量",
}
"""By layout and metric."""
AGENTS = (
    "旺旺昵称 旺旺账号名称 旺旺 客服昵称 客服账号 客服账号* 客服 账户名 账号名称 UID 客服姓名 客服名称 旺旺号 子账号 账号 旺旺账号 昵称 客服旺旺 子帐号 接待客服"
    " 员工 客服ID 旺旺名 客服暱稱 帳號"
)


def meaning(folder: Path, header: str, agent: str = "客服姓名", layout: str = "") -> tuple[str, str]:
    """(what the header is taken for, what that of the account is) in a sheet with two figures besides."""
    path = write(folder, [(agent, "夜班数", "外呼电话", header), ("甲", 1, 3, 5), ("乙", 2, 4, 7)])
    account, *_, column = planned(path, edits=FileEdits(layout=layout or "other")).columns
    return column.metric, account.role


@pytest.mark.parametrize("metric", SHARED)
def test_a_header_means_the_same_however_it_is_spelled(tmp_path: Path, metric: str) -> None:
    assert {text: meaning(tmp_path, text)[0] for text in SHARED[metric].split()} == dict.fromkeys(
        SHARED[metric].split(), metric
    )


@pytest.mark.parametrize(("layout", "metric"), OWN)
def test_a_header_of_one_platform(tmp_path: Path, layout: str, metric: str) -> None:
    for text in OWN[layout, metric].split():
        assert meaning(tmp_path, text, layout=layout)[0] == metric


def test_every_spelling_of_the_account(tmp_path: Path) -> None:
    assert {meaning(tmp_path, "询单人数", agent)[1] for agent in AGENTS.split()} == {"account"}
