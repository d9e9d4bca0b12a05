package io.barograph.queryapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseQueryTest {
  private static final String LOAD =
      """
      {"type":"vectorSelector","name":"load","matchers":[{"name":"__name__","type":"=","value":"load"}],\
      "offset":0,"timestamp":null,"startOrEnd":null}""";

  private final TestApi api = new TestApi();

  private void assertTree(String query, String tree) {
    assertThat(api.post("/parse_query", "query", query).body())
        .isEqualTo("{\"status\":\"success\",\"data\":" + tree + "}");
  }

  @Test
  void aggregationOfACallOfARange() {
    assertTree(
        "sum by (host) (rate(cpu{mode!~\"i.*\"}[5m] @ 7 offset 1m))",
        """
        {"type":"aggregation","op":"sum","expr":{"type":"call","func":{"name":"rate","variadic":0,\
        "returnType":"vector","argTypes":["matrix"]},"args":[{"type":"matrixSelector","range":300000,\
        "name":"cpu","matchers":[{"name":"mode","type":"!~","value":"i.*"},\
        {"name":"__name__","type":"=","value":"cpu"}],\
        "offset":60000,"timestamp":7000,"startOrEnd":null}]},\
        "param":null,"grouping":["host"],"without":false}""");
  }

  @Test
  void parameterAndSubquery() {
    assertTree(
        "topk without () (2, max_over_time(load[1h:30s] @ end()))",
        """
        {"type":"aggregation","op":"topk","expr":{"type":"call","func":{"name":"max_over_time",\
        "variadic":0,"returnType":"vector","argTypes":["matrix"]},"args":[{"type":"subquery",\
        "range":3600000,"step":30000,"offset":0,"timestamp":null,"startOrEnd":"end","expr":%s}]},\
        "param":{"type":"numberLiteral","val":"2"},"grouping":[],"without":true}"""
            .formatted(LOAD));
  }

  @Test
  void operatorsWithAndWithoutMatching() {
    assertTree(
        "load * on (a) group_left (b) load",
        """
        {"type":"binaryExpr","op":"*","lhs":%s,"rhs":%s,"matching":{"card":"many-to-one",\
        "labels":["a"],"on":true,"include":["b"]},"bool":false}"""
            .formatted(LOAD, LOAD));
    assertTree(
        "load > bool (-5m)",
        """
        {"type":"binaryExpr","op":">","lhs":%s,"rhs":{"type":"parenExpr",\
        "expr":{"type":"numberLiteral","val":"-300"}},"matching":null,"bool":true}"""
            .formatted(LOAD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'x"y' | {"type":"stringLiteral","val":"x\\"y"}
          -load | {"type":"unaryExpr","op":"-","expr":LOAD}
          load @ start() | {"type":"vectorSelector","name":"load","matchers":[{"name":"__name__","type":"=","value":"load"}],"offset":0,"timestamp":null,"startOrEnd":"start"}
          1e30 | {"type":"numberLiteral","val":"1000000000000000000000000000000"}
          """)
  void otherNodes(String query, String tree) {
    assertTree(query.startsWith("x\"") ? "'" + query + "'" : query, tree.replace("LOAD", LOAD));
  }

  @Test
  void mistakesHaveAPosition() {
    assertThat(api.get("/parse_query", "query", "sum(load").body())
        .contains("invalid parameter \\\"query\\\": 1:9: parse error: unclosed left parenthesis");
  }
}
