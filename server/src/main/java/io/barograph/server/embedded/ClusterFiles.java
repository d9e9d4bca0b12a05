package io.barograph.server.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the database, made once by initdb, and the password that opens it. */
final class ClusterFiles {
  private static final Logger logger = LoggerFactory.getLogger(ClusterFiles.class);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final DataDirectory data;
  private final PostgresBinaries binaries;
  private final PostgresCommand command;
  private final Path passwordFile;

  ClusterFiles(DataDirectory data, PostgresBinaries binaries, PostgresCommand command) {
    this.data = data;
    this.binaries = binaries;
    this.command = command;
    this.passwordFile = data.resolve("postgresql.password");
  }

  void createWhereMissing() throws IOException, InterruptedException {
    Path versionFile = data.cluster().resolve("PG_VERSION");
    if (Files.exists(versionFile)) {
      refuseOtherVersion(Files.readString(versionFile).strip());
      return;
    }
    if (Files.exists(data.cluster())) {
      throw new EmbeddedDatabaseException(
          "\"%s\" exists but holds no database; move it away or set BAROGRAPH_DATA_DIR to another directory"
              .formatted(data.cluster()));
    }
    create();
  }

  private void create() throws IOException, InterruptedException {
    logger.info("creating a database in {}", data.cluster());
    writePassword();
    // initdb that is killed halfway must not leave something that looks whole.
    Path unfinished = data.resolve("postgresql.unfinished");
    PostgresBinaries.delete(unfinished);
    PostgresCommand.Outcome outcome =
        command.run(
            List.of(
                binaries.program("initdb").toString(),
                "--pgdata",
                unfinished.toString(),
                "--username",
                EmbeddedDatabase.USER,
                "--pwfile",
                passwordFile.toString(),
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--data-checksums"));
    if (!outcome.succeeded()) {
      throw new EmbeddedDatabaseException(
          "the embedded PostgreSQL cannot create its files: " + outcome.output());
    }
    Files.move(unfinished, data.cluster());
  }

  private void writePassword() throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(passwordFile);
    Files.createFile(passwordFile, OWNER_ONLY);
    Files.writeString(
        passwordFile, HexFormat.of().formatHex(random), UTF_8, StandardOpenOption.WRITE);
  }

  private void refuseOtherVersion(String found) {
    if (!found.equals(binaries.majorVersion())) {
      throw new EmbeddedDatabaseException(
          ("\"%s\" was written by PostgreSQL %s, this Barograph brings %s; start the Barograph that wrote it,"
                  + " dump with pg_dump, and restore into a new data directory")
              .formatted(data.cluster(), found, binaries.version()));
    }
  }

  String password() throws IOException {
    return Files.readString(passwordFile, UTF_8).strip();
  }
}
