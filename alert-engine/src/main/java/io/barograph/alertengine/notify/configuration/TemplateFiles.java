package io.barograph.alertengine.notify.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.text.TextTemplates;
import io.barograph.alertengine.rulefile.yaml.FileGlob;
import io.barograph.alertengine.template.TemplateException;
import io.barograph.alertengine.yaml.YamlFields;
import io.barograph.alertengine.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.PatternSyntaxException;

/** The files of {@code templates}, as they were when they were read. */
final class TemplateFiles {
  /** Of one file; texts of notifications are shorter by far. */
  private static final long MOST_BYTES = 1 << 20;

  private final List<String> patterns;
  private final Map<Path, String> texts;
  private final TextTemplates templates;

  private TemplateFiles(List<String> patterns, Map<Path, String> texts, TextTemplates templates) {
    this.patterns = patterns;
    this.texts = texts;
    this.templates = templates;
  }

  /** What the files define, and what is built in. */
  TextTemplates templates() {
    return templates;
  }

  /** Takes the list of patterns, relative to the directory, and reads the files. */
  static TemplateFiles take(YamlFields fields, Path directory, TextTemplates builtIn) {
    List<YamlValue> places = fields.take("templates").map(YamlValue::items).orElse(List.of());
    List<String> patterns = new ArrayList<>();
    Map<Path, String> texts = new LinkedHashMap<>();
    TextTemplates templates = builtIn;
    for (YamlValue place : places) {
      String pattern = directory.resolve(place.text()).toString();
      patterns.add(pattern);
      try {
        Map<Path, String> found = read(pattern);
        if (found.isEmpty() && !FileGlob.isPattern(pattern)) {
          throw place.wrong("there is no file \"%s\"".formatted(pattern));
        }
        for (Map.Entry<Path, String> file : found.entrySet()) {
          templates = templates.with(file.getKey().toString(), file.getValue());
        }
        texts.putAll(found);
        SortedSet<String> undefined = templates.undefined();
        if (!undefined.isEmpty() && place == places.getLast()) {
          throw place.wrong(
              "template \"%s\" is called and no file defines it".formatted(undefined.getFirst()));
        }
      } catch (IOException e) {
        throw place.wrong("templates of \"%s\" cannot be read: %s".formatted(pattern, e));
      } catch (PatternSyntaxException | TemplateException e) {
        throw place.wrong(String.valueOf(e.getMessage()));
      }
    }
    return new TemplateFiles(patterns, texts, templates);
  }

  private static Map<Path, String> read(String pattern) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Path file : FileGlob.expand(pattern)) {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(
            "%s has %d bytes, limit is %d".formatted(file, Files.size(file), MOST_BYTES));
      }
      texts.put(file, Files.readString(file, UTF_8));
    }
    return texts;
  }

  /** Whether the same patterns give something else now. */
  boolean haveChanged() {
    Map<Path, String> now = new LinkedHashMap<>();
    try {
      for (String pattern : patterns) {
        now.putAll(read(pattern));
      }
      return !now.equals(texts);
    } catch (IOException e) {
      return true;
    }
  }
}
