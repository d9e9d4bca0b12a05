package io.barograph.server;

import static java.util.Objects.requireNonNull;

import io.barograph.ingest.rsocket.RSocketDoor;
import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.SettingException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.rsocket.transport.netty.server.CloseableChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import reactor.netty.ChannelBindException;
import reactor.netty.tcp.TcpServer;

/**
 * Opens the TCP port of the RSocket door last and shuts the door first: on a stop no agent is
 * granted more, what is in flight is answered, and only then does anything else go.
 */
final class RSocketListener implements SmartLifecycle {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final RSocketDoor door;
  private final BarographSettings settings;
  private final SslBundles bundles;
  private volatile @Nullable CloseableChannel channel;

  RSocketListener(RSocketDoor door, BarographSettings settings, SslBundles bundles) {
    this.door = door;
    this.settings = settings;
    this.bundles = bundles;
  }

  @Override
  public void start() {
    TcpServer server =
        TcpServer.create().host(settings.bind().address()).port(settings.rsocket().port());
    if (settings.tls().enabled()) {
      SslContext context = sslContext(bundles.getBundle(settings.tls().bundle()));
      server = server.secure(spec -> spec.sslContext(context));
    }
    try {
      channel = door.bindTcp(server).block();
    } catch (ChannelBindException e) {
      throw new SettingException(
          PortTaken.sentence(settings.rsocket().port(), "BAROGRAPH_RSOCKET_PORT"));
    }
  }

  private static SslContext sslContext(SslBundle bundle) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
              .trustManager(bundle.getManagers().getTrustManagerFactory());
      String[] protocols = bundle.getOptions().getEnabledProtocols();
      return (protocols == null ? builder : builder.protocols(protocols)).build();
    } catch (SSLException e) {
      throw new SettingException(
          "barograph.tls.bundle cannot be used for RSocket: " + e.getMessage());
    }
  }

  /** The port that is listened on. */
  int port() {
    return requireNonNull(channel, "not started").address().getPort();
  }

  @Override
  public void stop() {
    CloseableChannel open = channel;
    channel = null;
    if (open != null) {
      open.dispose();
      door.close(STOP_PATIENCE).block();
    }
  }

  @Override
  public boolean isRunning() {
    return channel != null;
  }

  /** Started last, stopped first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
