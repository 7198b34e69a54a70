"""A store of the examples and the real reports, made once: for tests that change nothing in it."""

from __future__ import annotations

import pytest

from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.writing import write_shard
from tests.corpus.store.readings import EXAMPLES, SEEDS, read


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Its name is one that an engine could take for a pattern."""
    store = Store.create(tmp_path_factory.mktemp("many") / "仓库[1]*")
    write_shard(store, "one", [read(path) for path in (*EXAMPLES, *SEEDS)])
    return store
