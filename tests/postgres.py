"""A schema of its own on a PostgreSQL server, for tests that need one; they skip, and say so, where none answers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

POSTGRES = os.environ.get("ATLAS_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


@pytest.fixture
def postgres_schema(postgres_server: str) -> Iterator[str]:
    """The address of a schema of its own on the PostgreSQL server."""
    name = f"atlas_test_{uuid4().hex[:12]}"
    engine = create_engine(postgres_server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield make_url(postgres_server).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of the PostgreSQL server; skips where none answers."""
    engine = create_engine(POSTGRES, connect_args={"connect_timeout": 3})
    try:
        with engine.connect():
            return POSTGRES
    except OperationalError:
        pytest.skip(f"no PostgreSQL answers at {make_url(POSTGRES).render_as_string()}; set ATLAS_TEST_POSTGRES")
    finally:
        engine.dispose()
