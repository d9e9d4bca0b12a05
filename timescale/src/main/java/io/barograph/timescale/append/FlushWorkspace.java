package io.barograph.timescale.append;

import io.barograph.storage.SampleBatch;
import io.barograph.timescale.block.BlockCompression;
import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.netty.buffer.ByteBuf;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The large arrays of a flush, kept for the next one. After a failure it is thrown away instead: a
 * worker may still be encoding from it.
 */
final class FlushWorkspace {
  private final SampleColumns columns = new SampleColumns();
  private final FreshBlockWriter blocks;

  FlushWorkspace(BlockCompression compression) {
    this.blocks = new FreshBlockWriter(compression);
  }

  /** Takes in the samples of all requests of this generation and marks the others as stale. */
  int gather(List<AppendRequest> requests, long generation) {
    columns.clear();
    for (AppendRequest request : requests) {
      SampleBatch batch = request.batch();
      if (batch.generation() == generation) {
        columns.addAll(batch.seriesIds(), batch.timestamps(), batch.values(), 0, batch.size());
      } else {
        request.markStale();
      }
    }
    int gathered = columns.size();
    columns.sort();
    columns.deduplicate();
    return gathered;
  }

  /** Encodes on a worker while the server takes in what has been encoded. */
  Flux<ByteBuf> encode(CopyRows rows, Scheduler scheduler) {
    return Flux.<ByteBuf>create(
            sink -> {
              rows.write(blocks, columns, sink::next);
              sink.complete();
            })
        .subscribeOn(scheduler);
  }
}
