package io.barograph.server.security;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.Role;
import io.barograph.server.settings.SettingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address that other machines reach needs tokens, or the explicit word that it needs none. */
public final class BindRule {
  private static final Logger logger = LoggerFactory.getLogger(BindRule.class);

  private BindRule() {}

  /**
   * Passes or refuses the settings.
   *
   * @throws SettingException with the way out
   */
  public static void check(BarographSettings settings, TokenSet http, TokenSet agent) {
    String address = settings.bind().address();
    if (resolve(address).isLoopbackAddress()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (http.isEmpty()) {
      missing.add("BAROGRAPH_TOKENS_HTTP");
    }
    if (settings.has(Role.INGEST) && agent.isEmpty()) {
      missing.add("BAROGRAPH_TOKENS_AGENT");
    }
    if (!missing.isEmpty() && !settings.insecure()) {
      throw new SettingException(
          ("barograph.bind.address is \"%s\", which other machines reach, but tokens are missing; set %s,"
                  + " or say --insecure to let everyone in")
              .formatted(address, String.join(" and ", missing)));
    }
    if (!settings.tls().enabled()) {
      logger.warn(
          "other machines reach {} and nothing is encrypted; set BAROGRAPH_TLS_BUNDLE, or put a proxy with TLS in front",
          address);
    }
  }

  private static InetAddress resolve(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new SettingException(
          "barograph.bind.address \"%s\" is no address of this machine".formatted(address));
    }
  }
}
