"""``watermap report``: as the system's scheduler runs it, and as somebody does at a desk."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import docx
import pytest

pytestmark = [pytest.mark.qt, pytest.mark.slow]
Answer = Callable[..., Any]
Run = Callable[..., Any]
MONTH = ("--period", "2019-06", "--lang", "zh", "--as-of", "2021-01-08", "--issued", "2021-01-08")


def test_the_figures_of_the_report_are_those_of_assess(answer: Answer, sample: Path) -> None:
    told = answer("report", sample, *MONTH)
    plain = answer("assess", sample, "--period", "2019-06", "--lang", "zh", "--as-of", "2021-01-08")
    for key in ("sections", "summary", "change_on_year_before", "rankings", "plan", "unmatched"):
        assert told[key] == plain[key]
    assert told["news"]["on_period_before"]["against"] == "2019-05"
    assert told["news"]["on_year_before"]["against"] == "2018-06"


def test_a_scheduler_is_told_by_the_exit_code(run: Run, sample: Path) -> None:
    ended = run("report", sample, *MONTH, "--quiet", "--fail-on", "target-lost")
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "")


def test_nothing_worse_is_no_failure(run: Run, sample: Path) -> None:
    """2019 as a whole is worse than 2018 in no section."""
    ended = run("report", sample, "--period", "2019", "--quiet", "--fail-on", "class-worse")
    assert ended.returncode == 0


def test_the_newest_workbook_is_dropped_and_becomes_a_folder(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    project = tmp_path / "项目"
    copytree(sample, project, ignore=ignore_patterns("水质监测_2020.xlsx", "making", "*.py"))
    text = (project / "project.toml").read_text("utf-8")
    entry = '[[table]]\npath = "水质监测_2020.xlsx"\n'
    (project / "project.toml").write_text(text.replace(entry, ""), "utf-8")
    dropped = sample / "水质监测_2020.xlsx"
    folder = tmp_path / "十二月"
    ended = run(
        "report", project, "--table", dropped, "--folder", folder, "--lang", "zh", "--quiet"
    )
    assert ended.returncode == 0, ended.stderr
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["period"] == "2020-12"
    assert manifest["settings"]["tables"] == [str(dropped)]
    assert "水质监测_2020.xlsx" not in (project / "project.toml").read_text("utf-8")
    document = docx.Document(str(folder / "水环境质量月报_2020-12.docx"))
    assert document.paragraphs[0].text == "水环境质量月报"


def test_a_workbook_of_another_month_is_told(run: Run, sample: Path, tmp_path: Path) -> None:
    table = tmp_path / "另一份.csv"
    table.write_text("断面名称,采样日期,氨氮(mg/L)\n闫浅,2020-03-02,0.4\n", "utf-8-sig")
    ended = run("report", sample, *MONTH, "--table", table)
    assert ended.returncode == 0
    assert "另一份.csv 中没有 2019-06 的结果" in ended.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "x.txt"),
        ("--template", "nowhere.docx", "--out", "x.docx"),
        ("--add",),
        ("--table", "nowhere.xlsx"),
        ("--period", "2035-01"),
        ("--period", "June"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    run: Run, sample: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    placed = [str(tmp_path / one) if "." in one else one for one in words]
    ended = run("report", sample, *placed)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.strip()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_an_interrupt_leaves_nothing_and_says_130(sample: Path, tmp_path: Path) -> None:
    words = ["report", str(sample), *MONTH, "--folder", str(tmp_path / "月报"), "--quiet"]
    work = subprocess.Popen(
        [sys.executable, "-P", "-m", "watermap", *words],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 120
    while not any(tmp_path.iterdir()) and work.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    work.send_signal(signal.SIGINT)
    assert work.wait(timeout=60) == 130
    assert list(tmp_path.iterdir()) == []
