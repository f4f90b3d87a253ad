"""The question put to an open project: how far would a source's protection areas reach."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from watermap.checks.delineation.delineate import delineate
from watermap.checks.delineation.document import known_delineations
from watermap.checks.delineation.proposal import Proposal
from watermap.errors import Problem, WatermapError
from watermap.language import Text
from watermap.workspace.opened import Opened, nearest

METHOD = "hj338-2018"
_GUIDELINE = Text(zh="划分方法", en="guideline")


def propose_protection(
    opened: Opened,
    source: str,
    *,
    method: str = METHOD,
    given: Mapping[str, str] | None = None,
    as_of: dt.date | None = None,
) -> Proposal:
    """Propose the protection areas of a source. A proposal: approved boundaries prevail.

    Args:
        opened: the project; it is not changed.
        source: name of a source.
        method: id of a guideline.
        given: a person's values by parameter, as texts.
        as_of: the day on which the guideline must be in force; None: today.

    Raises:
        WatermapError: source, guideline or a parameter are not known, or a value cannot be.
    """
    known = known_delineations()
    if method not in known:
        raise WatermapError(
            Problem.error(
                "workspace.unknown_id",
                id=method,
                what=_GUIDELINE,
                near=nearest(method, known),
                known=", ".join(sorted(known)),
            )
        )
    answer = delineate(
        opened.layers,
        source,
        document=known[method],
        kinds=opened.kinds,
        as_of=as_of or dt.date.today(),
        given=given,
    )
    return replace(answer, problems=opened.doubts_of_layers() + answer.problems)
