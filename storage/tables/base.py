"""What all tables have in common: how constraints are called, and the columns that stand in many."""

from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData
from sqlmodel import Field, SQLModel

from storage.columns import UtcTime

NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Table(SQLModel):
    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


def key() -> Any:
    return Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})


def time(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_type=UtcTime, nullable=nullable)


def connection(*, primary_key: bool = False) -> Any:
    return Field(sa_column=Column(ForeignKey("connection.id"), primary_key=primary_key, nullable=False))
