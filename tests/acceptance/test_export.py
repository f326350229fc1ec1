"""/tokenmeter export: the file that arrives in the DM, held against the database; and who gets what of it."""

import csv
import io
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

from core.money import NANOS
from core.questions import read_filters
from core.rights import Rule, RuleKind
from sandbox.slack.person import Person, text_of
from sandbox.slack.state import BOT_USER, TEAM
from tests.acceptance.conftest import Imported
from tests.acceptance.looking import Json, billed_in, buttons_of, headline_of, in_channel, nanos_stored, option_of
from tests.real_town import real_town, run_command
from tests.town import COSTS, Town

PERIOD = "ytd"


async def file_message(town: Town, person: Person, command: str, channel: str = COSTS) -> Json:
    """What this person finds in their DM."""
    after = town.slack.state.ts()
    await person.command(channel, f"/tokenmeter {command}")
    await person.message(channel, "Your file comes by DM", after=after)
    return await person.message_where(town.im(person), lambda each: each["ts"] > after and bool(each.get("files")))


async def rows_of(person: Person, message: Json) -> list[dict[str, str]]:
    content = await person.picture(message["files"][0]["id"])
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def nanos(rows: list[dict[str, str]], column: str = "cost") -> int:
    return int(sum((Decimal(row[column]) for row in rows if row[column]), Decimal(0)).scaleb(9))


async def test_the_file_comes_by_dm_and_adds_up_to_the_headline_and_the_database(connected: Town) -> None:
    message = await file_message(connected, connected.ana, f"export {PERIOD}")
    rows = await rows_of(connected.ana, message)
    total = nanos(rows)
    assert total == await nanos_stored(connected) > 0
    assert f"{len(rows):,} rows, ${Decimal(total) / NANOS:,.2f} billed" in message["text"]
    assert message["files"][0]["name"] == f"tokenmeter-2026-01-01-{connected.deps.clock.now().date()}-days.csv"
    after = connected.slack.state.ts()
    await connected.ana.command(COSTS, f"/tokenmeter usage {PERIOD}")
    answer = await connected.ana.message(COSTS, "billed yet", after=after)
    assert billed_in(headline_of(answer)) == round(Decimal(total) / NANOS, 2)

    focus = await rows_of(connected.ana, await file_message(connected, connected.ana, f"export {PERIOD} as focus"))
    assert nanos(focus, "BilledCost") == total
    sheet = await file_message(connected, connected.ana, "export last 7 days as xlsx by project")
    content = await connected.ana.picture(sheet["files"][0]["id"])
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


async def test_a_file_has_what_the_person_may_see_there_and_others_only_for_managers(connected: Town) -> None:
    [project, *_] = {
        row["project"]
        for row in await rows_of(connected.ana, await file_message(connected, connected.ana, "export 7d by project"))
    } - {""}
    limit = read_filters(f'project:"{project}"')
    assert isinstance(limit, tuple)
    await connected.deps.access.make(Rule(RuleKind.MEMBER, connected.ben.user, limit), connected.ana.user)
    message = await file_message(connected, connected.ben, "export 7d")
    assert {row["project"] for row in await rows_of(connected.ben, message)} == {project}
    assert "Limited to project" in message["text"]

    await connected.ben.command(COSTS, "/tokenmeter export 7d by user")
    await connected.ben.message(COSTS, "Figures by person are for those who manage TokenMeter")
    people = await rows_of(connected.ana, await file_message(connected, connected.ana, "export 7d by user"))
    assert len({row["user"] for row in people}) > 2
    assert not any("@" in value for row in people for value in row.values())
    await connected.gus.command(COSTS, "/tokenmeter export 7d")
    await connected.gus.message(COSTS, "TokenMeter answers full members")


async def test_an_answers_thread_gets_its_table_and_its_file_and_both_come_to_its_headline(connected: Town) -> None:
    acme = connected
    await acme.ana.command(COSTS, "/tokenmeter usage 7d by key in tokens")
    asked = await acme.ana.message(COSTS, "last 7 days")
    await acme.ana.click(COSTS, asked["ts"], *option_of(asked, "Cost"))
    asked = await acme.ana.message(COSTS, "billed yet")
    await acme.ben.click(COSTS, asked["ts"], buttons_of(asked)["Table and CSV in thread"])
    [_, table, file] = await acme.ben.until(lambda _: found if len(found := in_channel(acme, COSTS)) == 3 else None)
    assert table["thread_ts"] == file["thread_ts"] == asked["ts"]
    total = billed_in(headline_of(asked))
    [block] = [each for each in table["blocks"] if each["type"] == "data_table"]
    assert sum(billed_in(row[1]["text"]) for row in block["rows"][1:]) == total
    rows = await rows_of(acme.ana, file)
    assert {row["key"] or "No key" for row in rows} >= {row[0]["text"] for row in block["rows"][1:]}
    assert round(Decimal(nanos(rows)) / NANOS, 2) == total

    acme.slack.state.channels[COSTS].members.remove(BOT_USER)  # it may still post: with chat:write.public
    await acme.ben.click(COSTS, asked["ts"], buttons_of(asked)["Table and CSV in thread"])
    await acme.ben.message(COSTS, "The file is in your DM")
    assert await acme.ben.message_where(acme.im(acme.ben), lambda each: bool(each.get("files")))


async def test_the_detail_of_an_answer_is_of_what_the_person_may_see_and_not_for_outsiders(connected: Town) -> None:
    acme = connected
    await acme.ana.command(COSTS, "/tokenmeter usage 7d by project")
    asked = await acme.ana.message(COSTS, "billed yet")
    button = buttons_of(asked)["Table and CSV in thread"]
    limit = read_filters('project:"Search & Rank"')
    assert isinstance(limit, tuple)
    await acme.deps.access.make(Rule(RuleKind.MEMBER, acme.ben.user, limit), acme.ana.user)
    await acme.ben.click(COSTS, asked["ts"], button)
    [_, table, file] = await acme.ben.until(lambda _: found if len(found := in_channel(acme, COSTS)) == 3 else None)
    assert "Support copilot" in text_of(asked["blocks"])
    assert "Support copilot" not in text_of(table["blocks"])
    assert {row["project"] for row in await rows_of(acme.ben, file)} == {"Search & Rank"}

    await acme.gus.click(COSTS, asked["ts"], button)
    await acme.gus.message(COSTS, "TokenMeter answers full members")
    acme.slack.state.channels[COSTS].flags["is_ext_shared"] = True
    await acme.ana.click(COSTS, asked["ts"], button)
    await acme.ana.message(COSTS, "people of other organizations")
    await acme.ana.message_where(acme.im(acme.ana), lambda each: bool(each.get("files")))
    assert len(in_channel(acme, COSTS)) == 3

    await acme.ana.command(COSTS, "/tokenmeter")
    month = await acme.ana.message(COSTS, "month to date")
    await acme.ana.click(COSTS, month["ts"], buttons_of(month)["Table and CSV in thread"])
    await acme.ana.message(COSTS, "Your file comes by DM: month to date by model")


async def test_what_is_not_understood_is_offered_as_a_button_and_a_file_that_slack_refuses_is_told(
    connected: Town,
) -> None:
    await connected.ana.command(COSTS, "/tokenmeter export 7d as pdf")
    said = await connected.ana.message(COSTS, "I write csv, xlsx, focus")
    [button] = [each for block in said["blocks"] for each in block.get("elements", []) if each["type"] == "button"]
    connected.slack.state.settings.errors["files.completeUploadExternal"] = "file_upload_size_restricted"
    await connected.ana.click(COSTS, said["ts"], button["action_id"])
    told = await connected.ana.message(COSTS, "could not be shared in your DM")
    assert "file_upload_size_restricted" in text_of(told["blocks"])


async def test_an_operator_writes_a_file_beside_the_bot(imported: Imported, tmp_path: Path) -> None:
    shutil.copytree(imported.folder, tmp_path, dirs_exist_ok=True)
    database = f"sqlite:///{tmp_path}/tokenmeter.db"
    async with real_town(tmp_path, TOKENMETER_HOME=str(tmp_path / "home"), DATABASE_URL=database) as acme:
        status, written, complained = await run_command(acme, "export", TEAM, "ytd", "--to", "year.csv")
        assert (status, complained) == (0, "")
        content = (tmp_path / "year.csv").read_bytes()
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert written.startswith("year.csv: Year to date as csv (1 Jan – ")
        assert f"{len(rows):,} rows, ${Decimal(nanos(rows)) / NANOS:,.2f} billed" in written
        assert (tmp_path / "year.csv").stat().st_mode & 0o077 == 0

        status, written, complained = await run_command(acme, "export", TEAM, "ytd", "--as", "focus", "--to", "-")
        assert (status, "as FOCUS 1.2" in complained) == (0, True)
        assert nanos(list(csv.DictReader(io.StringIO(written))), "BilledCost") == nanos(rows)
