"""Whether a process still lives."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from pipeline.domain.ledger import Owner
from pipeline.store.leases import alive, this_process


def test_owner_when_it_is_this_process_then_it_lives_and_survives_the_database() -> None:
    owner = this_process("worker 3|odd")
    assert owner.pid == os.getpid()
    assert alive(owner)
    assert Owner.parse(str(owner)) == owner


def test_owner_when_its_number_was_given_to_another_process_then_it_is_dead() -> None:
    owner = this_process()
    if not owner.started:
        pytest.skip("this system does not say when a process began")
    assert not alive(replace(owner, started="0"))


def test_owner_when_its_process_ended_then_it_is_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    assert not alive(replace(this_process(), pid=child.pid))


def test_owner_when_it_is_on_another_host_then_it_may_live() -> None:
    assert alive(Owner("elsewhere", 1, "long ago"))


def test_owner_when_its_number_is_beyond_all_processes_then_it_is_dead() -> None:
    assert not alive(replace(this_process(), pid=2**22 + 7))


def test_owner_when_the_text_is_none_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        Owner.parse("nobody")
