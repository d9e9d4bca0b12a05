package io.barograph.queryapi;

import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordLog;
import io.barograph.storage.records.Records;
import java.time.Clock;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.core.scheduler.Schedulers;

/** The routes of transactions, exceptions and events. */
final class RecordRoutes {
  private final RouterFunctions.Builder routes;
  private final Clock clock;

  private RecordRoutes(RouterFunctions.Builder routes, Clock clock) {
    this.routes = routes;
    this.clock = clock;
  }

  static void add(RouterFunctions.Builder routes, Records records, Clock clock) {
    GroupHandlers groups = new GroupHandlers(records.groups(), clock);
    QueryApi.getOnly(routes, "/exceptions/groups", groups::page);
    routes.POST("/exceptions/groups/{id}", groups::change);
    RecordRoutes each = new RecordRoutes(routes, clock);
    each.kind("transactions", "transaction", records.transactions());
    each.kind("exceptions", "exception", records.exceptions());
    each.kind("events", "event", records.events());
  }

  private <T extends RecordEntry> void kind(String plural, String name, RecordLog<T> log) {
    RecordHandlers<T> pages = new RecordHandlers<>(plural, log, clock);
    RecordEvents<T> events = new RecordEvents<>(name, log, clock, Schedulers.parallel());
    QueryApi.getOnly(routes, "/" + plural, pages::page);
    QueryApi.getOnly(routes, "/" + plural + "/stream", events::stream);
  }
}
