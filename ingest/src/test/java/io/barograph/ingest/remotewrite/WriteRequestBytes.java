package io.barograph.ingest.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Label;
import io.barograph.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Writes remote write requests byte by byte, right ones and wrong ones. */
final class WriteRequestBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A series with samples given as alternating timestamps and values. */
  WriteRequestBytes series(Labels labels, Number... timestampsAndValues) {
    return series(labels.asList(), timestampsAndValues);
  }

  WriteRequestBytes series(List<Label> labels, Number... timestampsAndValues) {
    WriteRequestBytes series = new WriteRequestBytes();
    labels.forEach(label -> series.label(label.name(), label.value()));
    for (int i = 0; i < timestampsAndValues.length; i += 2) {
      series.sample(timestampsAndValues[i].longValue(), timestampsAndValues[i + 1].doubleValue());
    }
    return field(1, series.toByteArray());
  }

  WriteRequestBytes label(String name, String value) {
    return label(name.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  WriteRequestBytes label(byte[] name, byte[] value) {
    return field(1, new WriteRequestBytes().field(1, name).field(2, value).toByteArray());
  }

  WriteRequestBytes sample(long timestamp, double value) {
    WriteRequestBytes sample = new WriteRequestBytes();
    sample.varint(1 << 3 | 1);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < 8; i++) {
      sample.bytes.write((int) (bits >>> (8 * i)));
    }
    sample.varint(2 << 3).varint(timestamp);
    return field(2, sample.toByteArray());
  }

  WriteRequestBytes metadata(int type, String metric, String help, String unit) {
    WriteRequestBytes metadata = new WriteRequestBytes().varint(1 << 3).varint(type);
    metadata.field(2, metric.getBytes(UTF_8)).field(4, help.getBytes(UTF_8));
    return field(3, metadata.field(5, unit.getBytes(UTF_8)).toByteArray());
  }

  WriteRequestBytes field(int number, byte[] content) {
    varint(number << 3 | 2).varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  WriteRequestBytes varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  byte[] toSnappy() {
    return snappy(toByteArray());
  }

  static byte[] snappy(byte[] plain) {
    try {
      return Snappy.compress(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
