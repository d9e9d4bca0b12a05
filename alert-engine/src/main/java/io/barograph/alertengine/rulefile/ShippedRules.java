package io.barograph.alertengine.rulefile;

import io.barograph.alertengine.rule.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The rules that come with Barograph, for what its agents and its servers report. */
public final class ShippedRules {
  /** The word that stands for them among the paths of rule files. */
  public static final String WORD = "shipped";

  /** Their names, as in the resources. */
  static final List<String> FILES = List.of("services.yml", "hosts.yml", "barograph.yml");

  private ShippedRules() {}

  /**
   * The files, whose paths begin with the word.
   *
   * @throws RuleFileException if one cannot be read, as with a parser that lacks a function
   */
  public static List<RuleFile> read(RuleFileReader reader) throws RuleFileException {
    List<RuleFile> files = new ArrayList<>();
    for (String file : FILES) {
      files.add(reader.read(WORD + "/" + file, content(file)));
    }
    return files;
  }

  private static byte[] content(String file) {
    try (InputStream stream = ShippedRules.class.getResourceAsStream("/rules/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("the jar holds no rules \"" + file + "\"");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
