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

from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
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


# What python-docx, docxtpl and lxml raise for a package that is no sound Word document.
_NO_DOCUMENT = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError,
    RecursionError, OpcError, NotImplementedError,
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

    def call(self, context: object, obj: object, *_args: object, **_named: object) -> object:
        raise SecurityError(f"{getattr(obj, '__name__', '')}()")


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
    values = _refusing(template, lambda: _values(report, opened, pictures))
    _refusing(template, lambda: _render(opened, values))
    _refusing(template, lambda: _put_in(opened, report, pictures, template))
    properties = opened.docx.core_properties
    properties.title = printable(report.title)
    packed = BytesIO()
    opened.docx.save(packed)
    with atomic(path) as temporary:
        temporary.write_bytes(timeless(packed.getvalue()))


def _values(
    report: Report, opened: DocxTemplate, pictures: Mapping[str, Path]
) -> dict[str, object]:
    width = Mm(min(PICTURE_MM, 10 * _text_cm(opened.get_docx())))
    maps = {name: InlineImage(opened, str(found), width=width) for name, found in pictures.items()}
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
    except _NO_DOCUMENT as error:
        problem = Problem.error("export.template_broken", file=template, why=str(error))
    raise WatermapError(problem)


def nearest(name: str, known: Iterable[str]) -> str:
    """The field most like a name, or a dash."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.3)
    return near[0] if near else "—"


def _put_in(
    opened: DocxTemplate, report: Report, pictures: Mapping[str, Path], template: Path
) -> None:
    """The parts in the place of their marks, tables and figures numbered as they stand there."""
    document = opened.docx
    marks = _marks(document.element.body, template)
    found = {
        part.id: part.blocks
        for part in parts(report, pictures, wanted=dict.fromkeys(name for name, _ in marks))
    }
    width_cm = _text_cm(document)
    for name, line in marks:
        last = document.element.body[-1]  # the settings of the section
        before = list(document.element.body)
        for block in found.get(name, ()):
            add_block(document, block, width_cm=width_cm)
        made = [one for one in document.element.body if one not in before and one is not last]
        for element in made:
            line.addprevious(element)
        document.element.body.remove(line)


def _marks(body: BaseOxmlElement, template: Path) -> list[tuple[str, BaseOxmlElement]]:
    """Where parts go: their ids, and the paragraphs that give way to them.

    Raises:
        WatermapError: such a paragraph has other text too, or stands in a table.
    """
    marks = []
    for line in body.iter(qn("w:p")):
        text = "".join(run.text or "" for run in line.iter(qn("w:t"))).strip()
        if _OPEN not in text:
            continue
        name = text[text.index(_OPEN) + 1 : text.index(_CLOSE)]
        if text != f"{_OPEN}{name}{_CLOSE}" or line.getparent() is not body:
            field = f"block.{name}"
            raise WatermapError(Problem.error("export.template_block", file=template, field=field))
        marks.append((name, line))
    return marks


def _text_cm(document: Document) -> float:
    """How wide the text of a document is."""
    section = document.sections[0]
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    return float(Emu((section.page_width or Cm(21)) - sides).cm)
