"""The themes that kinds are grouped under, in both languages."""

import tomllib
from collections.abc import Iterable, Mapping

from watermap.catalogue.kinds import Kind
from watermap.language import Text
from watermap.resources import package_file


def theme_titles() -> Mapping[str, Text]:
    """Theme: title, in the order in which lists show them."""
    found = tomllib.loads(package_file("catalogue/themes.toml").read_text("utf-8"))
    return {theme: Text.model_validate(texts) for theme, texts in found.items()}


def by_theme(kinds: Iterable[Kind]) -> dict[str, tuple[Text, list[Kind]]]:
    """Kinds under their themes: theme: (title, kinds as drawn, topmost first).

    A theme without a title, of the user's own, comes last under its folder's name.
    """
    titles = theme_titles()
    sorted_kinds = sorted(kinds, key=lambda kind: (-kind.style.order, kind.id))
    themes = dict.fromkeys([*titles, *sorted(kind.theme for kind in sorted_kinds)])
    grouped = {
        theme: (
            titles.get(theme, Text(zh=theme, en=theme)),
            [kind for kind in sorted_kinds if kind.theme == theme],
        )
        for theme in themes
    }
    return {theme: found for theme, found in grouped.items() if found[1]}
