package io.barograph.promql.value;

/** The answer to a query. */
public record QueryResult(QueryValue value, QueryNotices notices, QueryStatistics statistics) {}
