"""Taking a file in: read, planned, and kept for its preview. Nothing of it is written yet."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from registry.actions.importing import freshness
from registry.actions.importing.bodies import Bodies
from registry.actions.importing.collecting import no_collecting
from registry.actions.importing.keeping import keep_rows
from registry.actions.importing.plan import ERROR, Answer, Place, PlannedRow
from registry.actions.importing.planning import Planner, portions
from registry.actions.importing.surveying import causes, unusual
from registry.models import ImportBatch, Municipality, User
from registry.notation.codes import BatchState, Effect
from registry.notation.unit import read_unit
from registry.sheets.choosing import NO_CHOICES, Choices
from registry.sheets.container import Limits
from registry.sheets.container import Refused as Unreadable
from registry.sheets.delimited import Content, opened
from registry.sheets.reading import Read, Stream, read_stream
from registry.sheets.records import Problem
from registry.sheets.row import Corrections
from registry.sheets.sums import CheckedSum

Progress = Callable[[str, int, int], None]

CHECKING = "읽고 맞춰 보기"  # portion by portion
OPEN = (BatchState.UPLOADED, BatchState.STAGED)  # neither saved nor given up
_PORTION = 1000  # rows; half as many take as long, twice as many 10 MB more
_SHOWN = 500  # sums that are compared before the clerk's eyes
# Rows of one project are looked at together; so many of them at a time.
_TOGETHER = 20_000
# Who can start a command on the server may read more than a browser may send.
COMMAND_LINE_LIMITS = Limits(size=512 * 2**20, unpacked=4 * 2**30, rows=1_000_000)


def silent(_step: str, _done: int, _all: int) -> None:
    """Report progress to nobody."""


class Refused(ValueError):
    """The file cannot be read at all; the text says why."""


@dataclass(frozen=True)
class Upload:
    """A file, held or on the disk, and how to read it.

    `unit` is a word (천원), used where the file names none.
    `corrections` are the words that a clerk has put in the place of others, by field; `choices`
    what they have said of its sheets and columns. With `only_new` what is registered already
    stays as it is.
    """

    file_name: str
    data: Content
    municipality: Municipality
    unit: str | None = None
    as_of: date = field(default_factory=timezone.localdate)
    corrections: Corrections = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    choices: Choices = NO_CHOICES
    only_new: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """Return how to read it, as the batch keeps it."""
        return {
            "unit": self.unit,
            "as_of": self.as_of.isoformat(),
            "only_new": self.only_new,
        }

    @property
    def sha256(self) -> str:
        """Return by what the same file is known again."""
        with opened(self.data) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def read(self) -> bytes:
        """Return the whole of the file."""
        with opened(self.data) as file:
            return file.read()


@transaction.atomic
def stage(upload: Upload, user: User, progress: Progress = silent) -> ImportBatch:
    """Keep a file with its preview; raise Refused where it cannot be read at all."""
    batch = receive(upload, user)
    fill(batch, upload, user, progress)
    return batch


def receive(upload: Upload, user: User, *, content: bool = True, **options: Any) -> ImportBatch:
    """Keep a file that nobody has read yet, with further `options`; its bytes only if asked."""
    return ImportBatch.objects.create(
        file_name=upload.file_name[:255],
        sha256=upload.sha256,
        content=upload.read() if content else None,
        user=user,
        municipality=upload.municipality,
        state=BatchState.UPLOADED,
        options={**upload.options, **options},
        mapping=upload.choices.as_json(),
    )


@transaction.atomic
@no_collecting()
def fill(batch: ImportBatch, upload: Upload, user: User, progress: Progress = silent) -> None:
    """Make the batch's preview what the file would do for `user` now; raise Refused.

    `progress` is told of every portion of rows that was read and compared.
    """
    total = batch.options.get("rows") or 0
    batch.rows.all().delete()
    planner = Planner(user, Bodies(), answers_of(batch), only_new=upload.only_new)
    file = File(upload, planner)
    for rows in file.rows():
        planner.plan(rows)
        keep_rows(batch, rows)
        progress(CHECKING, file.done, max(total, file.done))
    keep_rows(batch, file.rest())
    _settle(batch, file, planner)
    batch.options |= {
        "owners": sorted(body.code for body in planner.owners.values()),
        "problems": [problem._asdict() for problem in file.problems],
        "sums": [one._asdict() for one in file.sums[:_SHOWN]],
        "skipped": file.skipped,
        "sheets_not_read": file.not_read,
        "causes": causes(batch),
        "unusual": unusual(batch),
        "basis": freshness.basis(planner.owners.values(), user),
        "mark": token_hex(8),
    }
    batch.counts, batch.state = tally(batch), BatchState.STAGED
    batch.save()


class File:
    """A file walked in portions of rows; what is no row's own comes at the end."""

    def __init__(self, upload: Upload, planner: Planner) -> None:
        self.done = 0
        self.problems: list[Problem] = []
        self.sums: list[CheckedSum] = []
        self.skipped: dict[str, int] = {}
        self.not_read: list[dict[str, str]] = []  # sheets, and why
        self._upload, self._planner = upload, planner
        self._stream: Stream | None = None

    def rows(self, places: set[Place] | None = None) -> Iterator[list[PlannedRow]]:
        """Yield the rows with what was read of them, only those at `places` if given."""
        self._stream = stream = _stream(self._upload, self._planner.bodies)
        for portion in portions(_reads(stream, self._upload, places), _PORTION):
            self.done += len(portion)
            yield self._planner.rows_of(portion, several=stream.many)

    def rest(self) -> list[PlannedRow]:
        """Return a row for every error that is no row's own; keep the other problems."""
        found: dict[Place, PlannedRow] = {}
        assert self._stream is not None  # noqa: S101 - the rows come first
        reading = self._stream.reading
        self.sums, self.skipped = reading.sums, Counter(one.kind.value for one in reading.skipped)
        self.not_read = reading.not_read
        for problem in reading.problems:
            place = (problem.sheet, problem.row)
            if problem.severity == ERROR:
                found.setdefault(place, PlannedRow(*place)).problems.append(problem)
            else:
                self.problems.append(problem)
        for place in found:
            found[place].problems += [p for p in self.problems if (p.sheet, p.row) == place]
        self.problems = [p for p in self.problems if (p.sheet, p.row) not in found]
        return [*found.values()]


def _stream(upload: Upload, bodies: Bodies) -> Stream:
    return read_stream(
        upload.file_name,
        register=bodies.register(),
        municipality=upload.municipality.code,
        as_of=upload.as_of,
        unit=read_unit(upload.unit) if upload.unit else None,
        corrections=upload.corrections,
        limits=upload.limits,
        choices=upload.choices,
    )


def _reads(stream: Stream, upload: Upload, places: set[Place] | None) -> Iterator[Read]:
    try:
        for read in stream.read(upload.data):
            if places is None or (read[0].sheet, read[0].row) in places:
                yield read
    except Unreadable as refused:
        raise Refused(str(refused)) from None


def _settle(batch: ImportBatch, file: File, planner: Planner) -> None:
    """Plan those rows again, together, that may be about one project."""
    for keys in _repeated(batch):
        found = batch.rows.filter(key__in=keys)
        places = set(found.values_list("sheet", "row"))
        rows = [row for portion in file.rows(places) for row in portion]
        planner.plan(rows, settle=True)
        found.delete()
        keep_rows(batch, rows)


def _repeated(batch: ImportBatch) -> Iterator[list[Any]]:
    """Yield the keys of more rows than one, in portions that fit into memory."""
    rows = batch.rows.filter(key__isnull=False).order_by()
    counted = rows.values("key").annotate(rows=Count("pk")).filter(rows__gt=1)
    keys: list[Any] = []
    together = 0
    for key, count in list(counted.values_list("key", "rows")):
        if keys and (together + count > _TOGETHER):
            yield keys
            keys, together = [], 0
        keys.append(key)
        together += count
    if keys:
        yield keys


def tally(batch: ImportBatch) -> dict[str, int]:
    """Return rows by effect, the exact totals in won before and after, and what they leave out."""
    counts = {effect.value: 0 for effect in Effect}
    sums = {"before_won": 0, "after_won": 0, "left_out": 0}
    silent = (Effect.WRONG, Effect.SET_ASIDE)
    right = Q(after_won__isnull=True) & ~Q(effect__in=silent)
    found = (
        batch.rows.order_by()
        .values("effect")
        .annotate(
            rows=Count("pk"),
            before=Sum("before_won"),
            after=Sum("after_won"),
            open=Count("pk", filter=right),
        )
    )
    for one in found:
        counts[one["effect"]] = one["rows"]
        waits = (
            one["effect"] == Effect.WAITING
        )  # the registry is as it was until somebody applies it
        sums["before_won"] += one["before"] or 0
        sums["after_won"] += (one["before"] if waits else one["after"]) or 0
        sums["left_out"] += one["open"]
    return counts | sums


def answers_of(batch: ImportBatch) -> dict[Place, Answer]:
    """Return what the clerk has said of the rows: which project one is, or that it is new."""
    said: list[dict[str, Any]] = batch.options.get("answers", [])
    return {
        (one["sheet"], one["row"]): Answer(
            one.get("number", ""),
            one.get("is_new", False),
            one.get("left_out", False),
            tuple(one.get("apart", ())),
            tuple((sheet, row) for sheet, row in one.get("apart_rows", ())),
        )
        for one in said
    }


def corrections_of(batch: ImportBatch) -> Corrections:
    """Return the words that the clerk has put in the place of others, by field."""
    return {(f, text): word for f, text, word in batch.options.get("corrections", [])}


def upload_of(batch: ImportBatch) -> Upload:
    """Return the file of a batch, to be read again as it was read for its preview."""
    return Upload(
        file_name=batch.file_name,
        data=bytes(batch.content or b""),
        municipality=batch.municipality,
        unit=batch.options["unit"],
        as_of=date.fromisoformat(batch.options["as_of"]),
        corrections=corrections_of(batch),
        limits=COMMAND_LINE_LIMITS,
        choices=Choices.from_json(batch.mapping),
        only_new=batch.options.get("only_new", False),
    )


def imported_before(sha256: str, user: User) -> ImportBatch | None:
    """Return the latest import of the very same file, of those that `user` may know of."""
    batches = ImportBatch.objects.readable_by(user).filter(sha256=sha256)
    return batches.filter(state=BatchState.CONFIRMED).order_by("-confirmed_at").first()


def discard(batch: ImportBatch) -> None:
    """Give a file up that is not saved; its bytes and its rows go."""
    with transaction.atomic():
        unsaved = ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN)
        if unsaved.update(state=BatchState.DISCARDED, content=None):
            batch.rows.all().delete()
