package io.barograph.queryapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A small JSON document that was sent to us; complaints name the field. */
final class JsonObject {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String path;
  private final Map<String, Object> fields;

  private JsonObject(String path, Map<String, Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  static JsonObject read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ApiException.badData("the body is not a JSON object");
      }
      JsonObject object = new JsonObject("", object(parser));
      if (parser.nextToken() != null) {
        throw ApiException.badData("the body goes on after the JSON object");
      }
      return object;
    } catch (JacksonException e) {
      throw ApiException.badData("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  /** Null stands for itself, and so that maps can hold it, for an absent field. */
  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      default -> parser.getString();
    };
  }

  /** Complains of a field that is not one of these. */
  void allowOnly(Set<String> names) {
    for (String name : fields.keySet()) {
      if (!names.contains(name)) {
        throw ApiException.badData("unknown field \"" + path + name + "\"");
      }
    }
  }

  /** A string, or the empty one where there is none. */
  String text(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw ApiException.badData("field \"" + path + name + "\" is not a string");
  }

  boolean flag(String name, boolean otherwise) {
    Object value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw ApiException.badData("field \"" + path + name + "\" is neither true nor false");
  }

  /** The objects of an array; none where there is none. */
  @SuppressWarnings("unchecked") // the maps are made above, of names and values
  List<JsonObject> objects(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items)) {
      throw ApiException.badData("field \"" + path + name + "\" is not an array");
    }
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String place = path + name + "[" + i + "]";
      if (!(items.get(i) instanceof Map<?, ?> map)) {
        throw ApiException.badData("field \"" + place + "\" is not an object");
      }
      objects.add(new JsonObject(place + ".", (Map<String, Object>) map));
    }
    return objects;
  }

  /** What stands before the names of fields in complaints. */
  String path() {
    return path;
  }
}
