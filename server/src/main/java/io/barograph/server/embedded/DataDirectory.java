package io.barograph.server.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a server with an embedded database keeps everything, held by one server at a time. The lock
 * belongs to the process and goes with it, however it ends.
 */
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Creates the directory where there is none, and takes it.
   *
   * @throws EmbeddedDatabaseException if another server holds it or it cannot be written
   */
  public static DataDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    FileChannel lockFile;
    try {
      Files.createDirectories(root);
      lockFile =
          FileChannel.open(
              root.resolve("barograph.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "data directory \"%s\" cannot be written (%s); set BAROGRAPH_DATA_DIR to one that can"
              .formatted(root, e.getMessage()),
          e);
    }
    try {
      if (tryLock(lockFile) != null) {
        return new DataDirectory(root, lockFile);
      }
      lockFile.close();
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "data directory \"%s\" cannot be locked (%s)".formatted(root, e.getMessage()), e);
    }
    throw new EmbeddedDatabaseException(
        "data directory \"%s\" is in use by another Barograph; stop that one or set BAROGRAPH_DATA_DIR"
            .formatted(root));
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another server in this very process, as in tests.
      return null;
    }
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  /** The database files. */
  Path cluster() {
    return root.resolve("postgresql");
  }

  /** What the database has to say. */
  Path log() {
    return root.resolve("postgresql.log");
  }

  @Override
  public String toString() {
    return root.toString();
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
