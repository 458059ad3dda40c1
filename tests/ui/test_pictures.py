"""What the comparison of pictures finds, and what it lets pass."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.ui.pictures import FOLDER, unlike

AGENTS = FOLDER / "agents.png"
ACCENT, GREY = (11, 107, 94), (126, 140, 135)
Change = Callable[[Image.Image], Image.Image]


def paint(box: tuple[int, int, int, int], colour: tuple[int, int, int]) -> Change:
    """Fill a box."""

    def change(image: Image.Image) -> Image.Image:
        ImageDraw.Draw(image).rectangle(box, colour)
        return image

    return change


def move(box: tuple[int, int, int, int], by: int) -> Change:
    """Move a part of the window to the right."""

    def change(image: Image.Image) -> Image.Image:
        image.paste(image.crop(box), (box[0] + by, box[1]))
        return image

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(paint((1302, 752 - 688, 1320, 84), (255, 255, 255)), id="the words of a button are gone"),
        pytest.param(paint((1248, 60, 1349, 90), GREY), id="another colour"),
        pytest.param(move((1240, 58, 1350, 92), 6), id="a button moved"),
        pytest.param(paint((14, 15, 32, 34), (232, 238, 235)), id="an icon is missing"),
        pytest.param(lambda image: image.crop((0, 0, 1366, 687)), id="another size"),
    ],
)
def test_changes_are_found(change: Change) -> None:
    kept = Image.open(AGENTS)
    assert unlike(kept, change(kept.convert("RGB")))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda image: image, id="none"),
        pytest.param(lambda image: image.filter(ImageFilter.GaussianBlur(0.6)), id="letters drawn softer"),
        pytest.param(lambda image: image.filter(ImageFilter.UnsharpMask(1, 60, 0)), id="letters drawn sharper"),
        pytest.param(lambda image: ImageChops.offset(image, 1, 0), id="a pixel to the side"),
    ],
)
def test_other_drawing_of_the_same_passes(change: Change) -> None:
    kept = Image.open(AGENTS)
    assert unlike(kept, change(kept.convert("RGB"))) == ""
