"""The workload that `make bench` measures with: the same on every machine, and of the size it claims."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.workload import SIZES, Area, areas, declarations, every_asset
from bench.writers import DECIDING, EDITED, WRITERS
from mopsdsl import api
from mopsdsl.changes.compare import compare
from mopsdsl.diagnostics.finding import Severity

SHARED_KINDS = {"email_template", "snippet", "smart_list", "landing_page_template"}


def _written(form: str, n: int, folder: Path) -> dict[str, str]:
    WRITERS[form](n, folder)
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def _assets(area: Area) -> list[tuple[str, dict[str, str]]]:
    """Kind and references of every asset."""
    return [(each.kind, each.references) for folder in area.folders for each in every_asset(folder.assets)]


@pytest.mark.parametrize("size", [63, 1_030, 10_300])
def test_the_workload_has_as_many_declarations_as_it_says(size: int) -> None:
    assert sum(declarations(area) for area in areas(SIZES[size])) == size


@pytest.mark.parametrize("n", [5, 100])
def test_a_fifth_of_the_assets_are_shared_and_they_name_each_other_five_times_n(n: int) -> None:
    assets = [each for area in areas(n) for each in _assets(area)]
    shared = [
        each
        for area in areas(n)
        for folder in area.folders
        if folder.shared_with
        for each in every_asset(folder.assets)
    ]
    assert len(assets) == 4 * n
    assert len(shared) == 4 * n // 5
    assert {each.kind for each in shared} == SHARED_KINDS
    assert sum(len(references) for _, references in assets) == 5 * n


def test_every_workspace_sees_one_to_three_partitions_its_own_first_and_no_partition_is_unseen() -> None:
    workspaces = [each for area in areas(250) for each in area.workspaces]
    assert workspaces[0].sees == ("*",)
    assert all(1 <= len(each.sees) <= 3 and each.sees[0] == each.name for each in workspaces[1:])
    assert all(each.primary == each.name for each in workspaces)


def test_no_two_assets_have_one_title() -> None:
    titles = Counter(
        each.title for area in areas(250) for folder in area.folders for each in every_asset(folder.assets)
    )
    assert titles.most_common(1)[0][1] == 1


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_n_gives_the_same_files(form: str, tmp_path: Path) -> None:
    assert _written(form, 12, tmp_path / "first") == _written(form, 12, tmp_path / "second")


@pytest.mark.parametrize("form", WRITERS)
def test_every_format_holds_every_asset(form: str, tmp_path: Path) -> None:
    text = "\n".join(_written(form, 12, tmp_path).values()).replace("_", "")
    names = [
        each.name for area in areas(12) for folder in area.folders for each in every_asset(folder.assets)
    ]
    assert [name for name in names if name.replace("_", "") not in text] == []


def test_the_mops_project_is_split_into_files_of_about_a_thousand_declarations(tmp_path: Path) -> None:
    files = _written("mops", 200, tmp_path)
    assert sorted(files) == ["area-000.mops", "area-001.mops", "instance.mops", "mops.toml"]
    words = (
        r"^(?:partition|team|workspace|lifecycle|  folder) |^ +(?:program|form|email|email_template|snippet) "
    )
    assert len(re.findall(words, files["area-001.mops"], re.MULTILINE)) > 300


def _decided(form: str, n: int, folder: Path) -> Counter[str]:
    """How many findings of each rule `check` has for what is written."""
    DECIDING[form](n, folder)
    (project,) = api.projects(str(folder))
    return Counter(finding.code for finding in api.check(api.load(project)))


@pytest.mark.parametrize("form", DECIDING)
def test_what_is_to_be_decided_is_the_same_each_time(form: str, tmp_path: Path) -> None:
    for folder in ("first", "second"):
        DECIDING[form](12, tmp_path / folder)
    first, second = ((tmp_path / folder / "spec.mops").read_text() for folder in ("first", "second"))
    assert first == second


def test_a_routing_asks_thirty_fields_and_has_shadows_overlaps_and_a_gap(tmp_path: Path) -> None:
    found = _decided("routes", 200, tmp_path)
    assert found["MOPS301"] >= 4, "a copy in fifty"
    assert found["MOPS302"] == 1
    assert found["MOPS303"] > 100
    text = (tmp_path / "spec.mops").read_text()
    assert text.count("\n  when ") == 200
    fields = re.findall(r"^field (\w+)", text, re.MULTILINE)
    assert len(fields) == 30
    assert all(re.search(rf"^  when .*\b{field}\b", text, re.MULTILINE) for field in fields)


def test_a_lifecycle_has_so_many_stages_and_no_fault(tmp_path: Path) -> None:
    found = _decided("stages", 50, tmp_path)
    assert (tmp_path / "spec.mops").read_text().count("\n  stage ") == 51
    assert not [code for code in found if code.startswith("MOPS4")]


@pytest.mark.parametrize("form", EDITED)
def test_an_edited_workload_is_a_change_of_one_region_in_a_hundred_and_no_mistake(
    form: str, tmp_path: Path
) -> None:
    for name, write in (("mops", WRITERS["mops"]), (form, EDITED[form])):
        write(200, tmp_path / name)
    loaded = [api.load(api.projects(str(tmp_path / name))[0]) for name in ("mops", form)]
    assert all(finding.severity < Severity.ERROR for finding in api.check(loaded[1]))
    changes = compare(loaded[0].model, loaded[1].model).changes
    regions = 2 if form == "mops-edited" else 1
    assert Counter(change.action for change in changes) == {"change": 3 * regions, "create": 4 * regions}
