"""The keys of the installation: made once, kept in the data folder beside the database, never inside it."""

import base64
import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

FILE_NAME = "secrets.json"
KEY_BYTES = 32


class Keys(dict[str, bytes]):
    """The keys of sealed fields ("seal") and of their digests ("digest"); a missing key says how to get one."""

    def __missing__(self, name: str) -> bytes:
        """Refuse: sealing with a key made up on the spot would lose the value."""
        message = f"There is no {name!r} key: run `lianxin migrate` once, or set LIANXIN_DATA to the folder that holds {FILE_NAME}."
        raise ImproperlyConfigured(message)


def secrets_path(data: Path) -> Path:
    """Return where the keys of a data folder are kept."""
    return data / FILE_NAME


def make_secrets(data: Path) -> bool:
    """Write new keys into the data folder unless it has some; tell whether they were made.

    The file can be read by its owner alone (0600). Whoever loses it loses every sealed value, so it belongs in
    the backup, apart from the database.
    """
    path = secrets_path(data)
    if path.exists():
        return False
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {
        "secret": secrets.token_urlsafe(48),
        "seal": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
        "digest": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode(),
    }
    # O_EXCL: of two processes that start together one makes the keys, and the other reads them.
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(content, file, indent=1)
    return True


def load_secrets(data: Path) -> tuple[str, Keys]:
    """Return Django's secret and the keys of sealed fields.

    Without a file the secret lives as long as the process and there are no keys: enough to check or to make
    migrations, not to seal anything. Errors: ImproperlyConfigured for a damaged file.
    """
    path = secrets_path(data)
    if not path.exists():
        return secrets.token_urlsafe(48), Keys()
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        keys = Keys({name: base64.b64decode(content[name], validate=True) for name in ("seal", "digest")})
        secret = str(content["secret"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path} is damaged: restore it from the backup; without it sealed values cannot be read."
        raise ImproperlyConfigured(message) from error
    if any(len(key) != KEY_BYTES for key in keys.values()):
        message = f"{path} holds a key of the wrong length: restore it from the backup."
        raise ImproperlyConfigured(message)
    return secret, keys
