"""`why`, `show`, `list` and `graph` as people and scripts call them."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from mopsdsl.cli import main
from tests.graphs.world import SPEC


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mops.toml").write_text('edition = "2026"\n', encoding="utf-8")
    (tmp_path / "spec.mops").write_text(SPEC, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


pytestmark = pytest.mark.usefixtures("project")


def test_why_says_yes_no_and_which(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "Ops", "partition:EMEA"]) == 0
    said = capsys.readouterr().out
    assert "Team Ops reaches partition EMEA in 2 ways:" in said
    assert "    works in workspace:EMEA (as admin)  spec.mops:10" in said
    assert main(["why", "SDR", "EMEA"]) == 1
    assert "would let it" in capsys.readouterr().out
    assert main(["why", "EMEA", "Ops"]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert "  workspace:EMEA team:Ops" in found.err
    assert main(["why", "Opps", "EMEA"]) == 2
    assert "team:Ops" in capsys.readouterr().err


def test_why_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "Ops", "partition:EMEA", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reaches"] is True
    assert found["paths"][0] == [
        {
            "from": "team:Ops",
            "to": "workspace:EMEA",
            "kind": "works_in",
            "file": "spec.mops",
            "line": 10,
            "label": "as admin",
        },
        {"from": "workspace:EMEA", "to": "partition:EMEA", "kind": "sees", "file": "spec.mops", "line": 10},
    ]
    assert main(["why", "SDR", "EMEA", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["reaches"], found["paths"]) == (False, [])
    assert {"text", "file", "line"} == set(found["missing"][0])


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "workspace:EMEA"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("workspace EMEA  spec.mops:10\n  Europe and all.\n")
    assert "Referred to by:" in said
    assert main(["show", "EMEA"]) == 2
    assert "partition:EMEA" in capsys.readouterr().err
    assert main(["show", "Hello", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["id"] == "asset:EMEA.Intro.Hello"
    assert found["asset_kind"] == "email"
    assert {edge["to"] for edge in found["refers_to"]} == {"asset:Center.Templates.News"}


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert "     4  workspace\n" in capsys.readouterr().out
    assert main(["list", "partitions"]) == 0
    assert 'EMEA "EMEA People"  spec.mops:5\n' in capsys.readouterr().out
    assert main(["list", "workspaec"]) == 2
    assert "workspace" in capsys.readouterr().err
    assert main(["list", "stage", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [thing["id"] for thing in found["things"]] == [
        f"stage:Global.{name}" for name in ("Known", "MQL", "Won", "Lost")
    ]


@pytest.mark.parametrize("kind", ["reference", "visibility", "sharing", "lifecycle", "containment"])
def test_graph_in_every_form(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--kind", kind]) == 0
    ET.fromstring(capsys.readouterr().out)
    assert main(["graph", "--kind", kind, "--format", "mermaid"]) == 0
    assert capsys.readouterr().out.startswith("flowchart LR\n")
    assert main(["graph", "--kind", kind, "--format", "dot"]) == 0
    assert capsys.readouterr().out.startswith("digraph ")
    assert main(["graph", "--kind", kind, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["version", "kind", "nodes", "edges"]
    assert found["kind"] == kind
    ids = {node["id"] for node in found["nodes"]}
    for node in found["nodes"]:
        assert node["id"] == f"{node['kind']}:{node['name']}"
        assert node["title"]
    for edge in found["edges"]:
        assert {"from", "to", "kind", "file", "line"} <= set(edge)
        assert {edge["from"], edge["to"]} <= ids


def test_graph_around_one_thing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--focus", "SDR"]) == 0
    said = capsys.readouterr().out
    assert ">SDR<" in said
    assert ">Sales<" not in said
    assert main(["graph", "--focus", "EMEA"]) == 2
    assert main(["graph", "--kind", "lifecycle", "--focus", "Local"]) == 0
    assert "Score &gt;= 80" in capsys.readouterr().out
    assert main(["graph", "--kind", "lifecycle", "--focus", "SDR"]) == 2


def test_nothing_to_draw_is_no_failure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "spec.mops").write_text("team Alone\n", encoding="utf-8")
    for kind in ("reference", "visibility", "sharing", "lifecycle", "containment"):
        assert main(["graph", "--kind", kind]) == 0
        ET.fromstring(capsys.readouterr().out)


def test_what_is_sound_is_answered_in_a_spec_with_mistakes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "more.mops").write_text("workspace Bad { sees Nowhere }\nteam {{{\n", encoding="utf-8")
    assert main(["why", "Ops", "partition:EMEA"]) == 0
    found = capsys.readouterr()
    assert "reaches partition EMEA in 2 ways" in found.out
    assert "the spec has 1 error; this is about what could be read of it" in found.err


def test_what_marketo_brings_has_no_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "spec.mops").write_text("team Alone\npartition P\n", encoding="utf-8")
    assert main(["why", "workspace:Default", "P", "--format", "json"]) == 0
    hop = json.loads(capsys.readouterr().out)["paths"][0][0]
    assert (hop["file"], hop["line"]) == (None, None)
    assert main(["show", "workspace:Default"]) == 0
    assert capsys.readouterr().out.startswith("workspace Default  (Marketo's own)\n")


def test_several_projects_need_one_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "spec.mops").unlink()
    for name in ("one", "two"):
        (project / name).mkdir()
        (project / name / "spec.mops").write_text(SPEC, encoding="utf-8")
    (project / "mops.toml").write_text('projects = ["one", "two"]\n', encoding="utf-8")
    assert main(["list"]) == 2
    assert "--project" in capsys.readouterr().err
    assert main(["list", "--project", "one"]) == 0


def test_no_text_of_a_spec_moves_the_cursor(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "spec.mops").write_text('team A "x\x1b[2J\u202ey"\n', encoding="utf-8")
    main(["list", "team"])
    main(["show", "team:A"])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said
