"""`mopsdsl check`: what scripts and pipelines lean on."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.running import run, spawn, write

CLEAN = "team Ops { side marketing }\nworkspace Default { sees all; primary Default; admin Ops }\n"
ADVICE = CLEAN + 'list Unused = ("A", "B")\n'
WARNING = CLEAN + 'allow MOPS107 because "Nothing to hide"\n'
ERROR = CLEAN + "workspace EMEA { sees Nowhere; admin Ops }\n"
EXPIRING = CLEAN + 'allow MOPS008 because "For now" until 2026-06-30\nlist Unused = ("A", "B")\n'


@pytest.mark.parametrize(
    ("text", "statuses"),
    [(CLEAN, (0, 0, 0)), (ADVICE, (0, 0, 1)), (WARNING, (0, 1, 1)), (ERROR, (1, 1, 1))],
    ids=["clean", "advice", "warning", "error"],
)
def test_the_exit_status_follows_fail_on(tmp_path: Path, text: str, statuses: tuple[int, ...]) -> None:
    write(tmp_path, {"a.mops": text})
    assert run("check", tmp_path).status == statuses[0]
    for level, status in zip(("error", "warning", "advice"), statuses, strict=True):
        answer = run("check", tmp_path, "--fail-on", level)
        assert (answer.status, answer.err) == (status, "")


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_findings_go_to_standard_output_in_every_form(tmp_path: Path, form: str) -> None:
    write(tmp_path, {"a.mops": ERROR})
    answer = run("check", tmp_path, "--format", form)
    assert (answer.status, answer.err) == (1, "")
    assert "Nowhere" in answer.out
    assert answer.out.endswith("\n")
    if form in ("json", "sarif"):
        json.loads(answer.out)
    if form == "junit":
        ElementTree.fromstring(answer.out.encode())


def test_what_went_wrong_goes_to_standard_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        answer = run("check", folder)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("mopsdsl: ")
        assert answer.err.count("\n") == 1


def test_a_file_instead_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a.mops": CLEAN})
    assert run("check", tmp_path / "a.mops") == (
        2,
        "",
        f"mopsdsl: {tmp_path / 'a.mops'} is a file; name its folder.\n",
    )


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("--as-of", "2026-02-30"), "'2026-02-30' is no date; write it as 2026-12-31"),
        (("--as-of", "tomorrow"), "'tomorrow' is no date"),
        (("--as-of",), "expected one argument"),
        (("--format", "jsn"), "Did you mean `json`?"),
        (("--fail-on", "eror"), "Did you mean `error`?"),
        (("--nonsense",), "unrecognized arguments: --nonsense"),
        (("one", "two"), "unrecognized arguments: two"),
    ],
)
def test_a_wrong_argument_is_a_run_that_could_not_be(
    tmp_path: Path, words: tuple[str, ...], hint: str
) -> None:
    folder = () if words[0] == "one" else (tmp_path,)
    answer = run("check", *folder, *words)
    assert (answer.status, answer.out) == (2, "")
    assert hint in answer.err


def test_as_of_sets_today(tmp_path: Path) -> None:
    write(tmp_path, {"a.mops": EXPIRING})
    assert run("check", tmp_path, "--fail-on", "warning", "--as-of", "2026-06-30").status == 0
    assert run("check", tmp_path, "--fail-on", "warning", "--as-of", "2026-07-01").status == 1


def test_paths_are_relative_to_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"specs/acme/sub/a.mops": ERROR, "elsewhere/x": ""})
    shown = {
        tmp_path: " specs/acme/sub/a.mops:3:",
        tmp_path / "specs/acme/sub": " a.mops:3:",
        tmp_path / "elsewhere": f" {tmp_path}/specs/acme/sub/a.mops:3:",
    }
    for here, path in shown.items():
        monkeypatch.chdir(here)
        for _ in range(2):
            assert path in run("check", tmp_path / "specs/acme").out
    assert '"file": "sub/a.mops"' in run("check", tmp_path / "specs/acme", "--format", "json").out


def test_a_repository_checks_all_its_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"mops.toml": 'projects = ["specs/*"]', "specs/a/a.mops": CLEAN, "specs/b/b.mops": ERROR})
    monkeypatch.chdir(tmp_path)
    answer = run("check")
    assert answer.status == 1
    assert " in 2 projects." in answer.out
    assert "specs/b/b.mops:3:" in answer.out
    assert run("check", "specs/a").status == 0
    assert '"uri": "specs/b/b.mops"' in run("check", "--format", "sarif").out


def test_a_slip_in_the_settings_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {"mops.toml": "rules = [", "a.mops": CLEAN})
    answer = run("check", tmp_path, "--format", "json")
    assert answer.status == 1
    assert [one["file"] for one in json.loads(answer.out)["findings"]] == ["mops.toml"]


def test_colour_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.mops": ERROR})
    assert "\x1b" not in run("check", tmp_path).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", tmp_path).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", tmp_path).out


def test_a_terminal_without_the_letters_is_no_reason_to_stop(tmp_path: Path) -> None:
    text = ERROR + 'workspace Japan "日本" { sees Nirgendwö }\n'
    write(tmp_path, {"a.mops": text})
    answer = spawn("check", tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (answer.status, answer.err) == (1, "")
    assert answer.out.isascii()
    answer = spawn("check", tmp_path, "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.status == 1
    assert any("Nirgendwö" in one["message"] for one in json.loads(answer.out)["findings"])


def test_nothing_is_written(tmp_path: Path) -> None:
    folder = write(tmp_path / "specs", {"a.mops": CLEAN})
    run("check", folder)
    assert [path.name for path in folder.iterdir()] == ["a.mops"]
