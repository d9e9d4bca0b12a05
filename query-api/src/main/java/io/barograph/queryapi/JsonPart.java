package io.barograph.queryapi;

import tools.jackson.core.JsonGenerator;

/** A piece of an answer that is written in one go, such as one series. */
@FunctionalInterface
interface JsonPart {
  void writeTo(JsonGenerator json);
}
