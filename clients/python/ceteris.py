"""Records what a run of `ceteris run -- python train.py` measures.

    import ceteris

    lr = ceteris.params().get("lr", 0.01)
    for step in range(100):
        loss = train_one_step(lr)
        ceteris.log(loss=loss, step=step)
    ceteris.save("model.pkl", pickle.dumps(model))

One file, the standard library alone, Python 3.8 or later: copy it beside the program.
A program that was started without `ceteris run` works as before: `log` records nothing,
and files go to a temporary folder, which one line on stderr names.

Rows are written by a thread of their own, within a second. A process that ends through
`os._exit` or a signal loses what it logged in its last second, unless it calls `flush`.
"""

from __future__ import annotations

import atexit
import itertools
import json
import math
import os
import re
import secrets
import sys
import tempfile
import threading
from pathlib import Path
from time import time as _now
from typing import Any, Iterator, Mapping

__all__ = ["flush", "load", "log", "params", "run_directory", "save"]

_FLUSH_SECONDS = 1.0
_FLUSH_AT = 64 * 1024  # bytes; as many are written without waiting for the second
_BACKLOG_LIMIT = 16 * 1024 * 1024  # bytes that cannot be written; then rows are lost
_EXIT_SECONDS = 5.0  # how long the end of the program waits for a disk that hangs


def log(
    values: Mapping[str, Any] | None = None,
    /,
    step: float | None = None,
    time: float | None = None,
    **more: Any,
) -> None:
    """Records numbers of one moment: `log(loss=0.4, step=3)`.

    Names that are no Python names come as a dict: `log({"val/loss": 1.0}, step=3)`.
    Values are int, float, bool (as 0 and 1), or scalars and arrays of one element of
    NumPy, PyTorch and the like; NaN and infinities are kept. Anything else is left out
    with one warning; None is left out without.

    Never raises and never waits for the disk, from any thread and any process.

    Args:
        values: Numbers by name; `step` and `time` in it are those of the row.
        step: Epoch, batch, round, …; without it, rows count in their order.
        time: Seconds since 1970; now, where it is not given.
        more: Numbers by name.
    """
    try:
        if not _is_recorded():
            return
        if values is not None:
            more = {**values, **more}
        line = _format_row(more, step, time)
        if line is not None:
            _writer.append(line)
    except Exception as error:  # the training goes on
        _warn("log", f"a row is left out: {error!r}")


def params() -> dict[str, Any]:
    """The params of the run, by name; empty where `ceteris run` did not start the program.

    Raises:
        RuntimeError: The run does not tell its params, so that others would be used.
    """
    if not _is_recorded():
        return {}
    text = os.environ.get("CETERIS_PARAMS")
    if text is None:
        raise RuntimeError(
            "CETERIS_PARAMS is not set, so that the params of the run are not known: "
            "start the program with `ceteris run`."
        )
    if text.startswith("@"):
        text = Path(text[1:]).read_text(encoding="utf-8")
    found = json.loads(text)
    if not isinstance(found, dict):
        raise RuntimeError("CETERIS_PARAMS is no JSON object: let `ceteris run` set it.")
    return found


def save(name: str, data: Any) -> Path:
    """Writes a file of the run, such as a checkpoint, and returns its path.

    The file is there as a whole or not at all, also after a crash; folders on the way
    to it are made.

    Args:
        name: A path inside of the run's directory: `save("checkpoints/3.pt", …)`.
        data: Bytes, or text, or what `json.dumps` takes.

    Raises:
        ValueError: The name leads out of the run's directory, or is one of the run's own.
        TypeError: The data is none of these; give bytes, such as `pickle.dumps(model)`.
        OSError: The file cannot be written, as where the run was deleted.
    """
    content = _content(data)
    directory = run_directory()
    try:
        return _save_in(directory, name, content)
    except FileNotFoundError:
        present = run_directory()
        if present == directory:
            raise
        return _save_in(present, name, content)  # the run failed just now, and was moved


def load(name: str, run: int | str | None = None) -> bytes:
    """The bytes that were saved under a name.

    Args:
        name: As it was given to `save`.
        run: Whose: this run's (None), which is one that was resumed, a run's by its id,
            or "last": the newest other run that has a file of that name.

    Raises:
        FileNotFoundError: There is no such file, or no such run.
        ValueError: The name leads out of the run's directory.
    """
    if run is None:
        return _path_of(run_directory(), name).read_bytes()
    for directory in _other_runs(run):
        path = _path_of(directory, name)
        if path.is_file():
            return path.read_bytes()
    which = "another run" if run == "last" else f"run {run}"
    raise FileNotFoundError(f"{which} with a file {name!r} was not found.")


def run_directory() -> Path:
    """The absolute path of the run's directory.

    It is in `fails/` once the run has failed, for a process that outlives it. A temporary
    folder where `ceteris run` did not start the program.
    """
    return _present_directory() if _is_recorded() else _temporary_directory()


def flush() -> None:
    """Writes what was logged; for a process that ends through `os._exit`."""
    _writer.flush()


# Rows


def _format_row(values: dict[str, Any], step: Any, time: Any) -> str | None:
    """A line of a statistics.jsonl; None where there is no number in it."""
    step, time = values.pop("step", step), values.pop("time", time)
    cells = []
    for name, value in values.items():
        text = _number_text(value)
        if text is not None:
            cells.append(f"{json.dumps(str(name))}: {text}")
        elif value is not None:
            _warn("value", f"log() takes numbers, {name} ({_type_name(value)}) is left out")
    if not cells:
        return None
    step_text, time_text = _place_text("step", step), _place_text("time", time)
    start = "{" if step_text is None else f'{{"step": {step_text}, '
    return f'{start}"time": {time_text or repr(_now())}, {", ".join(cells)}}}\n'


def _place_text(name: str, value: Any) -> str | None:
    """A step or a time; None for what is no finite number."""
    text = _number_text(value)
    if text is not None and not text.startswith('"'):
        return text
    if value is not None:
        _warn(name, f"log() takes a finite {name}, {value!r} is left out")
    return None


def _number_text(value: Any) -> str | None:
    """A number as JSON, what is not finite as a text; None for what is no number."""
    if type(value) is not float:
        value = _plain_number(value)
    if value is None:
        return None
    if isinstance(value, int):
        return int.__repr__(value)
    if math.isfinite(value):
        return float.__repr__(value)
    return '"NaN"' if math.isnan(value) else '"Infinity"' if value > 0 else '"-Infinity"'


def _plain_number(value: Any) -> int | float | None:
    """The int or the float that a value is; None for what is no number."""
    if value is None or isinstance(value, (str, bytes, bytearray)):
        return None
    try:
        if not isinstance(value, (int, float)) and hasattr(value, "item"):
            value = value.item()  # NumPy, PyTorch, JAX: an exact int stays one
        number = float(value)
    except Exception:  # whatever a foreign type throws, it is no number
        return None
    return int(value) if isinstance(value, int) else number


def _type_name(value: Any) -> str:
    shape = getattr(value, "shape", None)
    return f"{type(value).__name__} of shape {tuple(shape)}" if shape else type(value).__name__


# The file of rows


class _Writer:
    """Appends rows to a file of this process's own, from a thread of its own."""

    def __init__(self) -> None:
        # Re-entrant, as a signal handler may log in the midst of a log().
        self._changed = threading.Condition(threading.RLock())
        self._lines: list[str] = []
        self._waiting = 0  # bytes in _lines
        self._writing = threading.Lock()
        self._backlog = b""
        self._file: int | None = None
        self._thread: threading.Thread | None = None
        self._is_ending = False

    def append(self, line: str) -> None:
        with self._changed:
            if self._waiting + len(self._backlog) > _BACKLOG_LIMIT:
                _warn("lost", "rows cannot be written fast enough, some are lost")
                return
            before = self._waiting
            self._lines.append(line)
            self._waiting += len(line)
            if before == 0 or before < _FLUSH_AT <= self._waiting:
                self._changed.notify()
        if self._thread is None or self._is_ending:
            self._start()

    def flush(self) -> None:
        if not self._writing.acquire(timeout=_EXIT_SECONDS):
            return
        try:
            self._take_lines()
            while self._backlog:
                if self._file is None:
                    self._file = _claim_file()
                # What a full disk leaves over goes first next time: no line is torn.
                self._backlog = self._backlog[os.write(self._file, self._backlog) :]
        except Exception as error:  # a full disk, a root that was deleted: the training goes on
            _warn("disk", f"rows cannot be written: {error}")
        finally:
            self._writing.release()

    def end(self) -> None:
        """Writes what is there, and from now on at once: the thread may be gone."""
        self._is_ending = True
        self.flush()

    def forget(self) -> None:
        """For the child of a fork: the file and the rows are its parent's."""
        if self._file is not None:
            os.close(self._file)

    def _take_lines(self) -> None:
        with self._changed:
            lines, self._lines = self._lines, []
            self._waiting = 0
        self._backlog += "".join(lines).encode()

    def _start(self) -> None:
        with self._changed:
            if self._thread is None and not self._is_ending:
                thread = threading.Thread(target=self._run, name="ceteris", daemon=True)
                self._thread = thread
                try:
                    thread.start()
                except RuntimeError:  # no more threads, or the interpreter is ending
                    self._is_ending = True
                _at_end_of_child(self.end)
        if self._is_ending:
            self.flush()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._lines and not self._backlog:
                    self._changed.wait()
            self.flush()
            with self._changed:
                self._changed.wait_for(self._is_full, timeout=_FLUSH_SECONDS)

    def _is_full(self) -> bool:
        return self._waiting >= _FLUSH_AT


def _claim_file() -> int:
    """Creates a file that no other process has, and opens it."""
    for path in _statistics_files():
        try:
            return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            continue
    raise AssertionError("there is always a next name")


def _statistics_files() -> Iterator[str]:
    directory = _present_directory()
    attempt = os.environ.get("CETERIS_ATTEMPT", "1")
    first = "statistics.jsonl" if attempt == "1" else f"statistics.{attempt}.jsonl"
    given = os.environ.get("CETERIS_STATISTICS")
    is_moved = directory != Path(os.environ["CETERIS_RUN"])
    yield given if given and not is_moved else os.path.join(directory, first)
    for writer in itertools.count(2):
        yield os.path.join(directory, f"statistics.{attempt}.{writer}.jsonl")


def _at_end_of_child(action: Any) -> None:
    """A process that multiprocessing forked ends without `atexit`, but has this."""
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        util.Finalize(None, action, exitpriority=0)


def _after_fork() -> None:
    global _writer
    _writer.forget()
    _writer = _Writer()


_writer = _Writer()
atexit.register(lambda: _writer.end())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


# Files of a run

_OWN_FILE = re.compile(
    r"(params\.yaml|\.params\.json|run\.json|log\.txt|changes\.diff|config(/.*)?"
    r"|traceback(\.[^/]*)?\.txt|statistics(\.[^/]*)?\.jsonl)\Z",
    re.IGNORECASE | re.DOTALL,  # on some disks, names that differ in case are one file
)
_RUN_DIRECTORY = re.compile(r"(\d+)-\d{4}(-\d{2}){5}")


def _present_directory() -> Path:
    """The run's directory; a run that has failed lies in `fails/`."""
    directory = Path(os.environ["CETERIS_RUN"])
    failed = directory.parent.parent / "fails" / directory.name
    return failed if not directory.exists() and failed.is_dir() else directory


def _save_in(directory: Path, name: str, content: bytes) -> Path:
    path = _path_of(directory, name)
    place = path.relative_to(directory)
    if _OWN_FILE.match(place.as_posix()):
        raise ValueError(f"{name!r} is a file of the run's own: save under another name.")
    for parent in reversed(place.parents):
        # Not the run's directory: where it was moved or deleted, it is not to come back empty.
        if parent.parts:
            (directory / parent).mkdir(exist_ok=True)
    _write_atomic(path, content)
    return path


def _path_of(directory: Path, name: str) -> Path:
    root = directory.resolve()
    path = (root / name).resolve()
    if root not in path.parents:
        raise ValueError(
            f"{str(name)!r} leads out of the run's directory: give a name such as model.pt."
        )
    return directory / path.relative_to(root)


def _content(data: Any) -> bytes:
    if isinstance(data, str):
        return data.encode()
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    try:
        return json.dumps(data).encode()
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"save() takes bytes, text or what JSON has, not {type(data).__name__}: "
            "give bytes, such as pickle.dumps(model)."
        ) from error


def _write_atomic(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        with open(aside, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        if aside.exists():
            aside.unlink()
        raise


def _other_runs(run: int | str) -> list[Path]:
    """The runs of the root that are meant, the newest first."""
    if run != "last" and not isinstance(run, int):
        raise ValueError(f'run is {run!r}; give the id of a run, or "last".')
    own = run_directory()
    root = Path(os.environ.get("CETERIS_ROOT") or own.parent.parent)
    folders = ["runs"] if run == "last" else ["runs", "fails", "tmp"]
    found = []
    for entry in itertools.chain.from_iterable((root / name).glob("*") for name in folders):
        match = _RUN_DIRECTORY.match(entry.name)
        if match and (entry.name != own.name if run == "last" else int(match[1]) == run):
            found.append((int(match[1]), entry))
    return [entry for _, entry in sorted(found, reverse=True)]


# Without `ceteris run`

_warned: set[str] = set()
_temporary: Path | None = None


def _is_recorded() -> bool:
    if "CETERIS_RUN" in os.environ:
        return True
    _warn("unrecorded", "`ceteris run` did not start this program, nothing is recorded")
    return False


def _temporary_directory() -> Path:
    global _temporary
    if _temporary is None:
        _temporary = Path(tempfile.mkdtemp(prefix="ceteris-")).resolve()
        _warn("temporary", f"files of this run go to {_temporary}")
    return _temporary


def _warn(kind: str, message: str) -> None:
    """One line on stderr for each kind of trouble."""
    if kind in _warned or sys.stderr is None:
        return
    _warned.add(kind)
    try:
        print(f"ceteris: {message}", file=sys.stderr, flush=True)
    except (OSError, ValueError):  # it is closed
        pass
