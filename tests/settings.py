"""The settings of the tests: the day of the demo, a data folder of their own, quick passwords, tasks at once."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="lianxin-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["LIANXIN_DATA"] = _folder
os.environ["LIANXIN_TODAY"] = "2017-07-14"
for _name in ("LIANXIN_URL", "LIANXIN_DEMO", "LIANXIN_DEBUG", "LIANXIN_BIND"):
    os.environ.pop(_name, None)

from lianxin.config.secrets import Keys  # noqa: E402  the environment comes first
from lianxin.config.settings import *  # noqa: E402

SECRET_KEY = "tests only: nothing real is signed with it"
_letters = (b"s", b"d") if DATABASES["default"]["ENGINE"].endswith("sqlite3") else (b"S", b"D")
LIANXIN_KEYS = Keys(seal=_letters[0] * 32, digest=_letters[1] * 32)
"""Each database has its own, so that what must not depend on them is seen not to."""
MEDIA_ROOT = Path(_folder) / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
