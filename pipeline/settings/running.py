"""Settings of the machine: limits of reading, how a batch runs, where things lie."""

from __future__ import annotations

import os

from pydantic import Field, SecretStr

from pipeline.settings.section import Section

__all__ = ["FilesSettings", "ReadingSettings", "RunSettings", "StoreSettings"]


class ReadingSettings(Section):
    """Limits on what a single file may cost."""

    workers: int = Field(
        default_factory=lambda: max(1, min(4, os.cpu_count() or 1)), ge=1, le=64, description="PDF reading processes"
    )
    seconds: float = Field(60.0, gt=0, description="longest time for one PDF, in seconds")
    megabytes: int = Field(200, gt=0, description="largest file, in megabytes")
    pages: int = Field(300, gt=0, description="most pages of one PDF")
    memory_mib: int = Field(2048, ge=256, description="memory of one reading process, in MiB")


class RunSettings(Section):
    """How a batch runs."""

    concurrency: int = Field(4, ge=1, le=512, description="papers in work at the same time")
    lease_seconds: float = Field(
        120.0, gt=1, description="how long a worker may be silent before another takes its paper, in seconds"
    )


class StoreSettings(Section):
    """Where the ledger lies."""

    url: SecretStr | None = Field(
        None, description="database; empty: SQLite in outputs/atlas.db; postgresql://... for a team"
    )


class FilesSettings(Section):
    """Where the files of an atlas lie that several machines share."""

    place: str = Field(
        "",
        description="where texts that were read, the files they come from and pictures of pages are shared: empty, "
        "only in outputs/ of this home; a folder that all machines see; or s3://bucket/prefix",
    )
    endpoint: str = Field("", description="the server of the bucket (https://...); empty: Amazon S3")
    region: str = Field("", description="the region of the bucket, where its server has regions")
    key_id: SecretStr | None = Field(
        None, description="the key to the bucket; better given as ATLAS_FILES__KEY_ID; empty: AWS_ACCESS_KEY_ID, a role"
    )
    secret: SecretStr | None = Field(None, description="its secret; better given as ATLAS_FILES__SECRET")
