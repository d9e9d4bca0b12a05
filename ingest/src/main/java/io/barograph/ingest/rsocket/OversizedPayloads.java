package io.barograph.ingest.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.frame.FrameType;
import io.rsocket.plugins.InterceptorRegistry;
import io.rsocket.plugins.RSocketInterceptor;
import io.rsocket.plugins.RequestInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Hears of payloads whose fragments were refused because they are too large together: no channel
 * ever sees one. RSocket gives an interceptor no way to know the connection that it is made for;
 * but it makes both on one thread, one right after the other.
 */
final class OversizedPayloads {
  /** How RSocket says it; it has no type for it. */
  private static final String TOO_LARGE = "Reassembled payload size";

  private static final ThreadLocal<@Nullable AgentConnection> beginning = new ThreadLocal<>();

  private OversizedPayloads() {}

  static void listen(InterceptorRegistry interceptors) {
    RSocketInterceptor remember =
        handler -> {
          beginning.set(handler instanceof AgentConnection connection ? connection : null);
          return handler;
        };
    interceptors
        .forResponder(remember)
        .forRequestsInResponder(
            responder -> {
              AgentConnection connection = beginning.get();
              beginning.remove();
              return new Listener(connection);
            });
  }

  private static final class Listener implements RequestInterceptor {
    private final @Nullable AgentConnection connection;
    private boolean disposed;

    private Listener(@Nullable AgentConnection connection) {
      this.connection = connection;
    }

    @Override
    public void onTerminate(int streamId, FrameType type, @Nullable Throwable cause) {
      String message = cause == null ? null : cause.getMessage();
      if (connection != null && message != null && message.startsWith(TOO_LARGE)) {
        connection.refusedPayload();
      }
    }

    @Override
    public void onStart(int streamId, FrameType type, @Nullable ByteBuf metadata) {}

    @Override
    public void onCancel(int streamId, FrameType type) {}

    @Override
    public void onReject(Throwable cause, FrameType type, @Nullable ByteBuf metadata) {}

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }
}
