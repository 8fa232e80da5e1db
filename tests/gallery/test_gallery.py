"""Every part of the desk in a real browser: nothing too wide, no script error, no finding of axe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.journey
def test_gallery_is_clean() -> None:
    # A process of its own: the gallery has its own settings.
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "gallery.settings",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT / 'src'}",
    }
    command = [sys.executable, "-m", "gallery.shoot", "-"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
