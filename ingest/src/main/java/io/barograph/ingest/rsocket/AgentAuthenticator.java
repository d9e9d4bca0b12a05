package io.barograph.ingest.rsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/** Decides by its token whether an agent may connect. Called on an event loop: must not block. */
@FunctionalInterface
public interface AgentAuthenticator {
  /** Whether this token opens the door. Implementations neither log nor keep it. */
  boolean accepts(String token);

  /** Takes every agent: for doors that only this machine can reach. */
  static AgentAuthenticator everyone() {
    return token -> true;
  }

  /** Takes agents with one of these tokens, compared in a time that does not depend on them. */
  static AgentAuthenticator tokens(Collection<String> tokens) {
    List<byte[]> known = tokens.stream().map(token -> token.getBytes(UTF_8)).toList();
    if (known.isEmpty() || known.stream().anyMatch(token -> token.length == 0)) {
      throw new IllegalArgumentException("agent tokens must be at least one, none of them empty");
    }
    return token -> {
      byte[] given = token.getBytes(UTF_8);
      boolean accepted = false;
      for (byte[] candidate : known) {
        // No early end: the time must not tell which of the tokens came close.
        accepted |= MessageDigest.isEqual(candidate, given);
      }
      return accepted;
    };
  }
}
