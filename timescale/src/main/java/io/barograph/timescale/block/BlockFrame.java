package io.barograph.timescale.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.zip.CRC32C;

/** What stands round the body of a block: the codec byte in front, a checksum behind. */
final class BlockFrame {
  /** Codec byte of a block whose body follows as it is. */
  static final int PLAIN = 1;

  /** Codec byte of a block whose body is compressed with Zstandard, its length in front. */
  static final int ZSTD = 2;

  static final int CHECKSUM_BYTES = Integer.BYTES;

  private static final int ZSTD_LEVEL = 3;

  /** No writer makes a body nearly as large; a damaged length must not make us allocate it. */
  private static final int MAX_BODY = 1 << 28;

  private BlockFrame() {}

  /** Frames {@code body}, appending it to {@code out}. */
  static void write(PayloadWriter body, BlockCompression compression, PayloadWriter out) {
    int start = out.size();
    if (compression == BlockCompression.ZSTD) {
      byte[] raw = body.toByteArray();
      byte[] compressed = Zstd.compress(raw, ZSTD_LEVEL);
      out.putByte(ZSTD);
      out.putVarint(raw.length);
      out.putBytes(compressed, 0, compressed.length);
    } else {
      out.putByte(PLAIN);
      out.putBytes(body.bytes(), 0, body.size());
    }
    out.putInt(checksum(out.bytes(), start, out.size() - start));
  }

  /** Verifies the checksum and leaves {@code in} at the start of the body. */
  static void open(byte[] payload, int from, int length, PayloadReader in) {
    in.reset(payload, from, length);
    if (length <= CHECKSUM_BYTES) {
      throw in.malformed("a block of %d bytes is too short to be one".formatted(length));
    }
    int bodyEnd = length - CHECKSUM_BYTES;
    in.skipTo(from + bodyEnd);
    int stored = (int) in.readSigned(CHECKSUM_BYTES);
    int computed = checksum(payload, from, bodyEnd);
    if (stored != computed) {
      throw in.malformed(
          "checksum is %08x, but the bytes make %08x; the block is damaged"
              .formatted(stored, computed));
    }
    openVerified(payload, from, bodyEnd, in);
  }

  /** The same without a checksum: {@code length} counts the codec byte and the body only. */
  static void openVerified(byte[] payload, int from, int length, PayloadReader in) {
    in.reset(payload, from, length);
    int codec = in.readByte();
    if (codec == ZSTD) {
      byte[] body = decompress(payload, from + length, in);
      in.reset(body, 0, body.length);
    } else if (codec != PLAIN) {
      throw in.malformed(
          "codec %d is not known here; it may come from a later version".formatted(codec));
    }
  }

  private static byte[] decompress(byte[] payload, int end, PayloadReader in) {
    int bodyLength = in.readCount(1, MAX_BODY, "length of the body");
    int from = in.position();
    // Before anything is allocated the frame must agree with the length in front of it.
    if (Zstd.getFrameContentSize(payload, from, end - from) == bodyLength) {
      byte[] body = new byte[bodyLength];
      try {
        if (Zstd.decompressByteArray(body, 0, bodyLength, payload, from, end - from)
            == bodyLength) {
          return body;
        }
      } catch (ZstdException e) {
        throw in.malformed("the compressed body does not unpack: " + e.getMessage());
      }
    }
    throw in.malformed("the compressed body does not unpack to %d bytes".formatted(bodyLength));
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }
}
