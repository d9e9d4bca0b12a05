package io.barograph.alertengine.notify.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sockets that can be closed from outside: a server that sends a byte now and then would hold
 * a blocking conversation for ever.
 */
final class BreakableSockets extends SocketFactory implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(BreakableSockets.class);

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  @Override
  public Socket createSocket() throws IOException {
    return keep(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return keep(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return keep(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return keep(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return keep(new Socket(host, port, local, localPort));
  }

  private Socket keep(Socket socket) throws IOException {
    sockets.add(socket);
    if (closed) {
      socket.close();
      throw new IOException("given up");
    }
    return socket;
  }

  @Override
  public void close() {
    closed = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        logger.debug("a connection to a mail server did not close", e);
      }
    }
  }
}
