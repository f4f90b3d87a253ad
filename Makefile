# The two commands of the README are `make demo` and `make test`; both prepare .venv first.
.PHONY: setup demo test docs lint bench

setup:
	@sh scripts/setup.sh

demo: setup
	@.venv/bin/watermap demo --out demo

test: setup
	@sh scripts/test.sh

lint: setup
	@sh scripts/lint.sh

bench: setup
	@.venv/bin/python benchmarks/run.py

docs: setup
	@.venv/bin/python scripts/docs.py
