"""The command line as a whole: help, slips, and ends that nobody wants."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import mopsdsl
from mopsdsl.cli import VERBS
from tests.cli.running import command, run, spawn, write


def test_help() -> None:
    answer = run("--help")
    assert (answer.status, answer.err) == (0, "")
    assert all(f"\n    {verb} " in answer.out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb(verb: str) -> None:
    answer = run(verb, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"usage: mopsdsl {verb}")


def test_version() -> None:
    assert run("--version") == (0, f"mopsdsl {mopsdsl.__version__}\n", "")


def test_nothing_said_is_help_and_no_success() -> None:
    answer = run()
    assert answer.status == 2
    assert "usage: mopsdsl" in answer.out + answer.err


def test_a_language_server_that_is_not_installed_says_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Into this Python, and no other that may be on the path."""
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    monkeypatch.delitem(sys.modules, "mopsdsl.lsp.server", raising=False)
    answer = run("lsp")
    assert (answer.status, answer.out) == (2, "")
    assert f"{sys.executable} -m pip install 'mopsdsl[lsp]'" in answer.err


@pytest.mark.parametrize(("word", "meant"), [("chekc", "check"), ("Compile", "compile"), ("shwo", "show")])
def test_a_slip_gets_a_hint(word: str, meant: str) -> None:
    answer = run(word)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.endswith(f"\nDid you mean `{meant}`?\n")


def test_what_is_no_slip_gets_none() -> None:
    answer = run("zzz")
    assert answer.status == 2
    assert "invalid choice: 'zzz'" in answer.err
    assert "Did you mean" not in answer.err


def test_explain() -> None:
    answer = run("explain", "MOPS101")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("# MOPS101 workspace-sees-nothing\n")
    assert run("explain", "mops101") == run("explain", "workspace-sees-nothing") == answer


@pytest.mark.parametrize("code", ["nonsense", "MOPS000", "", "../../../etc/passwd", "MOPS101\x1b"])
def test_explain_of_no_rule(code: str) -> None:
    answer = run("explain", code)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("mopsdsl: there is no rule")


def test_explain_wants_a_rule() -> None:
    assert run("explain").status == 2


def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    text = "".join(f"workspace W{number} {{ sees Nowhere }}\n" for number in range(3000))
    write(tmp_path, {"a.mops": text})
    with subprocess.Popen(
        command("check", tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in (0, 1)  # 1 where the system took the rest before it noticed


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk at hand")
def test_a_full_disk_is_no_finding(tmp_path: Path) -> None:
    write(tmp_path, {"a.mops": "partition A"})
    with open("/dev/full", "w") as full:
        done = subprocess.run(command("check", tmp_path), stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"mopsdsl: No space left on device\n")


def test_standard_output_that_is_closed(tmp_path: Path) -> None:
    write(tmp_path, {"a.mops": "workspace A { sees Nowhere }"})
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "-", *command("check", tmp_path)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_mistake_of_ours_is_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr("mopsdsl.cli.explain.run", broken)
    answer = run("explain", "MOPS101")
    assert (answer.status, answer.out) == (2, "")
    assert "RuntimeError: oh" in answer.err
    assert "a mistake in mopsdsl" in answer.err


def test_an_interruption_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mopsdsl.cli.explain.run", interrupted)
    assert run("explain", "MOPS101") == (130, "", "mopsdsl: interrupted; nothing was half written\n")


def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    write(tmp_path, {"specs/a.mops": "workspace A { sees Nowhere }"})
    script = f'cd {gone} && rmdir {gone} && "$@"'
    for words in (("check",), ("check", tmp_path / "specs")):
        gone.mkdir(exist_ok=True)
        there = ["sh", "-c", script, "-", *command(*words)]
        done = subprocess.run(there, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("mopsdsl: ")
        assert "Traceback" not in done.stderr


def test_the_module_is_the_command() -> None:
    assert spawn("--version").out == f"mopsdsl {mopsdsl.__version__}\n"


NAMED = "p\x1b[2J\n::error::"
"""What a stranger may call a folder: it clears a terminal, and is a command to GitHub's runners."""


@pytest.mark.parametrize(
    "words",
    [("compile", "."), ("compile", "--check", "."), ("list", "partitions", "--project", "."), ("fmt", f"{NAMED}1"),
     ("test", "."), ("plan", "."), ("check", "--no-cache", "."), ("check", f"{NAMED}3"), ("fmt", f"{NAMED}4.txt")],
)  # fmt: skip
def test_nothing_that_anybody_named_is_obeyed(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "mops.toml": 'projects = ["p*"]\noutput = "made/{project}"\n',
        f"{NAMED}4.txt": "",
        f"{NAMED}1/a.mops": "",
    }
    write(tmp_path, {**files, f"{NAMED}2/a.mops": "partition  EMEA\nworkspace W { sees Nowhere }\n"})
    monkeypatch.chdir(tmp_path)
    answer = run(*words)
    said = answer.out + answer.err
    assert said
    assert "\x1b" not in said
    assert not [line for line in said.splitlines() if line.startswith("::")]
