"""The same specs give the same bytes: whatever the order of files and declarations, the line ends, the hashing of sets."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.source.text import Source
from mopsdsl.syntax.parser import parse

ROOT = Path(__file__).parents[1]
SPECS = sorted(path.name for path in (ROOT / "specs").iterdir() if path.is_dir())
Files = dict[str, str]

ODD = """\
## Two of a name differ in nothing but their end.
allow MOPS008 because "The same" until 2027-01-31
allow MOPS008 because "The same" until 2027-06-30
allow MOPS008 because "The same"
instance Odd { naming program "{code}-{name}"; naming email "{name}" }
team B { side sales }; team A { side marketing }
## Said of the first round and of every other one.
each region of (EMEA, AMER), type of (X, Y) {
  ## Documentation of one.
  partition <region>_<type>
  workspace <region>_<type> { sees <region>_<type>; primary <region>_<type>; admin A; code "<region>" }
}
workspace Default { sees all; primary Default; admin A }
grant Admin to A in all workspaces
grant Analytics_User to B in EMEA_X, AMER_X
site "b.example" tracked by EMEA_X
site "a.example" tracked by AMER_X
assets in EMEA_X { form Second { asks Email } }
assets in EMEA_X { form First { asks Email } }
assets in AMER_X { email Third }
"""


@cache
def files_of(name: str) -> Files:
    """The texts of a spec by file name."""
    if name == "odd":
        return {"odd.mops": ODD}
    folder = ROOT / "specs" / name
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.mops"))
    }


def compiled(name: str, files: Files) -> dict[str, bytes]:
    """Every output, by its path."""
    return api.compile(api.load_text(files, name), "/nowhere").files


@cache
def expected(name: str) -> dict[str, bytes]:
    return compiled(name, files_of(name))


def declarations(text: str) -> list[str]:
    """The text cut into its top declarations, each with the comments above it."""
    tree, findings = parse(Source("", text))
    assert not findings
    cuts = [0]
    for before, after in zip(tree.statements, tree.statements[1:], strict=False):
        lines = text[before.end : after.start].split("\n")
        # What stands behind a declaration on its line belongs to it, what stands below to the next.
        cuts.append(before.end + len(lines[0]) if len(lines) > 1 else after.start)
    return [text[start:end].strip("\n; ") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def all_declarations(files: Files) -> list[str]:
    return [one for text in files.values() for one in declarations(text)]


def renamed(files: Files) -> Files:
    return {f"{number:03}/ä {number}.mops": text for number, text in enumerate(reversed(files.values()))}


def split(files: Files) -> Files:
    return {f"{number:04}.mops": f"{one}\n" for number, one in enumerate(all_declarations(files))}


def split_backwards(files: Files) -> Files:
    return {f"{number:04}.mops": f"{one}\n" for number, one in enumerate(reversed(all_declarations(files)))}


def merged(files: Files) -> Files:
    return {"all.mops": "\n\n".join(all_declarations(files))}


def reordered(files: Files) -> Files:
    return {name: "\n\n".join(reversed(declarations(text))) for name, text in files.items()}


def shuffled(files: Files) -> Files:
    found = all_declarations(files)
    random.Random(7).shuffle(found)
    return {"b.mops": "\n\n".join(found[::2]), "a.mops": "\n\n".join(found[1::2])}


def windows(files: Files) -> Files:
    return {name: text.replace("\n", "\r\n") for name, text in files.items()}


def spread_out(files: Files) -> Files:
    return {
        name: "\n\n# A remark.\n\n" + text.replace("\n}", "\n\n}") + "\n\n" for name, text in files.items()
    }


CHANGES: list[Callable[[Files], Files]] = [
    renamed, split, split_backwards, merged, reordered, shuffled, windows, spread_out,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", [*SPECS, "odd"])
def test_how_the_text_is_laid_out_never_shows(name: str, change: Callable[[Files], Files]) -> None:
    changed = change(files_of(name))
    assert changed != files_of(name)
    outputs = compiled(name, changed)
    assert sorted(outputs) == sorted(expected(name))
    assert [path for path, data in outputs.items() if data != expected(name)[path]] == []


@pytest.mark.parametrize("name", SPECS)
def test_the_cuts_lose_nothing(name: str) -> None:
    for text in files_of(name).values():
        assert _letters("".join(declarations(text))) == _letters(text)


def _letters(text: str) -> str:
    return "".join(text.replace(";", " ").split())


@pytest.mark.parametrize("name", ["acme", "coe-framework", "twenty-three-countries"])
def test_findings_do_not_depend_on_the_order_of_files(name: str) -> None:
    def said(files: Files) -> list[tuple[str, str]]:
        return sorted((one.code, one.message) for one in api.check_text(files))

    assert said(split_backwards(files_of(name))) == said(files_of(name))


def test_a_byte_order_mark_never_shows(tmp_path: Path) -> None:
    for name, mark in (("plain", b""), ("marked", b"\xef\xbb\xbf")):
        folder = tmp_path / name / "odd"
        folder.mkdir(parents=True)
        (folder / "odd.mops").write_bytes(mark + ODD.encode())
    plain, marked = (
        api.compile(api.load(api.projects(str(tmp_path / name / "odd"))[0]), "/nowhere").files
        for name in ("plain", "marked")
    )
    assert plain == marked


def test_the_hashing_of_a_run_never_shows(tmp_path: Path) -> None:
    specs = [str(ROOT / "specs" / name) for name in ("acme", "twenty-three-countries")]
    script = "import sys; from mopsdsl.cli import main; sys.exit(main(sys.argv[1:]))"
    made = []
    for seed in range(4):
        for spec in specs:
            out = tmp_path / str(seed) / os.path.basename(spec)
            environment = {**os.environ, "PYTHONHASHSEED": str(seed), "TZ": ("UTC", "Asia/Tokyo")[seed % 2]}
            command = [
                sys.executable,
                "-c",
                script,
                "compile",
                spec,
                "--out",
                str(out),
                "--as-of",
                f"2026-{seed + 7:02}-01",
            ]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
        folder = tmp_path / str(seed)
        made.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        )
    assert made[0]
    for other in made[1:]:
        assert sorted(path for path in {*other, *made[0]} if other.get(path) != made[0].get(path)) == []
