"""Pictures that are kept of the window: taken, made small, compared within what another Qt or font hinting changes."""

from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

FOLDER = Path(__file__).parent.parent / "reference" / "screens"
COMMON, OTHERS = 40, 56
RADIUS = 4
"""Half the side of the square, in pixels, whose mean colour is compared, wherever it lies."""
TOLERANCE = 32
"""How far the mean of a square may differ, of 255: text that is hinted otherwise stays below, a moved icon does not."""


def picture(widget: QWidget) -> Image.Image:
    """How a widget looks, in colours few enough for a small file."""
    shot = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (shot.width(), shot.height())
    return fewer_colours(Image.frombytes("RGB", size, bytes(shot.constBits()), "raw", "RGB", shot.bytesPerLine()))


def fewer_colours(image: Image.Image) -> Image.Image:
    """The most common colours stay as they are, the others become the nearest of some that cover them all."""
    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    spread = image.quantize(OTHERS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in counted[:COMMON] for part in colour] + spread.getpalette()[: 3 * OTHERS])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def fault(name: str, new: Image.Image) -> str:
    """What differs from the picture that is kept under a name, "" if nothing; the new one is then written beside it."""
    kept, beside = FOLDER / f"{name}.png", FOLDER / f"{name}.new.png"
    beside.unlink(missing_ok=True)
    differs = unlike(Image.open(kept), new) if kept.is_file() else "there is no picture of it yet"
    if not differs:
        return ""
    FOLDER.mkdir(exist_ok=True)
    new.save(beside, optimize=True)
    return f"{name}: {differs}. Look at {beside.name}; if it is right, `uv run build/screens.py` accepts it."


def unlike(kept: Image.Image, new: Image.Image) -> str:
    """Where two pictures differ by more than the tolerance, "" if nowhere."""
    if kept.size != new.size:
        return f"{kept.size[0]}×{kept.size[1]} has become {new.size[0]}×{new.size[1]}"
    blurred = [each.convert("RGB").filter(ImageFilter.BoxBlur(RADIUS)) for each in (kept, new)]
    bands = ImageChops.difference(*blurred).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    box = most.point(lambda value: 255 if value > TOLERANCE else 0).getbbox()
    return f"by {most.getextrema()[1]} of 255 between {box[:2]} and {box[2:]}" if box else ""
