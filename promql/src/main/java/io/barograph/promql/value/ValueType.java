package io.barograph.promql.value;

/** The kinds of values. */
public enum ValueType {
  SCALAR("scalar", "scalar"),
  STRING("string", "string"),
  VECTOR("vector", "instant vector"),
  MATRIX("matrix", "range vector");

  private final String text;
  private final String documentedText;

  ValueType(String text, String documentedText) {
    this.text = text;
    this.documentedText = documentedText;
  }

  /** As in the {@code resultType} of the HTTP API. */
  public String text() {
    return text;
  }

  /** As in the documentation and in most error messages. */
  public String documentedText() {
    return documentedText;
  }
}
