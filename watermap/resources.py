"""Where watermap's own data lies, in a checkout and in an installed wheel. Nobody else knows."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def package_file(name: str) -> Path:
    """A data file or folder that stands beside the code, as ``quality/standards``."""
    return _PACKAGE / name


def _shipped(folder: str) -> Path:
    """``folder`` inside the wheel (renamed with an underscore), else beside the package."""
    inside = _PACKAGE / f"_{folder}"
    return inside if inside.is_dir() else _CHECKOUT / folder


def shipped_layers() -> Path:
    """The folder of the kinds of layer that come with watermap."""
    return _shipped("layers")


def shipped_samples() -> Path:
    """The folder of the sample projects that come with watermap."""
    return _shipped("sample_gis")


def user_folder(name: str) -> Path:
    """The user's own folder of kinds, standards or rules; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("watermap", appauthor=False) / name
