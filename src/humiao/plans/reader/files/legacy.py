"""Turn an old Word, WPS, RTF or ODT file into .docx through LibreOffice, where it is installed.

LibreOffice runs in a folder and with a profile of its own that are thrown away, with macros and remote
links off, and is ended when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from humiao.plans.reader.files import limits
from humiao.plans.reader.files.problems import FileProblem

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECURITY: Final = (
    ("MacroSecurityLevel", "3"),
    ("DisableMacrosExecution", "true"),
    ("BlockUntrustedRefererLinks", "true"),
    ("DisableActiveContent", "true"),
)
_ITEM: Final = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
)


def to_docx(data: bytes, suffix: str) -> bytes:
    """Return the file as .docx; `suffix` says what it is now: .doc, .rtf, .odt, .xml."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FileProblem("old-word")
    with tempfile.TemporaryDirectory(prefix="humiao-plan-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"plan{suffix}")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile"))
        _run(program, source, Path(folder))
        converted = Path(folder, "out", "plan.docx")
        if not converted.is_file():
            raise FileProblem("conversion-failed")
        if converted.stat().st_size > limits.MAX_FILE_BYTES:
            raise FileProblem("too-large")
        return converted.read_bytes()


def _write_profile(profile: Path) -> None:
    items = "".join(_ITEM.format(name=name, value=value) for name, value in _SECURITY)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        _SETTINGS.format(items=items), encoding="utf-8"
    )


def _run(program: str, source: Path, folder: Path) -> None:
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603  no shell; every argument is ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,  # its helpers end with it
        )
    except OSError as error:
        raise FileProblem("conversion-failed") from error
    try:
        process.wait(limits.CONVERSION_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise FileProblem("conversion-slow") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and the helpers it started, if any still run."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass  # ended by itself
    process.wait()
