package io.barograph.promql.function;

/** Text order in which runs of digits count as numbers: {@code cpu2} comes before {@code cpu10}. */
final class NaturalOrder {
  private NaturalOrder() {}

  static int compare(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      int leftEnd = runEnd(left, i);
      int rightEnd = runEnd(right, j);
      boolean numbers = isDigit(left.charAt(i)) && isDigit(right.charAt(j));
      String leftRun = left.substring(i, leftEnd);
      String rightRun = right.substring(j, rightEnd);
      int compared = numbers ? numbers(leftRun, rightRun) : leftRun.compareTo(rightRun);
      if (compared != 0) {
        return compared;
      }
      i = leftEnd;
      j = rightEnd;
    }
    return Integer.compare(left.length() - i, right.length() - j);
  }

  private static int numbers(String left, String right) {
    String leftDigits = left.replaceFirst("^0+(?=.)", "");
    String rightDigits = right.replaceFirst("^0+(?=.)", "");
    int byLength = Integer.compare(leftDigits.length(), rightDigits.length());
    return byLength != 0 ? byLength : leftDigits.compareTo(rightDigits);
  }

  private static int runEnd(String text, int start) {
    boolean digits = isDigit(text.charAt(start));
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
