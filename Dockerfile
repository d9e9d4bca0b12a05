# Barograph as an image: docker build -t barograph .
# The same image is server and agent: docker run barograph agent --server tcp://server:9481

FROM eclipse-temurin:25-jdk AS build
WORKDIR /barograph
# unzip is for the Maven wrapper.
RUN apt-get update \
 && apt-get install -y --no-install-recommends unzip \
 && rm -rf /var/lib/apt/lists/*
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp package -DskipTests -pl server,agents/java -am
# The layout in which bin/barograph looks for a distribution.
RUN mkdir -p /opt/barograph/bin /opt/barograph/lib/server /opt/barograph/lib/agent \
 && cp bin/barograph bin/java25 /opt/barograph/bin/ \
 && cp server/target/barograph-server.jar /opt/barograph/lib/server/ \
 && cp -r server/target/lib /opt/barograph/lib/server/lib \
 && cp agents/java/target/barograph-agent-*.jar /opt/barograph/lib/agent/barograph-agent.jar \
 && cp -r agents/java/target/lib /opt/barograph/lib/agent/lib

FROM eclipse-temurin:25-jre
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 9480 --create-home --home-dir /var/lib/barograph barograph
COPY --from=build /opt/barograph /opt/barograph
# BAROGRAPH_JAVA: a JRE is enough here, bin/java25 looks for a JDK.
ENV PATH=/opt/barograph/bin:$PATH \
    BAROGRAPH_JAVA=/opt/java/openjdk/bin/java \
    BAROGRAPH_DATA_DIR=/var/lib/barograph/data
USER barograph
WORKDIR /var/lib/barograph
# Before the volume, so that it belongs to the user.
RUN mkdir data
VOLUME /var/lib/barograph/data
EXPOSE 9480 9481
# Live, not ready: a database that is away is no reason to restart.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD curl --fail --silent http://127.0.0.1:9480/health/live || exit 1
# The launcher replaces itself with the JVM, which so receives the stop signal.
ENTRYPOINT ["barograph"]
CMD ["serve"]
