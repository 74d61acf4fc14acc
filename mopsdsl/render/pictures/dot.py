"""A picture in Graphviz's language."""

from mopsdsl.render.pictures.picture import Picture

_FILLS = {
    "team": "#efe8fd",
    "workspace": "#e3eefc",
    "stage": "#e3eefc",
    "partition": "#e0f4ea",
    "all": "#e0f4ea",
    "asset": "#fdf0dc",
    "more": "#ffffff",
}


def dot(picture: Picture) -> str:
    """A digraph; nodes have numbers for ids, and every word of a spec is quoted."""
    number = {box.id: f"n{at}" for at, box in enumerate(picture.boxes)}
    lines = [
        f"digraph {quoted(picture.title)} {{",
        "  rankdir=LR",
        '  node [shape=box style="rounded,filled" fontname="Helvetica,Arial,sans-serif" fillcolor="#f1f3f5"]',
        '  edge [fontname="Helvetica,Arial,sans-serif" fontsize=11 color="#5d6875"]',
    ]
    for box in picture.boxes:
        label = f"{box.label}\n{box.detail}" if box.detail else box.label
        fill = f" fillcolor={quoted(_FILLS[box.kind])}" if box.kind in _FILLS else ""
        dashed = ' style="rounded,dashed"' if box.kind == "more" else ""
        lines.append(f"  {number[box.id]} [label={quoted(label)}{fill}{dashed}]")
    for arrow in picture.arrows:
        if arrow.start in number and arrow.end in number:
            parts = [f"label={quoted(arrow.label)}"] if arrow.label else []
            parts += ["style=dashed"] if arrow.faint else []
            attributes = f" [{' '.join(parts)}]" if parts else ""
            lines.append(f"  {number[arrow.start]} -> {number[arrow.end]}{attributes}")
    return "\n".join([*lines, "}", ""])


def quoted(text: str) -> str:
    """A quoted string: a backslash and a quotation mark are escaped, a new line is `\\n`, letters that nobody sees go."""
    plain = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
