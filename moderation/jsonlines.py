"""The loop of the commands that speak JSON Lines: one object in, one object out, same order."""

import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

Record = dict[str, Any]


def run(
    work: Callable[[Record], Record],
    *,
    source: BinaryIO | None = None,
    sink: BinaryIO | None = None,
) -> int:
    """Answer every line of `source` with one line on `sink`, and give the exit code.

    `work` takes the object of a line and returns the answer without its `id`, which is added. A
    line that is no UTF-8, no JSON object or that `work` refuses with KeyError, TypeError or
    ValueError is answered with `{"id", "error"}`, and the run goes on; the exit code is then 1.
    Reads line by line, so that the first answer is out before the last question is in. Both
    streams default to those of the process and are always UTF-8.
    """
    source = source or sys.stdin.buffer
    sink = sink or sys.stdout.buffer
    code = 0
    for line in source:
        if not line.strip():
            continue
        answer = _answer(work, line)
        code = 1 if "error" in answer else code
        sink.write(_encode(answer))
        sink.flush()
    return code


def _answer(work: Callable[[Record], Record], line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"This line is not JSON in UTF-8: {type(error).__name__}."}
    if not isinstance(record, dict):
        return {"id": None, "error": "This line is not a JSON object."}
    identity = record.get("id")
    try:
        return {"id": identity, **work(record)}
    except KeyError as error:
        return {"id": identity, "error": f"The field {error} is missing."}
    except (TypeError, ValueError) as error:
        return {"id": identity, "error": str(error)}


def text_field(record: Record, name: str) -> str:
    """The field `name` of a record; raises KeyError if it is missing, TypeError if no string."""
    value = record[name]
    if not isinstance(value, str):
        raise TypeError(f"The field '{name}' is not a string.")
    return value


def _encode(answer: Record) -> bytes:
    try:
        return (json.dumps(answer, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can write
        return (json.dumps(answer) + "\n").encode()
