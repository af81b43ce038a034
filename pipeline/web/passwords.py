"""Passwords: kept as scrypt hashes that name their own cost, and compared so that time tells nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
import unicodedata

from pipeline.web.catalogue import SAY

__all__ = ["SHORTEST", "hashed", "password_problem", "same"]

SHORTEST = 10
_LONGEST = 500
_LOG_N, _R, _P = 15, 8, 1  # 32 MiB and some 80 ms a password; RFC 7914's parameters for signing in
_MEMORY = 80 * 1024 * 1024
_AT_ONCE = threading.BoundedSemaphore(2)  # guesses by many at once must not take all memory


def hashed(password: str) -> str:
    """The password as it is stored: `scrypt$logN$r$p$salt$hash`."""
    salt = os.urandom(16)
    return f"scrypt${_LOG_N}${_R}${_P}${_text(salt)}${_text(_key(password, salt, _LOG_N, _R, _P))}"


def same(password: str, stored: str | None) -> bool:
    """Whether this is the password. Where none is stored it takes as long, so that nobody learns who has an account."""
    kind, log_n, r, p, salt, key = (stored or _NOBODY).split("$")
    held = base64.b64decode(key)
    given = _key(password, base64.b64decode(salt), int(log_n), int(r), int(p))
    return hmac.compare_digest(given, held) and kind == "scrypt" and stored is not None


def password_problem(password: str, login: str) -> str:
    """What is wrong with a new password; empty when it will do."""
    if len(password) < SHORTEST:
        return SAY["password"]["short"].format(shortest=SHORTEST)
    if len(password) > _LONGEST:
        return SAY["password"]["long"].format(longest=_LONGEST)
    if login in password.lower() or len(set(password)) < 5:
        return SAY["password"]["easy"]
    return ""


def _key(password: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    plain = unicodedata.normalize("NFKC", password[: _LONGEST + 1]).encode("utf-8", "replace")
    with _AT_ONCE:
        return hashlib.scrypt(plain, salt=salt, n=1 << log_n, r=r, p=p, maxmem=_MEMORY)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


_NOBODY = f"scrypt${_LOG_N}${_R}${_P}${_text(bytes(16))}${_text(bytes(64))}"
