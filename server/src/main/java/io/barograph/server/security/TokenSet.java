package io.barograph.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.server.settings.SettingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Tokens that open one door, kept as digests. Empty means that the door asks for none. */
public final class TokenSet {
  private static final int LEAST_LENGTH = 16;

  private final List<byte[]> digests;

  private TokenSet(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Tokens separated by commas or line ends.
   *
   * @param setting where they come from, for the message
   * @throws SettingException if one is too short to be a secret
   */
  public static TokenSet parse(String text, String setting) {
    List<byte[]> digests = new ArrayList<>();
    for (String token : text.split("[,\\s]+", -1)) {
      if (token.isEmpty()) {
        continue;
      }
      if (token.length() < LEAST_LENGTH) {
        throw new SettingException(
            "%s holds a token of %d characters, at least %d are needed; `openssl rand -hex 32` makes one"
                .formatted(setting, token.length(), LEAST_LENGTH));
      }
      digests.add(digest(token));
    }
    return new TokenSet(List.copyOf(digests));
  }

  public boolean isEmpty() {
    return digests.isEmpty();
  }

  /** Whether {@code presented} is one of the tokens, in a time that tells nothing about them. */
  public boolean contains(String presented) {
    byte[] digest = digest(presented);
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, digest);
    }
    return found;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
