"""Exports of single orders in every known layout: what is read from each stands beside it."""

import json
import os
from typing import Any

import pytest

from app.domain.orders import Items, Order, Refund
from app.domain.people import Shop
from app.importing.plan import FilePlan, Known
from app.importing.remarks import Convention
from tests.importing.order_files import KNOWN, ORDERS, planned

UPDATE = bool(os.environ.get("UPDATE_EXPECTED"))
SAMPLE = "ExportOrderList202610.csv"
NAMES = ("浩然", "梦琪", "一诺", "晓彤", "文静", "诗涵", "志强", "若曦", "佳怡", "子涵", "建华", "思远")
SAMPLE_SHOP = "云朵家居旗舰店"
SAMPLE_KNOWN = Known(
    shops=(Shop(name=SAMPLE_SHOP, platform="tmall"),),
    conventions={SAMPLE_SHOP: Convention(names=tuple((name, name) for name in NAMES), own=True)},
)
FILES = {
    SAMPLE: SAMPLE_KNOWN,
    "ExportOrderList_旧版.csv": KNOWN,
    "ExportOrderDetailList_旧版.csv": KNOWN,
    "订单_新版.xlsx": KNOWN,
    "订单_自选列.xlsx": KNOWN,
    "子订单.xlsx": KNOWN,
    "退款单.xlsx": KNOWN,
    "退款单_2017.xlsx": KNOWN,
}


def shown(file: FilePlan) -> dict[str, Any]:
    single = file.single
    assert single is not None
    return {
        "layout": file.layout,
        "family": file.family,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "period": str(file.period),
        "rows": file.rows,
        "agents": file.agents,
        "cells": single.cells,
        "problems": [f"{one.severity.value} {one.code} {one.cell} {one.params}" for one in file.problems],
        "orders": [order_text(one) for one in single.orders],
        "items": [items_text(one) for one in single.items],
        "refunds": [refund_text(one) for one in single.refunds],
        "observations": [
            f"{one.account} {one.metric} {one.first} {one.value} {','.join(one.source.cells)}"
            for one in file.observations
        ],
    }


def order_text(one: Order) -> str:
    marks = [name for name in ("counts", "chased", "followup", "new_buyer") if getattr(one, name)]
    return " ".join(
        [f"row {one.row}", one.number, str(one.day), one.account or "-", str(one.fen), str(one.items), *marks]
    )


def items_text(one: Items) -> str:
    return f"row {one.row} {one.order} {one.pieces}"


def refund_text(one: Refund) -> str:
    return f"row {one.row} {one.number} {one.order} {one.day} {one.fen}{' counts' if one.counts else ''}"


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_read_as_expected(name: str) -> None:
    found = shown(planned(ORDERS / name, FILES[name]))
    beside = (ORDERS / name).with_suffix(".json")
    if UPDATE:
        beside.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(beside.read_text("utf-8"))
