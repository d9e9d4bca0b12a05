package io.barograph.spring;

import io.barograph.agent.AgentIdentity;
import io.barograph.agent.records.ProcessIdentity;
import io.barograph.model.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.core.env.Environment;

/** Who this process is: by what it is told, else by what Spring knows of it. */
final class ServiceIdentity {
  private static final String DEFAULT_PORT = "8080";

  private final AgentIdentity agent;
  private final ProcessIdentity process;
  private final Labels seriesLabels;

  ServiceIdentity(
      BarographProperties properties,
      Environment environment,
      @Nullable BuildProperties build,
      @Nullable GitProperties git) {
    AgentIdentity own = AgentIdentity.ofThisHost();
    String host = Objects.requireNonNullElse(properties.host(), own.host());
    String job =
        properties.job() != null
            ? properties.job()
            : environment.getProperty("spring.application.name", "java");
    String instance =
        properties.instance() != null
            ? properties.instance()
            : host + ":" + environment.getProperty("server.port", DEFAULT_PORT);
    Labels labels = Labels.of(properties.labels());
    this.agent = new AgentIdentity(job + "/" + instance, host, "java-" + own.version(), labels);
    this.process =
        new ProcessIdentity(
            job,
            instance,
            build == null ? "" : Objects.requireNonNullElse(build.getVersion(), ""),
            revision(properties, git),
            labels);
    Map<String, String> all = new HashMap<>(properties.labels());
    all.put("host", host);
    all.put("job", job);
    all.put("instance", instance);
    this.seriesLabels = Labels.of(all);
  }

  private static String revision(BarographProperties properties, @Nullable GitProperties git) {
    if (properties.revision() != null) {
      return properties.revision();
    }
    return git == null ? "" : Objects.requireNonNullElse(git.getCommitId(), "");
  }

  AgentIdentity agent() {
    return agent;
  }

  ProcessIdentity process() {
    return process;
  }

  /** What every series has. */
  Labels seriesLabels() {
    return seriesLabels;
  }
}
