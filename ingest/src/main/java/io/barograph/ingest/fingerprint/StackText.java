package io.barograph.ingest.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of a stack as V8 and the JVM print it. */
final class StackText {
  private static final int MOST = 100;

  /** {@code at function (file:12:5)}, {@code at pkg.Class.method(File.java:12)}. */
  private static final Pattern WITH_FUNCTION =
      Pattern.compile("at (?:async |new )?([^(]*+)\\(([^)]*+)\\).*+");

  /** {@code at file:12:5}. */
  private static final Pattern FILE_ONLY = Pattern.compile("at (?:async )?(\\S++)");

  private static final Pattern PLACE = Pattern.compile("(?::\\d++){1,2}$");

  private static final Pattern LIBRARY =
      Pattern.compile(
          "(?:[\\w.@-]++/{1,2})*+(?:java|javax|jakarta|jdk|sun|com\\.sun|kotlin|scala|io\\.netty|reactor"
              + "|org\\.springframework|org\\.apache|org\\.hibernate|org\\.junit|com\\.zaxxer)\\..*+");

  private StackText() {}

  static List<Frame> frames(String stack) {
    List<Frame> frames = new ArrayList<>();
    int start = 0;
    while (start < stack.length() && frames.size() < MOST) {
      int end = stack.indexOf('\n', start);
      int lineEnd = end < 0 ? stack.length() : end;
      String line = stack.substring(start, Math.min(lineEnd, start + 1_000)).strip();
      if (line.startsWith("at ")) {
        add(line, frames);
      } else if (line.startsWith("Caused by:")) {
        break;
      }
      start = lineEnd + 1;
    }
    return frames;
  }

  private static void add(String line, List<Frame> frames) {
    Matcher call = WITH_FUNCTION.matcher(line);
    if (call.matches()) {
      String function = call.group(1).strip();
      String file = PLACE.matcher(call.group(2)).replaceAll("");
      frames.add(new Frame(function, file, isInApp(function, file)));
      return;
    }
    Matcher place = FILE_ONLY.matcher(line);
    if (place.matches()) {
      String file = PLACE.matcher(place.group(1)).replaceAll("");
      frames.add(new Frame("", file, isInApp("", file)));
    }
  }

  private static boolean isInApp(String function, String file) {
    return !file.startsWith("node:")
        && !file.equals("native")
        && !file.equals("<anonymous>")
        && !file.contains("node_modules")
        && !LIBRARY.matcher(function).matches();
  }
}
