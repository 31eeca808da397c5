import pytest

from registry.sheets.container import Kind, Limits, Refused, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(data: bytes, **limits: int) -> str:
    with pytest.raises(Refused) as refused:
        kind_of(data, Limits(**limits))
    assert str(refused.value).endswith("주세요.")
    return refused.value.code


class TestKindOf:
    def test_goes_by_the_content(self):
        assert kind_of(b"PK\x03\x04", Limits()) is Kind.ZIP
        assert kind_of("사업명,총사업비".encode(), Limits()) is Kind.TEXT
        assert kind_of(OLE + "Workbook".encode("utf-16-le"), Limits()) is Kind.OLE

    @pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf"])
    def test_refuses_an_empty_file(self, data):
        assert code_of(data) == "empty-file"

    def test_refuses_a_file_past_the_limit_and_names_both_sizes(self):
        with pytest.raises(Refused, match="21MB로 너무 큽니다"):
            kind_of(b"x" * (21 * 1024 * 1024), Limits())

    @pytest.mark.parametrize(
        "data",
        [
            b"<html><table><tr><td>1</td></tr></table></html>",
            b"\xef\xbb\xbf\n<!DOCTYPE html><html>",
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
            "﻿<table>".encode("utf-16-le"),
        ],
    )
    def test_refuses_a_web_page_named_xls(self, data):
        assert code_of(data) == "html"

    def test_refuses_the_xml_of_excel_2003(self):
        workbook = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office">'

        assert code_of(workbook) == "xml"

    def test_takes_a_title_in_angle_brackets_for_text(self):
        assert kind_of("<2013년 정보화사업>\n사업명".encode(), Limits()) is Kind.TEXT

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"HWP Document File", b"\x89PNG\r\n", b"Rar!x"])
    def test_refuses_what_is_no_spreadsheet(self, data):
        assert code_of(data) == "not-a-spreadsheet"

    def test_tells_an_encrypted_workbook_from_a_word_document(self):
        assert code_of(OLE + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
        assert code_of(OLE + "WordDocument".encode("utf-16-le")) == "not-a-spreadsheet"
        assert code_of(OLE + b"nothing") == "broken"
