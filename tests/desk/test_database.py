"""The two doors of the database."""

import threading

import pytest
from sqlmodel import select

from desk.database import Database
from desk.migrations import differences, downgrade, migrate
from desk.tables import NumberSeries


def test_tables_in_the_code_and_in_the_database_agree(database: Database) -> None:
    assert differences(database) == []


def test_migrations_go_down_and_up_again(database: Database) -> None:
    downgrade(database, "base")
    migrate(database)
    assert differences(database) == []


def test_no_increment_is_lost_under_many_threads(database: Database) -> None:
    with database.writing() as db:
        db.add(NumberSeries(name="n", next_serial=0))

    def add_twenty() -> None:
        for _ in range(20):
            with database.writing() as db:
                row = db.exec(select(NumberSeries).where(NumberSeries.name == "n").with_for_update()).one()
                row.next_serial += 1

    threads = [threading.Thread(target=add_twenty) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.exec(select(NumberSeries.next_serial)).one() == 160


def test_reading_never_waits_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.add(NumberSeries(name="held"))
        writer.flush()
        with database.reading() as db:
            assert db.exec(select(NumberSeries)).all() == []


def test_work_that_raises_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as db:
        db.add(NumberSeries(name="half"))
        db.flush()
        raise RuntimeError
    with database.reading() as db:
        assert db.exec(select(NumberSeries)).all() == []
