package io.barograph.promql.parse;

import io.barograph.promql.tree.FunctionSignatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Endless inputs for a parser: queries, queries with a fault, tokens in any order, and noise. */
final class FuzzInputs {
  private static final List<String> TOKENS = tokens();

  /** What opens a level of nesting; repeated far more often than a parser may follow. */
  private static final List<String> NESTING =
      List.of(
          "(", "-", "- -", "{", "abs(", "sum(", "sum by(a)(", "1+", "x^", "x or ", "x[5m:]", "[");

  private static final int DEEPEST_NESTING = 3_000;

  private final Random random;
  private final RandomQuery queries;

  FuzzInputs(long seed) {
    this.random = new Random(seed);
    this.queries = new RandomQuery(random);
  }

  private static List<String> tokens() {
    String words =
        "x foo:bar sum topk by without on ignoring group_left group_right bool offset @ start end ()"
            + " ( ) { } [ ] [5m] [5m:1m] , = != =~ !~ == < <= > >= + - * / % ^ atan2 and or unless"
            + " 1 0x1F 1e9 .5 5m 1h30m NaN Inf \"a\" 'b' `c` \"\\xff\" \\ \" ' ` : a=\"b\" é _"
            + " 99999999999999999999 \ud800 \u0000";
    List<String> tokens = new ArrayList<>(List.of(words.split(" ", -1)));
    tokens.addAll(List.of("# comment\n", "\n", " "));
    FunctionSignatures.all().forEach(function -> tokens.add(function.name() + "("));
    return tokens;
  }

  /** The next one. */
  String next() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> queries.next();
      case 4, 5, 6 -> mutated(queries.next());
      case 7, 8 -> anyTokens();
      default -> random.nextInt(100) == 0 ? nested() : noise();
    };
  }

  /** A query in which characters or tokens were lost, doubled, replaced or put in. */
  private String mutated(String query) {
    StringBuilder mutant = new StringBuilder(query);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int start = random.nextInt(mutant.length() + 1);
      int end = Math.min(mutant.length(), start + random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> mutant.delete(start, end);
        case 1 -> mutant.insert(start, mutant.substring(start, end));
        case 2 -> mutant.replace(start, end, token());
        case 3 -> mutant.insert(start, (char) random.nextInt(0x180));
        default -> mutant.setLength(start);
      }
    }
    return mutant.toString();
  }

  private String anyTokens() {
    StringBuilder query = new StringBuilder();
    for (int i = random.nextInt(14); i >= 0; i--) {
      query.append(token()).append(random.nextInt(3) == 0 ? " " : "");
    }
    return query.toString();
  }

  private String token() {
    return TOKENS.get(random.nextInt(TOKENS.size()));
  }

  /** Bytes, half of the time as the UTF-8 that they are not. */
  private String noise() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return new String(
        bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private String nested() {
    String opening = NESTING.get(random.nextInt(NESTING.size()));
    return opening.repeat(random.nextInt(DEEPEST_NESTING)) + queries.next();
  }
}
