"""Every error the pipeline raises on purpose.

    PipelineError
      ConfigurationError          a setting is wrong or missing                          exit 78
      InputError                  the file or record; its owner can act                  exit 65
        InputMissing              no such file or folder                                 exit 66
        UnreadableSource          we could not read it; `reason` and `remedy` say why
        NotADraft                 a file that should hold a draft does not
      PromptError                 the words we send
        PromptNotFound  PromptMalformed  PromptVariableError
      DraftError                  nothing could be drafted, and it is not the machine's fault
        InsufficientSource        there is too little text to draft from
        LanguageNotRead           the rules of this drafter cannot read the paper's language
        NoUsableReply             the model answered, and nothing of it can be used
      ReviewError                 a person's decision cannot be taken                    exit 65
        IllegalMove               the state of the entry does not allow it
        BlockingFindings          findings stop an approval that gives no reason          exit 3
        NotApproved               only what a person approved can be published
        StaleReview               the text changed since the person saw it               exit 75
      StoreError                  the database or the disk                               exit 73
        NotFound                  no such paper, draft or call
        LeaseLost                 another worker took the paper over
        Conflict                  another process changed the same paper meanwhile       exit 75
        SchemaTooNew              the database was written by a newer version
        SchemaTooOld              a worker leaves upgrading a shared database to people
        CannotWrite               the disk is full or the folder is read-only
      ServiceUnavailable          something outside is down                              exit 69
        NotSent                   nobody listens there, so nothing was sent
        RateLimited               it asks us to wait; says how long, if it does
        CallTimedOut              it took too long; the call may have been paid for
        ReplyUnreadable           what came back is no reply of a model server
        RetryLater                it will not be better before a certain time            exit 75
          InABatch                its question is out, or goes out, with a batch
      EndpointRefuses             it refuses every call, so the batch stops              exit 77
        QuotaExhausted            there is no money left at the provider                 exit 69
        ModelNotFound             it knows no model of that name                         exit 78
      RequestRefused              it refuses this one request                            exit 65
        RequestTooLong            the paper is longer than the model can read
      BudgetReached               the next call could cost more than is allowed          exit 4
      Interrupted                 the person or the system asked us to stop              exit 130, 143

A problem with a *draft* is a Finding, which is data; a problem with the *machine or the input* is one of these.
Each says what happened and, in `hint`, what to do now.
"""

from __future__ import annotations

from datetime import datetime


class PipelineError(Exception):
    """Something went wrong that we know how to explain."""

    exit_code: int = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigurationError(PipelineError):
    """A setting is wrong or missing."""

    exit_code = 78


class InputError(PipelineError):
    """The input is at fault; its owner can act."""

    exit_code = 65


class InputMissing(InputError):
    """No such file or folder."""

    exit_code = 66


class UnreadableSource(InputError):
    """A file or record could not be read.

    `reason` is a stable word (`encrypted`, `broken`, `images_only`, ...); the message is one sentence for people
    and `hint` says what would change the outcome.
    """

    def __init__(self, reason: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


class NotADraft(InputError):
    """A file that should hold a draft (`atlas.draft/1`) does not."""


class PromptError(PipelineError):
    """The words we send are not usable."""

    exit_code = 78


class PromptNotFound(PromptError):
    """No prompt of that name and version."""


class PromptMalformed(PromptError):
    """A prompt file breaks the format."""


class PromptVariableError(PromptError):
    """A prompt was given too few or too many variables."""


class DraftError(PipelineError):
    """Nothing could be drafted from this paper."""


class InsufficientSource(DraftError):
    """There is too little text to draft from; `reason` is a stable word (`no_abstract`, `notice`, ...)."""

    def __init__(self, reason: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


class LanguageNotRead(DraftError):
    """The rules of this drafter cannot read the language of the paper."""

    def __init__(self, language: str, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.language = language


class NoUsableReply(DraftError):
    """The model answered as often as it was asked, and not one statement of it can be used."""


class ReviewError(PipelineError):
    """A decision of a person cannot be taken as it is."""

    exit_code = 65


class IllegalMove(ReviewError):
    """The state that the entry is in does not allow this act, or the act lacks something."""


class BlockingFindings(ReviewError):
    """Findings stop the approval, and nobody said why they may stand."""

    exit_code = 3


class NotApproved(ReviewError):
    """Only what a person approved, and still holds, can become an entry."""


class StaleReview(ReviewError):
    """The draft changed after the person saw it. `current` is the digest of the draft that is there now."""

    exit_code = 75

    def __init__(self, message: str, *, current: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.current = current


class StoreError(PipelineError):
    """The database or the disk is at fault."""

    exit_code = 73


class NotFound(StoreError):
    """No such paper, draft or call."""

    exit_code = 66


class LeaseLost(StoreError):
    """Another worker took this paper over while we worked on it."""


class Conflict(StoreError):
    """Another process changed the same paper between our look and our write; look again."""

    exit_code = 75


class SchemaTooNew(StoreError):
    """The database was written by a newer version of this software."""

    exit_code = 78


class SchemaTooOld(StoreError):
    """The database is of an older version, and is shared: upgrading it is for a person to begin."""

    exit_code = 78


class CannotWrite(StoreError):
    """The disk is full or the folder cannot be written."""


class ServiceUnavailable(PipelineError):
    """A service or server outside could not be reached."""

    exit_code = 69


class NotSent(ServiceUnavailable):
    """Nobody listens at that address, so nothing was sent and nothing can have been paid for."""


class RateLimited(ServiceUnavailable):
    """The server asks us to wait: `wait_s` seconds, or None when it does not say how long."""

    def __init__(self, message: str, *, hint: str = "", wait_s: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.wait_s = wait_s


class CallTimedOut(ServiceUnavailable):
    """The server took too long, or the connection broke in the middle; nobody knows whether the call was paid for."""


class ReplyUnreadable(ServiceUnavailable):
    """What came back is no reply of a model server: a web page, half a body, far too much."""


class RetryLater(ServiceUnavailable):
    """It will not be better before `not_before` (None: nobody knows when)."""

    exit_code = 75

    def __init__(self, message: str, *, hint: str = "", not_before: datetime | None = None) -> None:
        super().__init__(message, hint=hint)
        self.not_before = not_before


class InABatch(RetryLater):
    """The question is out with a batch, or goes out with the next: its answer comes within a day, not now."""


class EndpointRefuses(PipelineError):
    """The server refuses whatever we ask (key, rights), so there is no use in asking on."""

    exit_code = 77


class QuotaExhausted(EndpointRefuses):
    """The account at the provider has no money left."""

    exit_code = 69


class ModelNotFound(EndpointRefuses):
    """The server knows no model of that name, or does not speak this API."""

    exit_code = 78


class RequestRefused(PipelineError):
    """The server refuses this one request and would refuse it again."""

    exit_code = 65


class RequestTooLong(RequestRefused):
    """The paper is longer than the model can read."""


class BudgetReached(PipelineError):
    """The next call could cost more than is allowed; what was done so far is kept."""

    exit_code = 4


class Interrupted(PipelineError):
    """The person or the system asked us to stop; work in hand was finished first."""

    def __init__(self, signal_number: int) -> None:
        super().__init__("stopped on request", hint="run the same command again to go on where it stopped")
        self.exit_code = 128 + signal_number
