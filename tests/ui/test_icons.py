"""Icons: one shape in any colour."""

from PySide6.QtWidgets import QApplication

from app.ui.icons import icon_pixmap


def test_an_icon_has_the_colour_of_its_state(qapp: QApplication) -> None:
    """Each pixmap has a key of its own: Qt keeps what it has drawn under it."""
    pixmaps = [icon_pixmap("users", colour, 16, 1.0) for colour in ("#ff0000", "#00ff00")]
    assert len({pixmap.cacheKey() for pixmap in pixmaps}) == 2
    seen = [pixmap.toImage() for pixmap in pixmaps]
    colours = [
        {image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 200}
        for image in seen
    ]
    assert colours == [{"#ff0000"}, {"#00ff00"}]
