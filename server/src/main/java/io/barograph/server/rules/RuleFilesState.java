package io.barograph.server.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells that files have changed.
 *
 * @param files by path: time of change, size and identity
 */
record RuleFilesState(Map<Path, String> files) {
  /** Before the first look; like no state that there is. */
  static final RuleFilesState NONE = new RuleFilesState(Map.of(Path.of(""), "never read"));

  static RuleFilesState of(Collection<Path> paths) {
    Map<Path, String> files = new TreeMap<>();
    for (Path path : paths) {
      files.put(path, look(path));
    }
    return new RuleFilesState(files);
  }

  private static String look(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }
}
