"""Files that several machines share, in a bucket of Amazon S3 or of any server that speaks its protocol.

The only importer of obstore. What it says of an error may hold parts of a key and of what was signed, so its words are
never passed on: only what kind of error it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import ConfigurationError, ServiceUnavailable

if TYPE_CHECKING:
    from obstore.store import S3Store

__all__ = ["Bucket"]

_PATIENCE = timedelta(seconds=30)


class Bucket:
    """Files by key in one bucket, below a prefix."""

    def __init__(
        self,
        address: str,
        *,
        endpoint: str = "",
        region: str = "",
        key_id: SecretStr | None = None,
        secret: SecretStr | None = None,
        patience: timedelta = _PATIENCE,
    ) -> None:
        """`address` is `s3://bucket/prefix`; without a key, the environment and the machine's role are asked.

        Raises ConfigurationError where the address is none, half a key is given or the library is missing.
        """
        parts = urlsplit(address)
        if parts.scheme != "s3" or not parts.netloc:
            raise ConfigurationError(
                f"{address} names no bucket", hint="files.place is s3://bucket or s3://bucket/prefix"
            )
        if bool(key_id) != bool(secret):
            raise ConfigurationError(
                "one half of a key to the bucket is missing", hint="set both files.key_id and files.secret, or neither"
            )
        self.label = address
        self._store = _opened(
            parts.netloc, parts.path.strip("/"), endpoint, region, key_id=key_id, secret=secret, patience=patience
        )

    def get(self, key: str) -> bytes | None:
        """The file, or None. Raises ServiceUnavailable, ConfigurationError."""
        import obstore

        with self._explained():
            try:
                return bytes(obstore.get(self._store, key).bytes())
            except FileNotFoundError:
                return None

    def put(self, key: str, content: bytes) -> None:
        """Write the file; it is there whole or not at all. Raises ServiceUnavailable, ConfigurationError."""
        import obstore

        with self._explained():
            obstore.put(self._store, key, content)

    def has(self, key: str) -> bool:
        """Whether the file is there. Raises ServiceUnavailable, ConfigurationError."""
        import obstore

        with self._explained():
            try:
                obstore.head(self._store, key)
            except FileNotFoundError:
                return False
        return True

    def remove(self, prefix: str) -> None:
        """Remove a file, or every file below a prefix. Raises ServiceUnavailable, ConfigurationError."""
        import obstore

        for key in (prefix, *self.keys(prefix)):
            with self._explained():
                try:
                    obstore.delete(self._store, key)
                except FileNotFoundError:
                    continue

    def keys(self, prefix: str) -> Iterator[str]:
        """The key of every file below a prefix. Raises ServiceUnavailable, ConfigurationError."""
        import obstore

        with self._explained():
            for some in obstore.list(self._store, prefix):
                yield from (str(one["path"]) for one in some)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

        try:
            yield
        except FileNotFoundError:
            raise ConfigurationError(
                f"there is no bucket at {self.label}", hint="check files.place and files.endpoint"
            ) from None
        except (PermissionDeniedError, UnauthenticatedError):
            raise ConfigurationError(
                f"{self.label} refuses this key",
                hint="check files.key_id and files.secret, and that they may read, write, delete and list there",
            ) from None
        except BaseError as error:
            raise ServiceUnavailable(
                f"{self.label} could not be asked ({type(error).__name__})",
                hint="check files.endpoint and the network, then run the same command again",
            ) from None


def _opened(
    bucket: str,
    prefix: str,
    endpoint: str,
    region: str,
    *,
    key_id: SecretStr | None,
    secret: SecretStr | None,
    patience: timedelta,
) -> S3Store:
    try:
        from obstore.store import S3Store
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "the client for buckets is not installed", hint="install it with: pip install 'atlas-pipeline[bucket]'"
        ) from error
    given = {
        "endpoint": endpoint,
        "region": region,
        "access_key_id": key_id.get_secret_value() if key_id else "",
        "secret_access_key": secret.get_secret_value() if secret else "",
    }
    return S3Store(
        bucket,
        prefix=prefix or None,
        config={name: value for name, value in given.items() if value},  # type: ignore[arg-type]
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": patience, "connect_timeout": "10s"},
        retry_config={"max_retries": 4, "retry_timeout": patience},
    )
