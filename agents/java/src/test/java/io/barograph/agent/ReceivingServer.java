package io.barograph.agent;

import com.google.protobuf.InvalidProtocolBufferException;
import io.barograph.protocol.Routes;
import io.barograph.protocol.v1.Label;
import io.barograph.protocol.v1.RecordAck;
import io.barograph.protocol.v1.RecordBatch;
import io.barograph.protocol.v1.SampleColumns;
import io.barograph.protocol.v1.SeriesDefinition;
import io.barograph.protocol.v1.WriteAck;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes what agents send, and says that it is stored unless it is told to keep silent. */
public final class ReceivingServer implements AutoCloseable {
  private final CloseableChannel channel;
  private final Queue<String> samples = new ConcurrentLinkedQueue<>();
  private final Queue<RecordBatch> records = new ConcurrentLinkedQueue<>();
  private final Queue<RSocket> agents = new ConcurrentLinkedQueue<>();
  private volatile boolean silent;
  private volatile boolean takesRecords = true;

  public ReceivingServer() {
    channel =
        RSocketServer.create(this::accept)
            .bind(TcpServerTransport.create("127.0.0.1", 0))
            .block(Duration.ofSeconds(10));
  }

  public String address() {
    return "tcp://127.0.0.1:" + channel.address().getPort();
  }

  /** Samples as {@code time name{label=value} value}, in the order of their coming. */
  public List<String> samples() {
    return List.copyOf(samples);
  }

  public List<RecordBatch> records() {
    return List.copyOf(records);
  }

  /** Acknowledges no records from now on, or does so again. */
  public void silent(boolean keepSilent) {
    silent = keepSilent;
  }

  /** Is one that knows no records. */
  public void withoutRecords() {
    takesRecords = false;
  }

  /** Breaks all connections. */
  public void disconnect() {
    agents.forEach(RSocket::dispose);
    agents.clear();
  }

  private Mono<RSocket> accept(ConnectionSetupPayload setup, RSocket agent) {
    agents.add(agent);
    return Mono.just(
        new RSocket() {
          @Override
          public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
            return Flux.from(payloads)
                .switchOnFirst(
                    (first, all) -> {
                      String route = first.get().getMetadataUtf8();
                      return route.endsWith(Routes.RECORDS) ? takeRecords(all) : takeSamples(all);
                    });
          }
        });
  }

  private Flux<Payload> takeSamples(Flux<Payload> payloads) {
    Map<Integer, String> series = new HashMap<>();
    List<Integer> refs = new ArrayList<>();
    return payloads.map(
        payload -> {
          SampleColumns columns = columns(payload);
          for (SeriesDefinition definition : columns.getDefineList()) {
            series.put(definition.getRef(), text(definition));
          }
          if (columns.getRefsCount() > 0) {
            refs.clear();
            refs.addAll(columns.getRefsList());
          }
          for (int i = 0; i < columns.getValuesCount(); i++) {
            long offset =
                columns.getTimestampOffsetsMsCount() == 0 ? 0 : columns.getTimestampOffsetsMs(i);
            samples.add(
                columns.getBaseTimestampMs()
                    + offset
                    + " "
                    + series.get(refs.get(i))
                    + " "
                    + columns.getValues(i));
          }
          return DefaultPayload.create(
              WriteAck.newBuilder()
                  .setBatch(columns.getBatch())
                  .setAccepted(columns.getValuesCount())
                  .build()
                  .toByteArray());
        });
  }

  private static String text(SeriesDefinition definition) {
    Map<String, String> labels = new TreeMap<>();
    for (Label label : definition.getLabelsList()) {
      labels.put(label.getName(), label.getValue());
    }
    String name = labels.remove("__name__");
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(",", name + "{", "}"));
  }

  private Flux<Payload> takeRecords(Flux<Payload> payloads) {
    if (!takesRecords) {
      return payloads.concatMap(
          payload -> Mono.error(new IllegalArgumentException("route \"records\" is unknown")));
    }
    return payloads.concatMap(
        payload -> {
          RecordBatch batch = batch(payload);
          records.add(batch);
          long size =
              (long) batch.getTransactionsCount()
                  + batch.getExceptionsCount()
                  + batch.getEventsCount();
          RecordAck ack =
              RecordAck.newBuilder().setBatch(batch.getBatch()).setAccepted(size).build();
          return silent ? Mono.empty() : Mono.just(DefaultPayload.create(ack.toByteArray()));
        });
  }

  private static SampleColumns columns(Payload payload) {
    try {
      return SampleColumns.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordBatch batch(Payload payload) {
    try {
      return RecordBatch.parseFrom(payload.getData());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    disconnect();
    channel.dispose();
  }
}
