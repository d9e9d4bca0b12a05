/**
 * The two ports of storage: {@link io.barograph.storage.SampleAppender} to write and {@link
 * io.barograph.storage.SeriesQuerier} to read. Everything above this package works on any store
 * that passes the contract tests; nothing here knows a database.
 */
@NullMarked
package io.barograph.storage;

import org.jspecify.annotations.NullMarked;
