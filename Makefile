# The two commands of the README are `make demo` and `make test`; both prepare .venv first.
.PHONY: setup demo test docs lint

setup:
	@sh scripts/setup.sh

demo: setup
	@.venv/bin/watermap demo --out demo

test: setup
	@sh scripts/test.sh

lint: setup
	@sh scripts/lint.sh

docs: setup
	@.venv/bin/python scripts/docs.py
