"""What the environment may say, and what it may not."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import envcache, envmail

FOLDER = Path("/srv/registry/cache")


class TestEnvcache:
    def test_is_a_folder_that_the_processes_of_a_machine_share(self, monkeypatch):
        monkeypatch.delenv("CACHE_URL", raising=False)

        cache = envcache("CACHE_URL", FOLDER)

        assert cache["BACKEND"] == "config.caching.SpareFiles"
        assert cache["LOCATION"] == FOLDER

    def test_is_the_redis_of_an_address(self, monkeypatch):
        monkeypatch.setenv("CACHE_URL", "redis://cache.example:6379/0")

        cache = envcache("CACHE_URL", FOLDER)

        assert cache["BACKEND"] == "config.caching.SpareRedis"
        assert cache["LOCATION"] == "redis://cache.example:6379/0"

    def test_refuses_what_is_no_address(self, monkeypatch):
        monkeypatch.setenv("CACHE_URL", "memcached")

        with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
            envcache("CACHE_URL", FOLDER)


class TestEnvmail:
    def test_reads_server_account_and_sender(self, monkeypatch):
        address = "smtp+tls://clerk%40go.kr:p%3Aw@mail.example:587/?from=registry@example.go.kr"
        monkeypatch.setenv("EMAIL_URL", address)

        found = envmail("EMAIL_URL")

        assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", 587)
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("clerk@go.kr", "p:w")
        assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
        assert found["DEFAULT_FROM_EMAIL"] == "registry@example.go.kr"

    def test_names_no_server_where_none_is_set(self, monkeypatch):
        monkeypatch.delenv("EMAIL_URL", raising=False)

        assert envmail("EMAIL_URL")["EMAIL_HOST"] == ""

    @pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
    def test_refuses_what_is_no_server(self, monkeypatch, address):
        monkeypatch.setenv("EMAIL_URL", address)

        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
            envmail("EMAIL_URL")
