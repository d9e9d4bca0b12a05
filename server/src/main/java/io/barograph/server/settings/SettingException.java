package io.barograph.server.settings;

/** A setting that cannot be used. The message names it, says why, and the way out. */
public final class SettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingException(String message) {
    super(message);
  }
}
