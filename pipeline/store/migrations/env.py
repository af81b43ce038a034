"""Runs the migrations on the connection that `pipeline.store.upgrade` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from pipeline.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
