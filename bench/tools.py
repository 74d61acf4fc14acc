"""What is measured: each tool's name, the format it reads, and its command."""

from __future__ import annotations

from attrs import frozen

PASS = "python -c pass"
COLD = "mopsdsl check, cold"
WARM = "mopsdsl check, warm"
UNCACHED = "mopsdsl check --no-cache"
COMPILE = "mopsdsl compile, cold"
HELP = "mopsdsl --help"
EXPLAIN = "mopsdsl explain MOPS101"
BUF_BUILD = "buf build"
BUF_LINT = "buf lint"
HCL2 = "python-hcl2"
PYGOHCL = "pygohcl"
KCL = "KCL"
YAML_JSONSCHEMA = "PyYAML + jsonschema"
YAML_PYDANTIC = "PyYAML + pydantic"
RYAML = "ryaml + jsonschema-rs"
CEDAR = "cedarpy"
PLAN = "mopsdsl plan, each file changed"
PLAN_FILE = "mopsdsl plan, one file changed"
ROUTES = "mopsdsl check, routes"
STAGES = "mopsdsl check, stages"
EDIT_SMALL = "an edit of a small file"
EDIT_LARGE = "an edit of a file of 1,030"
EDIT_ALL = ", whole project"
RECHECK = "check again after one file"
COLD_BESIDE = "the same, cold"
EDITING = (EDIT_SMALL, EDIT_SMALL + EDIT_ALL, EDIT_LARGE, EDIT_LARGE + EDIT_ALL, RECHECK, COLD_BESIDE)
"""What is measured in one process that goes on: bench/editing.py."""


@frozen
class Tool:
    """`command` may hold {python}, {mopsdsl}, {peers} (their Python), {scripts}, {buf}, {input}, {base} (what an
    edited input was made of) and {out}.

    `does` says what the time buys. `needs` is the package without which the tool is missing. `cache` is "new" for an
    empty one each time, "kept" for one that an earlier run filled. `once` means that the size of the workload makes no
    difference. `sizes` are the only ones to measure it at (none: those of W). `exits` are the ways to end that are no
    failure: 1 where the workload has findings on purpose.
    """

    name: str
    does: str
    command: tuple[str, ...]
    form: str = ""
    needs: str = ""
    cache: str = "new"
    once: bool = False
    sizes: tuple[int, ...] = ()
    exits: tuple[int, ...] = (0,)


def _peer(name: str, does: str, script: str, form: str, needs: str) -> Tool:
    return Tool(name, does, ("{peers}", f"{{scripts}}/{script}.py", "{input}"), form, needs)


def _mopsdsl(name: str, does: str, *arguments: str, cache: str = "new") -> Tool:
    form = "mops" if "{input}" in arguments else ""
    return Tool(name, does, ("{mopsdsl}", *arguments), form, "mopsdsl", cache, once=not form)


def _plan(name: str, form: str) -> Tool:
    command = ("{mopsdsl}", "plan", "{input}", "--base", "{base}", "--out", "{out}")
    return Tool(name, "one region in a hundred", command, form, "mopsdsl", sizes=(1_030, 10_300))


_CROSS = "C loader, schema, own cross-reference check"
TOOLS = (
    Tool(PASS, "starts Python", ("{python}", "-c", "pass")),
    _mopsdsl(HELP, "", "--help"),
    _mopsdsl(EXPLAIN, "", "explain", "MOPS101"),
    _mopsdsl(WARM, "nothing changed since the last run", "check", "{input}", cache="kept"),
    _mopsdsl(COLD, "an empty cache folder", "check", "{input}"),
    _mopsdsl(UNCACHED, "reads and writes no cache", "check", "{input}", "--no-cache"),
    _mopsdsl(COMPILE, "all outputs", "compile", "{input}", "--out", "{out}"),
    _plan(PLAN, "mops-edited"),
    _plan(PLAN_FILE, "mops-edited-file"),
    _peer(HCL2, "parses only", "parse_hcl2", "hcl", "python-hcl2"),
    _peer(PYGOHCL, "parses only, in Go", "parse_pygohcl", "hcl", "pygohcl"),
    Tool(BUF_BUILD, "", ("{buf}", "build", "{input}", "-o", "/dev/null"), "proto", "@bufbuild/buf"),
    Tool(BUF_LINT, "standard rules", ("{buf}", "lint", "{input}"), "proto", "@bufbuild/buf"),
    _peer(KCL, "schemas and names", "run_kcl", "kcl", "kcl-lib"),
    _peer(CEDAR, "the content as a schema, one policy", "validate_cedar", "cedar", "cedarpy"),
    _peer(YAML_JSONSCHEMA, _CROSS, "yaml_jsonschema", "yaml", "jsonschema"),
    _peer(YAML_PYDANTIC, _CROSS, "yaml_pydantic", "yaml", "pydantic"),
    _peer(RYAML, "in Rust; own cross-reference check", "ryaml_jsonschema_rs", "yaml", "ryaml"),
)


def _deciding(name: str, does: str, form: str, sizes: tuple[int, ...]) -> Tool:
    return Tool(
        name,
        does,
        ("{mopsdsl}", "check", "{input}", "--no-cache"),
        form,
        "mopsdsl",
        sizes=sizes,
        exits=(0, 1),
    )


DECIDING_SIZES = {"routes": (10, 100, 1_000), "stages": (10, 50, 100, 200)}
DECIDING = (
    TOOLS[0],
    _deciding(ROUTES, "one routing of so many rules over 30 fields", "routes", DECIDING_SIZES["routes"]),
    _deciding(STAGES, "one lifecycle of so many stages", "stages", DECIDING_SIZES["stages"]),
)
