"""What Windows shows of a program's file in its properties: name, version, licence, from pyproject.toml."""

import tomllib
from pathlib import Path

TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, subtype=0),
  kids=[
    StringFileInfo([StringTable("080404B0", [
      StringStruct("CompanyName", {company!r}),
      StringStruct("FileDescription", {title!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", {name!r}),
      StringStruct("LegalCopyright", {licence!r}),
      StringStruct("OriginalFilename", {file!r}),
      StringStruct("ProductName", "绩薪"),
      StringStruct("ProductVersion", {version!r})])]),
    VarFileInfo([VarStruct("Translation", [0x0804, 1200])]),
  ],
)
"""


def project(root: Path) -> dict[str, str]:
    """Name, version and licence of the project, its first author as ``company``."""
    said = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "name": said["name"],
        "version": said["version"],
        "licence": said["license"],
        "company": said["authors"][0]["name"],
    }


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers of Windows: ``0.1.0`` → (0, 1, 0, 0); what follows a letter counts as 0."""
    parts = [int(part) if part.isdigit() else 0 for part in version.split(".")[:4]]
    first, second, third, fourth = [*parts, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def version_file(root: Path, name: str, folder: Path) -> str:
    """Write the version resource of the program ``name`` into ``folder``; its path."""
    told = project(root)
    title = "绩薪" if name != told["name"] else "绩薪（命令行）"
    text = TEMPLATE.format(
        numbers=numbers(told["version"]),
        company=told["company"],
        title=title,
        version=told["version"],
        name=name,
        licence=told["licence"],
        file=f"{name}.exe",
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"version-{'console' if name == told['name'] else 'window'}.txt"
    path.write_text(text, "utf-8")
    return str(path)
