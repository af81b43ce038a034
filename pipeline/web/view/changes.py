"""What changed since the machine's draft, and since the version that a person left before this one."""

from __future__ import annotations

from pipeline.desk.differences import Differences, differences
from pipeline.desk.dossier import Dossier

__all__ = ["since"]


def since(dossier: Dossier) -> tuple[Differences, Differences]:
    """The differences from the machine's draft and from the former person's; none where there is no such version."""
    machine, former = dossier.machine, dossier.former
    return (
        differences(machine, dossier.draft) if machine and machine is not dossier.draft else Differences(),
        differences(former.draft, dossier.draft) if former else Differences(),
    )
