package io.barograph.ingest.remotewrite;

import static io.barograph.ingest.ProtobufCursor.FIXED64;
import static io.barograph.ingest.ProtobufCursor.LENGTH_DELIMITED;
import static io.barograph.ingest.ProtobufCursor.VARINT;

import io.barograph.ingest.ProtobufCursor;

/**
 * Scans a {@code prometheus.WriteRequest} (remote write 1.0) into columns. Exemplars and native
 * histograms are counted, unknown fields passed over, as protobuf wants it; a known field of the
 * wrong type is an error.
 */
final class RequestDecoder {
  private static final int TIME_SERIES = 1 << 3 | LENGTH_DELIMITED;
  private static final int METADATA = 3 << 3 | LENGTH_DELIMITED;
  private static final int LABEL = 1 << 3 | LENGTH_DELIMITED;
  private static final int SAMPLE = 2 << 3 | LENGTH_DELIMITED;
  private static final int EXEMPLAR = 3 << 3 | LENGTH_DELIMITED;
  private static final int HISTOGRAM = 4 << 3 | LENGTH_DELIMITED;
  private static final int VALUE = 1 << 3 | FIXED64;
  private static final int TIMESTAMP = 2 << 3 | VARINT;

  /** They become objects; Prometheus sends 2,000 at a time. */
  private static final int MAX_METADATA = 50_000;

  private final byte[] bytes;
  private final ProtobufCursor cursor;
  private final DecodedRequest request;
  private final int maxSamples;
  private final KnownSeries.Walk known;

  private RequestDecoder(byte[] bytes, int length, int maxSamples, KnownSeries.Walk known) {
    this.bytes = bytes;
    this.cursor = new ProtobufCursor(bytes, 0, length, MalformedRequestException::at);
    this.request = new DecodedRequest(bytes, length, known.generation());
    this.known = known;
    this.maxSamples = maxSamples;
  }

  /**
   * Scans the first {@code length} bytes. Label fields may be moved within their series.
   *
   * @param known what is known of series; those expected are compared and not scanned
   * @param maxSamples samples, and series, that one request may have
   * @throws MalformedRequestException if they are no write request
   * @throws RequestTooLargeException if it has more
   */
  static DecodedRequest decode(byte[] bytes, int length, int maxSamples, KnownSeries.Walk known) {
    RequestDecoder decoder = new RequestDecoder(bytes, length, maxSamples, known);
    decoder.scanRequest();
    return decoder.request;
  }

  private void scanRequest() {
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      switch (tag) {
        case TIME_SERIES -> scanSeries();
        case METADATA -> scanMetadata();
        default -> skipUnknown(tag, "WriteRequest", 1, 3);
      }
    }
  }

  private void scanMetadata() {
    if (request.metadata().size() >= MAX_METADATA) {
      throw new RequestTooLargeException("more than %d descriptions".formatted(MAX_METADATA));
    }
    int length = cursor.length();
    int outer = cursor.enter(length);
    MetadataDecoder.decode(bytes, cursor).ifPresent(request::add);
    cursor.leave(outer);
  }

  private void scanSeries() {
    int length = cursor.length();
    int start = cursor.position();
    int outer = cursor.enter(length);
    boolean expected = skipExpectedLabels(start + length);
    if (!expected) {
      cursor.skipAll((byte) LABEL);
    }
    int labelsEnd = cursor.position();
    boolean scattered = false;
    int histograms = 0;
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      switch (tag) {
        case SAMPLE -> scanSample();
        case LABEL -> {
          cursor.skipBytes(cursor.length());
          scattered = true;
        }
        case EXEMPLAR -> {
          cursor.skipBytes(cursor.length());
          request.addExemplar();
        }
        case HISTOGRAM -> {
          cursor.skipBytes(cursor.length());
          histograms++;
        }
        default -> skipUnknown(tag, "TimeSeries", 1, 2, 3, 4);
      }
    }
    cursor.leave(outer);
    if (request.series() >= maxSamples) {
      throw new RequestTooLargeException("more than %d series".formatted(maxSamples));
    }
    int labelsLength = scattered ? gatherLabels(start, length) : labelsEnd - start;
    long id =
        expected && !scattered ? known.takeExpected() : known.find(bytes, start, labelsLength);
    request.endSeries(start, labelsLength, histograms, id);
  }

  /** Goes past the labels of the series that is expected, if they are here, and all there are. */
  private boolean skipExpectedLabels(int seriesEnd) {
    int start = cursor.position();
    int length = known.expect(bytes, start, seriesEnd - start);
    int end = start + length;
    if (length == 0 || (end < seriesEnd && bytes[end] == LABEL)) {
      return false;
    }
    cursor.skipBytes(length);
    return true;
  }

  /**
   * Moves the label fields of a series to its front, so that one key serves. Labels behind samples
   * are legal but unseen in the wild; all else in the series has been read by now.
   *
   * @return bytes of all labels
   */
  private int gatherLabels(int start, int length) {
    ProtobufCursor again =
        new ProtobufCursor(bytes, start, start + length, MalformedRequestException::at);
    int to = start;
    while (again.hasMore()) {
      int from = again.position();
      int tag = again.tag();
      again.skip(tag);
      if (tag == LABEL) {
        int size = again.position() - from;
        System.arraycopy(bytes, from, bytes, to, size);
        to += size;
      }
    }
    return to - start;
  }

  private void scanSample() {
    int usual = UsualSample.size(bytes, cursor.position(), cursor.limit());
    if (usual > 0) {
      cursor.skipBytes(usual);
      int end = cursor.position();
      addSample(UsualSample.timestamp(bytes, end), UsualSample.value(bytes, end, usual));
    } else {
      scanUnusualSample();
    }
  }

  private void scanUnusualSample() {
    int outer = cursor.enter(cursor.length());
    long valueBits = 0;
    long timestamp = 0;
    while (cursor.hasMore()) {
      int tag = cursor.tag();
      switch (tag) {
        case VALUE -> valueBits = cursor.fixed64();
        case TIMESTAMP -> timestamp = cursor.varint();
        default -> skipUnknown(tag, "Sample", 1, 2);
      }
    }
    cursor.leave(outer);
    addSample(timestamp, Double.longBitsToDouble(valueBits));
  }

  private void addSample(long timestamp, double value) {
    if (request.samples() >= maxSamples) {
      throw new RequestTooLargeException("more than %d samples".formatted(maxSamples));
    }
    request.addSample(timestamp, value);
  }

  /** A known number comes here only with a wrong wire type. */
  private void skipUnknown(int tag, String message, int... known) {
    for (int number : known) {
      if (tag >>> 3 == number) {
        throw MalformedRequestException.at(
            cursor.position(),
            "field %d of %s has wire type %d".formatted(number, message, tag & 7));
      }
    }
    cursor.skip(tag);
  }
}
