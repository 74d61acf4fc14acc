"""Whole processes, interleaved: in each round every tool runs once, so that a busy machine is busy for all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from bench.install import ROOT, Peers
from bench.results import Results, Sample
from bench.tools import DECIDING, TOOLS, Tool
from bench.workload import SIZES

HERE = Path(__file__).parent
LAUNCHER = HERE / "launch.py"
ROUNDS = {63: 21, 1_030: 11, 10_300: 5, 103_000: 3}
QUICK_ROUNDS = {63: 5, 1_030: 3}
DECIDING_ROUNDS = {10: 11, 50: 11, 100: 11, 200: 11, 1_000: 11}
ENOUGH_SECONDS = 40.0  # a tool that has taken so long at one size sits out the rounds that are left
WARMED = 20_000  # beyond this size a cold page cache is lost in the noise, and warming up would take minutes
PATIENCE_SECONDS = 120  # and one that would take longer than this for one run is not started
WRITERS = [HERE / "workload.py", *sorted((HERE / "writers").glob("*.py"))]
WRITTEN_BY = hashlib.sha256(b"".join(path.read_bytes() for path in WRITERS)).hexdigest()[:12]
UNWANTED = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP", "FORCE_COLOR"}


@frozen
class Bench:
    """Where things are. `mopsdsl` is "" where there is none to measure."""

    home: Path
    peers: Peers
    mopsdsl: str

    def has(self, tool: Tool) -> bool:
        if tool.needs == "mopsdsl":
            return bool(self.mopsdsl)
        return not tool.needs or tool.needs in self.peers.versions

    def workload(self, form: str, size: int) -> Path:
        """The folder of one workload, written when it is not there or when its writers have changed since."""
        folder = self.home / "work" / WRITTEN_BY / str(size) / form
        if not folder.exists():
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            command = [sys.executable, "-m", "bench.generate", form, str(SIZES.get(size, size)), str(half)]
            subprocess.run(command, cwd=ROOT, check=True)
            half.rename(folder)
        return folder

    def scratch(self, name: str) -> Path:
        """A path at which nothing is yet, below a folder."""
        folder = self.home / "scratch" / name
        folder.unlink() if folder.is_file() else shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        return folder


def forget_old_workloads(home: Path) -> None:
    """Take away what earlier writers wrote; the largest workloads are some hundred megabytes."""
    for folder in (home / "work").glob("*"):
        if folder.name != WRITTEN_BY:
            shutil.rmtree(folder)


@frozen
class Failure:
    why: str


def compare(bench: Bench, results: Results, rounds: dict[int, int]) -> None:
    """mopsdsl and its peers at these sizes of W."""
    _measure(bench, results, rounds, TOOLS, "declarations")


def decide(bench: Bench, results: Results) -> None:
    """mopsdsl alone, where there is much to decide."""
    _measure(bench, results, DECIDING_ROUNDS, DECIDING, "routes or stages")


def _measure(
    bench: Bench, results: Results, rounds: dict[int, int], all_tools: Iterable[Tool], what: str
) -> None:
    """All tools at all sizes; what is measured goes into `results`, and what happens to standard error."""
    for size, times in rounds.items():
        tools = list(_taking_part(bench, results, all_tools, size, min(rounds)))
        for number in range(times + 1):
            say(f"{size} {what}, round {number} of {times}" if number else f"{size} {what}, warming up")
            for tool in tools:
                _turn(bench, results, tool, size, warming=number == 0)


def _taking_part(
    bench: Bench, results: Results, tools: Iterable[Tool], size: int, smallest: int
) -> Iterable[Tool]:
    for tool in tools:
        if not bench.has(tool) or (tool.once and size != smallest) or (tool.sizes and size not in tool.sizes):
            continue
        expected = _expected_seconds(results, tool, size)
        if expected > PATIENCE_SECONDS:
            results.fail(tool.name, size, f"not started: about {expected:.0f} s for one run")
            continue
        if tool.form:
            bench.workload(tool.form, size)
        if "{base}" in tool.command:
            bench.workload("mops", size)
        yield tool


def _expected_seconds(results: Results, tool: Tool, size: int) -> float:
    """What one run will take, by the next smaller size and straight growth."""
    smaller = [each for each in results.samples.get(tool.name, {}) if each < size]
    seconds = results.seconds(tool.name, max(smaller)) if smaller else None
    return (seconds or 0.0) * size / max(smaller, default=size)


def _turn(bench: Bench, results: Results, tool: Tool, size: int, *, warming: bool) -> None:
    """One run of one tool. The first is not counted: it fills the page cache, and the cache of the warm tools."""
    spent = sum(each.seconds for each in results.of(tool.name, size))
    if spent > ENOUGH_SECONDS or (warming and size > WARMED and tool.cache == "new"):
        return
    if size in results.failures.get(tool.name, {}):
        return
    outcome = run(bench, tool, bench.workload(tool.form, size) if tool.form else bench.home)
    if isinstance(outcome, Failure):
        say(f"  {tool.name}: {outcome.why}")
        results.fail(tool.name, size, outcome.why)
    elif not warming:
        results.add(tool.name, size, outcome)


def run(bench: Bench, tool: Tool, folder: Path) -> Sample | Failure:
    """One run of one tool on the workload in a folder."""
    log = bench.home / "output.txt"
    command = [part.format_map(_places(bench, folder)) for part in tool.command]
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), str(PATIENCE_SECONDS), str(log)]
    env = _environment(bench, tool, folder)
    done = subprocess.run([*launcher, *command], capture_output=True, text=True, check=True, env=env)
    taken = json.loads(done.stdout)
    if taken["exit"] not in tool.exits:
        return Failure(f"exit {taken['exit']}: {_last_line(log)}")
    return Sample(taken["seconds"], taken["kilobytes"], taken["processor"])


def _places(bench: Bench, folder: Path) -> dict[str, str]:
    beside = Path(bench.mopsdsl).with_name("python")
    return {
        "python": str(beside) if beside.exists() else sys.executable,
        "mopsdsl": bench.mopsdsl,
        "peers": bench.peers.python,
        "scripts": str(HERE / "peers"),
        "buf": bench.peers.buf,
        "input": str(folder),
        "base": str(folder.with_name("mops")),
        "out": str(bench.scratch("out")),
    }


def _environment(bench: Bench, tool: Tool, folder: Path) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if key not in UNWANTED}
    if tool.command[0] == "{peers}":
        env["PYTHONPATH"] = str(ROOT)
    kept = folder.with_name(folder.name + "-cache")
    cache = kept if tool.cache == "kept" else bench.scratch("cache")
    cache.mkdir(exist_ok=True)
    return env | {"MOPSDSL_CACHE_DIR": str(cache), "BUF_CACHE_DIR": str(bench.home / "buf-cache")}


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no output"


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
