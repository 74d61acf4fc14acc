"""The cache of earlier results: it changes how quick an answer is, and nothing else, whatever is done to it."""

import os
import shutil
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from mopsdsl.cli import cache, check
from tests.cli.running import Answer, run, spawn, write

FILES = {
    ".git/HEAD": "",
    "mops.toml": 'projects = ["specs/*"]\n',
    "specs/acme/mops.toml": 'include = ["../../shared", "../../later"]\n',
    "specs/acme/a.mops": "workspace Default { sees all; primary Default }\nworkspace EMEA { sees Nowhere }\n",
    "specs/acme/sub/b.mops": 'allow MOPS306 because "For now" until 2026-06-30\nlist Nobodys = ("x")\n',
    "specs/acme/inner/mops.toml": "",
    "specs/acme/inner/c.mops": "partition Inner",
    "specs/acme/empty/x.txt": "",
    "shared/d.mops": "partition Shared\n",
    "other/e.mops": "partition Shared\n",
}
FORMS = ("text", "json", "sarif", "github", "junit")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # Tests write and ask at once, which the cache would take for a change while the run went on.
    monkeypatch.setattr(cache, "_CLOCK_TICK", -3_600_000_000_000)
    root = write(tmp_path / "repo", FILES)
    (root / "specs/acme/link.mops").symlink_to("../../other/e.mops")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with each run that worked its answer out."""
    runs: list[str] = []
    worked_out = check._checked

    def noted(options: Namespace, memory: object) -> tuple[int, str]:
        runs.append(options.format)
        return worked_out(options, memory)

    monkeypatch.setattr(check, "_checked", noted)
    return runs


def ask(*words: str) -> Answer:
    return run("check", *words, "--as-of", "2026-06-01")


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "key")


# The same answer


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("where", [(), ("specs/acme",)])
def test_a_second_run_says_the_same_in_every_form(cold: list[str], where: tuple[str, ...]) -> None:
    for form in FORMS:
        answers = [ask(*where, "--format", form) for _ in range(3)]
        assert answers[0] == answers[1] == answers[2] == ask(*where, "--format", form, "--no-cache")
        assert answers[0].status == 1
    assert cold == [form for form in FORMS for _ in range(2)]


def test_other_processes_say_the_same(repo: Path, tmp_path: Path) -> None:
    quiet = {"MOPSDSL_NO_CACHE": "", "PYTHONIOENCODING": "utf-8"}
    for words in (("check", "--format", "json"), ("check", "specs/acme")):
        first, second = (spawn(*words, cwd=repo, **quiet) for _ in range(2))
        assert first == second == spawn(*words, cwd=repo)
        assert first.status == 1
    assert len(entries(tmp_path / "cache")) == 2


def edit(root: Path) -> None:
    path = root / "specs/acme/a.mops"
    path.write_text(path.read_text().replace("Nowhere", "Nirgend"))  # as long as before


def same_times(root: Path) -> None:
    path = root / "specs/acme/a.mops"
    times = path.stat()
    edit(root)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def linked_elsewhere(root: Path) -> None:
    shutil.copytree(root / "other", root.parent / "outside")
    (root / "specs/acme/link.mops").unlink()
    (root / "specs/acme/link.mops").symlink_to(root.parent / "outside/e.mops")


def written(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        write(root, {name: text})

    return change


def removed(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).unlink()

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "a file": edit,
    "a file, its size and times kept": same_times,
    "a file that is included": written("shared/d.mops", "partition Other"),
    "a file that is linked to": written("other/e.mops", "partition Other"),
    "a new file": written("specs/acme/new.mops", "partition New"),
    "a new file in a folder that had none": written("specs/acme/empty/new.mops", "partition New"),
    "a new file in an included folder": written("shared/new.mops", "partition New"),
    "a new folder": written("specs/acme/more/new.mops", "partition New"),
    "an included folder that was missing": written("later/new.mops", "partition New"),
    "a file less": removed("specs/acme/sub/b.mops"),
    "the settings": written("specs/acme/mops.toml", 'include = ["../../shared"]'),
    "the settings above": written(
        "mops.toml", 'projects = ["specs/*"]\n[rules]\nMOPS102 = "advice"\nMOPS9 = ""'
    ),
    "settings between": written("specs/mops.toml", 'projects = ["acme"]\n[rules]\nMOPS9 = ""'),
    "a folder that becomes a project": written("specs/acme/sub/mops.toml", ""),
    "a project that becomes a folder": removed("specs/acme/inner/mops.toml"),
    "a link that leads out": linked_elsewhere,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(repo: Path, cold: list[str], change: Callable[[Path], None]) -> None:
    before = ask("specs/acme")
    assert ask("specs/acme") == before
    assert len(cold) == 1
    change(repo)
    after = ask("specs/acme")
    assert len(cold) == 2
    assert after == ask("specs/acme", "--no-cache") != before


@pytest.mark.parametrize(
    "change",
    [written("specs/beta/a.mops", "workspace B { sees Nowhere }"), removed("specs/acme/a.mops"), edit],
    ids=["a new project", "a file less", "a file"],
)
def test_a_change_in_a_repository_is_seen(
    repo: Path, cold: list[str], change: Callable[[Path], None]
) -> None:
    before = ask()
    assert ask() == before
    assert len(cold) == 1
    change(repo)
    assert ask() == ask("--no-cache") != before


def test_settings_nearer_to_the_current_folder_are_seen(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo / "specs/acme/sub")
    before = ask()
    assert ask() == before
    write(repo, {"specs/acme/sub/mops.toml": "", "specs/acme/sub/n.mops": "workspace N { sees Nowhere }"})
    assert ask() == ask("--no-cache") != before


@pytest.mark.usefixtures("repo")
def test_a_repository_that_ends_elsewhere_is_seen(tmp_path: Path) -> None:
    ask("specs/acme")
    write(tmp_path / "repo", {"specs/acme/.git/HEAD": ""})
    after = ask("specs/acme")
    assert after == ask("specs/acme", "--no-cache")
    assert "leaves the repository" in after.out


@pytest.mark.usefixtures("repo")
def test_every_question_has_its_own_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> list[Answer]:
        return [
            run("check", "specs/acme", *words, "--as-of", day, *more)
            for words in ((), ("--fail-on", "advice"), ("--format", "json"))
            for day in ("2026-06-01", "2026-07-01")
            for more in ((), ("--no-cache",))
        ]

    first = asked()
    assert first == asked()
    assert first[0::2] == first[1::2]
    assert len({answer.out for answer in first}) == 4
    plain = ask("specs/acme")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in ask("specs/acme").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert ask("specs/acme") == plain
    monkeypatch.chdir("specs")
    assert " acme/a.mops:2:" in ask("acme").out


@pytest.mark.usefixtures("repo")
def test_without_a_date_an_answer_is_good_for_a_day(cold: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")
    run("check")
    assert len(cold) == 1
    monkeypatch.setattr(cache, "_today", lambda: "2099-01-01")
    run("check")
    assert len(cold) == 2


def test_a_folder_that_is_a_link_is_where_it_leads(repo: Path) -> None:
    (repo / "current").symlink_to("specs/acme")
    before = ask("current")
    write(repo, {"specs/beta/a.mops": "workspace B { sees Nowhere }"})
    (repo / "current").unlink()
    (repo / "current").symlink_to("specs/beta")
    assert ask("current") == ask("current", "--no-cache") != before


def test_a_change_while_the_run_goes_on_is_not_sealed(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_CLOCK_TICK", 20_000_000)
    remember = cache.Memory.remember

    def late(self: cache.Memory, projects: list[object], status: int, text: str) -> None:
        edit(repo)
        remember(self, projects, status, text)

    monkeypatch.setattr(cache.Memory, "remember", late)
    assert "Nowhere" in ask("specs/acme").out
    assert ask("specs/acme") == ask("specs/acme", "--no-cache")


def test_a_changed_mopsdsl_asks_again(repo: Path, cold: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setattr(cache, "_own_code", lambda: "another")
    ask()
    assert len(cold) == 2


# Never trusted


@pytest.fixture
def entry(repo: Path, folder: Path) -> Path:
    """The entry of `check specs/acme`, which has been asked."""
    ask("specs/acme")
    (path,) = entries(folder)
    return path


def recalled() -> tuple[int, str] | None:
    """What the cache holds of `check specs/acme`."""
    key = ("text", "error", "2026-06-01", False, True)
    return cache.Memory("specs/acme", key, enabled=True).recall()


def test_the_entry_is_what_is_recalled(entry: Path) -> None:
    assert recalled() == ask("specs/acme")[:2]


def test_a_byte_of_an_entry_that_flipped_is_found_out(entry: Path) -> None:
    whole = entry.read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 1 << position % 8
        entry.write_bytes(damaged)
        assert recalled() is None
    assert ask("specs/acme") == ask("specs/acme", "--no-cache")
    assert recalled() is not None


def test_a_truncated_or_longer_entry_is_found_out(entry: Path) -> None:
    whole = entry.read_bytes()
    for length in range(len(whole)):
        entry.write_bytes(whole[:length])
        assert recalled() is None
    for more in (b"\0", b"\n", whole):
        entry.write_bytes(whole + more)
        assert recalled() is None


@pytest.mark.parametrize(
    "planted",
    [
        b"",
        b"\n",
        b"\0",
        b"0" * 64 + b"\n0\nx\0No findings.\n",
        b"\n0\n\0No findings.\n",
        b"\xff" * 1000,
        b"cos\nsystem\n(S'touch /tmp/x'\ntR.",
    ],
)
def test_an_entry_by_hand_does_not_open(entry: Path, planted: bytes) -> None:
    right = ask("specs/acme", "--no-cache")
    entry.write_bytes(planted)
    assert recalled() is None
    assert ask("specs/acme") == right


def test_an_entry_of_another_project_does_not_open(entry: Path, repo: Path, folder: Path) -> None:
    write(repo, {"specs/clean/a.mops": "# Nothing.\n"})
    assert ask("specs/clean").status == 0
    (other,) = set(entries(folder)) - {entry}
    shutil.copy(other, entry)
    assert recalled() is None
    assert ask("specs/acme").status == 1


def test_a_key_that_was_replaced_opens_nothing(entry: Path, folder: Path) -> None:
    key = folder / "key"
    secret = key.read_bytes()
    for replaced in (secret, b"0" * 32, b"", b"0" * 31, secret + b"0"):
        key.unlink()
        key.write_bytes(replaced)
        key.chmod(0o600)
        assert recalled() is None
        assert ask("specs/acme") == ask("specs/acme", "--no-cache")


def test_a_key_that_others_can_read_opens_nothing(entry: Path, folder: Path) -> None:
    for mode in (0o644, 0o660, 0o666):
        (folder / "key").chmod(mode)
        assert recalled() is None
        assert ask("specs/acme").status == 1


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give a file away")
def test_a_key_of_somebody_else_opens_nothing(entry: Path, folder: Path) -> None:
    os.chown(folder / "key", 12345, 12345)
    assert recalled() is None
    assert ask("specs/acme").status == 1


def test_a_cache_from_an_archive_opens_nothing(entry: Path, folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("copy"), copy_function=shutil.copy2)
    shutil.rmtree(folder)
    folder.with_name("copy").rename(folder)
    assert recalled() is None
    assert ask("specs/acme").status == 1
    assert recalled() is not None


def test_odd_things_in_the_way(entry: Path, folder: Path) -> None:
    right = ask("specs/acme", "--no-cache")
    for name in (entry.name, "key"):
        path = folder / name
        path.unlink()
        path.mkdir()
        assert ask("specs/acme") == right
        path.rmdir()
        if hasattr(os, "mkfifo"):
            os.mkfifo(path)
            assert ask("specs/acme") == right
            path.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to("nowhere")
        assert ask("specs/acme") == right
        path.unlink()
        path.symlink_to(path)
        assert ask("specs/acme") == right
        path.unlink()
        assert ask("specs/acme") == right


def test_an_entry_that_is_a_link_is_never_written_through(entry: Path, repo: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("Mine.")
    entry.unlink()
    entry.symlink_to(foreign)
    right = ask("specs/acme", "--no-cache")
    assert ask("specs/acme") == right
    assert ask("specs/acme") == right
    assert foreign.read_text() == "Mine."
    assert not entry.is_symlink()


# Where it may not be


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("place", ["/dev/null", "/dev/null/cache", "/proc/mopsdsl"])
def test_a_folder_that_cannot_be_changes_nothing(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("MOPSDSL_CACHE_DIR", place)
    assert ask() == ask() == ask("--no-cache")


@pytest.mark.usefixtures("repo")
def test_a_read_only_folder_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = os.open

    def closed(path: str, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", path)
        return plain(path, flags, *rest)

    monkeypatch.setattr(os, "open", closed)
    assert ask() == ask() == ask("--no-cache")
    assert entries(folder) == []


@pytest.mark.usefixtures("repo")
def test_it_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("--no-cache")
    monkeypatch.setenv("MOPSDSL_NO_CACHE", "1")
    ask()
    assert not folder.exists()


def test_turned_off_it_is_not_read(entry: Path, cold: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ask("specs/acme", "--no-cache")
    monkeypatch.setenv("MOPSDSL_NO_CACHE", "1")
    ask("specs/acme")
    assert len(cold) == 2


@pytest.mark.skipif(os.name == "nt", reason="folders by XDG")
def test_it_lies_where_the_user_wants_it(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("MOPSDSL_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    ask()
    assert len(entries(tmp_path / "xdg/mopsdsl")) == 1
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    ask()
    assert len(entries(tmp_path / "home/.cache/mopsdsl")) == 1


@pytest.mark.parametrize("base", ["", "relative"])
def test_without_a_home_there_is_none(repo: Path, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("MOPSDSL_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", base)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # a user without an entry and without HOME
    before = sorted(repo.rglob("*"))
    assert ask() == ask() == ask("--no-cache")
    assert sorted(repo.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_only_the_user_can_look_into_it(entry: Path, folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_it_does_not_grow_for_ever(repo: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(210):
        cache.Memory("specs/acme", ("text", number, "2026-06-01"), enabled=True).remember([], 0, "")
    assert len(entries(folder)) <= 200
    assert all(len(path.name) == 40 for path in entries(folder))
