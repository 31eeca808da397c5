"""Every noun of the registry says in Korean what it is."""

import re

import pytest
from django.apps import apps
from django.db.models import Model

from registry.models import AnnualBudget, Department, Municipality, Project

NOUNS = [
    model
    for model in apps.get_app_config("registry").get_models()
    if not model.__name__.startswith("Historical")
]
HANGUL = re.compile("[가-힣]")


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
class TestANoun:
    def test_has_a_korean_name(self, noun):
        assert HANGUL.search(str(noun._meta.verbose_name))

    def test_is_explained_in_one_sentence(self, noun):
        [sentence, *rest] = (noun.__doc__ or "").strip().splitlines()

        assert sentence.endswith(".")
        assert not rest

    def test_writes_itself(self, noun):
        assert noun.__str__ is not Model.__str__


@pytest.mark.parametrize("noun", [AnnualBudget, Department, Municipality, Project])
def test_what_is_public_has_an_address(noun):
    assert callable(noun.get_absolute_url)
