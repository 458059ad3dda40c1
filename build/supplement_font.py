"""Makes resources/fonts/JixinSansSupplement_*.ttf: rare characters that Noto Sans SC lacks, from Noto Sans JP and HK.

    npm pack @expo-google-fonts/noto-sans-jp @expo-google-fonts/noto-sans-hk     (unpack both side by side: jp, hk)
    uv run --with fonttools build/supplement_font.py FOLDER

The fonts are under the SIL Open Font License 1.1 (resources/fonts/OFL.txt), and so is what this makes of them.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

WEIGHTS = ("400Regular", "700Bold")
FONTS = Path(__file__).parent.parent / "resources" / "fonts"
FIRST_HAN = 0x3400


def main(folder: Path) -> None:
    """One supplement for each weight."""
    for weight in WEIGHTS:
        make(folder, weight)


def make(folder: Path, weight: str) -> None:
    """Subset the two sources to what is missing, merge them, give the result a name of its own."""
    have = characters(FONTS / f"NotoSansSC_{weight}.ttf")
    parts: list[str] = []
    for region in ("jp", "hk"):
        source = next((folder / region).rglob(f"*{weight}.ttf"))
        wanted = {code for code in characters(source) - have if code >= FIRST_HAN}
        have |= wanted
        part = folder / f"{region}-{weight}.ttf"
        subset(source, wanted, part)
        parts.append(str(part))
    font = tool("merge").Merger().merge(parts)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = f"JixinSansSupplement-{weight[3:]}" if record.nameID == 6 else "Jixin Sans Supplement"
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(FONTS / f"JixinSansSupplement_{weight}.ttf")


def characters(file: Path) -> set[int]:
    """The code points that a font draws."""
    return set(tool("ttLib").TTFont(file).getBestCmap())


def subset(source: Path, wanted: set[int], target: Path) -> None:
    """The glyphs of ``wanted`` alone, without layout tables and hints."""
    cutting = tool("subset")
    options = cutting.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = cutting.load_font(str(source), options)
    cutter = cutting.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    cutting.save_font(font, str(target), options)


def tool(name: str) -> Any:
    """A module of fonttools, which is needed here only and has no types."""
    return import_module(f"fontTools.{name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
