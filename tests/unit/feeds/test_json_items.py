"""JSON from outside: every shape in which lists of things are published, and every way in which it goes wrong."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.bundle import Bundle
from pathways.feeds.json_items import JSON_ENDINGS, JsonItem, read_items
from pathways.feeds.json_values import DEEPEST, LARGEST_ITEM
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError

LISTS = ("vacancies", "results")


def read(folder: Path, content: bytes | str, name: str = "page.json") -> tuple[list[JsonItem], Problems]:
    """The items of one file with this content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    bundle, problems, counts = Bundle([file], JSON_ENDINGS), Problems(), Counter[str]()
    items = list(read_items(bundle, bundle.entries[0], LISTS, problems, counts, lambda: None))
    assert counts.total() == len(items) + problems.total_refused
    return items, problems


def values(folder: Path, content: bytes | str, name: str = "page.json") -> list[dict[str, Any]]:
    items, problems = read(folder, content, name)
    assert not problems.listed
    return [item.value for item in items]


def test_a_page_of_results_gives_the_members_of_its_list(tmp_path: Path) -> None:
    page = {"total": 2, "where": {"results": [{"not": "these"}]}, "vacancies": [{"id": 1}, {"id": 2}], "z": 1}
    items, _ = read(tmp_path, json.dumps(page))
    assert [(item.number, item.found_in, item.value) for item in items] == [
        (1, "vacancies", {"id": 1}),
        (2, "vacancies", {"id": 2}),
    ]


def test_a_page_may_hold_several_of_the_lists(tmp_path: Path) -> None:
    items, _ = read(tmp_path, '{"results": [{"a": 1}], "other": [], "vacancies": [{"b": 2}]}')
    assert [(item.found_in, item.value) for item in items] == [("results", {"a": 1}), ("vacancies", {"b": 2})]


def test_an_empty_page_has_no_items(tmp_path: Path) -> None:
    assert values(tmp_path, '{"total": 0, "vacancies": []}') == []


def test_a_bare_list_and_objects_one_after_another_are_read_too(tmp_path: Path) -> None:
    assert values(tmp_path, '[{"id": 1}, {"id": 2}]') == [{"id": 1}, {"id": 2}]
    assert values(tmp_path, '{"id": 1}\n{"id": 2}') == [{"id": 1}, {"id": 2}]


def test_an_object_without_a_known_list_is_an_item_itself(tmp_path: Path) -> None:
    content = '{"qualifications": {"45": "Building"}, "vacancies": null}'
    assert values(tmp_path, content) == [json.loads(content)]


def test_json_lines_are_numbered_by_line_and_may_be_empty(tmp_path: Path) -> None:
    items, _ = read(tmp_path, '{"id": 1}\n\n{"id": 3}\r\n', "all.jsonl")
    assert [(item.number, item.value) for item in items] == [(1, {"id": 1}), (3, {"id": 3})]


def test_a_spoilt_line_is_left_out_and_the_others_come_in(tmp_path: Path) -> None:
    deep = "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)
    items, problems = read(
        tmp_path, f'{{"id": 1}}\n{{"id": \n{{"id": "\\u0000"}}\n7\n{deep}\n{{"id": 6}}', "all.ndjson"
    )
    assert [item.value for item in items] == [{"id": 1}, {"id": 6}]
    assert [problem.line for problem in problems.listed] == [2, 3, 4, 5]
    assert "NUL" in problems.listed[1].rule
    assert problems.listed[2].value == "7"


def test_a_line_of_many_megabytes_is_left_out_without_being_kept(tmp_path: Path) -> None:
    items, problems = read(tmp_path, '{"a": "' + "x" * 3 * LARGEST_ITEM + '"}\n{"id": 2}\n', "all.jsonl")
    assert [item.value for item in items] == [{"id": 2}]
    assert [(problem.line, problem.rule) for problem in problems.listed] == [(1, "A line holds at most 1 MB")]


@pytest.mark.parametrize("name", ["page.json.gz", "all.jsonl.gz"])
def test_a_gzipped_file_is_read_as_it_is_named(tmp_path: Path, name: str) -> None:
    assert values(tmp_path, gzip.compress(b'{"id": 1}\n{"id": 2}\n'), name) == [{"id": 1}, {"id": 2}]


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    assert values(tmp_path, b'\xef\xbb\xbf[{"id": 1}]') == [{"id": 1}]


def test_numbers_come_as_whole_or_floating_ones(tmp_path: Path) -> None:
    (item,) = values(tmp_path, '[{"a": 1, "b": 1.5, "c": 1e3, "d": true, "e": null, "f": -9007199254740992}]')
    assert item == {"a": 1, "b": 1.5, "c": 1000.0, "d": True, "e": None, "f": -(2**53)}
    assert [type(value) for value in item.values()] == [int, float, float, bool, type(None), int]


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        ('{"a": 9007199254740993}', "15 digits"),
        ('{"a": [1, {"b": "x\\u0000y"}]}', "NUL"),
        ('{"x\\u0000y": 1}', "NUL"),
        ('{"a": [' + "1," * 70_000 + "1]}", "at most 1 MB"),
        ("null", "An item is an object"),
        ('"text"', "An item is an object"),
        ("[1, 2]", "An item is an object"),
    ],
)
def test_an_item_that_cannot_be_used_is_reported_and_the_others_come_in(
    tmp_path: Path, item: str, rule: str
) -> None:
    items, problems = read(tmp_path, f'{{"vacancies": [{{"id": 1}}, {item}, {{"id": 3}}]}}')
    assert [found.value for found in items] == [{"id": 1}, {"id": 3}]
    assert [problem.line for problem in problems.listed] == [2]
    assert rule in problems.listed[0].rule
    assert problems.listed[0].file == "page.json"


@pytest.mark.parametrize(
    "content",
    [
        b'{"vacancies": [{"id": 1}, {"id": ',
        b'[{"id": 1}',
        b"",
        b"   ",
    ],
)
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError, match=r"page\.json ends too soon, after item [01]"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>Not found</body></html>",
        b'[{"id": 1}, {"id": "\xff"}]',
        b'[{"id": 1}, {id: 2}]',
        b'[{"id": 1}, {"id": NaN}]',
        b'[{"id": 1}]]',
        '[{"id": 1}]'.encode("utf-16"),
    ],
)
def test_a_file_that_is_not_json_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError, match=r"page\.json goes wrong after item [01]: it is not JSON"):
        read(tmp_path, content)


@pytest.mark.parametrize("number", ["1" * 10_000, "12345678901234567890", "1e999", "-1e999"])
def test_a_file_with_a_number_beyond_all_measure_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(FileRefusedError, match="after item 1: a number in it is far too large"):
        read(tmp_path, f'[{{"id": 1}}, {{"id": {number}}}]')


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(
        json.dumps([{"id": number, "text": "x" * number} for number in range(500)]).encode()
    )
    with pytest.raises(FileRefusedError, match="cut off"):
        read(tmp_path, packed[: len(packed) // 2], "page.json.gz")


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_json_ten_thousand_deep_is_refused(tmp_path: Path, opening: bytes) -> None:
    with pytest.raises(FileRefusedError, match=f"nested more than {DEEPEST} deep after item 1"):
        read(tmp_path, b'{"vacancies": [{"id": 1}, ' + opening * 10_000)


def test_what_is_as_deep_as_can_be_comes_in(tmp_path: Path) -> None:
    nested = '{"a": ' * (DEEPEST - 1) + "1" + "}" * (DEEPEST - 1)
    assert len(values(tmp_path, f"[{nested}]")) == 1


@pytest.mark.parametrize(
    "long", [b'"' + b"x" * 30_000_000 + b'"', b"1" * 30_000_000, b" " * 30_000_000 + b"1"]
)
def test_a_text_of_thirty_megabytes_is_refused_without_being_kept(tmp_path: Path, long: bytes) -> None:
    file = tmp_path / "page.json"
    file.write_bytes(b'[{"id": 1}, {"id": ' + long + b"}]")
    bundle = Bundle([file], JSON_ENDINGS)
    tracemalloc.start()
    with pytest.raises(FileRefusedError, match="after item 1"):
        list(read_items(bundle, bundle.entries[0], LISTS, Problems(), Counter(), lambda: None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_many_items_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    with file.open("w") as text:
        text.write('{"vacancies": [')
        text.write(",".join(json.dumps({"id": number, "text": "x" * 500}) for number in range(20_000)))
        text.write("]}")
    bundle, looks = Bundle([file], JSON_ENDINGS), []
    tracemalloc.start()
    found = read_items(bundle, bundle.entries[0], LISTS, Problems(), Counter(), lambda: looks.append(1))
    assert sum(1 for _ in found) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
    assert len(looks) == 101


KEYS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(st.dictionaries(KEYS, PLAIN, max_size=4), max_size=5), st.booleans())
def test_whatever_is_written_comes_out_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, items: list[dict[str, Any]], escaped: bool
) -> None:
    folder = tmp_path_factory.mktemp("json")
    written = json.dumps({"results": items}, ensure_ascii=escaped)
    assert values(folder, written) == items
    lines = "\n".join(json.dumps({"item": item}, ensure_ascii=escaped) for item in items)
    if items:
        assert values(folder, lines, "all.jsonl") == [{"item": item} for item in items]


@given(st.binary(max_size=200), st.sampled_from(["page.json", "all.jsonl", "page.json.gz"]))
def test_no_bytes_whatever_raise_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    try:
        items, problems = read(tmp_path_factory.mktemp("json"), content, name)
    except FileRefusedError as refusal:
        said = str(refusal)
    else:
        assert all(isinstance(item.value, dict) for item in items)
        assert all(problem.rule and problem.mend for problem in problems.listed)
        said = name
    assert name in said


@given(st.data())
def test_a_page_cut_anywhere_is_refused_and_gives_only_whole_items(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = json.dumps({"total": 3, "vacancies": [{"id": 1, "text": "é"}, {"id": 2}, {"id": 3}]}).encode()
    cut = data.draw(st.integers(1, len(whole) - 1))
    file = tmp_path_factory.mktemp("json") / "page.json"
    file.write_bytes(whole[:cut])
    bundle = Bundle([file], JSON_ENDINGS)
    got = []
    with pytest.raises(FileRefusedError, match="ends too soon"):
        for item in read_items(bundle, bundle.entries[0], LISTS, Problems(), Counter(), lambda: None):
            got.append(item.value["id"])
    assert got == [1, 2, 3][: len(got)]


def test_the_published_files_are_read(shared_data: Path) -> None:
    bundle = Bundle([shared_data / "t_levels", shared_data / "vacancies"], JSON_ENDINGS)
    lists = ("vacancies", "results", "tLevels", "tLevelDefinitions", "providers")
    problems, counts = Problems(), Counter[str]()
    for entry in bundle.entries:
        for item in read_items(bundle, entry, lists, problems, counts, lambda: None):
            assert item.value
    assert not problems.listed
    published = (shared_data / "t_levels" / "ProviderData.json").read_text(encoding="utf-8-sig")
    assert counts["ProviderData.json"] == len(json.loads(published)["providers"])
