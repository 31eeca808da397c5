"""What the environment may say, and what it may not."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import envcache

FOLDER = Path("/srv/registry/cache")


class TestEnvcache:
    def test_is_a_folder_that_the_processes_of_a_machine_share(self, monkeypatch):
        monkeypatch.delenv("CACHE_URL", raising=False)

        cache = envcache("CACHE_URL", FOLDER)

        assert cache["BACKEND"].endswith("FileBasedCache")
        assert cache["LOCATION"] == FOLDER

    def test_is_the_redis_of_an_address(self, monkeypatch):
        monkeypatch.setenv("CACHE_URL", "redis://cache.example:6379/0")

        cache = envcache("CACHE_URL", FOLDER)

        assert cache["BACKEND"].endswith("RedisCache")
        assert cache["LOCATION"] == "redis://cache.example:6379/0"

    def test_refuses_what_is_no_address(self, monkeypatch):
        monkeypatch.setenv("CACHE_URL", "memcached")

        with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
            envcache("CACHE_URL", FOLDER)
