package io.barograph.queryapi;

import io.barograph.model.LabelMatcher;
import io.barograph.promql.tree.AggregateExpr;
import io.barograph.promql.tree.AtModifier;
import io.barograph.promql.tree.BinaryExpr;
import io.barograph.promql.tree.Expr;
import io.barograph.promql.tree.FunctionCall;
import io.barograph.promql.tree.FunctionSignature;
import io.barograph.promql.tree.MatrixSelector;
import io.barograph.promql.tree.NumberLiteral;
import io.barograph.promql.tree.ParenExpr;
import io.barograph.promql.tree.StringLiteral;
import io.barograph.promql.tree.SubqueryExpr;
import io.barograph.promql.tree.UnaryExpr;
import io.barograph.promql.tree.VectorMatching;
import io.barograph.promql.tree.VectorSelector;
import io.barograph.promql.value.FloatFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The tree of a query in the form that Prometheus's query builders read; times are milliseconds.
 */
final class TreeJson {
  private final JsonGenerator json;

  private TreeJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, Expr expr) {
    new TreeJson(json).node(expr);
  }

  private void node(Expr expr) {
    json.writeStartObject();
    switch (expr) {
      case AggregateExpr aggregate -> aggregation(aggregate);
      case BinaryExpr binary -> binary(binary);
      case FunctionCall call -> call(call);
      case MatrixSelector matrix -> {
        type("matrixSelector").writeNumberProperty("range", matrix.length());
        selector(matrix.vector());
      }
      case VectorSelector selector -> {
        type("vectorSelector");
        selector(selector);
      }
      case SubqueryExpr subquery -> {
        type("subquery")
            .writeNumberProperty("range", subquery.length())
            .writeNumberProperty("step", subquery.step());
        modifiers(subquery.offset(), subquery.at());
        child("expr", subquery.expr());
      }
      case NumberLiteral number ->
          type("numberLiteral").writeStringProperty("val", FloatFormat.plain(number.value()));
      case StringLiteral string -> type("stringLiteral").writeStringProperty("val", string.value());
      case ParenExpr paren -> {
        type("parenExpr");
        child("expr", paren.expr());
      }
      case UnaryExpr unary -> {
        type("unaryExpr").writeStringProperty("op", unary.negative() ? "-" : "+");
        child("expr", unary.expr());
      }
    }
    json.writeEndObject();
  }

  private JsonGenerator type(String type) {
    return json.writeStringProperty("type", type);
  }

  private void child(String name, @Nullable Expr expr) {
    json.writeName(name);
    if (expr == null) {
      json.writeNull();
    } else {
      node(expr);
    }
  }

  private void aggregation(AggregateExpr aggregate) {
    type("aggregation").writeStringProperty("op", aggregate.operator().text());
    child("expr", aggregate.expr());
    child("param", aggregate.parameter());
    strings("grouping", aggregate.grouping());
    json.writeBooleanProperty("without", aggregate.without());
  }

  private void binary(BinaryExpr binary) {
    type("binaryExpr").writeStringProperty("op", binary.operator().text());
    child("lhs", binary.left());
    child("rhs", binary.right());
    VectorMatching matching = binary.matching();
    json.writeName("matching");
    if (matching == null) {
      json.writeNull();
    } else {
      json.writeStartObject().writeStringProperty("card", matching.cardinality().text());
      strings("labels", matching.labels());
      json.writeBooleanProperty("on", matching.on());
      strings("include", matching.include());
      json.writeEndObject();
    }
    json.writeBooleanProperty("bool", binary.returnBool());
  }

  private void call(FunctionCall call) {
    FunctionSignature function = call.function();
    type("call")
        .writeObjectPropertyStart("func")
        .writeStringProperty("name", function.name())
        .writeNumberProperty("variadic", function.optional())
        .writeStringProperty("returnType", function.returnType().text());
    strings("argTypes", function.argumentTypes().stream().map(type -> type.text()).toList());
    json.writeEndObject().writeArrayPropertyStart("args");
    call.arguments().forEach(this::node);
    json.writeEndArray();
  }

  private void selector(VectorSelector selector) {
    json.writeStringProperty("name", selector.name()).writeArrayPropertyStart("matchers");
    for (LabelMatcher matcher : selector.matchers()) {
      json.writeStartObject()
          .writeStringProperty("name", matcher.name())
          .writeStringProperty("type", matcher.type().operator())
          .writeStringProperty("value", matcher.value())
          .writeEndObject();
    }
    json.writeEndArray();
    modifiers(selector.offset(), selector.at());
  }

  private void modifiers(long offset, AtModifier at) {
    json.writeNumberProperty("offset", offset);
    switch (at.kind()) {
      case NONE -> json.writeNullProperty("timestamp").writeNullProperty("startOrEnd");
      case TIMESTAMP ->
          json.writeNumberProperty("timestamp", at.timestamp()).writeNullProperty("startOrEnd");
      case START -> json.writeNullProperty("timestamp").writeStringProperty("startOrEnd", "start");
      case END -> json.writeNullProperty("timestamp").writeStringProperty("startOrEnd", "end");
    }
  }

  private void strings(String name, List<String> strings) {
    json.writeArrayPropertyStart(name);
    strings.forEach(json::writeString);
    json.writeEndArray();
  }
}
