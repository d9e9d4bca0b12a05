package io.barograph.timescale.append;

import io.barograph.timescale.block.FreshBlockWriter;
import io.barograph.timescale.block.SampleColumns;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Encodes a flush as rows of {@code fresh_block} in the binary format of COPY, a few large buffers.
 * The columns that are the same in all rows, when and as which flush they arrived, have defaults,
 * which {@link OpenFlush} sets. The buffers are plain heap arrays: nobody has to release them,
 * whatever goes wrong on the way.
 */
final class CopyRows implements FreshBlockWriter.Sink {
  static final String STATEMENT =
      "COPY barograph.fresh_block"
          + " (group_lo, group_hi, min_time, max_time, payload)"
          + " FROM STDIN (FORMAT binary)";

  /** Large enough that messages cost nothing, small enough that the server starts early. */
  private static final int BUFFER_SIZE = 128 << 10;

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short END_OF_ROWS = -1;
  private static final short COLUMNS = 5;
  private static final int ROW_WITHOUT_PAYLOAD =
      Short.BYTES + COLUMNS * Integer.BYTES + 2 * Long.BYTES + 2 * Integer.BYTES;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Consumer<ByteBuf> out = ignored -> {};
  private byte[] buffer = new byte[BUFFER_SIZE];
  private int length;
  private long rows;
  private long bytes;

  CopyRows() {
    System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
    length = SIGNATURE.length;
  }

  /** Encodes everything; each buffer handed out belongs to the receiver. */
  void write(FreshBlockWriter writer, SampleColumns samples, Consumer<ByteBuf> receiver) {
    out = receiver;
    writer.write(samples, this);
    ensureRoom(Short.BYTES);
    SHORT.set(buffer, length, END_OF_ROWS);
    length += Short.BYTES;
    handOut();
  }

  @Override
  public void block(
      int groupLow,
      int groupHigh,
      long minTime,
      long maxTime,
      int samples,
      byte[] payload,
      int from,
      int payloadLength) {
    ensureRoom(ROW_WITHOUT_PAYLOAD + payloadLength);
    SHORT.set(buffer, length, COLUMNS);
    length += Short.BYTES;
    putInt(groupLow);
    putInt(groupHigh);
    putLong(minTime);
    putLong(maxTime);
    INT.set(buffer, length, payloadLength);
    length += Integer.BYTES;
    System.arraycopy(payload, from, buffer, length, payloadLength);
    length += payloadLength;
    rows++;
    bytes += payloadLength;
  }

  private void putLong(long value) {
    INT.set(buffer, length, Long.BYTES);
    LONG.set(buffer, length + Integer.BYTES, value);
    length += Integer.BYTES + Long.BYTES;
  }

  private void putInt(int value) {
    INT.set(buffer, length, Integer.BYTES);
    INT.set(buffer, length + Integer.BYTES, value);
    length += 2 * Integer.BYTES;
  }

  private void ensureRoom(int more) {
    if (length + more > buffer.length) {
      handOut();
      buffer = new byte[Math.max(BUFFER_SIZE, more)];
    }
  }

  private void handOut() {
    out.accept(Unpooled.wrappedBuffer(buffer, 0, length));
    length = 0;
  }

  long rows() {
    return rows;
  }

  /** Of payload. */
  long bytes() {
    return bytes;
  }
}
