package io.barograph.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Gives the environment variables of {@code application.yml} their meaning and refuses every
 * setting that is not in it: a misspelt retention would otherwise delete data in silence.
 */
public final class SettingsGuard
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final String KEY_PREFIX = "barograph.";
  private static final String VARIABLE_PREFIX = "BAROGRAPH_";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    SortedMap<String, String> keysByVariable = knownKeys();
    MutablePropertySources sources = environment.getPropertySources();
    sources.addBefore(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new MapPropertySource(
            "barographEnvironment",
            fromEnvironment(environment.getSystemEnvironment(), keysByVariable)));
    for (PropertySource<?> source : sources) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        refuseUnknownKeys(enumerable, keysByVariable);
      }
    }
  }

  /** Keys by environment variable. */
  static SortedMap<String, String> knownKeys() {
    SortedMap<String, String> keysByVariable = new TreeMap<>();
    try {
      for (PropertySource<?> source :
          new YamlPropertySourceLoader()
              .load("settings", new ClassPathResource("application.yml"))) {
        for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
          if (key.startsWith(KEY_PREFIX)) {
            keysByVariable.put(SettingNames.environmentVariable(key), key);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keysByVariable;
  }

  private static Map<String, Object> fromEnvironment(
      Map<String, Object> environment, SortedMap<String, String> keysByVariable) {
    Map<String, Object> values = new LinkedHashMap<>();
    environment.forEach(
        (variable, value) -> {
          String key = keysByVariable.get(variable);
          if (key != null) {
            values.put(key, value);
          } else if (variable.startsWith(VARIABLE_PREFIX) && !OtherPrograms.use(variable)) {
            throw unknown("environment variable", variable, keysByVariable.keySet());
          }
        });
    return values;
  }

  private static void refuseUnknownKeys(
      EnumerablePropertySource<?> source, SortedMap<String, String> keysByVariable) {
    for (String name : source.getPropertyNames()) {
      if (name.startsWith(KEY_PREFIX)) {
        String key = name.replaceFirst("\\[\\d+]$", "");
        if (!keysByVariable.containsValue(key)) {
          throw unknown("setting", key, keysByVariable.values());
        }
      }
    }
  }

  private static SettingException unknown(String kind, String name, Collection<String> known) {
    return new SettingException(
        "unknown %s \"%s\"%s; the settings are listed in application.yml, printed by `barograph settings`"
            .formatted(
                kind,
                name,
                SettingNames.nearest(name, known)
                    .map(nearest -> ", did you mean \"%s\"?".formatted(nearest))
                    .orElse("")));
  }
}
