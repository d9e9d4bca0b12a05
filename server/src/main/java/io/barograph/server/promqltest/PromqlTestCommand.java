package io.barograph.server.promqltest;

import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.ParserOptions;
import io.barograph.promql.script.PromqlTest;
import io.barograph.promql.script.ScriptRunner;
import io.barograph.server.client.ApiClient;
import io.barograph.server.client.ApiFailure;
import io.barograph.server.client.ClientToken;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The command {@code bin/promqltest --url URL FILE...}. */
public final class PromqlTestCommand {
  private static final String USAGE =
      """
      usage: promqltest --url URL [--token-file FILE] FILE...
      Runs scripts in Prometheus's .test notation against a running server: loads by remote write,
      evaluates by query and query_range. Scripts do not see each other's data; what they load stays
      in the server, so take one that holds nothing else. It must keep samples of 1970:

        BAROGRAPH_RETENTION=30000d BAROGRAPH_QUERY_EXPERIMENTAL_FUNCTIONS=true bin/barograph serve

        --token-file FILE  the server's token; or BAROGRAPH_TOKEN in the environment
      """;

  private PromqlTestCommand() {}

  /** Exits with 0 if all passed, 1 if something failed, 2 if a file or the server is missing. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException {
    String url = "";
    String tokenFile = "";
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--help", "-h" -> {
          out.print(USAGE);
          return 0;
        }
        case "--url" -> url = ++i < arguments.size() ? arguments.get(i) : "";
        case "--token-file" -> tokenFile = ++i < arguments.size() ? arguments.get(i) : "";
        default -> files.add(Path.of(argument));
      }
    }
    if (files.isEmpty() || url.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    Parser parser = new Parser(new ParserOptions(true));
    Supplier<String> scopes = scopes();
    try (ApiClient server =
        new ApiClient(URI.create(url), ClientToken.find(tokenFile, environment))) {
      return PromqlTest.run(
          files,
          () -> new ScriptRunner(new ServerTarget(server, parser, scopes), parser),
          out,
          err);
    } catch (ApiFailure e) {
      err.println(e.message());
      return 2;
    }
  }

  private static Supplier<String> scopes() {
    String run = UUID.randomUUID().toString().substring(0, 8);
    AtomicInteger count = new AtomicInteger();
    return () -> run + "-" + count.incrementAndGet();
  }
}
