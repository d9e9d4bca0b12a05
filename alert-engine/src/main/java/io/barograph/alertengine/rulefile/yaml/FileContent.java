package io.barograph.alertengine.rulefile.yaml;

import io.barograph.alertengine.rule.FilePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file that a person wrote, up to a limit. */
public final class FileContent {
  private FileContent() {}

  /** The bytes, or nothing where, as the problems then say, the file cannot be read. */
  public static Optional<byte[]> read(Path path, Problems problems) {
    if (Files.isDirectory(path)) {
      return failed(problems, "is a directory; name its files, for example with *.yml");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      // One byte more shows that there is more, without reading all of it.
      return Optional.of(stream.readNBytes(SourceText.MOST_BYTES + 1));
    } catch (NoSuchFileException e) {
      return failed(problems, "no such file");
    } catch (AccessDeniedException e) {
      return failed(problems, "permission denied");
    } catch (IOException e) {
      return failed(problems, "cannot be read: " + e.getMessage());
    }
  }

  private static Optional<byte[]> failed(Problems problems, String reason) {
    problems.add(new FilePosition(problems.file(), 1, 1), reason);
    return Optional.empty();
  }
}
