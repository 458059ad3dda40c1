"""A page to try a printer with: are the edges there, is ten centimetres ten, can everything be read?"""

from app.documents.ink import document
from app.documents.paper import ACCENT, GREY, HAIR, INK, SEAL, TINT, WATER, Box, Line, Mark, Squares, load_ruler
from app.documents.qr import qr_rows
from app.texts import Texts

A4 = (595.0, 842.0)
_CENTIMETRE = 72 / 2.54


def render_trial(texts: Texts) -> bytes:
    """One page of A4."""
    ruler = load_ruler()
    left, width = 28.0, 10 * _CENTIMETRE
    marks: list[Mark] = [
        Box(14, 14, A4[0] - 28, A4[1] - 28, stroke=GREY, line=0.5),
        ruler.left(left, 60, texts("document.trial_title"), 16, bold=True),
        *(
            ruler.left(left, 84 + 14 * index, line, 9, color=GREY)
            for index, line in enumerate(ruler.wrap(texts("document.trial_how"), 9, A4[0] - 2 * left))
        ),
        Line(left, 160, left + width, 160, 1, INK),
    ]
    for at in range(11):
        x = left + at * _CENTIMETRE
        marks += [Line(x, 154, x, 166, 0.75, INK), ruler.left(x - 2, 178, str(at), 7, color=GREY)]
    for index, color in enumerate((INK, GREY, ACCENT, SEAL, HAIR, TINT, WATER)):
        marks.append(Box(left + 60 * index, 200, 52, 36, fill=color))
    for index, size in enumerate((6.5, 7.0, 8.0, 8.6, 10.5, 14.0, 16.5)):
        marks.append(ruler.left(left, 270 + 24 * index, f"{size:g}\u3000{texts('document.trial_sample')}", size))
    rows = qr_rows("JX 2026-01 00000000")
    marks.append(Squares(left, 450, 1.7, rows))
    return document([(A4, tuple(marks))], ruler.fonts, texts("document.trial_title"))
