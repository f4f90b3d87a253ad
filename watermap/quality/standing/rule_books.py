"""Every rule beside standards and methods of classing that a result may follow, by its topic."""

from collections.abc import Iterator

from watermap.quality.black_odorous.rules import load_rules
from watermap.quality.borders.rules import duty_rules
from watermap.quality.capacity.warning import warnings
from watermap.quality.change.rules import change_rules
from watermap.quality.change.warning_rules import warning_rules
from watermap.quality.compensation.schemes import known_schemes
from watermap.quality.credit.schemes import card_rule, known_credit_schemes
from watermap.quality.documents.dated import Dated
from watermap.quality.lakes.trophic import trophic_method
from watermap.quality.ranking.rules import index_rules
from watermap.quality.sources.items import source_method


def rule_books() -> Iterator[tuple[str, Dated]]:
    """Topic (the room that follows it) and document.

    Raises:
        WatermapError: a file cannot be used; every problem of it.
    """
    yield "change", change_rules()
    yield "change", warning_rules()
    yield "ranking", index_rules()
    yield "lakes", trophic_method()
    yield "sources", source_method()
    yield "black_odorous", load_rules("urban")
    yield "black_odorous", load_rules("rural")
    yield "borders", duty_rules()
    for scheme in known_schemes().values():
        yield "compensation", scheme
    for credit in known_credit_schemes().values():
        yield "credit", credit
    yield "credit", card_rule()
    yield "capacity", warnings()
