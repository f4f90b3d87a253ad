"""The project's own papers beside its layers and tables: plan, notice, agreements, capacities."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from watermap.datafile import read_toml
from watermap.errors import Problem, WatermapError
from watermap.quality.bulletin.rules import NoticeRules, load_notice_rules
from watermap.quality.capacity.plan import CapacityPlan, load_capacity_plan
from watermap.quality.compensation.agreement import Agreements, load_agreements
from watermap.quality.compensation.schemes import known_schemes
from watermap.quality.documents.methods import Method, known_methods
from watermap.quality.documents.plan import Plan
from watermap.quality.documents.standards import Standard, known_standards
from watermap.workspace.project import Project

Paper = TypeVar("Paper")


Known = TypeVar("Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Standards and methods by id: those of watermap, the user's and the project's own."""

    standards: Mapping[str, Standard]
    methods: Mapping[str, Method]
    problems: tuple[Problem, ...] = ()


def read_documents(folder: Path) -> Documents:
    """What ``standards/`` and ``methods/`` of a project add; where one is broken, none of them.

    Raises:
        WatermapError: a file of watermap's or the user's own cannot be used.
    """
    problems: list[Problem] = []

    def known(load: Callable[..., dict[str, Known]], name: str) -> dict[str, Known]:
        try:
            return load(folder / name)
        except WatermapError as error:
            found = load()  # not the project's fault: raises
            problems.extend(error.problems)
            return found

    standards, methods = known(known_standards, "standards"), known(known_methods, "methods")
    return Documents(standards=standards, methods=methods, problems=tuple(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What project.toml names; None where it names none, or where the file cannot be used."""

    plan: Plan | None = None
    notice: NoticeRules | None = None
    agreements: Agreements | None = None
    capacity: CapacityPlan | None = None
    problems: tuple[Problem, ...] = ()


def read_papers(folder: Path, project: Project) -> Papers:
    """Every paper of a project; one that cannot be read is said and keeps nothing from opening."""
    problems: list[Problem] = []

    def read(name: str | None, load: Callable[[Path], Paper]) -> Paper | None:
        if not name:
            return None
        try:
            return load(folder / name)
        except WatermapError as error:
            problems.extend(error.problems)
            return None

    plan = read(project.targets, lambda path: read_toml(Plan, path))
    notice = read(project.notice, load_notice_rules)
    agreements = read(
        project.compensation, lambda path: load_agreements(path, schemes=known_schemes())
    )
    capacity = read(project.capacity, load_capacity_plan)
    return Papers(
        plan=plan,
        notice=notice,
        agreements=agreements,
        capacity=capacity,
        problems=tuple(problems),
    )
