"""Pictures in an object store (s3://BUCKET/FOLDER), through fsspec; the environment alone says who asks.

Nothing of a catalogue, a configuration or an address says who asks: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or
another of botocore's variables) do, AWS_ENDPOINT_URL says where a store is that is not Amazon's. Without them it is
asked as anybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..files import STORE

_WHO = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
_SECONDS = {"connect_timeout": 10, "read_timeout": 30, "retries": {"max_attempts": 3}}


class StoreError(Exception):
    """A store that cannot be read; says why."""


def probe(root: str) -> None:
    """See whether a folder of a store can be listed.

    Raises:
        StoreError: it cannot, or is empty.
    """
    if "@" in root or not root.removeprefix(STORE).strip("/"):
        raise StoreError("it is no address such as s3://BUCKET/FOLDER")
    if next(names(root), None) is None:
        raise StoreError("nothing is there")


def names(root: str) -> Iterator[str]:
    """What is below a folder, as seen from it; a thousand at a time are asked for.

    Raises:
        StoreError: it cannot be listed.
    """
    bucket, _, folder = root.removeprefix(STORE).partition("/")
    prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
    more: dict[str, str] = {}
    while True:
        page = _asked(lambda more=more: _system().call_s3("list_objects_v2", Bucket=bucket, Prefix=prefix, **more))
        for one in page.get("Contents", ()):
            if name := str(one["Key"])[len(prefix) :]:
                yield name
        if not page.get("IsTruncated"):
            return
        more = {"ContinuationToken": page["NextContinuationToken"]}


def read(path: str, most: int) -> bytes:
    """The first bytes of an object, as many as asked for.

    Raises:
        StoreError: it cannot be read.
    """
    content: bytes = _asked(lambda: _system().cat_file(path, start=0, end=most))
    return content


def exists(path: str) -> bool:
    """Whether there is such an object."""
    try:
        return bool(_asked(lambda: _system().exists(path)))
    except StoreError:
        return False


def _asked(ask: Any) -> Any:
    try:
        import s3fs  # noqa: F401 - is it installed?
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise StoreError("it needs fsspec and s3fs: pip install 'handmade-lint[stores]'") from None
    try:
        return ask()
    except FileNotFoundError:
        raise StoreError("there is no such bucket or object") from None
    except (OSError, BotoCoreError, ClientError) as fault:
        raise StoreError(str(getattr(fault, "strerror", None) or fault).partition("\n")[0][:200]) from None


@cache
def _system() -> Any:
    import s3fs

    told = os.environ
    return s3fs.S3FileSystem(
        anon=not any(told.get(name) for name in _WHO),
        key=told.get("AWS_ACCESS_KEY_ID"),
        secret=told.get("AWS_SECRET_ACCESS_KEY"),
        token=told.get("AWS_SESSION_TOKEN"),
        endpoint_url=told.get("AWS_ENDPOINT_URL_S3") or told.get("AWS_ENDPOINT_URL"),
        config_kwargs=_SECONDS,
        use_listings_cache=False,
        skip_instance_cache=True,
    )
