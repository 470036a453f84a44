"""A teacher's gradebook as Canvas exports it: which row and which column is what, and its form as a file.

Source: instructure/canvas-lms, lib/gradebook_exporter.rb and gradebook_importer.rb. Canvas makes a new assignment of
every header that it does not know and takes over every cell that differs. So a sheet is never made, only read; and
whatever is not a score is written back as it was, also a name that looks like a formula: it is Canvas's own.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grader.errors import UsageError
from grader.report.safe import clean

BOM = "\ufeff"
DELIMITERS = ",;\t"
CALLED = ("ID", "SIS User ID", "SIS Login ID")  # what a student can be found by, beside the name
TITLED = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
MUTED = re.compile(r"\s*(muted|manual posting.*)?\s*", re.IGNORECASE)
NUMBER = re.compile(r"\d+([.,]\d+)?")
TEST_STUDENT = ("Student, Test", "Test Student")  # whom Canvas makes for a teacher to look at the course as a student


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An assignment: its place in each row, and its Points Possible if there is a number."""

    place: int
    title: str
    id: str
    worth: Decimal | None
    readonly: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of an export, the header first, and how they were written; `name` is the file's."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    bom: str
    delimiter: str
    ending: str

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.rows[0]

    @property
    def points(self) -> tuple[str, ...]:
        """The row that says how many points are possible; empty if there is none."""
        return next((row for row in self.rows if row and "Points Possible" in row[0]), ())

    @property
    def students(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The students' rows, each with its number; the test student and what is no student are left out."""
        for number, row in enumerate(self.rows[1:], 1):
            about = "Points Possible" in row[0] if row else True
            if not about and not all(map(MUTED.fullmatch, row)) and TEST_STUDENT[0] not in self.names(row):
                yield number, row

    @property
    def columns(self) -> Iterator[Column]:
        """The assignments, which come behind the students' own columns and have an id of Canvas's."""
        for place in range(self.header.index("Section") + 1, len(self.header)):
            if found := TITLED.fullmatch(self.header[place]):
                cell = self.points[place].strip() if place < len(self.points) else ""
                worth = number(cell)
                yield Column(place=place, worth=worth, readonly=bool(cell) and worth is None, **found.groupdict())

    @property
    def decimal(self) -> str:
        """The decimal sign of the numbers in it."""
        return "," if any(re.fullmatch(r"\d+,\d+", cell) for cell in self.points) else "."

    def names(self, row: tuple[str, ...]) -> tuple[str, str]:
        """Return a student's name in both orders, which is `Last, First` or in two columns."""
        last, first = (*row, "")[:2] if self.header[0] == "LastName" else row[0].partition(", ")[::2]
        return (f"{last}, {first}" if first else last), f"{first} {last}".strip()

    def called(self, row: tuple[str, ...]) -> Iterator[str]:
        """Give everything by which a student can be found."""
        yield from (cell for name, cell in zip(self.header, row, strict=False) if name in CALLED and cell.strip())
        yield from self.names(row)


def number(cell: str) -> Decimal | None:
    """Return the number in a cell, whose decimal sign is a point or a comma, or None."""
    return Decimal(cell.replace(",", ".")) if NUMBER.fullmatch(cell) else None


def read(data: bytes, name: str) -> Sheet:
    """Return the sheet in the bytes of the file `name`; raises UsageError if that is no export of Canvas."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{name!r} is not UTF-8 ({error.reason} at byte {error.start}); export it from Canvas again"
        ) from error
    bom = BOM if text.startswith(BOM) else ""
    body = text.removeprefix(bom)
    delimiter = next((one for one in DELIMITERS if headed(next(cells(body, one, name, strict=False), ()))), None)
    if delimiter is None:
        raise UsageError(
            f"{name!r} is no gradebook of Canvas: its first row should have Student, ID and Section; "
            "get one in Canvas under Grades, Export"
        )
    rows = tuple(cells(body, delimiter, name, strict=True))
    ending = "\r\n" if body.partition("\n")[0].endswith("\r") else "\n"
    return sound(Sheet(name=name, rows=rows, bom=bom, delimiter=delimiter, ending=ending))


def cells(text: str, delimiter: str, name: str, *, strict: bool) -> Iterator[tuple[str, ...]]:
    """Give the rows of CSV."""
    try:
        yield from map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict))
    except csv.Error as error:
        raise UsageError(f"{name!r} is not sound CSV: {error}; export it from Canvas again") from error


def headed(row: tuple[str, ...]) -> bool:
    """Whether a row is the head of an export."""
    return row[:2] in (("Student", "ID"), ("LastName", "FirstName")) and {"ID", "Section"} <= set(row)


def sound(sheet: Sheet) -> Sheet:
    """Return the sheet; raises UsageError if a row is cut off or two students have the same ID."""
    place, seen = sheet.header.index("ID"), dict[str, int]()
    for number_, row in sheet.students:
        if len(row) < len(sheet.header):
            raise UsageError(
                f"{sheet.name!r}: row {number_ + 1} has {len(row)} cells and the first row {len(sheet.header)}; "
                "export it from Canvas again"
            )
        first = seen.setdefault(row[place] or f"row {number_}", number_)
        if first != number_:
            raise UsageError(
                f"{sheet.name!r} has two students with the ID {clean(row[place])!r}, in rows {first + 1} and "
                f"{number_ + 1}; export it from Canvas again"
            )
    return sheet


def written(sheet: Sheet, scores: Mapping[tuple[int, int], str]) -> str:
    """Return the file's text with `scores` in their cells, by row and column."""
    page = io.StringIO(newline="")
    page.write(sheet.bom)
    for number_, row in enumerate(sheet.rows):
        page.write(line([scores.get((number_, place), cell) for place, cell in enumerate(row)], sheet))
    return page.getvalue()


def line(row: Iterable[str], sheet: Sheet) -> str:
    """Return one row as text; a writer that ends rows with CRLF also quotes a CR that is in a cell."""
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=sheet.delimiter, lineterminator="\r\n").writerow(row)
    return page.getvalue().removesuffix("\r\n") + sheet.ending
