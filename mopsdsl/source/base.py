"""What a plan starts from: a commit, a folder, a saved snapshot, or nothing.

What lies on the disk goes before a git ref of the same name; `./main` can only be a path, and `refs/heads/main` is hardly ever one.
"""

import os
from collections.abc import Iterable, Iterator
from typing import Literal

from mopsdsl._value import value
from mopsdsl.source.git import Git, NoBase
from mopsdsl.source.past import Past, laid_out
from mopsdsl.source.project import NoSpecs, NotAProject, Project, find
from mopsdsl.source.repository import globbed, repository_of
from mopsdsl.source.revision import Nearest, commit_of, find_revision, full_name, refuse_odd
from mopsdsl.source.settings import inside, read_settings
from mopsdsl.source.text import visible

SNAPSHOT = "model.json"
MAX_SNAPSHOT = 64 * 1024 * 1024
"""Bytes of a snapshot: more than 100,000 declarations take."""
_LARGE_FILE = "version https://git-lfs.github.com/spec/"
"""How the stand-in begins that Git LFS commits for a file."""


@value
class Base:
    """What one project's plan starts from. `name` is the project's, `shown` how a person reads the base, as "main (merge base 1a2b3c4)".

    `project` is what to load of "git" (its texts are read already, the folder they were in is gone) and "folder", `text` what a
    "snapshot" holds. `commit` is the full hash where a commit was looked at, also where it held "nothing" of the project.
    `notes` are sentences on how the base was found that its reader should know.
    """

    what: Literal["git", "folder", "snapshot", "nothing"]
    name: str
    shown: str
    project: Project | None = None
    text: str = ""
    commit: str = ""
    notes: tuple[str, ...] = ()


@value
class Bases:
    """The bases of the projects that were asked about, in their order, and those projects of the base that are gone now."""

    each: tuple[Base, ...]
    gone: tuple[Base, ...] = ()


def find_bases(
    wanted: str | None,
    projects: list[Project],
    *,
    merge_base: bool = True,
    nearest: Nearest = lambda _, __: None,
) -> Bases:
    """What the plans of projects (of one `find`) start from: None is nothing, else a folder, a file or a git ref.

    A ref means the commit where it and the current one went apart, or (`merge_base` False) itself. `nearest` finds what was
    meant among the refs. Raises NoBase with a sentence to show.
    """
    if wanted is None:
        return Bases(tuple(Base("nothing", project.name, "nothing") for project in projects))
    refuse_odd(wanted)
    if os.path.isdir(wanted):
        return _folder(wanted, projects)
    if os.path.lexists(wanted):
        return _file(wanted, projects)
    if wanted.startswith((".", "/", "~")) or wanted.endswith(("/", os.sep)):
        raise NoBase(f"There is no folder or file {visible(wanted)}.")
    return _commit(wanted, projects, merge_base, nearest)


# A commit


def _commit(wanted: str, projects: list[Project], merge_base: bool, nearest: Nearest) -> Bases:
    git = _git(wanted, projects[0])
    revision = find_revision(git, wanted, merge_base, nearest)
    if revision is None:
        note = "This repository has no commit yet, so everything is new."
        return Bases(
            tuple(Base("nothing", project.name, visible(wanted), notes=(note,)) for project in projects)
        )
    with laid_out(git, revision.commit) as past:
        common = Base("git", "", revision.shown, commit=revision.commit, notes=(*revision.notes, *past.notes))
        return _at(past.root, projects, projects[0].repository, common, past)


def _git(wanted: str, project: Project) -> Git:
    try:
        return Git(project.repository)
    except NoBase as error:
        raise NoBase(f"There is no folder or file {visible(wanted)}. {error}") from None


# A folder


def _folder(wanted: str, projects: list[Project]) -> Bases:
    """A project, or the place where several lie as they do here; else snapshots, as `compile` writes them."""
    notes = _also_a_ref(wanted, projects[0])
    folder = os.path.abspath(wanted)
    common = Base("folder", "", visible(wanted), notes=notes)
    try:
        is_top = bool(read_settings(folder, folder, folder).projects)
        if len(projects) == 1 and not is_top:
            found = find(folder)[0]
            found.keep()
            return Bases((_of(common, projects[0].name, found),))
        here = _top(projects[0])
        if is_top or any(os.path.isdir(_moved(project.root, here, folder)) for project in projects):
            return _at(folder, projects, here, common)
        raise NoSpecs(f"{visible(wanted)} has none of these projects in it: {_names(projects)}.")
    except NoSpecs as error:
        if snapshots := _snapshots(folder, projects, common):
            return snapshots
        raise NoBase(" ".join((str(error), *notes))) from None
    except NotAProject as error:
        raise NoBase(str(error)) from None


def _top(project: Project) -> str:
    """The folder in which several projects lie: of the mops.toml that names them, else the repository."""
    return project.above.folder if project.above else project.repository


def _also_a_ref(wanted: str, project: Project) -> tuple[str, ...]:
    try:
        git = Git(project.repository)
    except NoBase:
        return ()
    full = full_name(git, wanted) if commit_of(git, wanted) else wanted
    if full == wanted:
        return ()
    return (f"{visible(wanted)} is both here and a git ref; what is here was taken. {full} means the ref.",)


# Projects at the same place under another top


def _at(top: str, projects: list[Project], here: str, common: Base, past: Past | None = None) -> Bases:
    each = tuple(_found(_moved(project.root, here, top), project.name, common, past) for project in projects)
    return Bases(each, tuple(_gone(top, projects, here, common, past)))


def _moved(path: str, here: str, top: str) -> str:
    return os.path.normpath(os.path.join(top, os.path.relpath(path, here)))


def _found(root: str, name: str, common: Base, past: Past | None) -> Base:
    """The project of a folder, or nothing where there was none."""
    from attrs import evolve

    missing = f"{name} did not exist there, so all of it is new."
    try:
        for project in find(root) if os.path.isdir(root) else ():
            if os.path.realpath(project.root) == os.path.realpath(root):
                project.keep()
                return _of(common, name, project, _odd_texts(project, past))
    except NoSpecs:
        missing = f"{name} had no .mops file there, so all of it is new."
    except NotAProject as error:
        said = str(error).replace(past.root, common.shown) if past else error
        raise NoBase(f"{name} can't be read as it was: {said}") from None
    notes = (*common.notes, missing, *_submodules([root], past))
    return evolve(common, what="nothing", name=name, notes=notes)


def _of(common: Base, name: str, project: Project, notes: Iterable[str] = ()) -> Base:
    from attrs import evolve

    return evolve(common, name=name, project=project, notes=(*common.notes, *notes))


def _gone(top: str, projects: list[Project], here: str, common: Base, past: Past | None) -> Iterator[Base]:
    """What the mops.toml that names all projects named there, and names no more."""
    above = projects[0].above
    if not projects[0].together or above is None:
        return
    there = _moved(above.folder, here, top)
    repository = repository_of(there)
    known = {_moved(project.root, here, top) for project in projects}
    for root in globbed(read_settings(there, there, repository), repository)[0]:
        if root not in known:
            base = _found(root, os.path.basename(root), common, past)
            if base.what != "nothing":
                yield base


def _odd_texts(project: Project, past: Past | None) -> Iterator[str]:
    """What of a project is not in the commit that it is read from."""
    if past is None:
        return
    stand_ins = [visible(source.name) for source in project.sources() if source.text.startswith(_LARGE_FILE)]
    if stand_ins:
        yield f"Git LFS keeps {', '.join(stand_ins)} outside the commits, so what it said is not known."
    includes = [
        project.settings.place("include", said, project.repository) for said in project.settings.include
    ]
    yield from _submodules([project.root, *(place for place in includes if isinstance(place, str))], past)


def _submodules(folders: list[str], past: Past | None) -> Iterator[str]:
    """The submodules in some folders, or around them."""
    if past is None:
        return
    for path in past.submodules:
        place = os.path.join(past.root, path)
        if any(inside(place, folder) or inside(folder, place) for folder in folders):
            yield f"{visible(path)} is a submodule, a repository of its own: what it held is not read, and looks new."


# A snapshot


def _file(wanted: str, projects: list[Project]) -> Bases:
    if len(projects) > 1:
        raise NoBase(
            f"{visible(wanted)} is the snapshot of one project, and there are {len(projects)}: {_names(projects)}. "
            f"Name one of them, or a folder with PROJECT/{SNAPSHOT} for each."
        )
    common = Base("snapshot", "", visible(wanted), notes=_also_a_ref(wanted, projects[0]))
    return Bases((_snapshot(wanted, projects[0].name, common),))


def _snapshots(folder: str, projects: list[Project], common: Base) -> Bases | None:
    """The model.json in a folder, or those in its folders, each called like its project, as `compile` writes them."""
    from attrs import evolve

    own = os.path.join(folder, SNAPSHOT)
    if len(projects) == 1 and os.path.isfile(own):
        return Bases((_snapshot(own, projects[0].name, common),))
    there = {name: os.path.join(folder, name, SNAPSHOT) for name in sorted(os.listdir(folder))}
    there = {name: path for name, path in there.items() if os.path.isfile(path)}
    names = [project.name for project in projects]
    if not there.keys() & set(names):
        return None
    each = []
    for name in names:
        if name in there:
            each.append(_snapshot(there[name], name, common))
        else:
            note = f"There is no {name}/{SNAPSHOT} there, so all of {name} is new."
            each.append(evolve(common, what="nothing", name=name, notes=(*common.notes, note)))
    gone = [_snapshot(path, name, common) for name, path in there.items() if name not in names]
    return Bases(tuple(each), tuple(gone) if projects[0].together else ())


def _snapshot(path: str, name: str, common: Base) -> Base:
    from attrs import evolve

    try:
        with open(path, "rb") as file:
            data = file.read(MAX_SNAPSHOT + 1)
        if len(data) > MAX_SNAPSHOT:
            raise NoBase(f"{visible(path)} has more than {MAX_SNAPSHOT // 1024**2} MB, so it is not read.")
        return evolve(common, what="snapshot", name=name, text=data.decode("utf-8-sig"))
    except OSError as error:
        raise NoBase(f"{visible(path)} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise NoBase(f"{visible(path)} is not UTF-8, so it is no {SNAPSHOT}.") from None


def _names(projects: list[Project]) -> str:
    return ", ".join(project.name for project in projects)
