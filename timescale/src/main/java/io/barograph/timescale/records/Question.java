package io.barograph.timescale.records;

import java.util.ArrayList;
import java.util.List;

/**
 * A SELECT that has conditions only for what is asked, so that each combination has the plan that
 * fits it.
 */
public final class Question {
  private final StringBuilder sql;
  private final List<Object> values = new ArrayList<>();
  private String joint = " WHERE ";

  /** One without conditions yet. */
  public Question(String select) {
    this.sql = new StringBuilder(select);
  }

  /**
   * A condition.
   *
   * @param text with a {@code ?} for each value
   */
  public Question where(String text, Object... operands) {
    sql.append(joint);
    joint = " AND ";
    return append(text, operands);
  }

  /** A condition on a text, if one is wanted. */
  public Question whereEqual(String column, String wanted) {
    return wanted.isEmpty() ? this : where(column + " = ?", wanted);
  }

  /** What comes after the conditions. */
  public Question append(String text, Object... operands) {
    int next = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '?') {
        values.add(operands[next++]);
        sql.append('$').append(values.size());
      } else {
        sql.append(c);
      }
    }
    return this;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return values;
  }
}
