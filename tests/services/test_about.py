"""What is shipped, and under which licence."""

import re
from pathlib import Path

import pytest

from app.services import about
from app.services.about import Part, parts, program_version

FREE = re.compile(
    r"MIT|MIT-CMU|BSD-\d-Clause|BSD License|0BSD|Zlib|CC0-1\.0|ISC|Apache-2\.0|OFL-1\.1|PSF-2\.0|LGPL-3\.0-only"
    r"|MIT-0|Unlicense|MPL-2\.0|dependency licenses"
)
"""Licences that a program under MIT may ship beside itself; the GPL is none of them.

PDFium's package says "dependency licenses" of what is built into it: all permissive, their texts are shipped.
"""


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.name)
def test_every_part_may_be_shipped_and_has_its_words(part: Part) -> None:
    assert part.version
    for licence in re.split(r" (?:AND|OR) |, ", part.licence):
        assert FREE.fullmatch(licence), licence
    assert part.texts
    assert max(path.stat().st_size for path in part.texts) > 500


def test_of_several_licences_the_words_of_ours_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's packages for Windows bring the text of the commercial licence alone."""
    told = tmp_path / "thing-1.0.dist-info"
    (told / "licenses").mkdir(parents=True)
    (told / "METADATA").write_text(
        "Name: thing\nVersion: 1.0\nLicense-Expression: LGPL-3.0-only OR LicenseRef-Qt-Commercial\n", "utf-8"
    )
    (told / "licenses" / "LicenseRef-Qt-Commercial.txt").write_text(
        "Licensees holding valid commercial licenses", "utf-8"
    )
    (told / "RECORD").write_text("thing-1.0.dist-info/licenses/LicenseRef-Qt-Commercial.txt,,\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(about, "PROGRAM", "thing")
    own = parts()[0]
    assert (own.licence, [text.name for text in own.texts]) == ("LGPL-3.0-only", ["LGPL-3.0.txt", "GPL-3.0.txt"])


def test_the_program_comes_first_and_everything_it_needs_is_there() -> None:
    names = [part.name for part in parts()]
    assert names[0] == "jixin"
    assert parts()[0].version == program_version()
    needed = {"PySide6_Essentials", "shiboken6", "pandas", "numpy", "reportlab", "pillow", "Python", "Qt", "Lucide"}
    assert needed <= set(names)
    assert len(names) == len(set(names))
    assert not {"pytest", "ruff", "pyinstaller"} & set(names)
