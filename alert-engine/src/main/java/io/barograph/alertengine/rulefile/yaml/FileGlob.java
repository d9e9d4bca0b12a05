package io.barograph.alertengine.rulefile.yaml;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Patterns of paths in Go's notation, name by name: no {@code **} and no braces. */
public final class FileGlob {
  private FileGlob() {}

  /** Whether a path has anything in it that stands for something else. */
  public static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  /**
   * The paths that match, sorted.
   *
   * @throws IOException if a directory on the way cannot be listed
   * @throws java.util.regex.PatternSyntaxException if a bracket is not closed
   */
  public static List<Path> expand(String pattern) throws IOException {
    Path whole = Path.of(pattern);
    List<Path> found = List.of(whole.isAbsolute() ? Path.of("/") : Path.of(""));
    for (Path part : whole) {
      String name = part.toString();
      found = isPattern(name) ? matching(found, name) : existing(found, name);
    }
    return found;
  }

  private static List<Path> existing(List<Path> directories, String name) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::exists)
        .toList();
  }

  private static List<Path> matching(List<Path> directories, String name) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + javaNotation(name));
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory.toString().isEmpty() ? Path.of(".") : directory)) {
        try (Stream<Path> entries = Files.list(directory)) {
          entries
              .map(Path::getFileName)
              .filter(matcher::matches)
              .sorted()
              .map(directory::resolve)
              .forEach(found::add);
        }
      }
    }
    return found;
  }

  private static String javaNotation(String name) {
    return name.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!").replace("**", "*");
  }
}
