package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of SMTP as a client needs to hand over a mail. */
final class MailServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
  private volatile String recipientReply = "250 fine";
  private volatile String login = "";

  MailServer() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** What it says to the address of a recipient from now on. */
  void answerRecipients(String reply) {
    recipientReply = reply;
  }

  /** The name and the password that came last, as {@code name:password}. */
  String login() {
    return login;
  }

  String next() throws InterruptedException {
    String mail = mails.poll(10, TimeUnit.SECONDS);
    if (mail == null) {
      throw new AssertionError("no mail came");
    }
    return mail;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        talk(connection);
      } catch (IOException e) {
        // The client or the test is gone.
        continue;
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
    OutputStream out = connection.getOutputStream();
    say(out, "220 test");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
      switch (verb) {
        case "EHLO" -> say(out, "250-test\r\n250 AUTH PLAIN");
        case "AUTH" -> {
          String plain = line.substring(line.lastIndexOf(' ') + 1);
          String[] parts = new String(Base64.getDecoder().decode(plain), UTF_8).split("\0");
          login = parts[1] + ":" + parts[2];
          say(out, "235 welcome");
        }
        case "RCPT" -> say(out, recipientReply);
        case "DATA" -> {
          say(out, "354 go on");
          StringBuilder mail = new StringBuilder();
          for (String text = in.readLine(); !text.equals("."); text = in.readLine()) {
            mail.append(text).append('\n');
          }
          mails.add(mail.toString());
          say(out, "250 taken");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 fine");
      }
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
