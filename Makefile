# A thin cover over ./dev, for those who type make.
STEPS = bench contracts format formatted fuzz generate generated lint lock mutants types
.PHONY: check test $(STEPS)

check:
	./dev test

test:
	./dev pytest -n 2

$(STEPS):
	./dev $@
