package io.barograph.integration.load;

import com.google.protobuf.CodedOutputStream;
import io.barograph.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/**
 * The body of a remote write request, written field by field: a test must be able to say what no
 * generated class would let it say.
 */
public final class RemoteWriteRequest {
  private static final int TIME_SERIES = 1;
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int NAME_OR_VALUE = 1;
  private static final int SECOND = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @FunctionalInterface
  private interface Message {
    void writeTo(CodedOutputStream output) throws IOException;
  }

  /** Adds a series with one sample. */
  public RemoteWriteRequest add(Labels labels, long timestamp, double value) {
    return add(labels, new long[] {timestamp}, new double[] {value});
  }

  /** Adds a series with its samples. */
  public RemoteWriteRequest add(Labels labels, long[] timestamps, double[] values) {
    String[] namesAndValues = new String[labels.size() * 2];
    for (int i = 0; i < labels.size(); i++) {
      namesAndValues[2 * i] = labels.name(i);
      namesAndValues[2 * i + 1] = labels.value(i);
    }
    return addRaw(namesAndValues, timestamps, values);
  }

  /** The same with labels in any order, repeated or empty. */
  public RemoteWriteRequest addRaw(String[] namesAndValues, long[] timestamps, double[] values) {
    byte[] series =
        message(
            output -> {
              for (int i = 0; i < namesAndValues.length; i += 2) {
                String name = namesAndValues[i];
                String value = namesAndValues[i + 1];
                output.writeByteArray(
                    LABELS,
                    message(
                        label -> {
                          label.writeString(NAME_OR_VALUE, name);
                          label.writeString(SECOND, value);
                        }));
              }
              for (int i = 0; i < timestamps.length; i++) {
                long timestamp = timestamps[i];
                double value = values[i];
                output.writeByteArray(
                    SAMPLES,
                    message(
                        sample -> {
                          sample.writeDouble(NAME_OR_VALUE, value);
                          sample.writeInt64(SECOND, timestamp);
                        }));
              }
            });
    bytes.writeBytes(message(output -> output.writeByteArray(TIME_SERIES, series)));
    return this;
  }

  /** The protobuf message, not compressed. */
  public byte[] uncompressed() {
    return bytes.toByteArray();
  }

  /** As it goes over the wire. */
  public byte[] snappy() {
    return compress(bytes.toByteArray());
  }

  /** Any bytes, compressed as remote write wants them. */
  public static byte[] compress(byte[] message) {
    try {
      return Snappy.compress(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] message(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    try {
      message.writeTo(output);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
