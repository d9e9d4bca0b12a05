package io.barograph.alertengine.notify.json;

import java.util.Map;

/** A JSON document in the making. The caller sees to it that what is opened is closed. */
public final class JsonText {
  private final StringBuilder text = new StringBuilder(512);
  private boolean first = true;

  public JsonText beginObject() {
    return open('{');
  }

  /** Begins an object that is the value of a field. */
  public JsonText beginObject(String name) {
    return name(name).beginObject();
  }

  public JsonText endObject() {
    return close('}');
  }

  public JsonText beginArray() {
    return open('[');
  }

  /** Begins an array that is the value of a field. */
  public JsonText beginArray(String name) {
    return name(name).beginArray();
  }

  public JsonText endArray() {
    return close(']');
  }

  private JsonText open(char bracket) {
    separate();
    text.append(bracket);
    first = true;
    return this;
  }

  private JsonText close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private JsonText name(String name) {
    separate();
    quote(name);
    text.append(':');
    first = true;
    return this;
  }

  public JsonText field(String name, String value) {
    return name(name).value(value);
  }

  public JsonText field(String name, long value) {
    name(name);
    first = false;
    text.append(value);
    return this;
  }

  public JsonText field(String name, boolean value) {
    name(name);
    first = false;
    text.append(value);
    return this;
  }

  /** A field that is an object of strings. */
  public JsonText field(String name, Map<String, String> values) {
    beginObject(name);
    values.forEach(this::field);
    return endObject();
  }

  /** A field that is an object already. */
  public JsonText field(String name, JsonText object) {
    name(name);
    first = false;
    text.append(object.text);
    return this;
  }

  /** A string as the next element. */
  public JsonText value(String value) {
    separate();
    quote(value);
    return this;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || isLoneSurrogate(value, i)) {
            text.append("\\u%04x".formatted(Character.isSurrogate(c) ? 0xFFFD : (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** Half of a character would not survive the way into UTF-8. */
  private static boolean isLoneSurrogate(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
