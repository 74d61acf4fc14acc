"""One name that nobody declares hides no more than what hangs on it: the failing examples of lifecycles and fences, with one planted."""

import re
from datetime import date
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.checks import rules
from tests.checks.test_pages import code_of, sections

FOLDER = Path(rules.__file__).parent
PAGES = sorted([*FOLDER.glob("lifecycle/mops4*.md"), *FOLDER.glob("fences/mops5*.md")])
NOBODY = "Zzyzx9"

PLANTED = {
    "a team": f"stage Planted9 inventory owned by {NOBODY}",
    "a stage": f"stage Planted9 inventory\n  Planted9 -> {NOBODY} by {NOBODY}",
    "a field": f"stage Planted9 inventory\n  Planted9 -> Planted9 when {NOBODY} > 3",
    "a list": f"stage Planted9 inventory\n  Planted9 -> Planted9 when Country in {NOBODY}",
    "an asset": f"stage Planted9 inventory\n  Planted9 -> Planted9 when member of Default.{NOBODY}",
    "a step on the path": "",
    "a partition": "",
}
FENCED = {
    "an owner of a status": f'status "Planted" owned by {NOBODY}',
    "a way back": f"return to {NOBODY} when stalled for 900 days",
    "whom to include": f"include decided by {NOBODY} when {NOBODY} > 3",
    "a field of sales": f"exclude by {NOBODY} using {NOBODY} for 90 days with reason",
    "whom to tell": f"on breach after 90 days notify {NOBODY}",
    "an opportunity": f"opportunity open excluded from marketing, stalled for 45 days -> {NOBODY}",
}
HIDDEN = {
    # Whose people a lifecycle moves, nobody can say then.
    "a partition": {"MOPS406", "MOPS407"},
    # Which stage is won.
    "a step on the path": {"MOPS412"},
    # The clause is there, if with a name to be mended.
    "a way back": {"MOPS503"},
    "whom to include": {"MOPS504"},
    "a field of sales": {"MOPS505"},
    "whom to tell": {"MOPS512"},
}
"""The codes that don't come any more, by what is planted."""


def planted(text: str, what: str) -> str:
    """The text with the name in every lifecycle, or every fence, that it has."""
    if what == "a partition":
        text = re.sub(r"^( *for partitions all)$", rf"\1 except {NOBODY}", text, flags=re.MULTILINE)
        return re.sub(r"^( *for partitions (?!all$).*)$", rf"\1, {NOBODY}", text, flags=re.MULTILINE)
    if what == "a step on the path":
        return re.sub(r"^( *success path .*)$", rf"\1, {NOBODY}", text, flags=re.MULTILINE)
    if what in FENCED:
        return re.sub(r"^(fence .*?)^}", rf"\1  {FENCED[what]}\n}}", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^(lifecycle .*?)^}", rf"\1  {PLANTED[what]}\n}}", text, flags=re.MULTILINE | re.DOTALL)


def hidden(page: Path, what: str) -> bool:
    """Whether the finding that a page is about doesn't come any more."""
    failing = sections(page)["Fails"]
    match = re.search(r"^```mops\n(.*?)^```$", failing, re.MULTILINE | re.DOTALL)
    day = re.search(r"^As of (\S+)\.$", failing, re.MULTILINE)
    assert match
    text = planted(match[1], what)
    found = api.check_text(text, today=date.fromisoformat(day[1]) if day else date(2026, 7, 1))
    assert ("MOPS002" in {one.code for one in found}) == (text != match[1])
    return code_of(page) not in {one.code for one in found}


@pytest.mark.parametrize("what", [*PLANTED, *FENCED])
def test_an_unknown_name_elsewhere_hides_only_what_hangs_on_it(what: str) -> None:
    assert {code_of(page) for page in PAGES if hidden(page, what)} == HIDDEN.get(what, set())
