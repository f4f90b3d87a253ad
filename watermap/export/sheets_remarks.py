"""The two tabs at the end of every workbook: what was wrong with the data, how it was made."""

from collections.abc import Iterable, Sequence

import watermap
from watermap.errors import Problem
from watermap.export.sheets import Column, Sheet
from watermap.export.words import word
from watermap.language import Language


def problems_sheet(problems: Iterable[Problem], language: Language) -> Sheet:
    """One row a problem."""
    return Sheet(
        name=word("tab_problems", language),
        columns=(
            Column(title=word("severity", language), width=10),
            Column(title=word("message", language), width=100),
            Column(title=word("problem_code", language), width=34),
        ),
        rows=tuple(
            (
                word(f"severity_{problem.severity}", language),
                problem.text(language),
                problem.code,
            )
            for problem in problems
        ),
    )


def method_sheet(sentences: Sequence[str], language: Language) -> Sheet:
    """How the figures were made, a sentence a row, the program's version last."""
    made_with = word("made_by_watermap", language, version=watermap.__version__)
    return Sheet(
        name=word("tab_method", language),
        columns=(Column(title=word("method_remarks", language), width=110),),
        rows=tuple((sentence,) for sentence in (*sentences, made_with)),
    )
