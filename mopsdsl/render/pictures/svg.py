"""A picture as SVG: one element to stand in a page or alone, readable in light and dark, on screen and on paper."""

from zlib import crc32

from mopsdsl.render.pictures.layout import DETAIL as DETAIL_SIZE
from mopsdsl.render.pictures.layout import (
    DETAIL_LINE,
    HEADING,
    LABEL,
    LINE,
    NOTE_LINE,
    Course,
    Layout,
    Placed,
    Rect,
)
from mopsdsl.render.pictures.layout import NOTE as NOTE_SIZE
from mopsdsl.render.pictures.picture import Picture

# Fill, line and, for the dark, fill and line of each kind of box. Text is ink on all of them: at least 10:1;
# lines are at least 3:1 against the paper.
_COLOURS = {
    "team": ("#efe8fd", "#7a55c7", "#2e2350", "#a58af0"),
    "workspace": ("#e3eefc", "#2f6fc0", "#142c4d", "#6aa5ec"),
    "partition": ("#e0f4ea", "#23835a", "#10372a", "#4fb98a"),
    "asset": ("#fdf0dc", "#a86a12", "#40290a", "#d99a3f"),
    "stage": ("#e3eefc", "#2f6fc0", "#142c4d", "#6aa5ec"),
    "end": ("#eceef1", "#5d6875", "#2a3038", "#94a0ad"),
    "other": ("#f1f3f5", "#5d6875", "#252b33", "#94a0ad"),
    "more": ("none", "#5d6875", "none", "#94a0ad"),
    "all": ("#e0f4ea", "#23835a", "#10372a", "#4fb98a"),
}
_LIGHT = "--paper:var(--mops-paper,#fff);--ink:#18212b;--soft:#4d5966;--line:#5d6875"
_DARK = "--paper:var(--mops-paper-dark,#14181d);--ink:#eef2f6;--soft:#b3bdc8;--line:#94a0ad"


def svg(picture: Picture) -> str:
    """The picture as one `<svg>` element. Its ids and classes keep out of the way of others in the page."""
    from mopsdsl.render.pictures.layered import layered
    from mopsdsl.render.pictures.spine import spined

    layout = spined(picture) if picture.spine else layered(picture)
    name = f"mops-{crc32(repr((picture.title, picture.description, picture.boxes)).encode('utf-8', 'replace')):08x}"
    return "\n".join([*_head(picture, layout, name), *_body(layout, name), "</svg>", ""])


def _head(picture: Picture, layout: Layout, name: str) -> list[str]:
    across, high = _number(layout.width), _number(layout.height)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="mops-picture" viewBox="0 0 {across} {high}" role="img" '
        f'width="{across}" height="{high}" style="max-width:100%;height:auto" '
        f'aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escaped(picture.title)}</title>',
        f'<desc id="{name}-desc">{escaped(picture.description)}</desc>',
        f"<style>{_style()}</style>",
        f'<defs><marker id="{name}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="tip" d="M0 1 10 5 0 9z"/></marker></defs>',
        f'<rect class="paper" width="{across}" height="{high}" rx="8"/>',
    ]


def _style() -> str:
    """Dark colours come with the reader's preference; a page may set --mops-paper and --mops-paper-dark to its own ground."""
    own = ".mops-picture"
    light = "".join(f"{own} .{kind}{{fill:{c[0]};stroke:{c[1]}}}" for kind, c in _COLOURS.items())
    dark = "".join(f"{own} .{kind}{{fill:{c[2]};stroke:{c[3]}}}" for kind, c in _COLOURS.items())
    return (
        f"{own}{{{_LIGHT};font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}}"
        f"{own} .paper{{fill:var(--paper)}}{own} text{{fill:var(--ink);text-anchor:middle;font-size:{LABEL}px}}"
        f"{own} .label{{font-weight:600}}"
        f"{own} .detail{{fill:var(--soft);font-size:{DETAIL_SIZE}px}}{own} .note{{font-size:{NOTE_SIZE}px}}"
        f"{own} .heading{{fill:var(--soft);font-size:{HEADING}px;font-weight:600;letter-spacing:.04em}}"
        f"{own} .ground{{fill:var(--paper);opacity:.92}}{own} .way{{fill:none;stroke:var(--line);stroke-width:1.4}}"
        f"{own} .faint{{stroke-dasharray:5 4}}{own} .tip{{fill:var(--line)}}{own} .box{{stroke-width:1.4}}"
        f"{own} .frame{{fill:none;stroke:#23835a;stroke-dasharray:3 4}}{own} .more{{stroke-dasharray:5 4}}{light}"
        f"@media (prefers-color-scheme:dark){{{own}{{{_DARK}}}{own} .frame{{stroke:#4fb98a}}{dark}}}"
        f"@media print{{{own}{{{_LIGHT}}}{light}}}"
    )


def _body(layout: Layout, name: str) -> list[str]:
    notes = [course for course in layout.courses if course.note]
    return [
        *(_heading(text, x, y) for text, (x, y) in layout.headings),
        *(f'<rect class="frame" {_place(frame)} rx="12"/>' for frame in layout.frames),
        *(_way(course, name) for course in layout.courses),
        *(line for placed in layout.boxes for line in _box(placed)),
        *(line for course in notes for line in _note(course)),
    ]


def _heading(text: str, x: float, y: float) -> str:
    return f'<text class="heading" x="{_number(x)}" y="{_number(y)}">{escaped(text)}</text>'


def _way(course: Course, name: str) -> str:
    start, *rest = (f"{_number(x)} {_number(y)}" for x, y in course.points)
    faint = " faint" if course.arrow.faint else ""
    return f'<path class="way{faint}" d="M{start}C{" ".join(rest)}" marker-end="url(#{name}-tip)"/>'


def _box(placed: Placed) -> list[str]:
    rect = placed.rect
    x = _number(rect.x + rect.width / 2)
    text = len(placed.lines) * LINE + len(placed.detail) * DETAIL_LINE
    top = rect.y + (rect.height - text) / 2
    found = [f'<rect class="box {placed.box.kind}" {_place(rect)} rx="8"/>']
    for number, line in enumerate(placed.lines):
        y = _number(top + number * LINE + 13.5)
        found.append(f'<text class="label" x="{x}" y="{y}">{escaped(line)}</text>')
    for number, line in enumerate(placed.detail):
        y = _number(top + len(placed.lines) * LINE + number * DETAIL_LINE + 11.5)
        found.append(f'<text class="detail" x="{x}" y="{y}">{escaped(line)}</text>')
    return found


def _note(course: Course) -> list[str]:
    assert course.note is not None
    x = _number(course.note.x + course.note.width / 2)
    found = [f'<rect class="ground" {_place(course.note)} rx="3"/>']
    for number, line in enumerate(course.lines):
        y = _number(course.note.y + number * NOTE_LINE + 12.5)
        found.append(f'<text class="note" x="{x}" y="{y}">{escaped(line)}</text>')
    return found


def _place(rect: Rect) -> str:
    return f'x="{_number(rect.x)}" y="{_number(rect.y)}" width="{_number(rect.width)}" height="{_number(rect.height)}"'


def _number(number: float) -> str:
    """At most one decimal: nobody sees more, and machines agree on it."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """Text that can stand in XML: nothing in it is markup, and what XML forbids is left out."""
    text = "".join(letter for letter in text if _allowed(letter))
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def _allowed(letter: str) -> bool:
    """XML 1.0's characters, but those that turn the direction of the text around them."""
    code = ord(letter)
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return False
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code < 0x7F
        or 0xA0 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or code > 0xFFFF
    )
