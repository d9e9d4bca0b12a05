package io.barograph.integration.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Bare TCP connections to one port, for what no client library would do. */
final class RawConnections implements AutoCloseable {
  private final InetSocketAddress address;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final List<Thread> drippers = new ArrayList<>();
  private volatile boolean closed;

  RawConnections(int port) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Opens connections and says nothing on them. */
  RawConnections open(int count) {
    for (int i = 0; i < count; i++) {
      connect();
    }
    return this;
  }

  /** Opens a connection, sends the bytes at once and then nothing more. */
  RawConnections send(byte[] bytes) {
    write(connect(), bytes);
    return this;
  }

  /**
   * Opens a connection with a receive buffer as small as can be, sends the bytes, reads nothing.
   */
  RawConnections sendAndNeverRead(byte[] bytes) {
    SocketChannel channel = connect(StandardSocketOptions.SO_RCVBUF, 1024);
    write(channel, bytes);
    return this;
  }

  /** Opens a connection and sends the bytes one by one, for as long as this is open. */
  RawConnections drip(byte[] bytes, Duration pause) {
    SocketChannel channel = connect();
    drippers.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; !closed && i < bytes.length; i++) {
                    try {
                      channel.write(ByteBuffer.wrap(bytes, i, 1));
                    } catch (IOException e) {
                      // The server has had enough of it, which is its right.
                      return;
                    }
                    LockSupport.parkNanos(pause.toNanos());
                  }
                }));
    return this;
  }

  private SocketChannel connect() {
    try {
      SocketChannel channel = SocketChannel.open(address);
      channels.add(channel);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("connection " + channels.size() + " failed", e);
    }
  }

  private <T> SocketChannel connect(SocketOption<T> option, T value) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(option, value);
      channel.connect(address);
      channels.add(channel);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      // The server may close the connection while it is being abused.
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    for (SocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    drippers.forEach(LockSupport::unpark);
  }
}
