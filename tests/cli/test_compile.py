"""`mopsdsl compile`: what it writes, what it never touches, and that every output is old or new, and whole."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.render import outputs
from tests.cli.running import Answer, command, run, write

ROOT = Path(__file__).parents[2]
SPEC = """\
team Ops { side marketing }
workspace Default { sees all; primary Default; admin Ops }
workspace EMEA { sees EMEA; primary EMEA; admin Ops }
partition EMEA
"""
ERROR = SPEC + "workspace Lost { sees Nowhere; primary Nowhere; admin Ops }\n"
LISTING = outputs.LISTING


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write(tmp_path / "repo", {".git/HEAD": "", "acme/a.mops": SPEC})
    monkeypatch.chdir(root)
    return root / "acme"


@pytest.fixture
def out(project: Path) -> Path:
    return project.parent / "out"


def compiled(*words: str | Path) -> Answer:
    answer = run("compile", *words)
    assert answer.err == ""
    assert answer.status == 0
    return answer


def tree(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder: files with their bytes, links with where they lead."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


# What it writes


def test_it_writes_every_output_to_the_projects_own_folder(project: Path) -> None:
    answer = compiled("acme")
    made = tree(project / "generated")
    assert {"model.json", "setup-plan.md", "setup-plan.json", "setup-plan.csv", LISTING} <= set(made)
    assert answer.out.endswith(f"acme: {len(made)} of {len(made)} files written in acme/generated\n")
    listed = (project / "generated" / LISTING).read_text().splitlines()
    assert sorted(line.split(" ", 1)[1] for line in listed) == sorted(set(made) - {LISTING})


def test_it_writes_nothing_else(project: Path, out: Path) -> None:
    before = tree(project.parent)
    compiled("acme", "--out", out)
    after = tree(project.parent)
    assert {path for path in after if path not in before} == {f"out/{path}" for path in tree(out)}
    assert {path: after[path] for path in before} == before


def test_a_second_run_writes_nothing(project: Path, out: Path) -> None:
    compiled("acme", "--out", out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert compiled("acme", "--out", out).out == f"acme: {len(tree(out))} files, all as they were in out\n"
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


def test_only_what_changed_is_written(project: Path, out: Path) -> None:
    compiled("acme", "--out", out)
    (out / "model.json").write_text("{}")
    os.unlink(out / "setup-plan.csv")
    assert "2 of " in compiled("acme", "--out", out).out


def test_a_repository_writes_where_its_settings_say(project: Path) -> None:
    write(
        project.parent, {"mops.toml": 'projects = ["acme", "b"]\noutput = "made/{project}"', "b/b.mops": SPEC}
    )
    compiled()
    made = project.parent / "made"
    assert sorted(path.name for path in made.iterdir()) == ["acme", "b"]
    assert not (project / "generated").exists()
    answer = run("compile", "--out", made)
    assert (answer.status, answer.out) == (2, "")
    assert "--out is for one project" in answer.err


def test_only_a_target(project: Path, out: Path) -> None:
    compiled("acme", "--out", out, "--target", "model")
    assert set(tree(out)) == {"model.json", LISTING}
    everything = set(compiled("acme", "--out", out) and tree(out))
    compiled("acme", "--out", out, "--target", "model", "--target", "setup-plan")
    assert set(tree(out)) == everything


def test_a_target_that_is_none(out: Path) -> None:
    answer = run("compile", "acme", "--out", out, "--target", "modle")
    assert (answer.status, answer.out) == (2, "")
    assert re.fullmatch(r"mopsdsl: there is no output modle\. There are [\w, -]+\.\n", answer.err)


@pytest.mark.parametrize("word", ["--target=", "--as-of=never", "--chekc"])
def test_wrong_arguments(word: str) -> None:
    assert run("compile", "acme", word).status == 2


def test_errors_keep_everything_as_it_was(project: Path, out: Path) -> None:
    compiled("acme", "--out", out)
    before = tree(project.parent)
    write(project, {"a.mops": ERROR})
    answer = run("compile", "acme", "--out", out)
    assert answer.status == 1
    assert "error[MOPS002]" in answer.out
    assert answer.err == "acme: nothing was written; mend the errors first.\n"
    assert tree(project.parent) == before | {"acme/a.mops": ERROR.encode()}


def test_errors_in_one_project_do_not_stop_another(project: Path) -> None:
    write(project.parent, {"mops.toml": 'projects = ["*"]', "acme/a.mops": ERROR, "b/b.mops": SPEC})
    assert run("compile").status == 1
    assert not (project / "generated").exists()
    assert (project.parent / "b/generated/model.json").exists()


def test_outputs_do_not_look_at_the_clock(project: Path, out: Path) -> None:
    write(project, {"a.mops": SPEC + 'allow MOPS108 because "For now" until 2026-06-30\n'})
    compiled("acme", "--out", out, "--as-of", "2026-06-01")
    before = tree(out)
    compiled("acme", "--out", out, "--as-of", "2027-06-01")
    assert tree(out) == before


# --check


def test_check_says_what_is_stale_and_writes_nothing(project: Path, out: Path) -> None:
    answer = run("compile", "acme", "--out", out, "--check")
    assert answer.status == 1
    assert "stale: out/model.json\n" in answer.out
    assert "Renew them with: mopsdsl compile acme --out " in answer.out
    assert not out.exists()
    compiled("acme", "--out", out)
    assert compiled("acme", "--out", out, "--check").out == ""
    (out / "model.json").write_text("{}")
    (out / "mine.txt").write_text("Mine.")
    before = tree(out)
    answer = run("compile", "acme", "--out", out, "--check")
    assert answer.status == 1
    assert re.findall("^stale: .*$", answer.out, re.M) == ["stale: out/model.json"]
    assert tree(out) == before


def test_check_finds_what_is_no_longer_made(project: Path, out: Path) -> None:
    compiled("acme", "--out", out)
    _also_made(out, "model docs/old.html")
    answer = run("compile", "acme", "--out", out, "--check")
    assert answer.status == 1
    assert "stale: out/docs/old.html\n" in answer.out
    assert (out / "docs/old.html").exists()


# What it leaves alone


def _also_made(out: Path, *lines: str) -> None:
    """As if an earlier compile had written these files, too."""
    with (out / LISTING).open("a") as file:
        file.writelines(f"{line}\n" for line in lines)
    for line in lines:
        write(out, {line.split(" ", 1)[1]: "old"})


def test_files_of_others_stay_and_old_outputs_go(out: Path) -> None:
    compiled("acme", "--out", out)
    write(
        out, {"mine.txt": "Mine.", "docs/mine.html": "Mine.", "model.json.bak": "Mine.", "old/mine": "Mine."}
    )
    before = tree(out)
    _also_made(
        out, "model old/one.html", "model gone/deep/two.html", "docs docs/three.html", "former four.txt"
    )
    compiled("acme", "--out", out)
    assert tree(out) == before
    assert not (out / "gone").exists()


def test_another_targets_outputs_stay(out: Path) -> None:
    compiled("acme", "--out", out)
    before = tree(out)
    _also_made(out, "model old.json")
    compiled("acme", "--out", out, "--target", "setup-plan")
    assert (out / "old.json").exists()
    compiled("acme", "--out", out, "--target", "model")
    assert tree(out) == before


@pytest.mark.parametrize(
    "path",
    [
        "../mine.txt", "../../mine.txt", "a/../../mine.txt", "./../mine.txt", "{absolute}", "/{absolute}", "docs//../../mine.txt",
        "..\\mine.txt", "..", ".", "", "docs/", "C:mine.txt", "a\0b", "mine\x1b.txt", LISTING,
    ],
)  # fmt: skip
def test_a_planted_listing_takes_nothing_away(project: Path, out: Path, path: str) -> None:
    compiled("acme", "--out", out)
    mine = out.parent / "mine.txt"
    for place in (mine, out.parent.parent / "mine.txt", out / "..\\mine.txt", out / "C:mine.txt"):
        place.write_text("Mine.")
    before = tree(out.parent)
    with (out / LISTING).open("a") as file:
        file.write(f"model {path.format(absolute=mine)}\n")
    compiled("acme", "--out", out)
    assert tree(out.parent) == before
    assert (out.parent.parent / "mine.txt").exists()


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\n", b"model", b"\n" * 1000, b"model model.json\r\n", b"x" * 100_000]
)
def test_a_listing_that_is_none(out: Path, data: bytes) -> None:
    compiled("acme", "--out", out)
    before = tree(out)
    (out / LISTING).write_bytes(data)
    compiled("acme", "--out", out)
    assert tree(out) == before


def test_a_listed_folder_or_a_file_behind_a_link_stays(out: Path, tmp_path: Path) -> None:
    compiled("acme", "--out", out)
    write(tmp_path / "outside", {"mine.txt": "Mine."})
    write(out, {"folder/mine.txt": "Mine."})
    (out / "link").symlink_to(tmp_path / "outside")
    before = tree(out)
    with (out / LISTING).open("a") as file:
        file.write("model link/mine.txt\nmodel folder\nmodel link\n")
    compiled("acme", "--out", out)
    assert tree(tmp_path / "outside") == {"mine.txt": b"Mine."}
    assert tree(out) == before


# What it refuses


def refused(out: Path | str) -> str:
    answer = run("compile", "acme", "--out", out)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    return answer.err


@pytest.mark.parametrize("name", ["model.json", "setup-plan.csv", LISTING])
@pytest.mark.parametrize("there", [True, False])
def test_a_planted_link_is_not_written_through(out: Path, tmp_path: Path, name: str, there: bool) -> None:
    outside = tmp_path / "outside.txt"
    if there:
        outside.write_text("Mine.")
    out.mkdir()
    (out / name).symlink_to(outside)
    assert f"{out / name} is no real file or folder" in refused(out)
    assert not there or outside.read_text() == "Mine."
    assert outside.exists() == there
    assert os.listdir(out) == [name]


def test_a_link_to_what_would_be_written_is_refused_too(out: Path, tmp_path: Path) -> None:
    compiled("acme", "--out", out)
    (out / "model.json").rename(tmp_path / "model.json")
    (out / "model.json").symlink_to(tmp_path / "model.json")
    assert "no real file" in refused(out)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_what_never_ends_is_not_read(out: Path) -> None:
    out.mkdir()
    os.mkfifo(out / "setup-plan.md")
    (out / "model.json").symlink_to("/dev/zero")
    assert "model.json is no real file or folder" in refused(out)


def _emits(monkeypatch: pytest.MonkeyPatch, *paths: str) -> None:
    """Adds an output with these files."""

    class Fake:
        NAME = "fake"

        @staticmethod
        def emit(_: object) -> list[tuple[str, str]]:
            return [(path, "text") for path in paths]

    known = dict(outputs.discovered())
    monkeypatch.setattr(outputs, "discovered", lambda: {**known, "fake": Fake})


def test_a_planted_link_to_a_folder_is_not_written_through(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _emits(monkeypatch, "docs/fake/a.html")
    (tmp_path / "outside").mkdir()
    write(out, {"docs/x": ""})
    (out / "docs/fake").symlink_to(tmp_path / "outside")
    assert f"{out}/docs/fake is no real file or folder" in refused(out)
    assert tree(tmp_path / "outside") == {}
    assert "model.json" not in tree(out)


def test_a_file_where_a_folder_has_to_be(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _emits(monkeypatch, "fake/deep/a.html")
    write(out, {"fake": "Mine."})
    assert f"{out}/fake is no real file or folder" in refused(out)
    assert tree(out) == {"fake": b"Mine."}


def test_a_folder_where_a_file_has_to_be(out: Path) -> None:
    write(out, {"model.json/mine": "Mine."})
    assert f"{out}/model.json is a folder, and a file has to go there." in refused(out)
    assert tree(out) == {"model.json/mine": b"Mine."}


def test_a_generated_folder_that_leads_out_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (project / "generated").symlink_to(tmp_path / "outside")
    answer = run("compile", "acme")
    assert answer.status == 1
    assert "outside the repository" in answer.out
    assert tree(tmp_path / "outside") == {}


@pytest.mark.parametrize("place", ["acme/a.mops", "acme/a.mops/out", "/proc/out", "/dev/null/out"])
def test_a_folder_that_cannot_be_written(project: Path, place: str) -> None:
    before = tree(project.parent)
    assert refused(place).startswith("mopsdsl: /")
    assert tree(project.parent) == before


def test_a_read_only_folder(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("acme", "--out", out)
    (out / "model.json").write_text("{}")
    before = tree(out)

    def closed(path: str, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "mkdir", closed)
    assert "Permission denied; the outputs are as they were, or whole and new." in refused(out)
    assert tree(out) == before


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_disk_that_fills_up(out: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    calls = 0
    plain = os.fsync

    def full(file: int) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise OSError(28, "No space left on device")
        plain(file)

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in refused(out)
    assert tree(out) == {}
    compiled("acme", "--out", out)


def test_a_staging_folder_that_somebody_planted(out: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    out.mkdir()
    for process in (os.getpid(), 1, 999_999_999, 10**30):
        (out / f".mopsdsl-new-{process}").symlink_to(tmp_path / "outside")
    write(out, {".mopsdsl-new-nobody/x": "left", f".mopsdsl-new-{2**22 + 1}-abc/model.json": "left"})
    compiled("acme", "--out", out)
    assert tree(tmp_path / "outside") == {}
    assert not [path for path in tree(out) if path.startswith(".mopsdsl-new") and "/" in path]


def test_a_run_beside_this_one_keeps_its_staging(out: Path) -> None:
    write(out, {f".mopsdsl-new-{os.getppid()}-abc/model.json": "theirs"})
    compiled("acme", "--out", out)
    assert (out / f".mopsdsl-new-{os.getppid()}-abc/model.json").exists()


# Killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")
def test_killed_at_any_step_every_output_is_old_or_new(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.killing", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    said = done.stdout.splitlines()
    assert len(said) == 1, done.stdout
    assert int(re.findall(r"killed (\d+) times", said[0])[0]) > 20


def test_killed_at_any_moment_every_output_is_old_or_new(project: Path, out: Path) -> None:
    other = SPEC.replace("EMEA", "APAC")
    whole = []
    for text in (SPEC, other):
        write(project, {"a.mops": text})
        compiled("acme", "--out", out)
        whole.append(tree(out))
    started = time.monotonic()
    subprocess.run(command("compile", "acme", "--out", out), check=True, capture_output=True)
    length = time.monotonic() - started
    chance = random.Random(20260701)
    for turn in range(10):
        write(project, {"a.mops": (SPEC, other)[turn % 2]})
        with subprocess.Popen(command("compile", "acme", "--out", out), stdout=subprocess.DEVNULL) as process:
            time.sleep(length * (0.4 + 0.8 * chance.random()))
            process.send_signal(signal.SIGKILL)
        for path, data in tree(out).items():
            if not path.startswith((".mopsdsl-new-", LISTING)):
                assert data in (whole[0].get(path), whole[1].get(path)), path
    for text, right in ((SPEC, whole[0]), (other, whole[1])):
        write(project, {"a.mops": text})
        compiled("acme", "--out", out)
        assert tree(out) == right


# The door


def test_the_api_writes_only_what_compile_would(project: Path, out: Path) -> None:
    (found,) = api.projects(str(project))
    loaded = api.load(found)
    made = api.compile(loaded, str(out))
    assert not out.exists()
    assert made.stale() == sorted(made.files)
    assert api.write(made) == sorted(made.files)
    assert api.write(made) == []
    (out / "model.json").unlink()
    (out / "model.json").mkdir()
    with pytest.raises(api.Unwritable):
        api.write(made)
