"""A scheme's file: reading, checking and writing its JSON."""

from app.domain.schemefile.reading import MAX_BYTES, read_pay_item, read_scheme, write_scheme

__all__ = ["MAX_BYTES", "read_pay_item", "read_scheme", "write_scheme"]
