# 정보화사업 등록부. `make run` starts it on a fresh machine; `make test` is everything CI runs.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run check test bench

help:           ## list these commands
	@sed -n 's/^\([a-z]*\):[^#]*## */  make \1\t/p' Makefile

setup: .venv/.for-running    ## the Python environment in .venv and a secret key, nothing else

run: .venv/.for-running      ## the registry on this machine: database, first data, accounts, server
	@scripts/run

check: .venv/.for-testing    ## format, lint, imports, types, templates, migrations: seconds
	@scripts/check

test: .venv/.for-testing     ## check, then every test on SQLite and on PostgreSQL, in a browser too
	@scripts/test

bench: .venv/.for-measuring  ## speed and memory beside peers and the database's own limit; SIZE=… ONLY=I3 ON=SQLite
	@.venv/bin/python -m bench $(or $(SIZE),0) "$(ONLY)" "$(ON)"

# A stamp is newer than its requirements: nothing to install.
.venv/.for-running: requirements.txt scripts/setup
	@scripts/setup requirements.txt $@

.venv/.for-measuring: requirements-bench.txt requirements-dev.txt requirements.txt scripts/setup
	@scripts/setup requirements-bench.txt $@
	@touch .venv/.for-testing .venv/.for-running

.venv/.for-testing: requirements-dev.txt requirements.txt scripts/setup
	@scripts/setup requirements-dev.txt $@
	@touch .venv/.for-running
