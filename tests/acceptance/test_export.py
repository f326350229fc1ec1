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
from sandbox.slack.state import TEAM
from tests.acceptance.conftest import Imported
from tests.acceptance.looking import Json, billed_in, headline_of, nanos_stored
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
