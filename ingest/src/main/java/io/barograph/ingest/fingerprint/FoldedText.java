package io.barograph.ingest.fingerprint;

import java.util.regex.Pattern;

/** Texts without what changes from one exception to the next of the same cause. */
final class FoldedText {
  /** Messages differ at their beginning or not at all. */
  private static final int READ = 1_000;

  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b");
  private static final Pattern ADDRESS =
      Pattern.compile("\\b[a-z][a-z0-9+.-]{0,20}://[^\\s\"'`)>]+");
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"\\n]*+\"|(?<!\\w)'[^'\\n]*+'(?!\\w)|`[^`\\n]*+`");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w<])(?:[A-Za-z]:\\\\[^\\s\"'`:]++|\\.{0,2}/[^\\s\"'`:,;)]++)");
  private static final Pattern HEX =
      Pattern.compile("\\b(?:0[xX][0-9a-fA-F]++|(?=[a-fA-F]*+[0-9])[0-9a-fA-F]{8,})\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d++(?:[.,:]\\d++)*+");

  /** A version or a hash between two separators of a file name. */
  private static final Pattern VERSION =
      Pattern.compile("@?[-_.]?v?\\d++(?:\\.\\d++)++(?:-[A-Za-z0-9]++)?");

  private static final Pattern HASH =
      Pattern.compile("[-_.](?=[A-Za-z]*+\\d)[0-9a-zA-Z]{8,}(?=\\.|$)");
  private static final Pattern GENERATED =
      Pattern.compile(
          "(?:\\$\\$(?:Lambda|SpringCGLIB|EnhancerBy|FastClass)[^.]*+)|\\$\\d++|\\d++$");

  private FoldedText() {}

  /** A message: {@code user 17 not found} becomes {@code user <number> not found}. */
  static String message(String message) {
    String text = message.length() > READ ? message.substring(0, READ) : message;
    text = UUID.matcher(text).replaceAll("<uuid>");
    text = ADDRESS.matcher(text).replaceAll("<address>");
    text = QUOTED.matcher(text).replaceAll("<string>");
    text = PATH.matcher(text).replaceAll("<path>");
    text = HEX.matcher(text).replaceAll("<hex>");
    return NUMBER.matcher(text).replaceAll("<number>");
  }

  /** The end of a path, which is the same on every host, without versions and hashes. */
  static String file(String file) {
    String path = file.replace('\\', '/');
    int query = path.indexOf('?');
    if (query >= 0) {
      path = path.substring(0, query);
    }
    if (path.isEmpty()) {
      return path;
    }
    int from = path.length();
    for (int segments = 0; segments < 2 && from > 0; segments++) {
      from = path.lastIndexOf('/', from - 1);
    }
    path = path.substring(from + 1);
    path = VERSION.matcher(path).replaceAll("");
    path = HASH.matcher(path).replaceAll("");
    return NUMBER.matcher(path).replaceAll("0");
  }

  /** A function without the numbers that compilers give. */
  static String function(String function) {
    return GENERATED.matcher(function).replaceAll("");
  }
}
