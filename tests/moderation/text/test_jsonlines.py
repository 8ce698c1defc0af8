import io
import json

from moderation import jsonlines


def run(lines: bytes) -> tuple[int, list[dict]]:
    sink = io.BytesIO()
    code = jsonlines.run(
        lambda record: {"size": len(jsonlines.text_field(record, "text"))},
        source=io.BytesIO(lines),
        sink=sink,
    )
    return code, [json.loads(line) for line in sink.getvalue().decode().splitlines()]


def test_run_answers_in_order() -> None:
    code, answers = run(b'{"id": 1, "text": "ab"}\n\n{"id": "x", "text": "\xc3\xa4"}\n')
    assert (code, answers) == (0, [{"id": 1, "size": 2}, {"id": "x", "size": 1}])


def test_run_goes_on_after_a_bad_line() -> None:
    code, answers = run(
        b'nonsense\n[1]\n\xff\n{"id": 4}\n{"id": 5, "text": 6}\n{"id": 6, "text": ""}'
    )
    assert code == 1
    assert ["error" in answer for answer in answers] == [True] * 5 + [False]
    assert [answer["id"] for answer in answers] == [None, None, None, 4, 5, 6]
