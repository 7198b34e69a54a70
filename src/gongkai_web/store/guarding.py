"""The database itself refuses to change or delete what is a record: entries and the audit trail.

Laid after every migration. A database that is thrown away as a whole (tests) is not hindered: dropping a table is no
deletion of rows, and rolling back is none either.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connections

RECORDS = ("store_entry", "store_auditrecord", "store_reportversion", "store_correction")
REFUSAL = "records are never changed"


def guard_tables(using: str = "default", **_: Any) -> None:
    """Put the triggers in place. What is there already stays."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in (each for each in RECORDS if each in tables):
            for statement in _STATEMENTS[connection.vendor](table):
                cursor.execute(statement)


def unguarded(using: str = "default") -> list[str]:
    """The records that the database would let somebody change: their triggers are gone."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        guarded = Counter(table for (table,) in cursor.fetchall())
    return [table for table in RECORDS if guarded[table] < 2]


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{change} BEFORE {change} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for change in ("update", "delete")
    ]


def _postgresql(table: str) -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION gongkai_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        function,
        _trigger(f"{table}_no_change", f"UPDATE OR DELETE ON {table} FOR EACH ROW"),
        _trigger(f"{table}_no_truncate", f"TRUNCATE ON {table} FOR EACH STATEMENT"),
    ]


def _trigger(name: str, when: str) -> str:
    return f"CREATE OR REPLACE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION gongkai_refuse()"


_TRIGGERS = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal",
}
_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
