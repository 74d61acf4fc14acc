"""The Action, the GitLab component, the hooks and the workflow that `init` writes: of the right form, safe, and in step with the code."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import mopsdsl
from mopsdsl import cli
from mopsdsl.forge.__main__ import parser
from tests.cli.running import write

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates" / "mopsdsl.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
STARTER = ROOT / "mopsdsl" / "cli" / "starter" / ".github" / "workflows" / "mopsdsl.yml"
WORKFLOWS = [STARTER, *sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))]

OPTIONS = {
    action.option_strings[0]: action
    for action in parser()._actions
    if action.option_strings and action.dest != "help"
}


def load(path: Path) -> Any:
    """The last document of a YAML file."""
    return list(yaml.safe_load_all(path.read_text("utf-8")))[-1]


def inputs_of_component() -> dict[str, Any]:
    (head, _) = yaml.safe_load_all(COMPONENT.read_text("utf-8"))
    return dict(head["spec"]["inputs"])


def tool(name: str) -> str:
    """A program of the dev extra; a test that needs it skips where it is not."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not found:
        pytest.skip(f"{name} is not installed here; `make` installs it")
    return found


def passes(*words: str | Path, cwd: Path = ROOT) -> None:
    done = subprocess.run([*map(str, words)], cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def step(name: str) -> dict[str, Any]:
    (found,) = (step for step in load(ACTION)["runs"]["steps"] if step.get("name") == name)
    return dict(found)


# ---- Of the right form, by the forges' published schemas and by the linters


@pytest.mark.parametrize(
    ("path", "schema"), [(ACTION, "github-actions"), *((path, "github-workflows") for path in WORKFLOWS)]
)
def test_the_form_is_githubs(path: Path, schema: str) -> None:
    passes(tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", path)


def test_the_form_is_gitlabs(tmp_path: Path) -> None:
    """The head with the inputs is another document than the jobs; the schema is of the whole, so each is looked at alone."""
    texts = re.split(r"^---$", COMPONENT.read_text("utf-8"), flags=re.MULTILINE)
    assert len(texts) == 2
    for name, text in zip(("head.yml", "jobs.yml"), texts, strict=True):
        path = write(tmp_path, {name: text}) / name
        passes(
            tool("check-jsonschema"),
            "--builtin-schema",
            "vendor.gitlab-ci",
            "--data-transform",
            "gitlab-ci",
            path,
        )


def test_the_form_is_pre_commits() -> None:
    passes(tool("pre-commit"), "validate-manifest", HOOKS)


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_zizmor_finds_nothing(path: Path, tmp_path: Path) -> None:
    """Everything pinned to a commit, but for our own Action: no release can hold its own hash."""
    policies = {"mopsdsl/mopsdsl": "ref-pin", "*": "hash-pin"}
    config = write(
        tmp_path,
        {"zizmor.yml": yaml.safe_dump({"rules": {"unpinned-uses": {"config": {"policies": policies}}}})},
    )
    passes(tool("zizmor"), "--offline", "--persona=pedantic", f"--config={config / 'zizmor.yml'}", path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path: Path) -> None:
    passes(tool("actionlint"), path)


def test_actionlint_knows_the_action(tmp_path: Path) -> None:
    """As a workflow of this repository would use it, with every input and output."""
    action = load(ACTION)
    steps = [
        {"id": "specs", "uses": "./", "with": dict.fromkeys(action["inputs"], "x")},
        {
            "run": "true",
            "env": {"X": " ".join(f"${{{{ steps.specs.outputs.{name} }}}}" for name in action["outputs"])},
        },
    ]
    workflow = {"on": "push", "jobs": {"specs": {"runs-on": "ubuntu-latest", "steps": steps}}}
    write(
        tmp_path,
        {".github/workflows/ci.yml": yaml.safe_dump(workflow), "action.yml": ACTION.read_text("utf-8")},
    )
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    passes(tool("actionlint"), cwd=tmp_path)


# ---- Safe


def test_no_expression_in_a_script() -> None:
    """An expression is put into a script as text: what a stranger wrote would be run."""
    assert [step for step in load(ACTION)["runs"]["steps"] if "${{" in step.get("run", "")] == []
    (job,) = load(COMPONENT).values()
    assert "$[[" not in " ".join(job["before_script"] + job["script"])


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text("utf-8"))
    assert used
    for action, comment in used:
        own = action == f"mopsdsl/mopsdsl@v{mopsdsl.__version__}"
        assert own or (
            re.fullmatch(r"[\w-]+(/[\w-]+)+@[0-9a-f]{40}", action)
            and re.fullmatch(r" # v\d+\.\d+\.\d+", comment)
        )


def test_the_starter_asks_for_no_more_than_it_needs() -> None:
    workflow = load(STARTER)
    (job,) = workflow["jobs"].values()
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "pull-requests": "write", "security-events": "write"}
    checkout, ours = job["steps"]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert set(ours["with"]) <= set(load(ACTION)["inputs"])


def test_nothing_else_has_a_network() -> None:
    network = re.compile(
        r"^\s*(?:import|from) (?:http|socket|ssl|urllib\.request|urllib\.error)\b", re.MULTILINE
    )
    package = ROOT / "mopsdsl"
    users = {path.parent for path in package.rglob("*.py") if network.search(path.read_text("utf-8"))}
    assert users == {package / "forge"}


# ---- In step with the code


def test_the_scripts_give_every_option() -> None:
    (job,) = load(COMPONENT).values()
    for script, forge in ((step("Check and plan")["run"], "github"), (job["script"][0], "gitlab")):
        words = shlex.split(script.replace("\\\n", ""))
        assert words[1:5] == ["-I", "-m", "mopsdsl.forge", forge]
        assert sorted(word.partition("=")[0] for word in words[5:]) == sorted(OPTIONS)


@pytest.mark.parametrize(
    "inputs", [load(ACTION)["inputs"], inputs_of_component()], ids=["action", "component"]
)
def test_inputs_are_options(inputs: dict[str, Any]) -> None:
    for option, action in OPTIONS.items():
        if option == "--reports":
            continue
        told = inputs[option.removeprefix("--")]
        assert "default" in told
        if action.choices:
            assert told["default"] in action.choices
            assert told.get("options", list(action.choices)) == list(action.choices)
            assert action.choices == ("true", "false") or all(
                choice in str(told) for choice in action.choices
            )


def test_every_input_is_used() -> None:
    for path, inputs in ((ACTION, load(ACTION)["inputs"]), (COMPONENT, inputs_of_component())):
        text = path.read_text("utf-8")
        assert [name for name in inputs if not re.search(rf"\binputs\.{name}\b", text)] == []


def shell(script: str, tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A script of a pipeline, in a project whose name and files try to be run."""
    write(
        tmp_path,
        {
            "it's $(touch ran)/a.mops": "workspace W { sees Nowhere }\n",
            "mopsdsl/__init__.py": "raise SystemExit(77)",
            "argparse.py": "raise SystemExit(77)",
        },
    )
    (tmp_path / ".git").mkdir()
    told = {
        "DIRECTORY": "it's $(touch ran)",
        "BASE": "",
        "FAIL_ON": "error",
        "FAIL_ON_PLAN": "never",
        "GENERATED": "false",
        "COMMENT": "true",
    }
    env = {**os.environ, "MOPSDSL_NO_CACHE": "1", **told, **environment}
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not (tmp_path / "ran").exists()
    return done


def test_the_actions_script_runs(tmp_path: Path) -> None:
    done = shell(
        step("Check and plan")["run"], tmp_path, PYTHON=sys.executable, RUNNER_TEMP=str(tmp_path / "temp"),
        GITHUB_OUTPUT=str(tmp_path / "outputs"), GITHUB_STEP_SUMMARY=str(tmp_path / "summary"), GITHUB_BASE_REF="",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=it's $(touch ran)/a.mops,line=1,")
    said = dict(line.split("=", 1) for line in (tmp_path / "outputs").read_text("utf-8").splitlines())
    assert set(said) == set(load(ACTION)["outputs"])
    assert json.loads(Path(said["sarif-file"]).read_text("utf-8"))["runs"]
    assert "MOPS002" in (tmp_path / "summary").read_text("utf-8")


def test_the_components_script_runs(tmp_path: Path) -> None:
    (job,) = load(COMPONENT).values()
    python = "/tmp/mopsdsl/bin/python"
    assert job["script"][0].startswith(f"{python} ")
    done = shell(
        job["script"][0].replace(python, shlex.quote(sys.executable)), tmp_path,
        CI_MERGE_REQUEST_DIFF_BASE_SHA="", CI_MERGE_REQUEST_TARGET_BRANCH_SHA="",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    for path in job["artifacts"]["reports"].values():
        assert "MOPS002" in (tmp_path / path).read_text("utf-8")


# ---- The hooks


def test_hooks_are_commands() -> None:
    hooks = {hook["id"]: hook for hook in load(HOOKS)}
    for hook in hooks.values():
        program, verb, *words = shlex.split(hook["entry"])
        assert (program, verb in cli.VERBS) == ("mopsdsl", True)
        cli.parser(verb).parse_args([verb, *words])
    assert ("fmt" in cli.VERBS) == ("mopsdsl-fmt" in hooks), "mopsdsl-fmt is a hook where `fmt` is a command"


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("specs/acme/teams.mops", {"mopsdsl-check", "mopsdsl-compile-check"}),
        ("mops.toml", {"mopsdsl-check", "mopsdsl-compile-check"}),
        ("generated/acme/docs/index.html", {"mopsdsl-compile-check"}),
        ("README.md", set()),
        ("ungenerated/x.txt", set()),
    ],
)
def test_what_wakes_a_hook(path: str, hooks: set[str]) -> None:
    woken = {hook["id"] for hook in load(HOOKS) if re.search(hook["files"], path)}
    assert woken - {"mopsdsl-fmt"} == hooks


OFFLINE = re.compile("NameResolutionError|Failed to establish a new connection|ProxyError|ReadTimeoutError")


@pytest.mark.slow
@pytest.mark.timeout(300)  # it installs the package
def test_hooks_run(tmp_path: Path) -> None:
    """As pre-commit runs them for somebody: what is here, installed into an environment of its own, on a project of theirs."""
    pre_commit, hooks = tool("pre-commit"), _checkout(tmp_path / "hooks")
    theirs = write(tmp_path / "theirs", {"README.md": "Ours.\n"})
    for verb in ("init", "compile"):
        passes(sys.executable, "-m", "mopsdsl", verb, cwd=theirs)
    (theirs / "generated" / "model.json").write_text("{}", "utf-8")
    _commit(theirs)
    done = subprocess.run(
        [pre_commit, "try-repo", str(hooks), "--all-files", "--color=never"],
        cwd=theirs, env={**os.environ, "MOPSDSL_NO_CACHE": "1", "PIP_RETRIES": "1", "PIP_DEFAULT_TIMEOUT": "15"}, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    if OFFLINE.search(said):
        pytest.skip("PyPI can't be reached, from which pre-commit installs what mopsdsl needs")
    assert done.returncode == 1, said
    assert re.search(r"^mopsdsl check\.+Passed$", said, re.MULTILINE), said
    assert re.search(r"^mopsdsl compile --check\.+Failed$", said, re.MULTILINE), said
    assert "stale: generated/model.json" in said


def _checkout(to: Path) -> Path:
    """A repository of what is here now, committed or not."""
    parts = ("mopsdsl", "grammar", "docs/reference", "pyproject.toml", "README.md", "LICENSE")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *parts, HOOKS.name],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
    _commit(to)
    return to


def _commit(folder: Path) -> None:
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "-q"], cwd=folder, check=True)
    subprocess.run([*git, "add", "-A"], cwd=folder, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "All of it"], cwd=folder, check=True)
