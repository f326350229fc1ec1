"""What is asked of a workspace is found by an index in PostgreSQL, however many workspaces there are."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import event, text
from sqlalchemy.engine import Connection as Transaction

from core.connection import Connection
from core.figures import Counted
from core.questions.dimensions import Dimension
from core.subscriptions import Kind
from storage.alerts import Alerts
from storage.api_keys import ApiKeys
from storage.audit import AuditLog
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.estimates import DailyRows
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.rules import Rules
from storage.seen import Seen
from storage.subscriptions import Subscriptions
from storage.usage import UsageStore
from tests.collecting import opened
from tests.integration.given import NOW, TODAY, connected

FIRST: Final = TODAY - timedelta(days=30)
BY: Final = (Dimension.MODEL, Dimension.PROJECT)

QUESTIONS: Final[dict[str, Callable[[Database, Connection], Awaitable[object]]]] = {
    "a report": lambda database, one: Reports(database).costs_by_day("T1", FIRST, TODAY, BY, {one.id: ()}),
    "a report of everything": lambda database, one: Reports(database).costs_by_day("T1", FIRST, TODAY, BY),
    "by the hour": lambda database, one: Reports(database).usage_by_hour("T1", FIRST, TODAY, BY, Counted.TOKENS),
    "labels": lambda database, one: Reports(database).labels("T1", BY, {one.id: ()}),
    "so far": lambda database, one: Reports(database).costs_so_far(one),
    "keys": lambda database, one: Reports(database).keys_used(one, FIRST),
    "facts of keys": lambda database, one: ApiKeys(database).of(one),
    "the ledger": lambda database, one: UsageStore(database).ledgers("T1", [one.id], FIRST, TODAY),
    "names": lambda database, one: NameStore(database).of("T1"),
    "a user": lambda database, one: NameStore(database).users([one], "ana@acme.example"),
    "connections": lambda database, one: Connections(database).of("T1"),
    "a connection": lambda database, one: Connections(database).find("T1", one.id),
    "deliveries": lambda database, one: Deliveries(database).of_kinds("T1", ["digest"]),
    "a delivery": lambda database, one: Deliveries(database).done("T1", "digest", ["1", "2"]),
    "subscriptions": lambda database, one: Subscriptions(database).of("T1", Kind.DIGEST),
    "a subscription": lambda database, one: Subscriptions(database).find("T1", "0" * 16),
    "alerts": lambda database, one: Alerts(database).of_rules("T1", ["0" * 16], NOW),
    "alerts to tell": lambda database, one: Alerts(database).untold("T1"),
    "restatements": lambda database, one: Restatements(database).of("T1", FIRST, TODAY),
    "prices": lambda database, one: DailyRows(database).costs_in_all("T1", FIRST, TODAY),
    "not billed yet": lambda database, one: DailyRows(database).usage("T1", FIRST, TODAY),
    "rules": lambda database, one: Rules(database).of("T1"),
    "the audit log": lambda database, one: AuditLog(database).newest("T1", 5),
    "a request seen": lambda database, one: Seen(database).take_back("1.2"),
}


async def plans(database: Database, ask: Callable[[], Awaitable[object]]) -> list[str]:
    """How PostgreSQL would find what is asked, if it read no table from end to end that it need not."""
    asked: list[tuple[str, Any]] = []

    def note(connection: object, cursor: object, statement: str, given: Any, *_: object) -> None:
        asked.append((statement, given))

    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    await ask()
    event.remove(engine, "before_cursor_execute", note)

    def explain(transaction: Transaction) -> list[str]:
        transaction.execute(text("SET LOCAL enable_seqscan = off"))
        found = [transaction.exec_driver_sql(f"EXPLAIN {statement}", given) for statement, given in asked]
        return ["\n".join(rows.scalars()) for rows in found]

    return await database.write(explain)


async def test_each_question_is_found_by_an_index(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        one = await connected(database)
        for name, ask in QUESTIONS.items():
            found = await plans(database, partial(ask, database, one))
            assert found, name
            assert [plan for plan in found if "Seq Scan" in plan] == [], name


async def test_one_without_an_index_is_seen(postgres_url: str) -> None:
    """The control."""
    async with opened(postgres_url) as database:
        await connected(database)
        async with database.writing() as session:
            await (await session.connection()).execute(text("DROP INDEX ix_alert_workspace_rule"))
            await session.commit()
        (found,) = await plans(database, partial(Alerts(database).untold, "T1"))
        assert "Seq Scan" in found
