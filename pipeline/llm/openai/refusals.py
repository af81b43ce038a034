"""What a server's refusal means, as one of our errors: what happened, and what to do now."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx2
import openai
from pydantic import SecretStr

from pipeline.errors import (
    CallTimedOut,
    EndpointRefuses,
    ModelNotFound,
    NotSent,
    PipelineError,
    QuotaExhausted,
    RateLimited,
    ReplyUnreadable,
    RequestRefused,
    RequestTooLong,
    ServiceUnavailable,
)
from pipeline.llm.waiting import wait_asked

__all__ = ["CHECK_URL", "as_ours", "of_connection", "of_reply", "of_status", "words_of"]

CHECK_URL = "check model.base_url: perhaps a proxy or a log-in page answered; the paper is tried again at the next run"
_LATER = "the paper is tried again at the next run"
_LONGEST_MESSAGE = 200
_NO_MONEY = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum.{0,40}(?:context|tokens)|too (?:long|many tokens)",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"model.{0,80}(?:not exist|not found|unknown)|(?:unknown|invalid|no such) model", re.IGNORECASE)


@asynccontextmanager
async def as_ours(host: str, key: SecretStr | None, *, seconds: float, what: str) -> AsyncIterator[None]:
    """Everything that goes wrong in here leaves as one of our errors, and so does taking longer than `seconds`.

    `what` is what took so long, for people. No error carries the request, whose headers hold the key.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise CallTimedOut(
            f"the model server took longer than {seconds:g} seconds for {what}",
            hint="raise model.seconds in atlas.toml if the model is that slow",
        ) from None
    except openai.APIStatusError as error:
        raise of_reply(error, key) from None
    except openai.APIConnectionError as error:
        raise of_connection(error, host) from None
    except (openai.OpenAIError, httpx2.HTTPError, ValueError, TypeError, AttributeError) as error:
        # The client's own confusion over an odd reply. Its text could quote the reply, so only its kind is said.
        raise ReplyUnreadable(
            f"the reply of the model server could not be read ({type(error).__name__})", hint=CHECK_URL
        ) from None


def of_connection(error: openai.APIConnectionError, host: str) -> PipelineError:
    """Nobody listens at `host` (NotSent), a reply that is none (ReplyUnreadable), or a call that broke off."""
    cause = error.__cause__
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol):
        return NotSent(
            f"no model server answers at {host}",
            hint="start it or correct model.base_url; the paper is tried again at the next run",
        )
    if isinstance(cause, httpx2.DecodingError):
        return ReplyUnreadable(str(cause), hint=CHECK_URL)
    kind = "took too long" if isinstance(error, openai.APITimeoutError) else "broke off the connection"
    return CallTimedOut(f"the model server {kind}", hint="the paper is tried again at the next run")


def of_reply(error: openai.APIStatusError, key: SecretStr | None) -> PipelineError:
    """What a reply with an error's status says, without our key should it quote that."""
    wait_s = wait_asked(error.response.headers, datetime.now(UTC))
    return of_status(error.status_code, error.code or error.type or "", words_of(error.body, key), wait_s=wait_s)


def of_status(status: int, code: str, said: str, *, wait_s: float | None = None) -> PipelineError:
    """The error behind an HTTP status, the server's own code for it and its words (`words_of`)."""
    if code in _NO_MONEY or status == 402:
        return QuotaExhausted(
            f"the provider says that the account has no money left{said}",
            hint="add credit at the provider; the same command goes on where it stopped",
        )
    match status:
        case 429:
            return RateLimited(
                f"the model server asks us to wait{said}",
                hint="the paper is tried again later; fewer at once (--concurrency) may help",
                wait_s=wait_s,
            )
        case 401 | 403:
            return EndpointRefuses(
                f"the model server refuses the key ({status}){said}",
                hint="check OPENAI_API_KEY or model.key_file, and what the key may do",
            )
        case 404 | 405:
            return ModelNotFound(
                f"the model server knows no such model or address ({status}){said}",
                hint="check model.name, model.base_url (it often ends in /v1) and model.api",
            )
        case _ if 300 <= status < 400:
            return ReplyUnreadable(
                f"the server sends us on to another address ({status}), and we do not go there with a paper",
                hint="set model.base_url to the final address",
            )
        case 408 | 409:
            return ServiceUnavailable(f"the model server is busy ({status}){said}", hint=_LATER)
        case _ if status >= 500:
            return ServiceUnavailable(f"the model server failed ({status}){said}", hint=_LATER)
    if status == 413 or code == "context_length_exceeded" or _TOO_LONG.search(said):
        return RequestTooLong(
            f"the paper is longer than the model can read{said}", hint="lower model.input_tokens in atlas.toml"
        )
    if code == "model_not_found" or _NO_MODEL.search(said):
        return ModelNotFound(f"the model server knows no such model{said}", hint="check model.name")
    return RequestRefused(
        f"the model server refuses the request ({status}){said}",
        hint="run `atlas doctor` and check the [model] settings; another paper may do",
    )


def words_of(body: object, key: SecretStr | None) -> str:
    """A server's own words, short, on one line, without our key should they quote it; nothing of a web page."""
    message = body.get("message") if isinstance(body, dict) else None
    if not isinstance(message, str):
        return ""
    if key:
        message = message.replace(key.get_secret_value(), "[key]")
    return f": {' '.join(message.split())[:_LONGEST_MESSAGE]}"
