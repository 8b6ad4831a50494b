"""Codes: the vectors of GB 11643 and GB 32100, phones and dates in every form that lists have."""

import datetime as dt

import pytest

from lianxin.reference.codes import (
    CodeError,
    DocumentKind,
    PartialDate,
    birth_date,
    citizen_number,
    credit_code,
    document_number,
    email,
    partial_date,
    phones,
    time_of_day,
)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("210202197001011233", DocumentKind.RESIDENT),
        ("210281199001011238", DocumentKind.RESIDENT),
        ("810000199001011230", DocumentKind.HMT_RESIDENCE),
        ("911156199001011232", DocumentKind.FOREIGN_RESIDENCE),
        ("２１０２０２１９７００１０１１２３３", DocumentKind.RESIDENT),
        ("210202 19700101 1233", DocumentKind.RESIDENT),
    ],
)
def test_citizen_numbers(raw, kind):
    assert citizen_number(raw).kind is kind


@pytest.mark.parametrize("x", ["x", "X", "×", "Ｘ"])
def test_the_check_letter_in_any_writing(x):
    assert citizen_number(f"11010519491231002{x}").number == "11010519491231002X"


@pytest.mark.parametrize(
    "raw",
    [
        "210202197001011234", "21020219700101123", "210202197013011233", "210202299001011233", "abc",
        "510202197001011000", "5.1E+17", "2.10202197001011e+17", 2.10202197001011e17,
    ],
)  # fmt: skip
def test_wrong_and_ruined_numbers_are_refused(raw):
    with pytest.raises(CodeError) as refused:
        citizen_number(raw)
    assert str(raw) not in str(refused.value.reason)


def test_a_retired_number_still_names_a_person():
    found = citizen_number("110105491231002")
    assert found.number == "11010519491231002X"
    assert found.retired


def test_other_documents():
    assert document_number("H12345678").kind is DocumentKind.HK_MACAO_PASS
    assert document_number("E12345678").kind is DocumentKind.PASSPORT
    assert document_number("CHN123456789012").kind is DocumentKind.FOREIGN_RESIDENCE
    assert document_number("12345678", DocumentKind.TAIWAN_PASS).kind is DocumentKind.TAIWAN_PASS
    with pytest.raises(CodeError):
        document_number("12345678")


@pytest.mark.parametrize("code", ["51210200000000001N", "Y1210200MA00000010", "A1210200MA0000001L", "N1210200MA00000018"])
def test_credit_codes_with_a_wrong_inner_digit_are_noted_not_refused(code):
    assert credit_code(code) == (code, False)


def test_credit_codes():
    assert credit_code("91210202uf0654058y").inner_ok
    assert credit_code("91210202uf0654058y").hint == "firm"


@pytest.mark.parametrize("code", ["512102003324347530", "51210200000000001I", "5121020000000000", "210200123456789", 5.1e17])
def test_wrong_credit_codes(code):
    with pytest.raises(CodeError):
        credit_code(code)


@pytest.mark.parametrize(
    ("raw", "numbers"),
    [
        ("15971452723.0", ["15971452723"]),
        (15971452723.0, ["15971452723"]),
        (15971452723, ["15971452723"]),
        ("1.6675099385E10", ["16675099385"]),
        ("１８３９２３０３９１４", ["18392303914"]),
        ("+8613793331985", ["13793331985"]),
        ("+86 0411-87970910", ["0411-87970910"]),
        ("139-6428-8929", ["13964288929"]),
        ("139 5822 9002", ["13958229002"]),
        ("18625974662、0411-87389791", ["18625974662", "0411-87389791"]),
        ("13806394727/0411-88080578", ["13806394727", "0411-88080578"]),
        ("15032164405；0411-88593665", ["15032164405", "0411-88593665"]),
        ("041187000050", ["0411-87000050"]),
        ("81231800", ["0411-81231800"]),
        ("(0411)81686548", ["0411-81686548"]),
        ("4008-123-123", ["4008123123"]),
        ("+852 2345 6789", ["+85223456789"]),
    ],
)
def test_phones(raw, numbers):
    found = phones(raw)
    assert [phone.number for phone in found.phones] == numbers
    assert found.problem is None


def test_an_extension_stays_beside_the_number():
    assert phones("0411-81686548-8012").phones[0][::2] == ("0411-81686548", "8012")
    assert phones("0411-81686548转12").phones[0].extension == "12"


def test_the_readable_phone_stays_when_the_other_is_cut():
    found = phones("1570448553/0411-86624155")
    assert [phone.number for phone in found.phones] == ["0411-86624155"]
    assert found.problem is not None


@pytest.mark.parametrize("raw", ["1886890629", "181-6087-881", "2.10102199310318e+17", "abc"])
def test_no_phones(raw):
    assert phones(raw).phones == ()


def test_emails():
    assert email("oeusm723＠outlook.com ") == "oeusm723@outlook.com"
    assert email(" HXDYDNG580@163.COM") == "hxdydng580@163.com"
    with pytest.raises(CodeError):
        email("someone at qq.com")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1985.3", (1985, 3, None)), ("85/3/2", (1985, 3, 2)), ("1979年4月14日", (1979, 4, 14)), ("19780607", (1978, 6, 7)),
        ("2015.06", (2015, 6, None)), ("16074", (1944, 1, 3)), (28465.0, (1977, 12, 6)), (dt.date(2016, 1, 2), (2016, 1, 2)),
        ("2016/06/29 14:00", (2016, 6, 29)), ("二〇一六年三月十二日", (2016, 3, 12)), ("二〇一六年十月", (2016, 10, None)),
        ("1968年2月", (1968, 2, None)), ("1974-09-01 00:00:00", (1974, 9, 1)), ("198503", (1985, 3, None)),
        ("1985", (1985, None, None)), (1985.1, (1985, None, None)), ("２０１６．６．２６", (2016, 6, 26)),
    ],
)  # fmt: skip
def test_dates(raw, expected):
    assert partial_date(raw) == expected


@pytest.mark.parametrize("raw", ["2016-2-30", "2016.13", "abc", "三月"])
def test_no_dates(raw):
    with pytest.raises(CodeError):
        partial_date(raw)


def test_serials_of_1904_files():
    assert partial_date("40000", dt.date(1904, 1, 1)) == (2013, 7, 7)


def test_birth_is_not_in_the_future():
    with pytest.raises(CodeError):
        birth_date("2999-01-01")


def test_partial_dates_have_bounds():
    assert PartialDate(2016, 2).last() == dt.date(2016, 2, 29)
    assert PartialDate(2016).first() == dt.date(2016, 1, 1)
    assert str(PartialDate(2016, 2)) == "2016-02"


def test_time_of_day():
    assert time_of_day("2016/06/29 14:00") == dt.time(14)
    assert time_of_day("1974-09-01 00:00:00") is None
