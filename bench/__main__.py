"""`python -m bench`: generate the workload, install the peers, measure, compare, report."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import sys
from pathlib import Path

from bench.dangling import look
from bench.editing import edit
from bench.install import ROOT, Peers, found, install, install_mopsdsl
from bench.measure import DECIDING_ROUNDS, QUICK_ROUNDS, ROUNDS, Bench, compare, decide, forget_old_workloads
from bench.report import report
from bench.results import Results
from bench.tools import DECIDING

HOME = ROOT / ".bench"
SAVED = HOME / "results.json"
PAGE = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    options = _options()
    HOME.mkdir(exist_ok=True)
    (HOME / ".gitignore").write_text("*\n")
    results = (
        Results.load(SAVED) if options.report else _again(options) if options.only else _measured(options)
    )
    page = report(results)
    print(page)
    if options.report or not (options.quick or options.sizes):
        results.save(SAVED)
        PAGE.write_text(page)
        print(f"Written to {PAGE.relative_to(ROOT)}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the two small sizes, few rounds, no RESULTS.md")
    parser.add_argument("--sizes", help="numbers of declarations, such as 63,10300; no RESULTS.md")
    parser.add_argument(
        "--only",
        choices=("decide", "edit"),
        help="measure only this part again, and keep the last run's other numbers",
    )
    parser.add_argument(
        "--as-of", default=datetime.date.today().isoformat(), help="the date that the report bears"
    )
    parser.add_argument("--mopsdsl", help="the command to measure (default: a fresh copy of this checkout)")
    parser.add_argument("--no-install", action="store_true", help="only the peers that are there already")
    parser.add_argument(
        "--report", action="store_true", help="write RESULTS.md again from the last run's numbers"
    )
    return parser.parse_args()


def _measured(options: argparse.Namespace) -> Results:
    forget_old_workloads(HOME)
    peers = found(HOME) if options.no_install else install(HOME)
    bench = Bench(HOME, peers, _mopsdsl(options))
    missing = peers.missing() if bench.mopsdsl else ["mopsdsl", *peers.missing()]
    results = Results(about=_about(options.as_of, peers), missing=missing)
    compare(bench, results, _rounds(options))
    look(bench, results)
    if not (options.quick or options.sizes):
        decide(bench, results)
        edit(bench, results)
    return results


def _again(options: argparse.Namespace) -> Results:
    """The last run, with a part of it measured anew."""
    bench = Bench(HOME, found(HOME), _mopsdsl(options))
    results = Results.load(SAVED) if SAVED.exists() else Results(about=_about(options.as_of, bench.peers))
    for tool in DECIDING if options.only == "decide" else ():
        results.forget(tool.name, DECIDING_ROUNDS)
    part = {"decide": "deciding", "edit": "editing"}[options.only]
    results.about[part] = f"measured {options.as_of}, at a load of {os.getloadavg()[0]:.1f} by others"
    {"decide": decide, "edit": edit}[options.only](bench, results)
    return results


def _mopsdsl(options: argparse.Namespace) -> str:
    return (shutil.which(options.mopsdsl) if options.mopsdsl else install_mopsdsl(HOME)) or ""


def _rounds(options: argparse.Namespace) -> dict[int, int]:
    rounds = QUICK_ROUNDS if options.quick else ROUNDS
    if not options.sizes:
        return rounds
    return {int(size): ROUNDS[int(size)] for size in options.sizes.split(",")}


def _about(as_of: str, peers: Peers) -> dict[str, str]:
    return {
        "date": as_of,
        "machine": f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "peers": ", ".join(f"{name} {version}" for name, version in peers.versions.items()),
        "trust": "ratios; the machine may have had other work, which the rounds spread over all tools alike",
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown")


if __name__ == "__main__":
    main()
