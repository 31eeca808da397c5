"""저장한 조건: kept under a name by who looks at the list, and nobody else's."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.actions.saving_filters import MOST, NotKept, conditions_of, forget, keep
from registry.models import SavedFilter
from registry.notation.codes import Status
from tests.factories import make_project

LIST = "/admin/registry/project/"
KEEP = f"{LIST}saved/"
OURS = "year=2013&status=ongoing"


def kept(user) -> dict[str, str]:
    return dict(SavedFilter.objects.readable_by(user).values_list("name", "query"))


class TestConditions:
    @pytest.mark.parametrize(
        ("address", "conditions"),
        [
            ("?year=2013&p=3&e=1&all=", "year=2013"),
            ("status=ongoing&status=done&o=-3", "status=ongoing&status=done&o=-3"),
            ("q=민원", "q=%EB%AF%BC%EC%9B%90"),
            ("q=a%0d%0aSet-Cookie:b", "q=a%0D%0ASet-Cookie%3Ab"),
            ("?_popup=1&_changelist_filters=year%3D2013", ""),
            ("https://example.org/", "https%3A%2F%2Fexample.org%2F="),  # a condition, no address
        ],
    )
    def test_are_what_an_address_says_of_the_list(self, address, conditions):
        assert conditions_of(address) == conditions


class TestKeeping:
    def test_makes_a_name_mean_what_it_was_last_given(self, cast):
        keep(cast.reader, "계속사업", "year=2013")
        keep(cast.reader, "계속사업", OURS)
        keep(cast.seoul_reader, "계속사업", "year=2014")

        assert kept(cast.reader) == {"계속사업": OURS}
        assert kept(cast.superuser) == {}

    def test_refuses_nothing_too_much_and_too_many(self, cast):
        for name, query in [("모두", "?p=2"), ("길다", f"q={'가' * 400}")]:
            with pytest.raises(NotKept):
                keep(cast.reader, name, query)
        for number in range(MOST):
            keep(cast.reader, f"{number}", OURS)
        keep(cast.reader, "0", "year=2012")
        with pytest.raises(NotKept, match=f"{MOST}개까지"):
            keep(cast.reader, "하나 더", OURS)

        assert len(kept(cast.reader)) == MOST

    def test_is_promised_by_the_database(self, cast):
        row = {"user": cast.reader, "name": "계속사업", "query": OURS}
        SavedFilter.objects.create(**row)
        for nonsense in ({}, {"name": ""}, {"name": "빈 것", "query": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                SavedFilter.objects.create(**row | nonsense)

    def test_is_forgotten_by_its_maker_only(self, cast):
        saved = keep(cast.reader, "계속사업", OURS)

        assert not forget(cast.superuser, saved.pk)
        assert not forget(cast.seoul_keeper, saved.pk)
        assert forget(cast.reader, saved.pk)
        assert kept(cast.reader) == {}


class TestList:
    def test_keeps_finds_again_and_forgets(self, sign_in, cast, gyeonggi):
        client = sign_in(cast.reader)
        make_project(owner=gyeonggi, status=Status.ONGOING)
        make_project(owner=gyeonggi, status=Status.DONE)
        page = client.get(f"{LIST}?{OURS}&p=1").content.decode()
        assert 'value="?status=ongoing&amp;year=2013"' in page
        assert 'class="keep"' not in client.get(LIST).content.decode()

        answer = client.post(KEEP, {"name": "계속사업", "query": f"?{OURS}"}, follow=True)
        assert "‘계속사업’ 조건을 저장했습니다." in answer.content.decode()
        saved = SavedFilter.objects.get(user=cast.reader)
        assert answer.context["cl"].result_count == 1
        for page in (client.get(LIST), client.get("/admin/")):
            assert f'href="{LIST}?year=2013&amp;status=ongoing"' in page.content.decode()

        answer = client.post(f"{KEEP}{saved.pk}/", follow=True)
        assert "저장한 조건을 지웠습니다." in answer.content.decode()
        assert kept(cast.reader) == {}

    def test_says_why_it_keeps_nothing(self, sign_in, cast):
        client = sign_in(cast.reader)
        for posted, said in [
            ({"name": " ", "query": OURS}, "저장할 이름을 적어 주세요."),
            ({"name": "모두", "query": "p=2"}, "저장할 조건이 없습니다."),
            ({"name": "a\x00b", "query": "year=2013\r\n"}, ""),
        ]:
            answer = client.post(KEEP, posted, follow=True)
            assert answer.status_code == 200
            assert said in answer.content.decode()
        assert not SavedFilter.objects.exists()

    def test_gives_nothing_of_anybody_elses(self, sign_in, cast):
        saved = keep(cast.reader, "쉬쉬하는 조건", OURS)
        for who in ("writer", "seoul_keeper", "superuser", "newcomer", "citizen"):
            client = sign_in(getattr(cast, who))
            for address in ("/admin/", LIST):
                assert "쉬쉬하는" not in client.get(address, follow=True).content.decode()
            there = client.post(f"{KEEP}{saved.pk}/").status_code
            assert there == client.post(f"{KEEP}{2**70}/").status_code != 200
        for who in ("newcomer", "citizen"):
            client = sign_in(getattr(cast, who))
            client.post(KEEP, {"name": "내 것", "query": OURS})

        assert SavedFilter.objects.get() == saved

    def test_asks_as_often_for_twenty_as_for_one(self, sign_in, cast):
        client = sign_in(cast.reader)

        def questions(names: range) -> int:
            for number in names:
                keep(cast.reader, f"{number}", OURS)
            with CaptureQueriesContext(connection) as asked:
                client.get(LIST)
                client.get("/admin/")
            return len(asked)

        assert questions(range(1)) == questions(range(20))
