"""Nothing the window says is left in English in Chinese, and the compiled file is the source's."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

pytestmark = [pytest.mark.qt, pytest.mark.slow]
GUI = Path(__file__).parents[2] / "watermap" / "gui"
TS, QM = GUI / "i18n" / "watermap_zh.ts", GUI / "i18n" / "watermap_zh.qm"


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def sources(path: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def test_every_text_of_the_source_is_in_the_file_and_translated(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    modules = [str(path) for path in sorted(GUI.rglob("*.py"))]
    subprocess.run(
        [tool("pyside6-lupdate"), *modules, "-ts", str(fresh)], check=True, capture_output=True
    )
    assert sources(fresh) == sources(TS)
    unfinished = [
        message.findtext("source")
        for message in ET.parse(TS).getroot().iter("message")
        if message.find("translation").get("type") or not message.findtext("translation")
    ]
    assert unfinished == []


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    copy = Path(shutil.copy(TS, tmp_path))
    made = tmp_path / "made.qm"
    subprocess.run(
        [tool("pyside6-lrelease"), str(copy), "-qm", str(made)], check=True, capture_output=True
    )
    assert made.read_bytes() == QM.read_bytes()


def test_no_f_string_is_translated_and_none_translates() -> None:
    """lupdate reads an f-string literally, and does not look into its braces."""
    calls = ('.tr(f"', "translate(f", ".tr(f'", "{self.tr(", "{QCoreApplication.translate(")
    found = [
        (path.name, call)
        for path in sorted(GUI.rglob("*.py"))
        for call in calls
        if call in path.read_text("utf-8")
    ]
    assert found == []
