"""A picture as a Mermaid flowchart, for pull requests and wikis that draw it themselves."""

from mopsdsl.render.pictures.picture import Picture

_OPEN = {"more": "([", "all": "[[", "end": "(["}
_CLOSE = {"more": "])", "all": "]]", "end": "])"}


def mermaid(picture: Picture) -> str:
    """A flowchart with ids of its own (`n0`, ...): words of a spec only stand in quoted, escaped labels."""
    number = {box.id: f"n{at}" for at, box in enumerate(picture.boxes)}
    lines = [
        "flowchart LR",
        f"  accTitle: {_words(picture.title)}",
        f"  accDescr: {_words(picture.description)}",
    ]
    for box in picture.boxes:
        label = f"{box.label}\n{box.detail}" if box.detail else box.label
        shape = _OPEN.get(box.kind, "["), _CLOSE.get(box.kind, "]")
        lines.append(f'  {number[box.id]}{shape[0]}"{escaped(label)}"{shape[1]}')
    for arrow in picture.arrows:
        if arrow.start in number and arrow.end in number:
            line = "-.->" if arrow.faint else "-->"
            label = f'|"{escaped(arrow.label)}"|' if arrow.label else ""
            lines.append(f"  {number[arrow.start]} {line}{label} {number[arrow.end]}")
    return "\n".join([*lines, ""])


def escaped(text: str) -> str:
    """Text for a quoted label: Mermaid reads some signs as its own, in quotation marks, too; letters that nobody sees go."""
    found = []
    for letter in text:
        if letter == "\n":
            found.append("<br/>")
        elif letter in _ENTITIES:
            found.append(_ENTITIES[letter])
        elif letter.isprintable():
            found.append(letter)
    return "".join(found)


_ENTITIES = {
    "#": "#35;",
    '"': "#quot;",
    "&": "#amp;",
    "<": "#lt;",
    ">": "#gt;",
    "`": "#96;",
    "\\": "#92;",
    "%": "#37;",  # a comment or a directive, wherever it stands
}


_SAID = (
    (">=", " at least "),
    ("<=", " at most "),
    (">", " more than "),
    ("<", " less than "),
    ("%", " percent "),
    ("+", " plus "),
)


def _words(text: str) -> str:
    """A line of plain words, where Mermaid knows no escapes: what a sign says is said, other signs go."""
    for sign, said in _SAID:
        text = text.replace(sign, said)
    plain = "".join(letter if letter.isalnum() or letter in " ,.-()" else " " for letter in text)
    line = " ".join(plain.split())
    for sign in ",.)":
        line = line.replace(f" {sign}", sign)
    return line.replace("( ", "(")
