"""How numbers of persons and banks look until they are asked for."""

_KEPT = {"id_number": (4, 2), "phone": (3, 4), "bank_account": (0, 4), "alipay": (3, 2)}


def masked(kind: str, text: str) -> str:
    """``masked("phone", "13812342071") == "138 **** 2071"``; the length stays, short texts show nothing.

    Kinds are id_number, phone, bank_account and alipay; in fours, a phone as it is spoken.
    """
    clean = "".join(text.split())
    head, tail = _KEPT[kind]
    if len(clean) < head + tail + 4:
        head = tail = 0
    shown = clean[:head] + "*" * (len(clean) - head - tail) + clean[len(clean) - tail :]
    if kind == "phone" and len(shown) == 11:
        return f"{shown[:3]} {shown[3:7]} {shown[7:]}"
    return grouped(shown)


def grouped(text: str) -> str:
    """In fours: ``6222 0212``."""
    clean = "".join(text.split())
    return " ".join(clean[at : at + 4] for at in range(0, len(clean), 4))
