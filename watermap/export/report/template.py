"""The bulletin in the office's own form: a Word document with named fields and blocks.

A template is somebody else's file. Its expressions run in jinja's sandbox with no functions and a
closed list of filters; values go in as text that is never read as fields or as markup; a name that
is no field is refused with the nearest one.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
from watermap.export.blocks import Block
from watermap.export.document import add_block, timeless
from watermap.export.plain import printable
from watermap.export.report.content import Report
from watermap.export.report.fields import fields
from watermap.export.report.parts import PART_IDS, parts
from watermap.reading.workbook.workbook_guard import announced_bytes, check_package

PICTURE_MM = 160.0
Made = TypeVar("Made")
# Two characters that no text has: where a part goes, until the document is there to take it.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_FILTERS = (
    "default", "join", "length", "count", "upper", "lower", "trim", "first", "last", "list",
    "int", "float", "round", "sort", "reverse", "unique", "selectattr", "rejectattr",
)  # fmt: skip


class UnknownFieldError(UndefinedError):
    """A template named what is no field."""

    def __init__(self, message: str, *, name: str, known: tuple[str, ...]) -> None:
        super().__init__(message)
        self.name, self.known = name, known


class _Field(StrictUndefined):
    """Remembers what was asked for, and of what."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = None,
        name: str | None = None,
        exc: object = None,
    ) -> None:
        known = tuple(str(key) for key in obj) if isinstance(obj, Mapping) else ()
        unknown = partial(UnknownFieldError, name=str(name), known=known)
        super().__init__(hint, obj, name, unknown)  # type: ignore[arg-type]


class _Sandbox(ImmutableSandboxedEnvironment):
    """No functions, no products that grow without end, a closed list of filters."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Field)
        self.intercepted_binops = frozenset({"*", "**"})
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        raise SecurityError(operator)

    def is_safe_callable(self, obj: object) -> bool:
        return False


def write_template(
    report: Report, template: Path, path: Path, *, pictures: Mapping[str, Path]
) -> None:
    """Fill in a template.

    Args:
        report: what is told.
        template: the office's .docx.
        path: where to write.
        pictures: PNGs of the maps, by theme.

    Raises:
        WatermapError: the template cannot be used, names what is no field, or the file cannot be
            written.
    """
    announced_bytes(template, ".docx")
    check_package(template)
    opened = _refusing(template, lambda: DocxTemplate(BytesIO(template.read_bytes())))
    found = {part.id: part.blocks for part in parts(report, pictures)}
    values = _values(report, opened, pictures)
    _refusing(template, lambda: _render(opened, values))
    _put_in(opened, found, template)
    properties = opened.docx.core_properties
    properties.title = printable(report.title)
    packed = BytesIO()
    opened.docx.save(packed)
    with atomic(path) as temporary:
        temporary.write_bytes(timeless(packed.getvalue()))


def _values(
    report: Report, opened: DocxTemplate, pictures: Mapping[str, Path]
) -> dict[str, object]:
    maps = {
        name: InlineImage(opened, str(found), width=Mm(PICTURE_MM))
        for name, found in pictures.items()
    }
    blocks = {name: f"{_OPEN}{name}{_CLOSE}" for name in PART_IDS}
    plain = {name: _plain(value) for name, value in fields(report).items()}
    return {**plain, "block": blocks, "map": maps}


def _plain(value: object) -> object:
    """The same values, every text as one that is shown as it is."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _text(value: str) -> str:
    """A text that neither jinja nor the filling in takes for a field, and that XML can hold."""
    clean = printable(value).replace(_OPEN, "").replace(_CLOSE, "")
    # ``{_{`` is how the filling in writes braces that stay; behind an entity it finds none.
    return Markup(str(escape(clean)).replace("{", "&#123;").replace("}", "&#125;"))


def _render(opened: DocxTemplate, values: Mapping[str, object]) -> None:
    environment = _Sandbox()
    named = opened.get_undeclared_template_variables(environment)
    for name in sorted(named - values.keys()):
        raise UnknownFieldError("", name=name, known=tuple(values))
    opened.render(dict(values), environment, autoescape=True)


def _refusing(template: Path, work: Callable[[], Made]) -> Made:
    """What goes wrong in a template, as the user's problem."""
    try:
        return work()
    except UnknownFieldError as error:
        near = nearest(error.name, error.known)
        problem = Problem.error("export.template_field", file=template, field=error.name, near=near)
    except SecurityError as error:
        problem = Problem.error("export.template_refused", file=template, why=str(error))
    except TemplateError as error:
        problem = Problem.error("export.template_broken", file=template, why=str(error))
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        # python-docx and docxtpl raise these for a package that is no Word document.
        problem = Problem.error("export.template_broken", file=template, why=str(error))
    raise WatermapError(problem)


def nearest(name: str, known: Iterable[str]) -> str:
    """The field most like a name, or a dash."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.3)
    return near[0] if near else "—"


def _put_in(opened: DocxTemplate, found: Mapping[str, tuple[Block, ...]], template: Path) -> None:
    """The parts in the place of their marks."""
    body = opened.docx.element.body
    for line in list(body.iter(qn("w:p"))):
        text = "".join(run.text or "" for run in line.iter(qn("w:t")))
        if _OPEN not in text:
            continue
        name = text.strip()[1:-1]
        if text.strip() != f"{_OPEN}{name}{_CLOSE}" or line.getparent() is not body:
            shown = text[text.index(_OPEN) + 1 : text.index(_CLOSE)]
            raise WatermapError(
                Problem.error("export.template_block", file=template, field=f"block.{shown}")
            )
        before = len(body)
        for block in found.get(name, ()):
            add_block(opened.docx, block)
        for element in list(body)[before - 1 : -1]:
            line.addprevious(element)
        body.remove(line)
