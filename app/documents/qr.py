"""QR codes as rows of dark and light modules."""

_MASK = 2
"""Any of the eight masks is allowed (ISO/IEC 18004, 7.8); weighing them takes ten times as long as the rest."""


def qr_rows(text: str) -> tuple[str, ...]:
    """The modules of a QR code with error correction M, "1" dark, without the light border of four modules.

    Up to 20 capitals, figures and blanks make 21 × 21 modules.
    """
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.modules)
