"""`mopsdsl fmt`: files, folders, projects and standard input; what it writes, and what it leaves alone."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from mopsdsl.formatter import format as formatter
from mopsdsl.source.text import Source
from tests.cli.running import Answer, command, run, write

UGLY = "partition   A {people 1 }\n"
FORM = "partition A { people 1 }\n"
DIFF = "--- a.mops\n+++ a.mops\n@@ -1 +1 @@\n-partition   A {people 1 }\n+partition A { people 1 }\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, as the current folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def piped(text: bytes, *words: str, cwd: Path | None = None) -> Answer:
    """One command with a standard input; what it says as it came, line ends included."""
    done = subprocess.run(command("fmt", *words), input=text, cwd=cwd, capture_output=True, check=False)
    return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def test_a_project_is_put_into_form(here: Path) -> None:
    write(
        here,
        {"mops.toml": "", "a.mops": UGLY, "in/b.mops": FORM, "generated/c.mops": UGLY, "in/no.txt": UGLY},
    )
    assert run("fmt") == (0, "formatted: a.mops\n1 of 2 files formatted\n", "")
    assert (here / "a.mops").read_text() == FORM
    assert (here / "generated" / "c.mops").read_text() == (here / "in" / "no.txt").read_text() == UGLY
    assert run("fmt") == (0, "2 files, all in the canonical form\n", "")


def test_all_projects_of_a_repository(here: Path) -> None:
    write(
        here,
        {
            "mops.toml": 'projects = ["one", "two"]',
            "one/a.mops": UGLY,
            "two/a.mops": UGLY,
            "two/mops.toml": "",
            "a.mops": UGLY,
        },
    )
    assert run("fmt").out == "formatted: one/a.mops\nformatted: two/a.mops\n2 of 2 files formatted\n"
    assert (here / "a.mops").read_text() == UGLY


def test_what_is_included_is_formatted_once(here: Path) -> None:
    write(here, {"both/c.mops": UGLY})
    for name in ("one", "two"):
        write(here, {f"{name}/a.mops": FORM, f"{name}/mops.toml": 'include = ["../both"]'})
    assert run("fmt", "one", "two").out == "formatted: both/c.mops\n1 of 3 files formatted\n"


def test_one_file_and_no_other(here: Path) -> None:
    write(here, {"mops.toml": "", "a.mops": UGLY, "b.mops": UGLY})
    assert run("fmt", "a.mops", here / "a.mops").out == "formatted: a.mops\n1 of 1 file formatted\n"
    assert (here / "b.mops").read_text() == UGLY


def test_check_writes_nothing(here: Path) -> None:
    write(here, {"a.mops": UGLY, "b.mops": FORM})
    assert run("fmt", "--check") == (1, "would change: a.mops\n1 of 2 files would change\n", "")
    assert (here / "a.mops").read_text() == UGLY
    assert run("fmt", "--check", "b.mops") == (0, "1 file, in the canonical form\n", "")


def test_diff_is_a_patch(here: Path) -> None:
    write(here, {"a.mops": UGLY, "b.mops": FORM})
    assert run("fmt", "--diff") == (1, DIFF, "")
    assert run("fmt", "--diff", "b.mops") == (0, "", "")
    assert run("fmt", "--diff", "--check") == (1, f"{DIFF}would change: a.mops\n", "")
    assert (here / "a.mops").read_text() == UGLY


@pytest.mark.skipif(os.name == "nt", reason="there is no patch")
@pytest.mark.parametrize(
    "text", [UGLY, "partition   A", "partition   A\r\n\r\n\r\nteam T {}\r\n", "# \x0b \x85\npartition   A\n"]
)
def test_the_diff_makes_the_form(here: Path, text: str) -> None:
    (here / "a.mops").write_bytes(text.encode())
    patch = subprocess.run(command("fmt", "--diff", "a.mops"), capture_output=True, check=False).stdout
    subprocess.run(["git", "apply", "-p0", "--unsafe-paths"], input=patch, check=True)
    made = (here / "a.mops").read_bytes()
    assert made == formatter.format_text(Source("", text)).text.encode()
    assert run("fmt", "--check").status == 0


@pytest.mark.parametrize("name", ["\u202ea.mops", "\x1b[31m.mops"])
@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_names_are_shown_and_not_obeyed(here: Path, name: str) -> None:
    write(here, {name: UGLY})
    for words in (("--check",), ("--diff",), ()):
        assert name[0] not in run("fmt", *words).out


# Standard input


def test_standard_input() -> None:
    assert piped(UGLY.encode(), "-") == (0, FORM, "")
    assert piped("\ufeffpartition   É\r\n".encode(), "-") == (0, "partition É\n", "")
    assert piped(b"", "-") == (0, "", "")


def test_standard_input_is_checked() -> None:
    assert piped(UGLY.encode(), "-", "--check") == (1, "would change: standard input\n", "")
    assert piped(UGLY.encode(), "-", "--diff") == (1, DIFF.replace("a.mops", "standard input"), "")
    assert piped(FORM.encode(), "-", "--check", "--diff") == (0, "", "")


def test_standard_input_that_is_broken_is_formatted_where_sound() -> None:
    status, out, err = piped(f"partition  =  A\n{UGLY}".encode(), "-")
    assert (status, out) == (0, f"partition  =  A\n{FORM}")
    assert "standard input has errors" in err


def test_standard_input_that_is_no_text() -> None:
    status, out, err = piped(b"partition \xff", "-")
    assert (status, out) == (2, "")
    assert "standard input: This file is not UTF-8: the byte 0xff is no character there." in err
    assert piped(UGLY.encode(), "-", "a.mops")[0] == 2


# What is left alone


def test_what_is_broken_is_told_and_left(here: Path) -> None:
    write(here, {"a.mops": f"partition  =  A\n{UGLY}"})
    status, out, err = run("fmt")
    assert (status, out) == (0, "formatted: a.mops\n1 of 1 file formatted\n")
    assert (
        err
        == "mopsdsl: a.mops has errors; the lines that they touch are left as they are. `mopsdsl check` shows them.\n"
    )
    assert (here / "a.mops").read_text() == f"partition  =  A\n{FORM}"


@pytest.mark.parametrize(
    ("text", "said"), [(UGLY, "Please report it"), (f"partition =\n{UGLY}", "what belongs together")]
)
def test_what_can_not_be_proved_is_not_written(
    here: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    """A formatter with a mistake: it drops the last statement."""
    monkeypatch.setattr(
        formatter, "canonical", lambda reading: reading.source.text.replace("partition   A {people 1 }", "")
    )
    write(here, {"a.mops": text, "b.mops": FORM})
    status, _, err = run("fmt")
    assert status == 2
    assert "a.mops is left as it is" in err
    assert said in err
    assert (here / "a.mops").read_text() == text


def test_files_that_are_no_specs(here: Path) -> None:
    write(here, {"mops.toml": "", "a.mops": UGLY, "notes.txt": UGLY})
    for words, said in (
        (("notes.txt",), "notes.txt is no .mops file."),
        (("b.mops",), "b.mops does not exist."),
        (("a.mops", "b.mops"), "b.mops does not exist."),
    ):
        status, out, err = run("fmt", *words)
        assert (status, out, err) == (2, "", f"mopsdsl: {said}\n")
    assert (here / "a.mops").read_text() == UGLY


def test_a_folder_without_specs(here: Path) -> None:
    status, _, err = run("fmt")
    assert status == 2
    assert "There is no .mops file in" in err


def test_files_that_can_not_be_read(here: Path) -> None:
    write(here, {"a.mops": UGLY})
    (here / "b.mops").write_bytes(b"partition   \xff\n")
    with (here / "c.mops").open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    status, out, err = run("fmt")
    assert (status, out) == (2, "formatted: a.mops\n1 of 1 file formatted\n")
    assert "b.mops: This file is not UTF-8" in err
    assert "c.mops: This file has 17 MB; the most is 16 MB, so it is not read." in err
    assert (here / "b.mops").read_bytes() == b"partition   \xff\n"
    assert run("fmt", "b.mops").status == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links(here: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the repository the file is written and the link stays; out of it nothing is touched."""
    away = write(tmp_path_factory.mktemp("away"), {"x.mops": UGLY})
    write(here, {"p/a.mops": FORM, "q/b.mops": UGLY})
    (here / "p" / "b.mops").symlink_to(here / "q" / "b.mops")
    assert run("fmt", "p").out == "formatted: p/b.mops\n1 of 2 files formatted\n"
    assert (here / "p" / "b.mops").is_symlink()
    assert (here / "q" / "b.mops").read_text() == FORM
    (here / "p" / "x.mops").symlink_to(away / "x.mops")
    for path in ("p", "p/x.mops"):
        status, _, err = run("fmt", path)
        assert status == 2
        assert "a link to a place outside the repository" in err
    assert (away / "x.mops").read_text() == UGLY


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_rights_stay(here: Path) -> None:
    write(here, {"a.mops": UGLY})
    (here / "a.mops").chmod(0o640)
    run("fmt")
    assert stat.S_IMODE((here / "a.mops").stat().st_mode) == 0o640
    assert [path.name for path in here.glob("*.new")] == []


def test_a_byte_order_mark_goes(here: Path) -> None:
    (here / "a.mops").write_bytes(b"\xef\xbb\xbf" + FORM.encode())
    assert run("fmt", "--check").status == 1
    assert run("fmt").out == "formatted: a.mops\n1 of 1 file formatted\n"
    assert (here / "a.mops").read_bytes() == FORM.encode()
