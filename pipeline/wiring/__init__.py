"""Settings -> services. The only room that knows every adapter; nothing is built before it is asked for.

files      what several machines share
home       where things lie, the ledger, the readers
models     the models that draft and verify
feeds      what is asked outside about papers
stories    all of it together: for a batch, for the desk
seeded     a desk of its own for invented drafts with planted errors
"""

from pipeline.wiring.feeds import adding_of, pubmed_service, updating_of
from pipeline.wiring.files import originals_of, shared_of, shelf_of
from pipeline.wiring.home import Home, SystemClock, clock_of, database_of, open_ledger, open_pool, open_reader
from pipeline.wiring.models import check_drafter, check_verifier, paid_model, second_model
from pipeline.wiring.seeded import Likeness, SeededDesks, made_as_here
from pipeline.wiring.stories import open_desk, open_desk_with_pictures, open_judging, open_services

__all__ = [
    "Home",
    "Likeness",
    "SeededDesks",
    "SystemClock",
    "adding_of",
    "check_drafter",
    "check_verifier",
    "clock_of",
    "database_of",
    "made_as_here",
    "open_desk",
    "open_desk_with_pictures",
    "open_judging",
    "open_ledger",
    "open_pool",
    "open_reader",
    "open_services",
    "originals_of",
    "paid_model",
    "pubmed_service",
    "second_model",
    "shared_of",
    "shelf_of",
    "updating_of",
]
