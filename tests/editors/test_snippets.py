"""Every snippet, with what it proposes and with each of its choices, is sound and laid out as `mopsdsl fmt` would."""

import json
import re
from itertools import count

import pytest

from mopsdsl.formatter.format import format_text
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse
from mopsdsl.syntax.words import groups
from tests.editors.words import EDITORS

SNIPPETS = json.loads((EDITORS / "vscode" / "snippets" / "mops.json").read_text("utf-8"))

HOMES = ("", "workspace W", "lifecycle L", "assets in W")
"""Where a snippet may stand: at the top of a file, or in a block."""

_CHOICE = re.compile(r"\$\{(\d+)\|([^|]*)\|\}")
_PLACE = re.compile(r"\$\{(\d+):([^{}]*)\}")


def _filled(body: str, choice: int) -> str:
    """The body with its proposals, and each list of choices with its choice-th entry (the last, where it has fewer)."""
    values: dict[str, str] = {}

    def choose(match: re.Match[str]) -> str:
        entries = match[2].split(",")
        return values.setdefault(match[1], entries[min(choice, len(entries) - 1)])

    text = _PLACE.sub(lambda match: values.setdefault(match[1], match[2]), _CHOICE.sub(choose, body))
    return re.sub(r"\$(\d+)", lambda match: values[match[1]], text)


def _at_home(text: str, home: str) -> str:
    if not home:
        return f"{text}\n"
    inner = "\n".join(f"  {line}".rstrip() for line in text.split("\n"))
    return f"{home} {{\n{inner}\n}}\n"


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_sound_and_in_its_layout(name: str) -> None:
    body = "\n".join(SNIPPETS[name]["body"])
    most = max((len(match[2].split(",")) for match in _CHOICE.finditer(body)), default=1)
    for choice in range(most):
        text = _filled(body, choice)
        assert "$" not in text
        sources = [Source("snippet.mops", _at_home(text, home)) for home in HOMES]
        sound = [source for source in sources if not parse(source)[1]]
        assert sound, "\n".join(finding.message for finding in parse(sources[0])[1])
        assert format_text(sound[0]).text == sound[0].text


def test_what_is_typed_first_finds_the_snippet() -> None:
    assert [
        name for name, snippet in SNIPPETS.items() if snippet["prefix"].split()[0] not in groups().all
    ] == []
    prefixes = [snippet["prefix"] for snippet in SNIPPETS.values()]
    assert sorted(set(prefixes)) == sorted(prefixes)


def test_places_are_numbered_without_gaps() -> None:
    for snippet in SNIPPETS.values():
        numbers = {int(number) for number in re.findall(r"\$\{?(\d+)", "\n".join(snippet["body"]))}
        assert numbers == {number for number, _ in zip(count(1), numbers, strict=False)}
