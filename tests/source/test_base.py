"""What a plan starts from, read from real repositories: commits, folders, snapshots; and nothing of a repository's own making runs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.nearest import nearest
from mopsdsl.source import git, past
from mopsdsl.source.base import Base, Bases, find_bases
from mopsdsl.source.git import NoBase
from mopsdsl.source.project import find

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")


class Repository:
    """A git repository in a folder, made with git itself."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *words: str, input: bytes | None = None) -> str:
        run = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *words], cwd=self.root, input=input, capture_output=True, check=True
        )  # fmt: skip
        return run.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, files: dict[str, str] | None = None, gone: tuple[str, ...] = ()) -> str:
        """Write and remove files, commit all that is there, and return the commit's hash."""
        self.write(files or {})
        for name in gone:
            (self.root / name).unlink()
            if not os.listdir((self.root / name).parent):
                (self.root / name).parent.rmdir()
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A step")
        return self.git("rev-parse", "HEAD")

    def tree(self, entries: list[tuple[str, bytes, bytes | str]]) -> str:
        """A commit made of (mode, name, text) at its top, names as git would not take them; a text may be another tree's hash."""
        lines = b""
        for mode, name, text in entries:
            hash = text if isinstance(text, str) else self.git("hash-object", "-w", "--stdin", input=text)
            lines += mode.encode() + b" " + name + b"\0" + bytes.fromhex(hash)
        made = self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input=lines)
        return made

    def committed(self, tree: str) -> str:
        return self.git("commit-tree", tree, "-m", "A tree")

    def base(self, wanted: str | None, folder: str = "", merge_base: bool = True) -> Base:
        (project,) = find(str(self.root / folder))
        return find_bases(wanted, [project], merge_base=merge_base, nearest=nearest).each[0]

    def bases(self, wanted: str | None, merge_base: bool = True) -> Bases:
        return find_bases(wanted, find(str(self.root)), merge_base=merge_base, nearest=nearest)

    def refused(self, wanted: str, folder: str = "", merge_base: bool = True) -> str:
        with pytest.raises(NoBase) as caught:
            self.base(wanted, folder, merge_base)
        return str(caught.value)


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Git knows no settings but a name, and nothing is left behind where folders for a while are made."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.gitconfig").write_text(
        '[user]\nname = A\nemail = a@example.com\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
    )
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    yield scratch
    assert os.listdir(scratch) == []


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without commits."""
    made = Repository(tmp_path / "repo")
    made.root.mkdir()
    made.git("init", "--quiet")
    return made


@pytest.fixture
def forked(repository: Repository) -> Repository:
    """main: A, then B; from A the branch work (checked out), with C. The base of work on main is A."""
    repository.commit({"a.mops": "partition A\n"})
    repository.git("switch", "--quiet", "--create", "work")
    repository.git("switch", "--quiet", "main")
    repository.commit({"b.mops": "partition B\n"})
    repository.git("switch", "--quiet", "work")
    repository.commit({"c.mops": "partition C\n"})
    return repository


def names(base: Base) -> list[str]:
    """The files of a base that is a project."""
    assert base.project is not None
    return [source.name for source in base.project.sources()]


def texts(base: Base) -> list[str]:
    assert base.project is not None
    return [source.text for source in base.project.sources()]


def cloned(repository: Repository, *options: str) -> Repository:
    target = repository.root.parent / "clone"
    repository.git("clone", "--quiet", *options, f"file://{repository.root}", str(target))
    return Repository(target)


# Which commit


def test_none_is_nothing(forked: Repository) -> None:
    base = forked.base(None)
    assert (base.what, base.name, base.shown, base.project) == ("nothing", "repo", "nothing", None)


def test_a_ref_means_where_the_branches_went_apart(forked: Repository) -> None:
    first = forked.git("rev-parse", "main~1")
    base = forked.base("main")
    assert (base.what, base.name, base.commit, base.notes) == ("git", "repo", first, ())
    assert base.shown == f"main (merge base {first[:7]})"
    assert names(base) == ["a.mops"]


def test_the_ref_itself_can_be_meant(forked: Repository) -> None:
    commit = forked.git("rev-parse", "main")
    base = forked.base("main", merge_base=False)
    assert (base.commit, base.shown) == (commit, f"main ({commit[:7]})")
    assert names(base) == ["a.mops", "b.mops"]


@pytest.mark.parametrize(
    "wanted", ["HEAD~1", "work~1", "@~1", "refs/heads/work~1", "v1", "annotated", "{hash}", "{short}"]
)
def test_a_commit_in_any_of_gits_words(forked: Repository, wanted: str) -> None:
    first = forked.git("rev-parse", "work~1")
    forked.git("tag", "v1", first)
    forked.git("tag", "--annotate", "--message", "Named", "annotated", first)
    wanted = wanted.format(hash=first, short=first[:9])
    base = forked.base(wanted)
    assert (base.commit, base.shown) == (first, f"{wanted} ({first[:7]})")


def test_what_is_not_committed_is_not_in_the_base(forked: Repository) -> None:
    forked.write({"new.mops": "partition New\n", "c.mops": "partition Other\n"})
    base = forked.base("HEAD")
    assert (names(base), texts(base)) == (["a.mops", "c.mops"], ["partition A\n", "partition C\n"])


def test_after_a_merge_the_base_is_what_was_merged(forked: Repository) -> None:
    forked.git("merge", "--quiet", "--no-edit", "main")
    base = forked.base("main")
    assert base.commit == forked.git("rev-parse", "main")


def test_branches_merged_crosswise_have_several_bases(forked: Repository) -> None:
    old = forked.git("rev-parse", "work")
    forked.git("merge", "--quiet", "--no-edit", "main")
    forked.git("switch", "--quiet", "main")
    forked.git("merge", "--quiet", "--no-edit", old)
    forked.git("switch", "--quiet", "work")
    (note,) = forked.base("main").notes
    assert "2 common pasts" in note


def test_a_detached_head(forked: Repository) -> None:
    forked.git("switch", "--quiet", "--detach", "work")
    assert names(forked.base("main")) == ["a.mops"]


def test_a_linked_work_tree(forked: Repository, tmp_path: Path) -> None:
    forked.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "main")
    linked = Repository(tmp_path / "linked")
    assert names(linked.base("work", merge_base=False)) == ["a.mops", "c.mops"]


def test_a_work_tree_of_a_bare_repository(forked: Repository, tmp_path: Path) -> None:
    forked.git("clone", "--quiet", "--bare", str(forked.root), str(tmp_path / "bare.git"))
    Repository(tmp_path / "bare.git").git("worktree", "add", "--quiet", str(tmp_path / "linked"), "work")
    assert names(Repository(tmp_path / "linked").base("main")) == ["a.mops"]


def test_a_bare_repository_is_no_folder_of_specs(forked: Repository, tmp_path: Path) -> None:
    forked.git("clone", "--quiet", "--bare", str(forked.root), str(tmp_path / "bare.git"))
    assert "There is no .mops file in" in forked.refused(str(tmp_path / "bare.git"))


def test_in_a_clone_the_branch_of_the_origin_stands_in(forked: Repository) -> None:
    clone = cloned(forked)  # checks out work
    first = forked.git("rev-parse", "main~1")
    base = clone.base("main")
    assert (base.commit, base.shown) == (first, f"origin/main (merge base {first[:7]})")
    assert base.notes == ("There is no main in this clone, so origin/main was taken.",)
    assert clone.base("origin/main").notes == ()


def test_a_branch_that_is_here_goes_before_that_of_the_origin(forked: Repository) -> None:
    clone = cloned(forked)
    clone.git("branch", "main", "HEAD")
    assert clone.base("main").commit == clone.git("rev-parse", "HEAD")


def test_a_name_that_stands_for_several_refs(forked: Repository) -> None:
    forked.git("tag", "main", "work")
    base = forked.base("main", merge_base=False)
    assert base.commit == forked.git("rev-parse", "refs/tags/main")
    assert base.notes == (
        "main stands for several refs, and git takes refs/tags/main. Write the one you mean in full.",
    )
    assert forked.base("refs/heads/main").notes == ()


def test_a_replaced_commit_is_read_as_its_hash_says(forked: Repository) -> None:
    forked.git("replace", "HEAD", "main")
    assert names(forked.base("HEAD")) == ["a.mops", "c.mops"]


def test_odd_names_of_branches(forked: Repository) -> None:
    for name in ("größe/ä", "a'b\"c$(id)", "#1", "%s"):
        forked.git("branch", name, "main")
        assert forked.base(name, merge_base=False).commit == forked.git("rev-parse", "main")


# No such commit


def test_a_slip_in_the_name(forked: Repository) -> None:
    assert forked.refused("mian") == "There is no folder, file or git ref mian. Did you mean `main`?"
    assert "Did you mean `origin/main`?" in cloned(forked).refused("origin/mein")


def test_a_name_that_is_like_no_other(forked: Repository) -> None:
    assert (
        forked.refused("zzz")
        == "There is no folder, file or git ref zzz. `git branch --all` and `git tag` show the refs."
    )


def test_what_was_not_fetched(forked: Repository) -> None:
    clone = cloned(forked, "--single-branch")
    for wanted in ("main", "origin/main"):
        said = clone.refused(wanted)
        assert "If origin has it, `git fetch origin main:refs/remotes/origin/main` brings it here." in said
        assert "shallow" not in said
    clone.git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main")  # as it says
    assert names(clone.base("main")) == ["a.mops"]


def test_a_shallow_clone_lacks_the_common_past(forked: Repository) -> None:
    clone = cloned(forked, "--depth", "1", "--no-single-branch")
    said = clone.refused("main")
    assert "This clone is shallow" in said
    assert "`git fetch --unshallow`" in said
    assert "`fetch-depth: 0`" in said
    assert names(clone.base("main", merge_base=False)) == ["a.mops", "b.mops"]
    clone.git("fetch", "--quiet", "--unshallow")  # as it says
    assert names(clone.base("main")) == ["a.mops"]


def test_a_shallow_clone_of_one_branch(forked: Repository) -> None:
    said = cloned(forked, "--depth", "1").refused("main")
    assert "`git fetch origin main:refs/remotes/origin/main`" in said
    assert "`fetch-depth: 0`" in said


def test_unrelated_histories(forked: Repository) -> None:
    forked.git("switch", "--quiet", "--orphan", "other")
    forked.commit({"a.mops": "partition Other\n"})
    assert "have no common past (unrelated histories)" in forked.refused("main")
    assert names(forked.base("main", merge_base=False)) == ["a.mops", "b.mops"]


def test_a_branch_without_commits(forked: Repository) -> None:
    forked.git("switch", "--quiet", "--orphan", "other")
    forked.write({"a.mops": "partition A\n"})
    assert "The current branch has no commit yet" in forked.refused("main")
    assert forked.base("main", merge_base=False).what == "git"


def test_a_repository_without_commits_is_nothing(repository: Repository) -> None:
    repository.write({"a.mops": "partition A\n"})
    for wanted in ("main", "HEAD"):
        base = repository.base(wanted)
        assert (base.what, base.commit, base.project) == ("nothing", "", None)
        assert base.notes == ("This repository has no commit yet, so everything is new.",)


def test_the_beginning_of_several_hashes(repository: Repository) -> None:
    step = "commit refs/heads/main\ncommitter A <a@example.com> {} +0000\ndata 0\n"
    repository.git("fast-import", "--quiet", input="".join(step.format(n) for n in range(2000)).encode())
    starts = sorted(line[:4] for line in repository.git("rev-list", "main").split())
    twice = next(start for start, after in pairwise(starts) if start == after)
    repository.write({"a.mops": "partition A\n"})
    assert repository.refused(twice) == f"Several things in git begin with {twice}. Write more of the hash."


def test_settings_of_a_repository_that_git_refuses(forked: Repository) -> None:
    with (forked.root / ".git/config").open("a") as file:
        file.write("[core\n")
    assert "Git can't read the repository" in forked.refused("main")


@pytest.mark.parametrize(("wanted", "kind"), [("HEAD:a.mops", "blob"), ("HEAD^{tree}", "tree")])
def test_what_is_no_commit(forked: Repository, wanted: str, kind: str) -> None:
    assert forked.refused(wanted).startswith(f"{wanted} is a {kind} in git")


@pytest.mark.parametrize(
    "wanted", ["main..work", "^main", "main...work", "main work", "--all", ":/nothing like it"]
)
def test_what_is_no_single_commit(forked: Repository, wanted: str) -> None:
    assert forked.refused(wanted)


@pytest.mark.parametrize(
    "wanted", ["-x", "--upload-pack=touch pwned", "--output=pwned", "--help", "-", "--", "--end-of-options"]
)
def test_options_are_no_refs(forked: Repository, wanted: str) -> None:
    said = forked.refused(wanted)
    assert "looks like an option" in said
    assert f"./{wanted}" in said


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("", "is empty"),
        ("ma\0in", r"ma\x00in holds a control character"),
        ("main\n--all", r"main\n--all holds a control character"),
        ("\x1b[31m", r"\x1b[31m holds a control character"),
        ("x" * 100_000, "has 100000 characters"),
        ("nowhere/", "There is no folder or file nowhere/."),
        ("./main", "There is no folder or file ./main."),
        ("../main", "There is no folder or file ../main."),
        ("/nowhere/at/all", "There is no folder or file /nowhere/at/all."),
        ("\udcff", "There is no folder, file or git ref \\xff."),
        ("\u202emain", "There is no folder, file or git ref \\u202emain."),
    ],
)
def test_names_that_mean_nothing(forked: Repository, wanted: str, said: str) -> None:
    assert said in forked.refused(wanted)


# Git that can't be asked


def test_no_repository(tmp_path: Path) -> None:
    plain = Repository(tmp_path / "plain")
    plain.write({"a.mops": "partition A\n"})
    said = plain.refused("main")
    assert said.startswith("There is no folder or file main. ")
    assert "is not in a git repository" in said


def test_a_repository_that_is_none_is_not_looked_for_above(forked: Repository) -> None:
    inner = Repository(forked.root / "inner")
    inner.write({"a.mops": "partition A\n", ".git/x": ""})
    assert "is not the data of a git repository" in inner.refused("main")


def test_no_git(forked: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "there is no git here" in forked.refused("main")


def test_git_of_the_current_folder_is_not_run(
    forked: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "here/git"
    program.write_text("#!/bin/sh\ntouch pwned\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    forked.refused("main")
    assert not (tmp_path / "here/pwned").exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else(forked: Repository) -> None:
    for path in (forked.root, forked.root / ".git"):
        os.chown(path, 12345, 12345)
    said = forked.refused("main")
    assert f"Git does not trust {forked.root}" in said
    command = f"git config --global --add safe.directory {forked.root}"
    assert f"`{command}`" in said
    subprocess.run(command, shell=True, check=True)  # as it says
    assert names(forked.base("main")) == ["a.mops"]


def test_in_a_hook_the_repository_around_the_specs_is_meant(
    forked: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "--quiet")
    other.commit({"other.mops": "partition Other\n"})
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert names(forked.base("main")) == ["a.mops"]


def test_a_damaged_repository_is_told(forked: Repository) -> None:
    blob = forked.git("rev-parse", "main~1:a.mops")
    (forked.root / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    assert "a.mops of the base is not in this clone" in forked.refused("main")
    tree = forked.git("rev-parse", "main~1^{tree}")
    (forked.root / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    assert "can't list the commit" in forked.refused("main")


# Nothing is touched, and nothing runs


def _state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """What lies below a folder, to the nanosecond and the byte."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mtime_ns,
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def test_neither_the_work_tree_nor_the_repository_is_touched(forked: Repository) -> None:
    forked.write({"c.mops": "partition Changed\n", "new.mops": "partition New\n"})
    os.utime(forked.root / "a.mops", (1, 1))  # stale in the index: git would like to refresh it
    before = _state(forked.root)
    forked.base("main")
    forked.base("main", merge_base=False)
    forked.refused("nowhere")
    assert _state(forked.root) == before


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[str]:
    """A command of which it is seen when it runs."""
    pwned = tmp_path / "pwned"
    script = tmp_path / "trap"
    script.write_text(f'#!/bin/sh\necho "$0 $@" >> {pwned}\nexit 1\n')
    script.chmod(0o755)
    subprocess.run([str(script)], check=False)
    assert pwned.exists(), "the trap itself must work"
    pwned.unlink()
    yield str(script)
    assert not pwned.exists(), pwned.read_text()


def test_nothing_that_a_repository_names_runs(forked: Repository, trap: str) -> None:
    forked.commit({".gitattributes": "*.mops filter=bad diff=bad merge=bad text\n"})
    hooks = forked.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
        "fsmonitor-watchman",
    ):
        shutil.copy(trap, hooks / name)
    said = {
        "core.fsmonitor": trap,
        "core.hooksPath": str(hooks),
        "core.sshCommand": trap,
        "core.pager": trap,
        "core.editor": trap,
        "core.askPass": trap,
        "core.gitProxy": trap,
        "core.alternateRefsCommand": trap,
        "pager.rev-parse": "true",
        "pager.ls-tree": "true",
        "credential.helper": f"!{trap}",
        "diff.external": trap,
        "diff.bad.textconv": trap,
        "diff.bad.command": trap,
        "filter.bad.smudge": trap,
        "filter.bad.clean": trap,
        "filter.bad.process": trap,
        "filter.bad.required": "true",
        "merge.bad.driver": trap,
        "gpg.program": trap,
        "log.showSignature": "true",
        "uploadpack.packObjectsHook": trap,
        **{
            f"alias.{name}": f"!{trap}"
            for name in ("rev-parse", "merge-base", "ls-tree", "cat-file", "for-each-ref")
        },
    }
    for key, value in said.items():
        forked.git("config", key, value)
    assert names(forked.base("main")) == ["a.mops"]
    assert forked.refused("nowhere")


@pytest.mark.parametrize("transport", ["ext", "ssh", "file"])
@pytest.mark.parametrize("unknown", ["", "GIT_NO_LAZY_FETCH"])
def test_nothing_is_fetched(
    forked: Repository, trap: str, monkeypatch: pytest.MonkeyPatch, transport: str, unknown: str
) -> None:
    """A partial clone would fetch what it lacks by whatever its settings name; older ones know one guard less."""
    monkeypatch.delitem(git._SAFE, unknown, raising=False)
    forked.git("config", "uploadpack.allowFilter", "true")
    clone = cloned(forked, "--filter=blob:none", "--no-checkout")
    url = {"ext": f"ext::{trap}", "ssh": "ssh://host/x", "file": f"file://{forked.root}"}[transport]
    for key, value in {
        "remote.origin.url": url,
        "remote.origin.uploadpack": trap,
        "core.sshCommand": trap,
        "protocol.allow": "always",
        f"protocol.{transport}.allow": "always",
    }.items():
        clone.git("config", key, value)
    clone.write({"c.mops": "partition C\n"})
    before = _state(clone.root)
    assert "is not in this clone. In a partial clone" in clone.refused("origin/main")
    assert _state(clone.root) == before


def test_what_a_partial_clone_lacks_can_be_fetched(forked: Repository) -> None:
    forked.git("config", "uploadpack.allowFilter", "true")
    clone = cloned(forked, "--filter=blob:none")
    forked.git("config", "uploadpack.allowAnySHA1InWant", "true")
    said = clone.refused("origin/main", merge_base=False)
    command = "git fetch --refetch --no-filter"
    assert f"`{command}`" in said
    clone.git(*command.split()[1:], "--quiet")  # as it says
    assert names(clone.base("origin/main", merge_base=False)) == ["a.mops", "b.mops"]


def test_a_repository_laid_out_among_the_specs_is_not_taken_for_one(forked: Repository, trap: str) -> None:
    inner = forked.root / "inner"
    shutil.copytree(forked.root / ".git", inner)
    (inner / ".git").mkdir()
    (inner / "a.mops").write_text("partition A\n")
    Repository(inner).git("--git-dir=.", "config", "core.fsmonitor", trap)
    assert "is not the data of a git repository" in forked.refused("main", "inner")


# What the commit holds


def test_only_specs_and_settings_are_read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(
        {
            "mops.toml": '[rules]\nMOPS303 = "warning"\n',
            "sub/a.mops": "partition A\n",
            "notes.txt": "x",
            "generated/b.mops": "",
            ".hidden/c.mops": "",
            "inner/mops.toml": "",
            "inner/d.mops": "partition D\n",
        }
    )
    base = repository.base("HEAD")
    assert names(base) == ["sub/a.mops"]
    assert base.project is not None
    assert base.project.rules == {"MOPS303": "warning"}
    assert (base.project.name, base.project.problems) == ("repo", [])


def test_a_base_reads_as_the_specs_did(forked: Repository) -> None:
    """By the same path as the specs themselves: the same names, texts and findings."""
    forked.commit(
        {"sub/bad.mops": "partition A\nworkspace (\n", "sub/empty.mops": "", "ünï.mops": "# \N{SNOWMAN}\n"}
    )
    (head,) = find(str(forked.root))
    base = forked.base("HEAD").project
    assert base is not None
    now, then = api.load(head), api.load(base)
    assert [(source.name, source.text) for source in then.sources] == [
        (source.name, source.text) for source in now.sources
    ]
    assert [str(found.span.place) + found.message for found in api.check(then)] == [
        str(found.span.place) + found.message for found in api.check(now)
    ]
    assert base.name == head.name


def test_settings_above_and_included_folders_are_those_of_the_commit(repository: Repository) -> None:
    repository.commit(
        {
            "mops.toml": 'projects = ["specs/*"]\n[rules]\nMOPS303 = "warning"\n',
            "specs/acme/mops.toml": 'include = ["../../shared"]\n',
            "specs/acme/a.mops": "partition A\n",
            "shared/common.mops": "partition Common\n",
        }
    )
    repository.commit({"mops.toml": 'projects = ["specs/*"]\n', "specs/acme/mops.toml": ""})
    repository.commit(gone=("shared/common.mops",))
    base = repository.base("HEAD~2", "specs/acme")
    assert names(base) == ["../../shared/common.mops", "a.mops"]
    assert base.project is not None
    assert base.project.rules == {"MOPS303": "warning"}
    assert base.project.problems == []


def test_a_folder_without_specs_is_there_all_the_same(repository: Repository) -> None:
    repository.commit(
        {"mops.toml": 'include = ["later"]\n', "a.mops": "partition A\n", "later/README.md": "Soon."}
    )
    base = repository.base("HEAD")
    assert base.project is not None
    assert base.project.problems == []


def test_a_project_that_did_not_exist_then_is_new(forked: Repository) -> None:
    forked.commit({"specs/new/a.mops": "partition A\n"})
    base = forked.base("main", "specs/new")
    first = forked.git("rev-parse", "main~1")
    assert (base.what, base.name, base.project, base.commit) == ("nothing", "new", None, first)
    assert base.notes == ("new did not exist there, so all of it is new.",)


def test_a_folder_that_had_no_specs_then(repository: Repository) -> None:
    repository.commit({"specs/README.md": "Soon."})
    repository.commit({"specs/a.mops": "partition A\n"})
    base = repository.base("HEAD~1", "specs")
    assert (base.what, base.notes) == ("nothing", ("specs had no .mops file there, so all of it is new.",))


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_odd_names_of_files(repository: Repository) -> None:
    odd = [
        "-dash.mops",
        "a b.mops",
        "new\nline.mops",
        "q'u\"o.mops",
        "größe.mops",
        "gro\u0308ße.mops",
        "日本/市場.mops",
        "[x]/{y}.mops",
    ]
    repository.commit({name: f"# {number}\n" for number, name in enumerate(odd)})
    (repository.root / os.fsdecode(b"caf\xe9.mops")).write_text("# bytes\n")
    repository.commit()
    assert sorted(names(repository.base("HEAD"))) == sorted([*odd, "caf\\xe9.mops"])
    assert (
        dict(zip(names(repository.base("HEAD")), texts(repository.base("HEAD")), strict=True))["-dash.mops"]
        == "# 0\n"
    )


def test_a_repository_in_an_odd_folder(tmp_path: Path) -> None:
    odd = Repository(tmp_path / "-a 'b' [c]*\N{SNOWMAN}")
    odd.root.mkdir()
    odd.git("init", "--quiet")
    odd.commit({"a.mops": "partition A\n"})
    base = odd.base("HEAD")
    assert names(base) == ["a.mops"]
    assert base.project is not None
    assert base.project.name == odd.root.name


def test_links_are_read_as_links(repository: Repository) -> None:
    repository.write(
        {"shared/b.mops": "partition B\n", "specs/a.mops": "partition A\n", "one.mops": "partition One\n"}
    )
    (repository.root / "specs/common").symlink_to("../shared")
    (repository.root / "specs/one.mops").symlink_to("../one.mops")
    repository.commit()
    shutil.rmtree(repository.root / "shared")
    base = repository.base("HEAD", "specs")
    assert names(base) == ["a.mops", "common/b.mops", "one.mops"]


def test_a_planted_link_leads_nowhere_else(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.mops").write_text("partition Secret\n")
    repository.write({"a.mops": "partition A\n"})
    (repository.root / "b.mops").symlink_to("/etc/passwd")
    (repository.root / "c.mops").symlink_to(tmp_path / "outside/secret.mops")
    (repository.root / "d").symlink_to(tmp_path / "outside")
    (repository.root / "e").symlink_to("../../../../../../../../../../etc")
    (repository.root / "f.mops").symlink_to("../../../../../../../../../../etc/passwd")
    repository.commit()
    base = repository.base("HEAD")
    assert names(base) == ["a.mops"]
    assert base.project is not None
    found = {problem.source.name: problem.message for problem in base.project.problems}
    assert sorted(found) == ["b.mops", "c.mops", "d", "e", "f.mops"]
    assert all("outside the repository" in message for message in found.values())


def test_settings_of_a_commit_that_lead_out(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.mops").write_text("partition Secret\n")
    include = '["../outside", "../../../../../../../../..", "/etc", "../../scratch"]'
    repository.commit({"a.mops": "partition A\n", "mops.toml": f"include = {include}\n"})
    base = repository.base("HEAD")
    assert names(base) == ["a.mops"]
    assert base.project is not None
    assert len(base.project.problems) == 4


def test_a_commit_whose_names_leave_it(repository: Repository, tmp_path: Path) -> None:
    """Such trees can't be checked out by git; they can be made, pushed and read."""
    repository.write({"a.mops": "partition A\n"})
    spec = repository.git("hash-object", "-w", "--stdin", input=b"partition Bad\n")
    inner = repository.tree([("100644", b"x.mops", spec)])
    up = repository.tree([("40000", b"..", inner)])
    commit = repository.committed(
        repository.tree(
            [
                ("40000", b"..", inner),
                ("40000", b".", inner),
                ("40000", b".git", inner),
                ("40000", b".GIT", inner),
                ("100644", b"a.mops", b"partition A\n"),
                ("100644", b"../y.mops", spec),
                ("100644", f"{tmp_path}/z.mops".encode(), spec),
                ("40000", b"sub", up),
            ]
        )
    )
    base = repository.base(commit, merge_base=False) if repository.commit() else None
    assert base is not None
    assert names(base) == ["a.mops"]
    assert len(base.notes) == 7
    assert all("left out of the base" in note for note in base.notes)
    assert not list(tmp_path.rglob("[xyz].mops"))


def test_nothing_is_written_through_a_link(repository: Repository, tmp_path: Path) -> None:
    """A tree can hold a link and a folder of the same name."""
    outside = tmp_path / "outside"
    outside.mkdir()
    repository.commit({"a.mops": "partition A\n"})
    inner = repository.tree([("100644", b"b.mops", b"partition B\n")])
    for names_ in ([b"l", b"l"], [b"b.mops", b"b.mops"]):
        entries: list[tuple[str, bytes, bytes | str]] = [
            ("120000", names_[0], str(outside).encode()),
            ("40000", names_[1], inner),
            ("100644", b"m.mops", b"partition M\n"),
            ("120000", b"m.mops", str(outside / "m.mops").encode()),
        ]
        commit = repository.committed(repository.tree(entries))
        base = repository.base(commit, merge_base=False)
        assert names(base) == [f"{names_[1].decode()}/b.mops", "m.mops"]
        assert len(base.notes) == 2
        assert list(outside.iterdir()) == []


def test_a_link_to_what_is_no_path(repository: Repository) -> None:
    repository.commit({"a.mops": "partition A\n"})
    tree = repository.tree([("100644", b"a.mops", b"partition A\n"), ("120000", b"b.mops", b"x\0y")])
    base = repository.base(repository.committed(tree), merge_base=False)
    assert names(base) == ["a.mops"]
    assert len(base.notes) == 1


def test_names_and_depths_beyond_the_disks(repository: Repository) -> None:
    repository.commit({"a.mops": "partition A\n"})
    deep = repository.tree([("100644", b"deep.mops", b"partition Deep\n")])
    for _ in range(300):
        deep = repository.tree([("40000", b"d", deep)])
    long = repository.tree(
        [
            ("100644", b"n" * 300 + b".mops", b""),
            ("40000", b"f" * 300, repository.tree([("100644", b"x.mops", b"")])),
        ]
    )
    tree = repository.tree(
        [("100644", b"a.mops", b"partition A\n"), ("40000", b"deep", deep), ("40000", b"long", long)]
    )
    base = repository.base(repository.committed(tree), merge_base=False)
    assert names(base) == ["a.mops"]
    assert len(base.notes) == 3


def test_a_huge_file_is_told_as_ever(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write({"b.mops": "partition B\n"})
    (repository.root / "a.mops").write_bytes(b"#" * (past.MAX_FILE + 1))
    repository.commit()
    base = repository.base("HEAD")
    assert names(base) == ["b.mops"]
    assert base.project is not None
    (problem,) = base.project.problems
    assert "the most is 16 MB" in problem.message


def test_too_much_is_refused(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({f"{number}.mops": "partition A\n" for number in range(30)})
    with monkeypatch.context() as patch:
        patch.setattr(past, "MAX_FILES", 20)
        assert "more than 20 specs and links" in repository.refused("HEAD")
    with monkeypatch.context() as patch:
        patch.setattr(past, "MAX_ENTRIES", 20)
        assert "more than 20 files" in repository.refused("HEAD")
    with monkeypatch.context() as patch:
        patch.setattr(past, "MAX_BYTES", 200)
        assert "have more than 0 MB" in repository.refused("HEAD")


def test_a_folder_that_can_not_be_made(
    forked: Repository, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(past, "_put", full)
    assert "can't be laid out" in forked.refused("main")
    assert "No space left on device" in forked.refused("main")


def test_files_of_git_lfs_are_told(repository: Repository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    repository.commit({"a.mops": "partition A\n", "sub/big.mops": pointer})
    assert repository.base("HEAD").notes == (
        "Git LFS keeps sub/big.mops outside the commits, so what it said is not known.",
    )


# Submodules


@pytest.fixture
def nested(repository: Repository, tmp_path: Path) -> Repository:
    """A repository with a submodule of specs in specs/shared."""
    inner = Repository(tmp_path / "inner")
    inner.root.mkdir()
    inner.git("init", "--quiet")
    inner.commit({"s.mops": "partition S\n"})
    repository.commit({"specs/a.mops": "partition A\n", "other/b.mops": "partition B\n"})
    repository.git("submodule", "--quiet", "add", str(inner.root), "specs/shared")
    repository.commit()
    return repository


def test_what_a_submodule_holds_is_not_in_the_commit(nested: Repository) -> None:
    base = nested.base("HEAD", "specs")
    assert names(base) == ["a.mops"]
    (note,) = base.notes
    assert note.startswith("specs/shared is a submodule")
    assert nested.base("HEAD", "other").notes == ()


def test_a_project_in_a_submodule_is_of_that_repository(nested: Repository) -> None:
    inner = Repository(nested.root / "specs/shared")
    inner.commit({"t.mops": "partition T\n"})
    base = inner.base("HEAD~1")
    assert (names(base), base.notes) == (["s.mops"], ())


def test_a_project_that_was_a_submodule(nested: Repository) -> None:
    nested.git("rm", "--quiet", "--force", "specs/shared")
    nested.commit({"specs/shared/s.mops": "partition S\n"})
    base = nested.base("HEAD~1", "specs/shared")
    assert base.what == "nothing"
    assert any(note.startswith("specs/shared is a submodule") for note in base.notes)


# Several projects


@pytest.fixture
def several(repository: Repository) -> Repository:
    """First the projects a and b, now a and c."""
    repository.commit(
        {
            "mops.toml": 'projects = ["specs/*"]\noutput = "generated/{project}"\n',
            "specs/a/x.mops": "partition A\n",
            "specs/b/x.mops": "partition B\n",
            "generated/a/model.json": '{"a": 1}',
            "generated/b/model.json": '{"b": 1}',
        }
    )
    repository.commit({"specs/c/x.mops": "partition C\n"}, gone=("specs/b/x.mops",))
    return repository


def test_each_project_starts_from_where_it_was(several: Repository) -> None:
    found = several.bases("HEAD~1")
    assert [(base.name, base.what) for base in found.each] == [("a", "git"), ("c", "nothing")]
    assert texts(found.each[0]) == ["partition A\n"]
    assert found.each[1].notes == ("c did not exist there, so all of it is new.",)
    assert [(base.name, base.what, texts(base)) for base in found.gone] == [("b", "git", ["partition B\n"])]


def test_a_folder_that_never_held_specs_is_not_gone(several: Repository) -> None:
    several.commit({"specs/notes/README.md": "Soon."})
    several.commit(gone=("specs/notes/README.md",))
    assert [base.name for base in several.bases("HEAD~1").gone] == []


def test_of_one_project_no_other_is_gone(several: Repository) -> None:
    found = find_bases("HEAD~1", find(str(several.root / "specs/a")))
    assert (len(found.each), found.gone) == (1, ())


def test_the_last_of_several_projects(several: Repository) -> None:
    shutil.rmtree(several.root / "specs/c")
    found = several.bases("HEAD~1")
    assert [base.name for base in found.each] == ["a"]
    assert [base.name for base in found.gone] == ["b"]


def test_several_projects_of_a_folder_and_of_nothing(several: Repository, tmp_path: Path) -> None:
    several.git("worktree", "add", "--quiet", str(tmp_path / "old"), "HEAD~1")
    found = several.bases(str(tmp_path / "old"))
    assert [(base.name, base.what, base.shown) for base in found.each] == [
        ("a", "folder", str(tmp_path / "old")),
        ("c", "nothing", str(tmp_path / "old")),
    ]
    assert [base.name for base in found.gone] == ["b"]
    assert [base.what for base in several.bases(None).each] == ["nothing", "nothing"]
    assert several.bases(None).gone == ()


def test_several_projects_of_the_current_folder(several: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(several.root)
    assert [base.what for base in several.bases(".").each] == ["folder", "folder"]


def test_one_project_of_a_folder_that_has_several(several: Repository, tmp_path: Path) -> None:
    several.git("worktree", "add", "--quiet", str(tmp_path / "old"), "HEAD~1")
    base = several.base(str(tmp_path / "old"), "specs/a")
    assert (base.what, texts(base)) == ("folder", ["partition A\n"])
    assert several.base(str(tmp_path / "old"), "specs/c").what == "nothing"
    assert several.base(str(tmp_path / "old/specs/b"), "specs/c").what == "folder"


def test_several_projects_and_a_folder_without_them(several: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoBase, match=r"has none of these projects in it: a, c\."):
        several.bases(str(tmp_path / "empty"))


def test_several_snapshots(several: Repository) -> None:
    found = several.bases(str(several.root / "generated"))
    assert [(base.name, base.what, base.text) for base in found.each] == [
        ("a", "snapshot", '{"a": 1}'),
        ("c", "nothing", ""),
    ]
    assert [(base.name, base.text) for base in found.gone] == [("b", '{"b": 1}')]
    assert several.base(str(several.root / "generated"), "specs/a").text == '{"a": 1}'


def test_one_snapshot_is_not_of_several_projects(several: Repository) -> None:
    with pytest.raises(NoBase, match="is the snapshot of one project, and there are 2: a, c") as caught:
        several.bases(str(several.root / "generated/a/model.json"))
    assert "PROJECT/model.json" in str(caught.value)


# Folders and files


def test_a_folder_is_a_project(forked: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "here/old"
    old.mkdir()
    (old / "z.mops").write_text("partition Z\n")
    for wanted in ("old", "./old", "old/", str(old)):
        base = forked.base(wanted)
        assert (base.what, base.name, base.shown, base.commit, base.notes) == (
            "folder",
            "repo",
            wanted,
            "",
            (),
        )
        assert names(base) == ["z.mops"]


def test_a_folder_goes_before_a_ref(forked: Repository, tmp_path: Path) -> None:
    old = tmp_path / "here/main"
    old.mkdir()
    assert "refs/heads/main means the ref" in forked.refused("main")
    (old / "z.mops").write_text("partition Z\n")
    base = forked.base("main")
    assert base.what == "folder"
    assert base.notes == (
        "main is both here and a git ref; what is here was taken. refs/heads/main means the ref.",
    )
    assert forked.base("./main").notes == ()
    assert forked.base("refs/heads/main").what == "git"


def test_a_folder_without_specs(forked: Repository, tmp_path: Path) -> None:
    (tmp_path / "here/old").mkdir()
    assert "There is no .mops file in" in forked.refused("old")


def test_a_file_is_a_snapshot(forked: Repository, tmp_path: Path) -> None:
    saved = tmp_path / "here/saved.json"
    saved.write_text('\ufeff{"ü": 1}')
    base = forked.base("saved.json")
    assert (base.what, base.name, base.shown, base.text) == ("snapshot", "repo", "saved.json", '{"ü": 1}')
    saved.rename(tmp_path / "here/main")
    base = forked.base("main")
    assert base.what == "snapshot"
    assert "refs/heads/main means the ref" in base.notes[0]


def test_a_folder_with_a_snapshot(forked: Repository, tmp_path: Path) -> None:
    (tmp_path / "here/old").mkdir()
    (tmp_path / "here/old/model.json").write_text("{}")
    assert (forked.base("old").what, forked.base("old").text) == ("snapshot", "{}")
    (tmp_path / "here/old/a.mops").write_text("partition A\n")
    assert forked.base("old").what == "folder"


def test_files_that_are_no_snapshots(
    forked: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    (here / "bytes").write_bytes(b"\xff")
    assert forked.refused("bytes") == "bytes is not UTF-8, so it is no model.json."
    (here / "broken").symlink_to("nowhere")
    assert forked.refused("broken") == "broken can't be read: No such file or directory."
    monkeypatch.setattr("mopsdsl.source.base.MAX_SNAPSHOT", 3)
    (here / "large").write_text("{   }")
    assert "so it is not read" in forked.refused("large")


def test_without_git_folders_and_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    plain = Repository(tmp_path / "plain")
    plain.write({"a.mops": "partition A\n", "old/b.mops": "partition B\n", "old.json": "{}"})
    assert names(plain.base(str(plain.root / "old"))) == ["b.mops"]
    assert plain.base(str(plain.root / "old.json")).text == "{}"
