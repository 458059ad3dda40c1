"""Pictures that the owner gives (logo, seal): looked at once, kept small, and as PNG."""

from io import BytesIO
from struct import unpack

from app.domain.problem import JixinError, error

MAX_BYTES, MAX_SIDE = 10_000_000, 480
_MAX_PIXELS = 40_000_000


def prepared(data: bytes, name: str) -> bytes:
    """A PNG of at most 480 pixels a side; JixinError for what is no PNG or JPEG picture, or too large a one."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if len(data) > MAX_BYTES or picture.width * picture.height > _MAX_PIXELS:
                raise JixinError(error("picture_too_large", file=name))
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise JixinError(error("picture_unreadable", file=name)) from fault
    small.thumbnail((MAX_SIDE, MAX_SIDE))
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def size_within(data: bytes, width: float, height: float) -> tuple[float, float]:
    """Width and height of a prepared picture that fills a rectangle as far as its shape allows."""
    across, down = unpack(">LL", data[16:24])
    scale = min(width / across, height / down)
    return across * scale, down * scale
