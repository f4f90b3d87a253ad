"""Administrative areas."""

from making.land import DISTRICT, DISTRICT_CODE, TOWNS
from making.setting import Setting
from making.sheet import Feature


def areas(setting: Setting) -> list[Feature]:
    """The district and its six towns."""
    whole: Feature = (setting.district, _row(DISTRICT, DISTRICT_CODE, "县级"))
    return [whole, *(
        (setting.towns[name], _row(name, code, "乡级")) for name, (code, _) in TOWNS.items()
    )]  # fmt: skip


def _row(name: str, code: str, level: str) -> dict[str, str]:
    return {"XZQMC": name, "XZQDM": code, "XZQJB": level}
