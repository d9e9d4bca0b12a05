package io.barograph.alertengine.notify.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.alertengine.notify.Notification;
import io.barograph.alertengine.notify.Notifier;
import io.barograph.alertengine.notify.NotifyException;
import io.barograph.alertengine.notify.text.NotificationTexts;
import io.barograph.alertengine.notify.text.TextTemplate;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Sends mail with a plain and an HTML text. */
public final class MailNotifier implements Notifier {
  private static final int IMPLICIT_TLS_PORT = 465;
  private static final int SUBJECT_LIMIT = 250;
  private static final int TEXT_LIMIT = 1_000_000;

  private final MailSettings settings;
  private final Duration timeout;
  private final NotificationTexts texts;
  private final InstantSource clock;

  /**
   * A notifier.
   *
   * @param timeout of each exchange with the server
   */
  public MailNotifier(
      MailSettings settings, Duration timeout, NotificationTexts texts, InstantSource clock) {
    this.settings = settings;
    this.timeout = timeout;
    this.texts = texts;
    this.clock = clock;
  }

  @Override
  public Mono<Void> notify(Notification notification) {
    return Mono.<Void, BreakableSockets>using(
        BreakableSockets::new,
        sockets ->
            Mono.<Void>fromRunnable(() -> send(notification, sockets))
                .subscribeOn(Schedulers.boundedElastic()),
        BreakableSockets::close);
  }

  private void send(Notification notification, BreakableSockets sockets) {
    Session session = Session.getInstance(properties(sockets));
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(session, notification);
      if (settings.user().isEmpty()) {
        transport.connect();
      } else {
        String password = settings.password() == null ? "" : settings.password().value();
        transport.connect(settings.user(), password);
      }
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      throw failure(e);
    }
  }

  private Properties properties(BreakableSockets sockets) {
    Properties properties = new Properties();
    String millis = Long.toString(timeout.toMillis());
    boolean implicitTls = settings.port() == IMPLICIT_TLS_PORT;
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.ssl.enable", Boolean.toString(implicitTls));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put(
        "mail.smtp.starttls.required", Boolean.toString(settings.requireTls() && !implicitTls));
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.put("mail.smtp.socketFactory", sockets);
    properties.put("mail.smtp.ssl.socketFactory", sockets);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    if (!settings.hello().isEmpty()) {
      properties.put("mail.smtp.localhost", settings.hello());
    }
    return properties;
  }

  private MimeMessage message(Session session, Notification notification)
      throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(texts.expand(settings.from(), notification)));
    message.setRecipients(
        Message.RecipientType.TO, InternetAddress.parse(texts.expand(settings.to(), notification)));
    message.setSubject(
        oneLine(MessageText.cut(texts.expand(settings.subject(), notification), SUBJECT_LIMIT)),
        UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    for (Map.Entry<String, TextTemplate> header : settings.headers().entrySet()) {
      message.setHeader(header.getKey(), oneLine(texts.expand(header.getValue(), notification)));
    }
    MimeMultipart both = new MimeMultipart("alternative");
    add(both, settings.text(), "plain", notification);
    add(both, settings.html(), "html", notification);
    message.setContent(both);
    message.saveChanges();
    return message;
  }

  /** The last part is the one that a reader of mail prefers. */
  private void add(
      MimeMultipart both, TextTemplate template, String kind, Notification notification)
      throws MessagingException {
    if (!template.isEmpty()) {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(
          MessageText.cut(texts.expand(template, notification), TEXT_LIMIT), UTF_8.name(), kind);
      both.addBodyPart(part);
    }
  }

  /** A label must not be able to add headers of its own. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+\\s*", " ").strip();
  }

  private static NotifyException failure(MessagingException failure) {
    String message = "mail was not sent: " + reason(failure);
    boolean lasting =
        failure instanceof AuthenticationFailedException
            || failure instanceof AddressException
            || lastingReply(failure);
    return lasting ? NotifyException.lasting(message) : NotifyException.passing(message, failure);
  }

  /** Replies from 500 on are for good, those from 400 on for now. */
  private static boolean lastingReply(Exception failure) {
    int code =
        switch (failure) {
          case SMTPSendFailedException e -> e.getReturnCode();
          case SMTPSenderFailedException e -> e.getReturnCode();
          case SMTPAddressFailedException e -> e.getReturnCode();
          default -> 0;
        };
    Exception next = failure instanceof MessagingException e ? e.getNextException() : null;
    return code >= 500 || (code < 400 && next != null && lastingReply(next));
  }

  private static String reason(MessagingException failure) {
    Exception innermost = failure;
    while (innermost instanceof MessagingException e && e.getNextException() != null) {
      innermost = e.getNextException();
    }
    String message = innermost.getMessage();
    return message == null
        ? innermost.getClass().getSimpleName()
        : message.strip().replaceAll("\\s+", " ");
  }
}
