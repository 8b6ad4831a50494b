"""Files that cannot be used: each is refused with a sentence that says what to do."""

import io
import zipfile

import openpyxl
import pytest

from lianxin.core.errors import BadInput
from lianxin.lists.reading import MAX_BYTES, open_sheets
from lianxin.lists.recognise import recognise_all
from lianxin.lists.vocabulary import SHAPES


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def refusal(path):
    with pytest.raises(BadInput) as refused:
        recognise_all(open_sheets(path), SHAPES)
    sentence = str(refused.value)
    assert len(sentence) > 10
    return sentence


@pytest.mark.parametrize("name", ["list.xlsx", "list.docx", "list.pdf", "list.xls"])
def test_not_a_sheet(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.4 something else entirely")
    assert ".xlsx" in refusal(path)


def test_binary_called_csv(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(bytes(range(256)) * 20)
    assert ".xlsx" in refusal(path)


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert ".xlsx" in refusal(path)


def test_damaged_workbook(tmp_path):
    path = workbook(tmp_path / "list.xlsx", [["姓名", "电话"], ["张三", "13800000000"]])
    path.write_bytes(path.read_bytes()[:-200])
    refusal(path)


def test_empty_files_and_sheets(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"")
    refusal(path)
    refusal(workbook(tmp_path / "list.xlsx", []))


def test_password(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    sentence = refusal(path)
    assert "密码" in sentence or "password" in sentence


def test_too_big(tmp_path):
    path = tmp_path / "list.xlsx"
    with path.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    assert path.stat().st_size > MAX_BYTES
    assert "20 MB" in refusal(path)


def test_zip_bomb(tmp_path):
    path = workbook(tmp_path / "list.xlsx", [["姓名", "电话"], ["张三", "13800000000"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bomb.xml", "w") as file:
        for _ in range(60):
            file.write(b" " * 1024 * 1024)
    refusal(path)


def test_a_cell_far_out(tmp_path):
    path = workbook(tmp_path / "list.xlsx", [["姓名", "电话"], ["张三", "13800000000"]])
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "x"
    book.save(path)
    refusal(path)


def test_unknown_kind(tmp_path):
    refusal(workbook(tmp_path / "list.xlsx", [["品名", "单价", "数量"], ["笔", 2, 3], ["纸", 4, 5]]))
    refusal(workbook(tmp_path / "data.xlsx", [["张三", "13800000000"], ["李四", "13900000000"]]))


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "电话"], ["姓名", "手机"], ["张三", "13800000000"]],
        [["姓名", "电话"], ["姓名", "电话"], ["张三", "13800000000"]],
        [["姓名", "电话", ""], ["张三", "13800000000", ""], ["姓名", "性别", "单位"], ["李四", "男", "某公司"]],
    ],
)
def test_two_rows_of_headings(tmp_path, rows):
    sentence = refusal(workbook(tmp_path / "list.xlsx", rows))
    assert "表头" in sentence or "headings" in sentence


def test_strangers_beside_a_list_are_passed_over(tmp_path):
    path = workbook(
        tmp_path / "list.xlsx",
        [["姓名", "电话"], ["张三", "13800000000"]],
        [["品名", "单价", "数量"], ["笔", 2, 3]],
    )
    assert [sheet.type for sheet in recognise_all(open_sheets(path), SHAPES)] == ["people", "ignored"]


def test_gb18030_of_2022(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,电话\n李".encode("gb18030") + b"\xfe\x59" + ",13800000000\n".encode("gb18030"))
    assert open_sheets(path)[0].rows[1][0] == "李\u9fb4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_dialects(tmp_path, encoding, delimiter):
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(delimiter.join(row) for row in (["姓名", "电话"], ["张三", "13800000000"])).encode(encoding))
    assert list(open_sheets(path)[0].rows[1]) == ["张三", "13800000000"]


def test_the_name_of_the_file_does_not_decide(tmp_path):
    path = workbook(tmp_path / "list.xlsx", [["姓名", "电话"], ["张三", "13800000000"]])
    data = io.BytesIO(path.read_bytes())
    renamed = tmp_path / "list.xls"
    renamed.write_bytes(data.getvalue())
    assert open_sheets(renamed)[0].rows[1][0] == "张三"
