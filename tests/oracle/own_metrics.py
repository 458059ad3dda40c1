"""The owner's own metrics in random books: some of the catalogue's under ids of the owner's, all else as it was.

By docs/scheme-format.md an id says its kind, so a book with other names must be paid alike.
"""

import json
from random import Random

from tests.oracle.world import World

NAMES: list[dict[str, str]] = [
    {"outbound_calls": "sum:回访电话"},
    {"other_tasks": "sum:拆包数(件)"},
    {"followup_sales": "sum:追销"},
    {"first_response_seconds": "mean:首次响应(秒)"},
    {"quality_score": "manual:抽检分"},
    {"service_rating": "level:店铺 评分"},
    {"refund_count_rate": "ratio:退款笔数率=refunds/orders"},
    {"items_per_customer": "ratio:人均件数(件)=items_sold/paid_users"},
    {
        "handled_cases": "sum:处理数",
        "resolved_cases": "sum:解决数",
        "resolution_rate": "ratio:解决率=sum:解决数/sum:处理数",
        "error_rate": "ratio:出错率=error_cases/sum:处理数",
        "refund_saved_rate": "ratio:挽回率=refund_saved_cases/sum:处理数",
    },
]
"""Each renamed as a whole, since a ratio names its parts."""


def renamed(world: World, names: dict[str, str]) -> World:
    """The book with other ids, wherever they stand."""
    text = json.dumps(world, ensure_ascii=False)
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    found: World = json.loads(text)
    return found


def with_own_metrics(rng: Random, world: World) -> World:
    """Two of three books have some."""
    chosen = [names for names in NAMES if rng.random() < 0.3] if rng.random() < 0.67 else []
    return renamed(world, {old: new for names in chosen for old, new in names.items()})
