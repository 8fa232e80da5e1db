"""The table of commands, `doctor`, and the environment commands stand on."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from humiao.cli import environment
from humiao.cli.exits import EnvironmentUnusableError
from humiao.cli.main import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_exit_codes(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Exit codes:" in result.output


def test_help_imports_no_command() -> None:
    program = (
        "import sys; from humiao.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.startswith(('django', 'psycopg', 'humiao.foundation'))))\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2


def test_doctor_finds_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUMIAO_DATA", str(tmp_path / "none"))
    monkeypatch.setenv("HUMIAO_BUILD", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["doctor", "--json", "--port", str(port)])
    assert result.exit_code == 1
    found = {finding["name"]: finding for finding in json.loads(result.output)}
    assert found["Python"]["fine"] is True
    assert found["front end"]["fine"] is False
    assert f"Port {port} is in use" in found["port"]["text"]
    assert not (tmp_path / "none").exists()


def test_doctor_tells_of_another_major(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    (tmp_path / "postgres" / "cluster" / "PG_VERSION").write_text("17\n")
    monkeypatch.setenv("HUMIAO_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "FAIL  database: " in result.output
    assert "`humiao backup`" in result.output


def test_an_unusable_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUMIAO_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/county")
    with pytest.raises(EnvironmentUnusableError, match="DATABASE_OWNER_URL isn't"), environment.database():
        pass
