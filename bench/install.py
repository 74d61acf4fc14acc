"""What is measured, in environments of its own below .bench: nothing global, nothing in the project's .venv."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from attrs import frozen

HERE = Path(__file__).parent
ROOT = HERE.parent
_VERSIONS = """
import importlib.metadata as m, json
print(json.dumps({d.metadata["Name"]: d.version for d in m.distributions()}))
"""


@frozen
class Peers:
    """Where the peers are: their Python, the buf binary ("" where there is none), and each package's version."""

    python: str
    buf: str
    versions: dict[str, str]

    def missing(self) -> list[str]:
        """The packages that were asked for and are not there."""
        return [name for name in wanted() if name not in self.versions]


def wanted() -> list[str]:
    """The packages that the peers need."""
    return [_name(line) for line in _requirements()] + list(_npm_package()["dependencies"])


def install_mopsdsl(home: Path) -> str:
    """The checkout as it stands, installed as a user would have it; "" when that fails. The command's path.

    A copy, so that a change to the checkout in the middle of a run changes nothing, and empties no cache.
    """
    python = _environment(home / "mopsdsl")
    command = python.with_name("mopsdsl")
    command.unlink(missing_ok=True)
    _run(*_pip_install(python), "--force-reinstall", "--no-deps", str(ROOT))
    _run(*_pip_install(python), f"{ROOT}[lsp]")
    return str(command) if command.exists() else ""


def install(home: Path) -> Peers:
    """Install what is not there yet; what cannot be had is left out, and `Peers.missing` tells."""
    python = _environment(home / "venv")
    if any(_name(line) not in _python_versions(python) for line in _requirements()):
        _pip(python, _requirements())
    if not _buf(home):
        _npm(home)
    return found(home)


def found(home: Path) -> Peers:
    """What is installed already."""
    python = home / "venv" / "bin" / "python"
    versions = _python_versions(python) if python.exists() else {}
    buf = _buf(home)
    if buf:
        versions["@bufbuild/buf"] = _output(buf, "--version")
    return Peers(str(python), buf, {name: versions[name] for name in wanted() if name in versions})


def _pip(python: Path, requirements: list[str]) -> None:
    """All at once, else one by one, so that one that cannot be had does not cost the others."""
    if _run(*_pip_install(python), *requirements):
        return
    for requirement in requirements:
        _run(*_pip_install(python), requirement)


def _pip_install(python: Path) -> tuple[str, ...]:
    return str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"


def _environment(folder: Path) -> Path:
    """The Python of a virtual environment, made when it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    return python


def _npm(home: Path) -> None:
    if not shutil.which("npm"):
        return
    prefix = home / "npm"
    prefix.mkdir(exist_ok=True)
    shutil.copy(HERE / "package.json", prefix)
    _run("npm", "install", "--prefix", str(prefix), "--no-audit", "--no-fund", "--ignore-scripts", "--silent")


def _buf(home: Path) -> str:
    """The binary itself: the command that npm links to starts Node first, which would flatter everybody else."""
    binaries = sorted((home / "npm" / "node_modules" / "@bufbuild").glob("buf-*/bin/buf"))
    return str(binaries[0]) if binaries else ""


def _requirements() -> list[str]:
    lines = (HERE / "requirements.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _name(requirement: str) -> str:
    return requirement.partition(">")[0]


def _npm_package() -> dict[str, dict[str, str]]:
    package: dict[str, dict[str, str]] = json.loads((HERE / "package.json").read_text())
    return package


def _python_versions(python: Path) -> dict[str, str]:
    """Versions by the names in requirements.txt, which distributions spell with _ or - as they please."""
    spelt = {_name(line).replace("_", "-").lower(): _name(line) for line in _requirements()}
    there: dict[str, str] = json.loads(_output(str(python), "-c", _VERSIONS))
    plain = {name.replace("_", "-").lower(): version for name, version in there.items()}
    return {spelt[name]: version for name, version in plain.items() if name in spelt}


def _run(*command: str) -> bool:
    return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
