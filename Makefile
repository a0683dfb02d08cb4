# Everything happens in .venv, with the versions of requirements.lock; scripts/environment makes it, with $PYTHON.
SUBMISSION ?= tests/submissions/typical
BIN := .venv/bin
ON_GRADESCOPE := autograder/platforms/gradescope/files/requirements.txt
WITH_OTTER := autograder/platforms/otter/files/requirements.txt

# Students choose the names of submissions: neither make nor the shell may execute anything in them.
unexport SUBMISSION

.PHONY: grade test test-all lint benchmark lock clean environment-to-grade environment-to-test
.DEFAULT_GOAL := grade

grade: environment-to-grade  ## grade a submission: make grade SUBMISSION=path
	@$(BIN)/autograder grade -- '$(subst ','\'',$(value SUBMISSION))'

test: environment-to-test lint  ## lint, types, tests
	$(BIN)/pytest -m "not slow"

test-all: test  ## the slow tests too: some need root, Debian's bubblewrap and debootstrap, and the package index
	$(BIN)/pytest -m slow

lint: environment-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vermin --quiet --no-tips --violations --target=3.10- --backport argparse autograder exercises solutions

benchmark: environment-to-test  ## what grading costs
	$(BIN)/python -m tests.benchmarks.grading $(ARGS)

lock: environment-to-test  ## choose the newest versions that fit, for every Python from 3.10 on
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.10 --all-extras --upgrade --no-header --no-annotate pyproject.toml -o requirements.lock
	printf 'numpy\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes \
		--constraints requirements.lock --upgrade --no-header --no-annotate - -o $(ON_GRADESCOPE)
	printf 'nbformat\nnumpy\notter-grader[grading]\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.10 \
		--generate-hashes --constraints requirements.lock --upgrade --no-header --no-annotate - -o $(WITH_OTTER)

clean:
	rm -rf .venv

environment-to-grade:
	@scripts/environment grading

environment-to-test:
	@scripts/environment testing
