package io.barograph.alertengine.notify.http;

import io.barograph.alertengine.notify.NotifyException;

/**
 * What a receiver answered.
 *
 * @param text the beginning of the body
 */
public record HttpReply(int status, String text) {
  private static final int SHOWN = 200;

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The failure that this answer is. */
  public NotifyException refusal() {
    String message = "answered %d%s".formatted(status, shownText());
    if (status >= 300 && status < 400) {
      return NotifyException.lasting(message + "; redirects are not followed, give the final URL");
    }
    return status >= 500 || status == 429 || status == 408
        ? NotifyException.passing(message)
        : NotifyException.lasting(message);
  }

  /** For log lines: one line, not long. */
  public String shownText() {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
  }
}
