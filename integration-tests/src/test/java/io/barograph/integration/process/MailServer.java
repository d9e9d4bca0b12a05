package io.barograph.integration.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import io.barograph.testdatabases.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real mail server, Debian's aiosmtpd, which takes mail after STARTTLS only and keeps it. */
public final class MailServer implements AutoCloseable {
  private final Program program;
  private final Path mailbox;
  private final int port;

  private MailServer(Program program, Path mailbox, int port) {
    this.program = program;
    this.mailbox = mailbox;
    this.port = port;
  }

  public static MailServer start(Path directory, ServerCertificate certificate) {
    int port = FreePort.find();
    Path mailbox = directory.resolve("mailbox");
    Program program =
        Program.start(
            "aiosmtpd",
            directory,
            Map.of(),
            List.of(
                "aiosmtpd",
                "--nosetuid",
                "--listen=127.0.0.1:" + port,
                "--tlscert=" + certificate.chain(),
                "--tlskey=" + certificate.key(),
                "--class=aiosmtpd.handlers.Mailbox",
                mailbox.toString()));
    await("mail server listens")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> listens(port));
    return new MailServer(program, mailbox, port);
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  /** As receivers of alerts name it. */
  public String smarthost() {
    return "localhost:" + port;
  }

  /** How many mails to an address contain a text. */
  public long count(String address, String text) {
    try (Stream<Path> mails = Files.list(mailbox.resolve("new"))) {
      return mails
          .map(MailServer::read)
          .filter(mail -> mail.contains("X-RcptTo: " + address) && mail.contains(text))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path mail) {
    try {
      return Files.readString(mail, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
