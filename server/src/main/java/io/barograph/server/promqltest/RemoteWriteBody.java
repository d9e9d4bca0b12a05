package io.barograph.server.promqltest;

import com.google.protobuf.CodedOutputStream;
import io.barograph.model.Labels;
import io.barograph.storage.Series;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/** The body of a remote write request: protobuf, compressed. Field numbers are those of 1.0. */
final class RemoteWriteBody {
  private static final int TIME_SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int NAME = 1;
  private static final int LABEL_VALUE = 2;
  private static final int SAMPLE_VALUE = 1;
  private static final int TIMESTAMP = 2;

  private RemoteWriteBody() {}

  @FunctionalInterface
  private interface Message {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  static byte[] of(List<Series> series) {
    try {
      return Snappy.compress(
          bytes(
              out -> {
                for (Series one : series) {
                  out.writeByteArray(TIME_SERIES, bytes(inner -> write(inner, one)));
                }
              }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(CodedOutputStream out, Series series) throws IOException {
    Labels labels = series.labels();
    for (int i = 0; i < labels.size(); i++) {
      int place = i;
      out.writeByteArray(
          LABELS,
          bytes(
              label -> {
                label.writeString(NAME, labels.name(place));
                label.writeString(LABEL_VALUE, labels.value(place));
              }));
    }
    for (int i = 0; i < series.size(); i++) {
      int place = i;
      out.writeByteArray(
          SAMPLES,
          bytes(
              sample -> {
                sample.writeDouble(SAMPLE_VALUE, series.values()[place]);
                sample.writeInt64(TIMESTAMP, series.timestamps()[place]);
              }));
    }
  }

  private static byte[] bytes(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    message.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }
}
