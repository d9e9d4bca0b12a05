package io.barograph.server;

import io.barograph.server.embedded.EmbeddedDatabaseException;
import io.barograph.server.settings.SettingException;
import io.barograph.timescale.schema.SchemaException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.ResolvableType;

/** One sentence for what an operator can put right, everything there is for what one cannot. */
final class StartFailure {
  private StartFailure() {}

  static void print(Throwable failure, PrintStream out) {
    Optional<String> sentence = explain(failure);
    if (sentence.isPresent()) {
      out.println("barograph: " + sentence.get());
    } else {
      out.println("barograph: the start failed for a reason that nobody foresaw:");
      failure.printStackTrace(out);
    }
  }

  /** The sentence of the innermost cause that has one. */
  static Optional<String> explain(Throwable failure) {
    Optional<String> sentence = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<String> own = sentenceOf(cause);
      if (own.isPresent()) {
        sentence = own;
      }
    }
    return sentence;
  }

  private static Optional<String> sentenceOf(Throwable cause) {
    return switch (cause) {
      case SettingException e -> Optional.of(String.valueOf(e.getMessage()));
      case EmbeddedDatabaseException e -> Optional.of(String.valueOf(e.getMessage()));
      case SchemaException e -> Optional.of(String.valueOf(e.getMessage()));
      case BindException e -> Optional.of(unusable(e));
      case NoSuchSslBundleException e ->
          Optional.of(
              "barograph.tls.bundle names the SSL bundle \"%s\", which is not defined under spring.ssl.bundle"
                  .formatted(e.getBundleName()));
      case PortInUseException e ->
          Optional.of(PortTaken.sentence(e.getPort(), "BAROGRAPH_HTTP_PORT"));
      default -> Optional.empty();
    };
  }

  private static String unusable(BindException failure) {
    ResolvableType type = failure.getTarget().getType();
    boolean several = Collection.class.isAssignableFrom(type.toClass());
    Class<?> word = (several ? type.getGeneric() : type).toClass();
    if (word.isEnum()) {
      return "setting %s must be %s of %s"
          .formatted(
              failure.getName(),
              several ? "some" : "one",
              Arrays.stream(word.getEnumConstants())
                  .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    // The value is left out: it may be a secret.
    return "setting %s cannot be used: %s"
        .formatted(
            failure.getName(), String.valueOf(root.getMessage()).lines().findFirst().orElse(""));
  }
}
