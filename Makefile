# The commands of the project; CI calls only these names. `make` alone lists them.

# Found when a target first needs it, so that `make help` works without a JDK.
MAVEN = JAVA_HOME="$$(bin/java25)" && export JAVA_HOME && ./mvnw -B -ntp

.DEFAULT_GOAL := help
.PHONY: help run run-timescaledb build test torture torture-alerts outage outage-agents hostile load compare-prometheus test-differential test-promtool test-public-rules bench bench-smoke bench-ingest bench-query bench-rules load-agents bench-codec bench-loops bench-compaction bench-density bench-node-agent demo-java demo-node lint format

# What the programs are made of. The stamp is newer than all of it, or they are built again.
SOURCES = $(shell find pom.xml mvnw db model protocol storage timescale promql ingest alert-engine query-api agents/java server \
	-name target -prune -o -path '*/src/test' -prune -o -type f -print)
PROGRAMS = server/target/programs.stamp

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(PROGRAMS) ## the whole product on this machine: server, embedded database, agent
	@exec bin/barograph run

run-timescaledb: $(PROGRAMS) ## the same on a real TimescaleDB
	@url=$$(bin/timescaledb start --owner $$$$) && BAROGRAPH_DATABASE_URL="$$url" exec bin/barograph run

build: $(PROGRAMS) ## the programs, without tests, if anything changed

$(PROGRAMS): $(SOURCES)
	@echo "building Barograph; the first time takes a few minutes, most of it downloads"
	@$(MAVEN) package -DskipTests -pl server,agents/java -am
	@touch $@

test: ## every test, storage tests on real TimescaleDB and on plain PostgreSQL
	@bin/timescaledb prepare
	@$(MAVEN) verify -T 2

# One integration test in its long form; the short one is part of `make test`.
LONG_TEST = $(MAVEN) verify -pl integration-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
	-Dfailsafe.failIfNoSpecifiedTests=false

torture: ## 20 rounds of kill -9 on PostgreSQL, Barograph and both, under load
	@$(LONG_TEST) -Dit.test=CrashIT -Dbarograph.torture.rounds=20

torture-alerts: ## 20 rounds of kill -9 on the server that evaluates rules, and on PostgreSQL
	@$(LONG_TEST) -Dit.test=AlertFailoverIT -Dbarograph.alerts.rounds=20

outage: ## two minutes without a database, under load
	@$(LONG_TEST) -Dit.test=OutageIT -Dbarograph.outage.seconds=120

outage-agents: ## a server killed for a minute, then away for ten, while agents in services under load keep what they can
	@$(LONG_TEST) -Dit.test=AgentOutage

load: ## two minutes of 50 dashboard clients while 50,000 samples come in each second
	@$(LONG_TEST) -Dit.test=QueryLoadIT -Dbarograph.load.seconds=120

hostile: ## a million series in one connection, beside the other hostile input
	@$(LONG_TEST) -Dit.test='Hostile*IT' -Dbarograph.hostile.series=1000000

compare-prometheus: ## ten minutes beside a real Prometheus, compared sample by sample
	@$(LONG_TEST) -Dit.test=PrometheusComparisonIT -Dbarograph.comparison.seconds=600

test-differential: ## thousands of queries asked of Barograph and of a real Prometheus 3
	@prometheus="$$(bin/prometheus3)" && $(LONG_TEST) -Dit.test=DifferentialIT \
		-Dbarograph.differential.prometheus="$$prometheus" -Dbarograph.differential.questions=5000

test-promtool: ## rule files and unit tests of rules, judged by a promtool 3 too
	@promtool="$$(bin/prometheus3 promtool)" && $(LONG_TEST) -Dit.test='CheckRulesIT,RuleTestsIT' \
		-Dbarograph.promtool="$$promtool"

test-public-rules: ## rules that others published, evaluated beside a real Prometheus
	@rules="$$(bin/public-rules)" && $(LONG_TEST) -Dit.test=PublicRulesComparison \
		-Dbarograph.rules.public="$$rules"

# Classes of the benchmarks, and their class path in a file.
BENCHMARKS = $(MAVEN) package -DskipTests -pl benchmarks -am dependency:build-classpath \
	-Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime

# Runs a class of them.
BENCHMARK_JAVA = "$$(bin/java25)/bin/java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
	-cp "benchmarks/target/classes:$$(cat benchmarks/target/classpath)"

bench: $(PROGRAMS) ## Barograph beside VictoriaMetrics and Prometheus on the same samples; writes docs/benchmarks.md, within an hour
	@$(BENCHMARKS)
	@benchmarks/bench

bench-smoke: $(PROGRAMS) ## the same in small: every part runs and all systems answer alike; no times
	@$(BENCHMARKS)
	@benchmarks/bench-smoke

bench-ingest: $(PROGRAMS) ## ingest figures over both doors, on a TimescaleDB of its own
	@$(BENCHMARKS)
	@benchmarks/bench-ingest

bench-query: $(PROGRAMS) ## dashboard queries beside Prometheus and VictoriaMetrics on the same data
	@$(BENCHMARKS)
	@benchmarks/bench-query

bench-rules: $(PROGRAMS) ## a thousand alert rules beside Prometheus, while samples come in
	@$(BENCHMARKS)
	@benchmarks/bench-rules

load-agents: $(PROGRAMS) ## ten minutes of 2,000 agents, and views of services asked all the while; LOAD_SECONDS=90 for less
	@$(BENCHMARKS)
	@benchmarks/load-agents

bench-codec: ## samples a second through the value codec and whole blocks, on one core; ARGS="-p shape=CAPTURED" for less
	@$(BENCHMARKS)
	@$(BENCHMARK_JAVA) org.openjdk.jmh.Main "ValueCodecBenchmark|BlockCodecBenchmark" $(ARGS)

bench-loops: ## decoders, label hash and the inner loops of PromQL, on one core; ARGS="-p shape=steady" for less
	@$(BENCHMARKS)
	@$(BENCHMARK_JAVA) org.openjdk.jmh.Main "DecoderBenchmark|LabelHashBenchmark|PromqlLoopsBenchmark" $(ARGS)

bench-density: ## bytes on disk per sample, all included, of an hour of a fleet; DATABASE=postgresql for one without TimescaleDB, INSTANCES=12 for half the fleet
	@$(BENCHMARKS)
	@$(BENCHMARK_JAVA) io.barograph.benchmarks.density.StoreDensity $(or $(DATABASE),timescaledb) $(or $(INSTANCES),24)

bench-compaction: ## processor time of compacting an hour of a fleet minute by minute, server and PostgreSQL apart; INSTANCES=24 for twice the fleet, MINUTES=15 for less often
	@$(BENCHMARKS)
	@$(BENCHMARK_JAVA) io.barograph.timescale.compact.CompactionCost $(or $(INSTANCES),12) $(or $(MINUTES),1)

# The example is newer than its sources, or it is built again.
HOTEL = examples/java/target/hotel.stamp

$(HOTEL): $(PROGRAMS) $(shell find agents/spring-boot examples/java -name target -prune -o -type f -print)
	@$(MAVEN) package -DskipTests -pl examples/java -am
	@touch $@

demo-java: $(HOTEL) ## a hotel on Spring Boot with guests, and Barograph watching it
	@examples/java/run $(SECONDS)

bench-node-agent: ## what the agent costs a bare Express app, in requests a second
	@npm --prefix agents/node run bench

demo-node: $(PROGRAMS) ## a hotel on Node.js under PM2 with guests, and Barograph watching it
	@examples/node/run $(SECONDS)

lint: ## what the build refuses, without running tests: formatting, Error Prone, NullAway
	@$(MAVEN) test-compile

format: ## format the Java sources
	@$(MAVEN) spotless:apply
