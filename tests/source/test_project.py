"""What is read from disk, what never is, and what is said of it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.finding import Finding, Severity
from mopsdsl.source import project as module
from mopsdsl.source.project import NotAProject, find
from mopsdsl.source.reading import MAX_FILE
from mopsdsl.source.settings import MAX_PROBLEMS

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files (path → text or bytes) below a folder that is a git repository; returns the folder."""
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)

    def written(files: dict[str, str | bytes] | None = None) -> Path:
        for name, text in (files or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return root

    return written


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside the repository, with a spec that nobody should see."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.mops").write_text("partition Secret\n")
    return folder


def names(folder: Path | str | None) -> list[list[str]]:
    """The files that each project reads."""
    return [[source.name for source in project.sources()] for project in find(folder and str(folder))]


def findings(folder: Path | str) -> list[Finding]:
    return [
        finding
        for project in api.projects(str(folder))
        for finding in api.check(api.load(project))
        if finding.code in ("MOPS001", "MOPS006")
    ]


def finding(folder: Path | str) -> Finding:
    (only,) = findings(folder)
    return only


def refused(folder: Path | str | None) -> str:
    with pytest.raises(NotAProject) as caught:
        names(folder)
    return str(caught.value)


# Which folder is a project


def test_a_folder_of_texts_is_a_project(write: Write) -> None:
    root = write({"specs/b.mops": "", "specs/a.mops": "", "specs/sub/deep/c.mops": "", "specs/notes.txt": ""})
    assert names(root / "specs") == [["a.mops", "b.mops", "sub/deep/c.mops"]]
    (project,) = find(str(root / "specs"))
    assert (project.name, project.root, project.repository) == ("specs", str(root / "specs"), str(root))
    assert project.output == str(root / "specs" / "generated")


def test_a_trailing_slash_changes_nothing(write: Write) -> None:
    root = write({"specs/a.mops": ""})
    assert find(f"{root}/specs/")[0].name == "specs"


@pytest.mark.parametrize("here", ["specs/acme", "specs/acme/sub"])
def test_without_a_folder_the_project_around_is_meant(
    write: Write, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    root = write(
        {"mops.toml": 'projects = ["specs/*"]', "specs/acme/mops.toml": "", "specs/acme/sub/a.mops": ""}
    )
    monkeypatch.chdir(root / here)
    assert [project.root for project in find(None)] == [str(root / "specs/acme")]


def test_without_a_folder_and_settings_the_current_folder_is_meant(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write({"specs/a.mops": ""}) / "specs")
    assert names(None) == [["a.mops"]]


def test_settings_above_the_repository_are_nobodys(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"a.mops": ""})
    (root.parent / "mops.toml").write_text('projects = ["repo"]\noutput = "elsewhere"')
    monkeypatch.chdir(root)
    (project,) = find(None)
    assert (project.root, project.repository) == (str(root), str(root))
    assert project.output == str(root / "generated")


def test_a_repository_names_its_projects(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(
        {
            "mops.toml": 'projects = ["specs/*", "more/one"]\noutput = "generated/{project}"',
            "specs/b/a.mops": "",
            "specs/a/a.mops": "",
            "specs/README.md": "",
            "more/one/a.mops": "",
            "more/two/a.mops": "",
        }
    )
    monkeypatch.chdir(root / "specs")
    for found in (find(None), find(str(root))):
        assert [os.path.relpath(project.root, root) for project in found] == [
            "more/one",
            "specs/a",
            "specs/b",
        ]
        outputs = [os.path.relpath(project.output, root) for project in found]
        assert outputs == ["generated/one", "generated/a", "generated/b"]


def test_a_project_of_a_repository_writes_where_that_says(write: Write) -> None:
    root = write(
        {
            "mops.toml": 'projects = ["specs/*"]\noutput = "out/{project}"',
            "specs/acme/a.mops": "",
            "specs/acme/sub/a.mops": "",
            "other/a.mops": "",
        }
    )
    assert find(str(root / "specs/acme"))[0].output == str(root / "out/acme")
    assert find(str(root / "specs/acme/sub"))[0].output == str(root / "specs/acme/sub/generated")
    assert find(str(root / "other"))[0].output == str(root / "other/generated")


def test_a_project_may_say_itself_where_it_writes(write: Write) -> None:
    root = write(
        {
            "mops.toml": 'projects = ["specs/*"]\noutput = "out/{project}"',
            "specs/acme/mops.toml": 'output = "../../elsewhere"',
            "specs/acme/a.mops": "partition A",
        }
    )
    assert find(str(root / "specs/acme"))[0].output == str(root / "elsewhere")
    assert findings(root) == []


def test_another_project_inside_is_left_out(write: Write) -> None:
    root = write(
        {"a.mops": "", "inner/mops.toml": "", "inner/b.mops": "", "inner/sub/c.mops": "", "sub/d.mops": ""}
    )
    assert names(root) == [["a.mops", "sub/d.mops"]]
    assert names(root / "inner") == [["b.mops", "sub/c.mops"]]


def test_hidden_and_generated_folders_are_no_specs(write: Write) -> None:
    skipped = [".a.mops", ".git/b.mops", ".venv/c.mops", "generated/d.mops", "sub/generated/e.mops"]
    skipped += ["node_modules/f.mops", "__pycache__/g.mops", ".mops"]
    assert names(write({"a.mops": "", **dict.fromkeys(skipped, "")})) == [["a.mops"]]


def test_a_folder_that_is_called_like_a_file(write: Write) -> None:
    assert names(write({"a.mops/b.mops": ""})) == [["a.mops/b.mops"]]


def test_names_with_spaces_and_of_any_language(write: Write) -> None:
    files = ["my specs/größe 1.mops", "日本/市場.mops", "a'b\"c.mops", "[x]/{y}.mops", "-dash.mops"]
    root = write(dict.fromkeys(files, "partition A"))
    assert names(root) == [sorted(files)]
    assert names(root / "[x]") == [["{y}.mops"]]


def test_a_repository_in_a_folder_with_a_strange_name(write: Write) -> None:
    root = write(
        {"[a]*/mops.toml": 'projects = ["specs/*"]', "[a]*/specs/x/a.mops": "", "[a]*/specs/y/a.mops": ""}
    )
    assert names(root / "[a]*") == [["a.mops"], ["a.mops"]]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_shown_all_the_same(write: Write) -> None:
    root = write()
    (root / os.fsdecode(b"caf\xe9.mops")).write_text("workspace (")
    assert finding(root).span.source.name == "caf\\xe9.mops"


def test_thousands_of_files(write: Write) -> None:
    root = write({f"{number % 7}/{number}.mops": f"partition P{number}" for number in range(2000)})
    assert len(names(root)[0]) == 2000


def test_too_many_files_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 20)
    root = write({f"{number}/{number}.mops": "" for number in range(21)})
    assert "more than 20 files" in refused(root)


def test_folders_nested_deeper_than_python_recurses(write: Write) -> None:
    root = write({"a.mops": "partition A"})
    folders = [os.open(root, os.O_RDONLY)]
    try:
        for _ in range(1500):
            os.mkdir("d", dir_fd=folders[-1])
            folders.append(os.open("d", os.O_RDONLY, dir_fd=folders[-1]))
            if len(folders) > 3:
                os.close(folders.pop(-3))
        found = [one.code for one in findings(root)]
        assert found in ([], ["MOPS001"])  # the path may be too long for the system
    finally:
        for folder in folders:
            os.close(folder)
        subprocess.run(["rm", "-rf", str(root / "d")], check=True)  # pytest's own clean-up recurses


# Nothing to work on


def test_no_specs(write: Write) -> None:
    root = write({"a.txt": ""})
    assert f"There is no .mops file in {root}" in refused(root)
    assert "mopsdsl init" in refused(root)


def test_no_folder(write: Write, tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") == f"{tmp_path / 'nowhere'} does not exist."
    assert "does not exist" in refused("")


def test_a_file_instead_of_its_folder(write: Write) -> None:
    root = write({"a.mops": ""})
    assert refused(root / "a.mops").endswith("a.mops is a file; name its folder.")


def test_projects_that_are_nowhere(write: Write) -> None:
    message = refused(write({"mops.toml": 'projects = ["specs/*"]'}))
    assert '`projects` names "specs/*", and there is no such folder.' in message


def test_a_current_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "current folder" in refused(None)


# Texts


def test_a_byte_order_mark_is_no_text(write: Write) -> None:
    root = write({"a.mops": "\ufeffworkspace (".encode()})
    (project,) = find(str(root))
    assert project.sources()[0].text == "workspace ("
    assert finding(root).span.start == 10


def test_line_ends_stay_as_they_are(write: Write) -> None:
    root = write({"a.mops": "partition A\r\npartition B\r\n"})
    assert find(str(root))[0].sources()[0].text == "partition A\r\npartition B\r\n"
    assert findings(root) == []


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"partition A\n# caf\xe9\n", (2, 6), "0xe9"),
        ("# \N{SNOWMAN}\n".encode() + b"\xff", (2, 1), "0xff"),
        (b"\xef\xbb\xbf# \xe9", (1, 3), "0xe9"),
        ("partition A".encode("utf-16"), (1, 1), "0xff"),
        (b"# cut \xe2\x98", (1, 7), "0xe2"),
    ],
)
def test_other_encodings_are_found_out(write: Write, data: bytes, place: tuple[int, int], byte: str) -> None:
    found = finding(write({"a.mops": data}))
    assert (found.severity, found.span.source.position(found.span.start)) == (Severity.ERROR, place)
    assert byte in found.message
    assert found.help == "Save it as UTF-8."


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n", "\ufeff"])
def test_an_empty_file_is_a_slip(write: Write, text: str) -> None:
    found = finding(write({"a.mops": text, "b.mops": "partition A"}))
    assert (found.severity, found.span.source.name) == (Severity.WARNING, "a.mops")
    assert "empty" in found.message


def test_a_file_of_comments_is_fine(write: Write) -> None:
    assert findings(write({"a.mops": "# To do."})) == []


def test_a_huge_file_is_not_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"a.mops": "partition A"})
    with (root / "big.mops").open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    read: list[str] = []
    plain = open

    def noted(path: str, *rest: object, **more: object) -> object:
        read.append(str(path))
        return plain(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", noted)
    found = finding(root)
    assert "This file has 20 MB; the most is 16 MB" in found.message
    assert not [path for path in read if path.endswith("big.mops")]


def test_the_largest_file_is_read(write: Write) -> None:
    root = write({"a.mops": b"#" * MAX_FILE})
    assert findings(root) == []
    (root / "a.mops").write_bytes(b"#" * (MAX_FILE + 1))
    assert "is not read" in finding(root).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_holds_nobody_up(write: Write) -> None:
    root = write({"a.mops": ""})
    os.mkfifo(root / "pipe.mops")
    assert names(root) == [["a.mops"]]


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="nothing is locked for root")
def test_what_cannot_be_read_is_said(write: Write) -> None:
    root = write({"a.mops": "partition A", "locked.mops": "", "closed/b.mops": ""})
    (root / "locked.mops").chmod(0)
    (root / "closed").chmod(0)
    try:
        assert [found.span.source.name for found in findings(root)] == ["closed", "locked.mops"]
    finally:
        (root / "closed").chmod(0o700)


def test_a_file_that_goes_away_is_said(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"a.mops": "partition A", "b.mops": "partition B"})

    def gone(path: str) -> int:
        if path.endswith("b.mops"):
            raise FileNotFoundError(2, "No such file or directory", path)
        return 10

    monkeypatch.setattr(os.path, "getsize", gone)
    assert finding(root).message == "This file can't be read: No such file or directory."


def test_a_folder_that_cannot_be_listed_is_said(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"a.mops": "partition A", "sub/b.mops": "partition B"})
    plain = os.scandir

    def closed(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return plain(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = finding(root)
    assert (found.span.source.name, found.message) == ("sub", "This folder can't be read: Permission denied.")


# Links


def test_a_link_out_of_the_repository_is_not_followed(write: Write, outside: Path) -> None:
    root = write({"a.mops": "partition A"})
    (root / "file.mops").symlink_to(outside / "secret.mops")
    (root / "folder").symlink_to(outside)
    (root / "text.txt").symlink_to(outside / "secret.mops")
    assert names(root) == [["a.mops"]]
    found = findings(root)
    assert [one.span.source.name for one in found] == ["file.mops", "folder"]
    assert all("outside the repository" in one.message and one.severity is Severity.ERROR for one in found)
    (project,) = api.projects(str(root))
    assert "Secret" not in api.load(project).model.partitions


def test_a_link_through_a_link_is_seen_through(write: Write, outside: Path) -> None:
    root = write({"a.mops": "partition A", "sub/b.mops": "partition B"})
    (root / ".hop").symlink_to(outside)
    (root / "sub/c.mops").symlink_to("../.hop/secret.mops")
    assert finding(root).span.source.name == "sub/c.mops"


def test_a_link_inside_the_repository_is_followed(write: Write) -> None:
    root = write({"specs/a.mops": "", "shared/b.mops": "", "shared/sub/c.mops": "", "one.mops": ""})
    (root / "specs/common").symlink_to("../shared")
    (root / "specs/one.mops").symlink_to("../one.mops")
    assert names(root / "specs") == [["a.mops", "common/b.mops", "common/sub/c.mops", "one.mops"]]


def test_what_is_linked_twice_is_read_once(write: Write) -> None:
    root = write({"z/a.mops": "partition A", "z/deep/b.mops": "partition B"})
    (root / "a-link").symlink_to("z")
    (root / "b-link").symlink_to("z/deep")
    (root / "c-link.mops").symlink_to("z/a.mops")
    assert names(root) == [["z/a.mops", "z/deep/b.mops"]]
    assert findings(root) == []


def test_links_in_circles_end(write: Write) -> None:
    root = write({"a.mops": "partition A", "sub/b.mops": "partition B"})
    (root / "sub/up").symlink_to("..")
    (root / "sub/self").symlink_to(".")
    (root / "one").symlink_to("two")
    (root / "two").symlink_to("one")
    assert names(root) == [["a.mops", "sub/b.mops"]]
    assert findings(root) == []


def test_a_text_that_links_to_itself_or_nowhere_is_said(write: Write) -> None:
    root = write({"a.mops": "partition A"})
    (root / "loop.mops").symlink_to("loop.mops")
    (root / "none.mops").symlink_to("missing.mops")
    assert [(one.span.source.name, one.message) for one in findings(root)] == [
        ("loop.mops", "This link leads nowhere."),
        ("none.mops", "This link leads nowhere."),
    ]


def test_a_folder_that_is_itself_a_link_out_is_a_place_of_its_own(write: Write, outside: Path) -> None:
    root = write({"mops.toml": 'projects = ["specs/*"]', "specs/a/a.mops": "partition A"})
    (root / "specs/b").symlink_to(outside)
    (project,) = find(str(root / "specs/b"))
    assert project.repository == project.root == str(outside)
    found = finding(root)
    assert '`projects` names "specs/b", which leaves the repository.' in found.message


# include


def test_include_takes_in_a_folder_beside_it(write: Write) -> None:
    root = write(
        {
            "sandbox/mops.toml": 'include = ["../shared"]',
            "sandbox/a.mops": "workspace A { sees P }",
            "shared/b.mops": "partition P",
            "shared/sub/c.mops": "",
            "shared/other/mops.toml": "",
            "shared/other/d.mops": "",
        }
    )
    assert names(root / "sandbox") == [["../shared/b.mops", "../shared/sub/c.mops", "a.mops"]]


def test_include_of_what_is_there_already_reads_nothing_twice(write: Write) -> None:
    root = write({"mops.toml": 'include = ["sub", ".", "./sub/../sub"]', "a.mops": "", "sub/b.mops": ""})
    assert names(root) == [["a.mops", "sub/b.mops"]]


def test_only_included_texts_make_a_project_too(write: Write) -> None:
    root = write({"one/mops.toml": 'include = ["../shared"]', "shared/a.mops": ""})
    assert names(root / "one") == [["../shared/a.mops"]]


@pytest.mark.parametrize("path", ["../outside", "../../../../../../..", "sub/../../outside", "link"])
def test_include_never_leaves_the_repository(write: Write, outside: Path, path: str) -> None:
    root = write({"mops.toml": f'edition = "2026"\n# include\ninclude = ["{path}"]', "a.mops": "partition A"})
    (root / "link").symlink_to(outside)
    assert names(root) == [["a.mops"]]
    found = [one for one in findings(root) if "include" in one.message]
    assert [one.message for one in found] == [f'`include` names "{path}", which leaves the repository.']
    assert (found[0].span.source.name, found[0].span.line) == ("mops.toml", 3)


def test_include_of_nothing_is_said(write: Write) -> None:
    found = finding(write({"mops.toml": 'include = ["../repo/nowhere"]', "a.mops": "partition A"}))
    assert found.message == '`include` names "../repo/nowhere", and there is no such folder.'


@pytest.mark.parametrize("key", ["include", "projects", "output"])
def test_a_path_of_one_machine_is_refused(write: Write, outside: Path, key: str) -> None:
    root = write({"a.mops": "partition A", "specs/x/a.mops": "partition X"})
    for place in (root / "specs/x", outside):
        said = f'"{place}"' if key == "output" else f'["specs/x", "{place}"]'
        (root / "mops.toml").write_text(f"{key} = {said}")
        assert f'`{key}` names "{place}", a place on one machine only.' in [
            one.message for one in findings(root)
        ]
        assert not [name for project in names(root) for name in project if "secret" in name]


@pytest.mark.parametrize("output", ["../outside", "../../x/{project}", "link/{project}", ".."])
@pytest.mark.parametrize("whose", ["mops.toml", "specs/acme/mops.toml"])
def test_output_never_leaves_the_repository(write: Write, outside: Path, output: str, whose: str) -> None:
    here = output if whose == "mops.toml" else f"../../{output}"
    root = write({"mops.toml": 'projects = ["specs/*"]\n', "specs/acme/a.mops": "partition A"})
    (root / "link").symlink_to(outside)
    with (root / whose).open("a") as file:
        file.write(f'output = "{here}"')
    (project,) = find(str(root))
    assert project.output == str(root / "specs/acme/generated")
    message = f'`output` names "{here.replace("{project}", "acme")}", which leaves the repository.'
    assert [one.message for one in findings(root)] == [message]
    assert [one.message for one in findings(root / "specs/acme")] == [message]


def test_a_generated_folder_that_links_out_is_refused(write: Write, outside: Path) -> None:
    root = write({"a.mops": "partition A"})
    (root / "generated").symlink_to(outside)
    found = finding(root)
    assert (found.severity, found.span.source.name) == (Severity.ERROR, "generated")


@pytest.mark.parametrize("output", ["generated", "generated/{project}"])
def test_two_projects_never_write_to_one_folder(write: Write, output: str) -> None:
    root = write(
        {
            "mops.toml": f'projects = ["a/*", "b/*"]\noutput = "{output}"',
            "a/x/a.mops": "partition A",
            "b/x/a.mops": "partition A",
        }
    )
    assert [one.message for one in findings(root)] == [
        "`output` is the same folder for x and b/x.",
        "`output` is the same folder for x and a/x.",
    ]
    assert findings(root / "a/x")[0].span.source.name == "../../mops.toml"


# mops.toml


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('edition = "2026"\nrules = [', 2, "This is not TOML"),
        ('edition = "2026"\n\nprojects == []', 3, "This is not TOML"),
        ('edition = "2026"\nedition = "2026"', 2, "This is not TOML"),
        ("a = " + "[" * 50_000, 1, "This is not TOML"),
        ("# 1\na = " + "9" * 5000, 1, "This is not TOML"),
        ('# the edition\nedition = "2026"\neditoin = "2026"', 3, "There is no setting `editoin`."),
        ("[tool.x]\ny = 1", 1, "There is no setting `tool`."),
        ('# edition 1\nedition = "1999"', 2, 'There is no edition "1999".'),
        ("\nedition = 2026", 2, "`edition` is not of the right form."),
        ('projects = "specs"', 1, "`projects` is not of the right form."),
        ('include = [1, "a"]', 1, "`include` is not of the right form."),
        ("output = []", 1, "`output` is not of the right form."),
        ("rules = 1", 1, "`rules` is not of the right form."),
        ("[rules]\nMOPS107 = true", 1, "`rules` is not of the right form."),
        ('[rules]\n# MOPS107\nMOPS107 = "loud"', 3, "loud is no severity."),
        ('[rules]\nMOPS107 = "error"\nMOPS999 = "error"', 3, "There is no rule MOPS999."),
        ('[rules]\nMOPS107 = "off"', 2, "MOPS107 can't be turned off."),
        ('[rules]\nMOPS002 = "advice"', 2, "MOPS002 can't be made milder than an error."),
    ],
)
def test_what_is_wrong_with_the_settings_is_said_at_its_line(
    write: Write, text: str, line: int, message: str
) -> None:
    found = finding(write({"mops.toml": text, "a.mops": "partition A"}))
    assert found.message.startswith(message)
    assert (found.span.source.name, found.span.line, found.severity) == ("mops.toml", line, Severity.ERROR)
    assert found.help


def test_a_slip_in_the_settings_does_not_bring_a_shower_of_findings(write: Write) -> None:
    root = write(
        {"mops.toml": "projects = [", "specs/a/a.mops": "partition A", "specs/b/a.mops": "partition A"}
    )
    assert finding(root).message.startswith("This is not TOML")


def test_very_many_slips_in_the_settings_are_not_all_told(write: Write) -> None:
    folder = write(
        {"a.mops": "partition A\n", "mops.toml": "".join(f"k{number} = 1\n" for number in range(5000))}
    )
    assert len(find(str(folder))[0].problems) == MAX_PROBLEMS


def test_settings_that_are_too_large_are_not_read(write: Write) -> None:
    """A dotted key of half a million parts would keep Python's own reader busy for an hour."""
    folder = write({"a.mops": "partition A\n", "mops.toml": ".".join("a" * 500_000) + " = 1\n"})
    (problem,) = find(str(folder))[0].problems
    assert problem.message == "This file is larger than 64 KB, so it is not read."


def test_settings_in_any_dress(write: Write) -> None:
    text = '\ufeffedition = "2026"\r\n[rules]\r\nMOPS107 = "error"\r\nMOPS10x = "error"\r\n'
    found = finding(write({"mops.toml": text, "a.mops": "partition A"}))
    assert found.span.source.position(found.span.start) == (4, 1)


def test_settings_that_are_a_folder(write: Write) -> None:
    root = write({"mops.toml/x": "", "a.mops": "partition A"})
    assert "can't be read" in finding(root).message


def test_settings_that_are_a_link_out_are_not_read(write: Write, outside: Path) -> None:
    (outside / "mops.toml").write_text('include = ["../outside"]')
    root = write({"a.mops": "partition A"})
    (root / "mops.toml").symlink_to(outside / "mops.toml")
    assert finding(root).message == "This is a link to a place outside the repository."


def test_mistakes_of_the_repository_are_told_once(write: Write) -> None:
    text = 'projects = ["specs/*"]\nextra = 1\n[rules]\nMOPS107 = "loud"'
    root = write({"mops.toml": text, "specs/a/a.mops": "partition A", "specs/b/a.mops": "partition A"})
    assert [one.span.source.name for one in findings(root)] == ["../../mops.toml"] * 2
    assert [one.span.line for one in findings(root / "specs/b")] == [2, 4]


def test_the_repositorys_severities_hold_for_its_projects(write: Write) -> None:
    root = write(
        {
            "mops.toml": 'projects = ["specs/*"]\n[rules]\nMOPS108 = "warning"\nMOPS008 = "error"\n',
            "specs/a/a.mops": 'list Unused = ("A")',
            "specs/b/mops.toml": '[rules]\nMOPS008 = "warning"',
            "specs/b/a.mops": 'list Unused = ("A")',
        }
    )
    severities = {
        project.name: [one.severity for one in api.check(api.load(project)) if one.code == "MOPS008"]
        for project in api.projects(str(root))
    }
    assert severities == {"a": [Severity.ERROR], "b": [Severity.WARNING]}


# What a cache goes by


def test_everything_that_was_looked_at_is_remembered(write: Write) -> None:
    root = write(
        {
            "mops.toml": 'projects = ["specs/*"]',
            "specs/a/mops.toml": 'include = ["../../shared", "../../none"]',
            "specs/a/a.mops": "",
            "specs/a/sub/b.mops": "",
            "specs/a/inner/mops.toml": "",
            "shared/c.mops": "",
        }
    )
    (project,) = find(str(root))
    project.sources()
    looked_at = {(kind, os.path.relpath(path, root)) for kind, path in project.looked_at}
    assert looked_at >= {
        ("file", "mops.toml"),
        ("file", "specs/a/mops.toml"),
        ("exists", "specs/mops.toml"),
        ("exists", ".git"),
        ("folder", "specs"),
        ("folder", "specs/a"),
        ("folder", "specs/a/sub"),
        ("exists", "specs/a/inner/mops.toml"),
        ("file", "specs/a/a.mops"),
        ("file", "shared/c.mops"),
        ("exists", "none"),
    }
