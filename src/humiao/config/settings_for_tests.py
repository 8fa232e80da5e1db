"""Settings of the test run: a folder and a role prefix of its own, fixed before anything else is read."""

import os
import secrets
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="humiao-test-"))
os.environ.update(
    HUMIAO_DATA=str(_FOLDER),
    HUMIAO_MASTER_KEY=str(_FOLDER / "master.key"),
    HUMIAO_SECRET_KEY="only-for-tests",  # noqa: S106
    HUMIAO_POOLED="no",
    HUMIAO_ROLE_PREFIX=f"t{secrets.token_hex(3)}",
    HUMIAO_DEMO="no",
)

from humiao.config.settings import *  # noqa: E402, F403

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405

# A slow hash is the point of a password's hash, but not of a test's.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
