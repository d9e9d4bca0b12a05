# The commands of the project; CI calls only these names. `make` alone lists them.

# Found when a target first needs it, so that `make help` works without a JDK.
MAVEN = JAVA_HOME="$$(bin/java25)" && export JAVA_HOME && ./mvnw -B -ntp

.DEFAULT_GOAL := help
.PHONY: help test lint format

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## every test, storage tests on real TimescaleDB and on plain PostgreSQL
	@bin/timescaledb prepare
	@$(MAVEN) verify

lint: ## what the build refuses, without running tests: formatting, Error Prone, NullAway
	@$(MAVEN) test-compile

format: ## format the Java sources
	@$(MAVEN) spotless:apply
