"""The forked program of these tests answers as one started anew: outputs, exit code, files."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rules", "--json"), 0),
        (("assess", "{sample}", "--period", "2019-06", "--lang", "zh"), 0),
        (("assess", "{sample}", "--period", "2019-13", "--lang", "en"), 2),
        (("no-such-command",), 2),
        (("check", "{sample}", "--point", "117.7,34.6", "--fail-on", "notice", "--json"), 3),
    ],
)
def test_a_fork_is_a_process_of_its_own(
    arguments: tuple[str, ...], code: int, run: Any, cold: Any, sample: Path
) -> None:
    words = [one.format(sample=sample) for one in arguments]
    forked, alone = run(*words), cold(*words)
    assert alone.returncode == code
    assert forked.returncode == code
    assert forked.stdout == alone.stdout
    assert forked.stderr == alone.stderr


def test_the_environment_is_that_of_the_moment(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = run("standards")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "watermap" / "standards"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("nothing = ", encoding="utf-8")
    assert "broken.toml" not in before.stdout + before.stderr
    assert "broken.toml" in run("standards").stderr
