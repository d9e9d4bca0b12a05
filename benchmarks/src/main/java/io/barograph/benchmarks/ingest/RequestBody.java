package io.barograph.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.barograph.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/** A remote write request as it grows: series of one sample each. */
public final class RequestBody {
  private static final int LONGEST_VARINT = 10;

  /** Two keys, the value, and at most ten bytes of timestamp. */
  private static final int LARGEST_SAMPLE = 2 + Double.BYTES + LONGEST_VARINT;

  private byte[] bytes = new byte[1 << 16];
  private int length;
  private int samples;

  /** Labels as fields of a series, for {@link #add}. */
  public static byte[] encode(Labels labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(320);
    for (int i = 0; i < labels.size(); i++) {
      byte[] name = labels.name(i).getBytes(UTF_8);
      byte[] value = labels.value(i).getBytes(UTF_8);
      ByteArrayOutputStream label = new ByteArrayOutputStream(64);
      writeBytes(label, 1, name);
      writeBytes(label, 2, value);
      writeBytes(out, 1, label.toByteArray());
    }
    return out.toByteArray();
  }

  private static void writeBytes(ByteArrayOutputStream out, int field, byte[] content) {
    out.write((field << 3) | 2);
    int rest = content.length;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    out.writeBytes(content);
  }

  /** Appends a series that has one sample. */
  public void add(byte[] labels, long timestamp, double value) {
    int most = length + labels.length + LARGEST_SAMPLE + 3 * LONGEST_VARINT;
    if (most > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(most, bytes.length * 2));
    }
    int sample = 2 + Double.BYTES + varintSize(timestamp);
    put((1 << 3) | 2);
    putVarint(labels.length + 1 + varintSize(sample) + sample);
    System.arraycopy(labels, 0, bytes, length, labels.length);
    length += labels.length;
    put((2 << 3) | 2);
    putVarint(sample);
    put((1 << 3) | 1);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < Long.SIZE; shift += 8) {
      put((int) (bits >>> shift));
    }
    put(2 << 3);
    putVarint(timestamp);
    samples++;
  }

  private static int varintSize(long value) {
    return Math.max(1, Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(value), 7));
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void put(int one) {
    bytes[length++] = (byte) one;
  }

  /** Samples so far. */
  public int samples() {
    return samples;
  }

  /** The request before compression. */
  public byte[] plain() {
    return Arrays.copyOf(bytes, length);
  }

  /** The request as it is posted; this body is empty afterwards. */
  public byte[] compressAndClear() {
    try {
      byte[] space = new byte[Snappy.maxCompressedLength(length)];
      byte[] body = Arrays.copyOf(space, Snappy.compress(bytes, 0, length, space, 0));
      length = 0;
      samples = 0;
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
