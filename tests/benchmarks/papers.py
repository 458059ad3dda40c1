"""Payslips as files and as one PDF, beside typst, fpdf2 and weasyprint drawing the same marks with the same fonts.

uv run --with typst --with fpdf2 --with weasyprint python -m tests.benchmarks.papers [PEOPLE]

The product is timed from its facts on, layout and all; the others get the marks of the pages ready-made. Each runs in
a process of its own, rivals that are not installed are left out. weasyprint and fpdf2 make a twentieth of the files: the
time given is for all, and says so. CPU time counts, since a shared machine adds to the other; growth is what four times
the people take, 4.00 where it is linear.
"""

import argparse
import importlib.util
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from msgspec.structs import replace

from app.documents.paper import Box, Line, Mark, Page, Squares, Text, Turned, load_ruler
from app.documents.payslip_layout import payslip_pages
from app.documents.payslip_pdf import render, render_each
from app.resources import resource_path
from app.wording.facts import PayslipFacts
from tests.documents.slips import facts, payslip

FONTS = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
SURNAMES, GIVEN = "林周陈许何罗沈吴郑唐江方王李张刘", "晓月雨桐可欣嘉怡思琪子涵佳宁梦洁文静若溪映雪敏"


def slips(people: int) -> list[PayslipFacts]:
    """The model payslip of many different people."""
    one = facts(payslip(), sealed=True)

    def of(at: int) -> PayslipFacts:
        name = SURNAMES[at % 16] + GIVEN[at // 16 % len(GIVEN)] + GIVEN[at // 7 % len(GIVEN)]
        number = f"A{at:04}"
        return replace(one, agent=name, number=number, facts=(("姓名", name), ("工号", number), *one.facts[2:]))

    return [of(at) for at in range(people)]


def flat(marks: Page) -> Iterator[Mark]:
    """Marks that everybody can draw: the QR code as boxes; the turned seal is left to the product alone."""
    for mark in marks:
        if isinstance(mark, Squares):
            yield from _dark_runs(mark)
        elif not isinstance(mark, Turned):
            yield mark


def _dark_runs(mark: Squares) -> Iterator[Box]:
    for at, row in enumerate(mark.rows):
        for run in re.finditer("1+", row):
            x, width = mark.x + run.start() * mark.side, len(run[0]) * mark.side
            yield Box(x, mark.y + at * mark.side, width, mark.side, fill=mark.color)


def pages_of(people: int) -> list[list[Mark]]:
    """The first page of each payslip as marks."""
    return [list(flat(payslip_pages(slip, load_ruler())[0])) for slip in slips(people)]


def product(people: int) -> dict[str, Callable[[], list[bytes]]]:
    """From facts to PDF."""
    given = slips(people)
    render(given[:1])
    return {"files": lambda: list(render_each(given)), "merged": lambda: [render(given)]}


def typst(people: int) -> dict[str, Callable[[], list[bytes]]]:
    """One compiler that has read the fonts; a document of placed marks each."""
    import typst as rival

    folder = Path(mkdtemp())
    for name in FONTS:
        (folder / name).symlink_to(resource_path("fonts", name))
    head = (
        '#set page(width: 420pt, height: 595pt, margin: 0pt)\n#set text(font: "Noto Sans SC", top-edge: "baseline")\n'
    )
    pages = [_typst_page(page) for page in pages_of(people)]
    compiler = rival.Compiler(font_paths=[str(folder)], ignore_system_fonts=True)

    def made(source: str) -> bytes:
        return bytes(compiler.compile(input=source.encode()))

    made(head + pages[0])
    return {
        "files": lambda: [made(head + page) for page in pages],
        "merged": lambda: [made(head + "\n#pagebreak()\n".join(pages))],
    }


def _typst_page(page: list[Mark]) -> str:
    return "\n".join(_typst_mark(mark) for mark in page)


def _typst_mark(mark: Mark) -> str:
    match mark:
        case Text():
            weight = "bold" if mark.bold else "regular"
            style = f'size: {mark.size}pt, weight: "{weight}", fill: rgb("{mark.color}")'
            return f"#place(dx: {mark.x}pt, dy: {mark.y}pt, text({style}, {json.dumps(mark.text, ensure_ascii=False)}))"
        case Line():
            ends = f"start: ({mark.x}pt, {mark.y}pt), end: ({mark.to_x}pt, {mark.to_y}pt)"
            return f'#place(line({ends}, stroke: {mark.width}pt + rgb("{mark.color}")))'
        case Box():
            fill = f'rgb("{mark.fill}")' if mark.fill else "none"
            stroke = f'{mark.line}pt + rgb("{mark.stroke}")' if mark.stroke else "none"
            shape = f"width: {mark.width}pt, height: {mark.height}pt, fill: {fill}, stroke: {stroke}"
            return f"#place(dx: {mark.x}pt, dy: {mark.y}pt, rect({shape}))"
    return ""


def fpdf2(people: int) -> dict[str, Callable[[], list[bytes]]]:
    """A document each, its fonts read anew, as the library asks for."""
    from fpdf import FPDF

    pages = pages_of(people)

    def made(sheets: list[list[Mark]]) -> bytes:
        pdf: Any = FPDF(unit="pt", format=(420, 595))
        for style, name in (("", FONTS[0]), ("B", FONTS[1])):
            pdf.add_font("noto", style, str(resource_path("fonts", name)))
        for sheet in sheets:
            pdf.add_page()
            for mark in sheet:
                _fpdf_mark(pdf, mark)
        return bytes(pdf.output())

    made(pages[:1])
    part = pages[: max(1, people // 20)]
    return {"files": lambda: [made([page]) for page in part] * (people // len(part)), "merged": lambda: [made(pages)]}


def _fpdf_mark(pdf: Any, mark: Mark) -> None:
    match mark:
        case Text():
            pdf.set_font("noto", "B" if mark.bold else "", mark.size)
            pdf.set_text_color(mark.color)
            pdf.text(mark.x, mark.y, mark.text)
        case Line():
            pdf.set_draw_color(mark.color)
            pdf.set_line_width(mark.width)
            pdf.line(mark.x, mark.y, mark.to_x, mark.to_y)
        case Box():
            pdf.set_fill_color(mark.fill or "#FFFFFF")
            pdf.set_draw_color(mark.stroke or mark.fill)
            pdf.rect(mark.x, mark.y, mark.width, mark.height, style="F" if mark.fill else "D")


def weasyprint(people: int) -> dict[str, Callable[[], list[bytes]]]:
    """HTML with every mark at its place."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    pages = [_html_page(page) for page in pages_of(people)]
    config = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: noto; font-weight: {weight}; src: url({resource_path('fonts', name).as_uri()}) }}"
        for weight, name in ((400, FONTS[0]), (700, FONTS[1]))
    )
    rules = "@page { size: 420pt 595pt; margin: 0 } body { margin: 0; font-family: noto }"
    css = CSS(
        string=faces + rules + " div { position: relative; height: 595pt } span, i { position: absolute }",
        font_config=config,
    )

    def made(sheets: list[str]) -> bytes:
        return bytes(HTML(string="".join(sheets)).write_pdf(stylesheets=[css], font_config=config) or b"")

    made(pages[:1])
    part = pages[: max(1, people // 20)]
    return {
        "files": lambda: [made([page]) for page in part] * (people // len(part)),
        "merged": lambda: [made(part)] * (people // len(part)),
    }


def _html_page(page: list[Mark]) -> str:
    return f"<div>{''.join(_html_mark(mark) for mark in page)}</div>"


def _html_mark(mark: Mark) -> str:
    match mark:
        case Text():
            weight = 700 if mark.bold else 400
            style = f"left:{mark.x}pt;top:{mark.y - mark.size}pt;font:{weight} {mark.size}pt/1 noto;color:{mark.color}"
            return f'<span style="{style};white-space:pre">{escape(mark.text)}</span>'
        case Line():
            width = f"width:{mark.to_x - mark.x}pt;border-top:{mark.width}pt solid {mark.color}"
            return f'<i style="left:{mark.x}pt;top:{mark.y}pt;{width}"></i>'
        case Box():
            look = f"background:{mark.fill}" if mark.fill else f"border:{mark.line}pt solid {mark.stroke}"
            size = f"width:{mark.width}pt;height:{mark.height}pt"
            return f'<i style="left:{mark.x}pt;top:{mark.y}pt;{size};{look}"></i>'
    return ""


MAKERS = {"product": product, "typst": typst, "fpdf2": fpdf2, "weasyprint": weasyprint}
SCALED = {("fpdf2", "files"), ("weasyprint", "files"), ("weasyprint", "merged")}


def measure(name: str, way: str, people: int) -> dict[str, Any]:
    """Seconds, sizes and memory of one maker in this process."""
    make = MAKERS[name](people)[way]
    before = time.perf_counter(), time.process_time()
    made = make()
    wall, cpu = time.perf_counter() - before[0], time.process_time() - before[1]
    scale = people / max(1, people // 20) if (name, way) in SCALED else 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kilobytes = max(len(one) for one in made) / 1024 if way == "files" else sum(map(len, made)) / 1024
    return {"wall": wall * scale, "cpu": cpu * scale, "memory": peak, "kilobytes": kilobytes}


def best_of(name: str, way: str, people: int, rounds: int) -> dict[str, Any]:
    """The round that took least CPU time, each in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.papers", str(people), "--one", name, way]
    made = [subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout for _ in range(rounds)]
    return min((json.loads(one.splitlines()[-1]) for one in made), key=lambda one: one["cpu"])


def told(name: str, way: str, people: int, rounds: int, least: float) -> tuple[str, float]:
    """A line of the table and the CPU seconds; ``least`` are the product's, 0 for its own line."""
    whole, quarter = (best_of(name, way, count, rounds) for count in (people, people // 4))
    parts = [
        f"{way:7} {name:11} cpu {whole['cpu']:7.2f} s  wall {whole['wall']:7.2f} s",
        f"{whole['cpu'] / (least or whole['cpu']):6.2f} × product  growth {whole['cpu'] / quarter['cpu']:4.2f}",
        f"{whole['memory']:5.0f} MB  {'largest' if way == 'files' else 'whole  '} {whole['kilobytes']:5.0f} KB",
    ]
    scaled = f"  ({people // 20} made, × 20)" if (name, way) in SCALED else ""
    return "  ".join(parts) + scaled, whole["cpu"]


def main() -> None:
    """Print the table: every maker that is installed, both ways."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", type=int, nargs="?", default=1000)
    parser.add_argument("--one", nargs=2)
    parser.add_argument("--rounds", type=int, default=3)
    words = parser.parse_args()
    if words.one:
        sys.stdout.write(json.dumps(measure(*words.one, words.people)) + "\n")
        return
    sys.stdout.write(f"{words.people} payslips of A5, best of {words.rounds}\n")
    makers = [
        name for name in MAKERS if name == "product" or importlib.util.find_spec({"fpdf2": "fpdf"}.get(name, name))
    ]
    for way in ("files", "merged"):
        least = 0.0
        for name in makers:
            line, seconds = told(name, way, words.people, words.rounds, least)
            least = least or seconds
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
