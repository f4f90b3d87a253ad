"""A field's value as people read it: coded values, classes and yes or no in words."""

from typing import get_args

from PySide6.QtCore import QCoreApplication

from watermap.catalogue.kinds import Field
from watermap.gui.attribute_table import shown
from watermap.language import Language
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.grades import class_title


def told(field: Field, value: object, language: Language) -> str:
    """The value in words; "" for what is missing."""
    text = shown(value)
    if field.type == "class":
        known = next((name for name in get_args(WaterClass) if name == text), None)
        return class_title(known, language) if known else text
    if field.type == "boolean" and isinstance(value, bool):
        yes = QCoreApplication.translate("fields", "yes")
        return yes if value else QCoreApplication.translate("fields", "no")
    return field.value_title(text, language) if field.values and text else text
