package io.barograph.server;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.Role;
import io.barograph.server.store.StoreLifecycle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Says on standard output, once the store is open, what to open and what to type next. */
@Component
class ReadyNotice implements ApplicationListener<WebServerInitializedEvent>, AutoCloseable {
  private final BarographSettings settings;
  private final StoreLifecycle store;
  private final ObjectProvider<RSocketListener> rsocket;
  private final Disposable.Swap waiting = Disposables.swap();

  ReadyNotice(
      BarographSettings settings, StoreLifecycle store, ObjectProvider<RSocketListener> rsocket) {
    this.settings = settings;
    this.store = store;
    this.rsocket = rsocket;
  }

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    int port = event.getWebServer().getPort();
    waiting.replace(store.opened().subscribe(nothing -> {}, failure -> {}, () -> print(port)));
  }

  private void print(int httpPort) {
    StringBuilder notice = new StringBuilder();
    String host = reachableHost();
    String base = (settings.tls().enabled() ? "https://" : "http://") + host + ":" + httpPort;
    notice.append("%nBarograph %s is ready%n".formatted(BuildProperties.read().version()));
    notice.append("  open    %s/%n".formatted(base));
    if (settings.has(Role.QUERY)) {
      notice.append(
          "  type    curl %s'%s/api/v1/query?query=node_load1'%n".formatted(bearerOption(), base));
    }
    rsocket.ifAvailable(
        listener ->
            notice.append(
                "  agents  bin/barograph agent --server %s://%s:%d%n"
                    .formatted(
                        settings.tls().enabled() ? "tls" : "tcp",
                        host,
                        listener.isRunning() ? listener.port() : settings.rsocket().port())));
    if (settings.database().embedded()) {
      notice.append("  data    %s%n".formatted(settings.data().dir().toAbsolutePath().normalize()));
    }
    System.out.println(notice);
  }

  /** Secrets are never printed, so the token stands there by its name. */
  private String bearerOption() {
    return settings.tokens().guardHttp() ? "-H \"Authorization: Bearer $TOKEN\" " : "";
  }

  private String reachableHost() {
    String address = settings.bind().address();
    try {
      return InetAddress.getByName(address).isAnyLocalAddress() ? "localhost" : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }

  @Override
  public void close() {
    waiting.dispose();
  }
}
