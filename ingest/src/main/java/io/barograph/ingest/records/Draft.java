package io.barograph.ingest.records;

import io.barograph.storage.records.RecordEntry;
import io.barograph.storage.records.RecordHead;
import java.util.function.Function;

/** A record that was read, before it is known whose it is and whether it is taken. */
record Draft(HeadDraft head, boolean valid, Function<RecordHead, RecordEntry> entry) {}
