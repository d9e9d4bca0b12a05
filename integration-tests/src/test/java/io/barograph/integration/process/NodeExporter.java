package io.barograph.integration.process;

import io.barograph.testdatabases.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's node_exporter. */
public final class NodeExporter implements AutoCloseable {
  private final Program program;
  private final int port;

  private NodeExporter(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  public static NodeExporter start(Path directory) {
    int port = FreePort.find();
    Program program =
        Program.start(
            "node_exporter",
            directory,
            Map.of(),
            List.of("prometheus-node-exporter", "--web.listen-address=127.0.0.1:" + port));
    return new NodeExporter(program, port);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    program.close();
  }
}
