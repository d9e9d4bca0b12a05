package io.barograph.ingest.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.storage.records.GroupIdentity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds the group of an exception: by its type, its message without numbers, names and paths, and
 * the program's own calls without lines. So a group stays the same over hosts, restarts and most
 * deployments.
 */
public final class ExceptionFingerprint {
  private static final int ID_BYTES = 8;

  /** Deeper calls tell how the program got there, not what failed. */
  private static final int MOST_FRAMES = 12;

  private ExceptionFingerprint() {}

  /**
   * The group of an exception.
   *
   * @param frames innermost call first; if there are none they are read from {@code stack}
   * @param given what its sender groups it by; empty for what is found here
   */
  public static GroupIdentity group(
      String job, String type, String message, List<Frame> frames, String stack, String given) {
    String folded = FoldedText.message(message);
    if (!given.isEmpty()) {
      return new GroupIdentity(id("given", job, given), folded);
    }
    List<Frame> calls = frames.isEmpty() ? StackText.frames(stack) : frames;
    boolean anyInApp = calls.stream().anyMatch(Frame::inApp);
    StringBuilder path = new StringBuilder();
    calls.stream()
        .filter(frame -> frame.inApp() || !anyInApp)
        .limit(MOST_FRAMES)
        .forEach(
            frame ->
                path.append(FoldedText.function(frame.function()))
                    .append('@')
                    .append(FoldedText.file(frame.file()))
                    .append('\n'));
    return new GroupIdentity(id("found", job, type, folded, path.toString()), folded);
  }

  /** The group of what would be one group too many. */
  public static GroupIdentity overflow(String job, String message) {
    return new GroupIdentity(id("overflow", job), message);
  }

  private static String id(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
