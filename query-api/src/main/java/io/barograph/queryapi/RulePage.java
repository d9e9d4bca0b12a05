package io.barograph.queryapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Fingerprint;
import io.barograph.storage.rules.RuleGroupStatus;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Some of the groups.
 *
 * @param nextToken asks for the groups after these, or is empty when these are the last
 */
record RulePage(List<RuleGroupStatus> groups, String nextToken) {
  /** The groups that {@code group_limit} and {@code group_next_token} ask for. */
  static RulePage of(List<RuleGroupStatus> groups, OptionalInt limit, String token) {
    if (limit.isEmpty()) {
      if (!token.isEmpty()) {
        throw ApiException.badParameter(
            "group_limit", "group_limit needs to be present in order to paginate over the groups");
      }
      return new RulePage(groups, "");
    }
    int from = token.isEmpty() ? 0 : indexOf(groups, token);
    int to = Math.min(groups.size(), from + limit.getAsInt());
    return new RulePage(
        groups.subList(from, to), to < groups.size() ? tokenOf(groups.get(to)) : "");
  }

  private static int indexOf(List<RuleGroupStatus> groups, String token) {
    for (int i = 0; i < groups.size(); i++) {
      if (tokenOf(groups.get(i)).equals(token)) {
        return i;
      }
    }
    throw ApiException.badParameter(
        "group_next_token",
        "no group has the token \"" + token + "\"; rules were reloaded, ask from the start");
  }

  /** A group is known by file and name. */
  private static String tokenOf(RuleGroupStatus group) {
    byte[] identity = (group.file() + ";" + group.name()).getBytes(UTF_8);
    return HexFormat.of().toHexDigits(Fingerprint.xxHash64(identity, 0, identity.length));
  }
}
