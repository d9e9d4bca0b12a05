package io.barograph.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Bytes of files. */
final class FileSizes {
  private FileSizes() {}

  /** Of all files below a directory; nothing if it is not there. */
  static long below(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return 0;
    }
    long sum = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
