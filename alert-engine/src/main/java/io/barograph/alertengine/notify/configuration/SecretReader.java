package io.barograph.alertengine.notify.configuration;

import io.barograph.alertengine.notify.Secret;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets: {@code name} holds the text itself or {@code ${VARIABLE}} of the environment,
 * {@code name_file} the path of a file, relative to that of the notifications.
 */
final class SecretReader {
  private final Path directory;
  private final UnaryOperator<@Nullable String> environment;

  SecretReader(Path directory, UnaryOperator<@Nullable String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  Optional<Secret> take(YamlFields fields, String name) {
    Optional<YamlValue> text = fields.take(name);
    Optional<YamlValue> file = fields.take(name + "_file");
    if (text.isPresent() && file.isPresent()) {
      throw file.get()
          .wrong("\"%s\" and \"%s_file\" are both given; keep one".formatted(name, name));
    }
    return text.map(this::text).or(() -> file.map(this::file));
  }

  Secret file(YamlValue value) {
    return Secret.in(directory.resolve(value.text()));
  }

  private Secret text(YamlValue value) {
    String text = value.text();
    if (!text.startsWith("${") || !text.endsWith("}")) {
      return Secret.of(text);
    }
    String variable = text.substring(2, text.length() - 1);
    String content = environment.apply(variable);
    if (content == null) {
      throw value.wrong("environment variable \"" + variable + "\" is not set");
    }
    return Secret.of(content);
  }
}
