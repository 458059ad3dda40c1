"""Makes docs/scheme.schema.json, the JSON Schema of a scheme's file, from the types of app/domain/scheme.

uv run build/scheme_schema.py
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from app.domain.scheme import Exact, Scheme

FILE = Path(__file__).parent.parent / "docs" / "scheme.schema.json"
NUMBER = {"type": ["string", "integer"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "maxLength": 40}


def schema_text() -> str:
    """What the types say. Sums, repeated names and the like are checked by the program only."""
    schema = msgspec.json.schema(Scheme, schema_hook=_number)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "jixin-scheme/1"}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


def _number(kind: type) -> dict[str, Any]:
    if kind is not Exact:
        raise NotImplementedError(str(kind))
    return NUMBER


if __name__ == "__main__":
    FILE.write_text(schema_text(), "utf-8", newline="\n")
