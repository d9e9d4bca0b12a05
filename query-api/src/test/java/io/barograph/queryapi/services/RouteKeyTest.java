package io.barograph.queryapi.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RouteKeyTest {
  @Test
  void anIdNamesOneRouteAndFitsIntoAPath() {
    RouteKey key = new RouteKey("shop/eu ☃", "GET", "/hotels/:id?#\u0000%2F");
    assertThat(key.id()).matches("[A-Za-z0-9_-]+");
    assertThat(RouteKey.parse(key.id())).contains(key);
    RouteKey empty = new RouteKey("", "", "");
    assertThat(RouteKey.parse(empty.id())).contains(empty);
  }

  @Test
  void whatIsNoIdIsNone() {
    assertThat(RouteKey.parse("")).isEmpty();
    assertThat(RouteKey.parse("slow")).isEmpty();
    assertThat(RouteKey.parse("..%2f")).isEmpty();
    assertThat(RouteKey.parse(new RouteKey("a", "GET", "/").id() + "=")).isEmpty();
    assertThat(RouteKey.parse("R0VUAP__AC8")).isEmpty();
  }
}
