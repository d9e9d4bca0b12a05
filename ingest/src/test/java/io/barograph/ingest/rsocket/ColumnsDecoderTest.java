package io.barograph.ingest.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.barograph.ingest.LabelLimits;
import io.barograph.ingest.LabelSetBuilder;
import io.barograph.ingest.RefusalSummary;
import io.barograph.protocol.v1.MetricDescription;
import io.barograph.protocol.v1.SampleColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnsDecoderTest {
  private final ColumnsDecoder decoder = new ColumnsDecoder(1000);

  private DecodedBatch decode(byte[] bytes) {
    return decoder.decode(bytes, 0, bytes.length);
  }

  private static SampleColumns random(SplittableRandom random) {
    SampleColumns.Builder columns = SampleColumns.newBuilder();
    if (random.nextBoolean()) {
      columns.setBatch(random.nextLong()).setBaseTimestampMs(random.nextLong());
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      columns.addRefs(random.nextInt() >>> random.nextInt(32));
      columns.addTimestampOffsetsMs(random.nextLong() >> random.nextInt(64));
      columns.addValues(Double.longBitsToDouble(random.nextLong()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      columns.addDefine(OpenDoor.definition(i, "__name__", "m" + i, "host", "h"));
    }
    if (random.nextInt(8) == 0) {
      columns.setUnknownFields(
          UnknownFieldSet.newBuilder()
              .addField(99, Field.newBuilder().addFixed32(1).addFixed64(2).addVarint(3).build())
              .addField(
                  98, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("new")).build())
              .build());
    }
    return columns.build();
  }

  private static void assertSame(DecodedBatch batch, SampleColumns columns) {
    assertThat(batch.number).isEqualTo(columns.getBatch());
    assertThat(batch.baseTimestamp).isEqualTo(columns.getBaseTimestampMs());
    assertThat(batch.definitions).hasSize(columns.getDefineCount());
    assertThat(batch.descriptions).hasSize(columns.getDescribeCount());
    assertThat(batch.refCount).isEqualTo(columns.getRefsCount());
    assertThat(batch.offsetCount).isEqualTo(columns.getTimestampOffsetsMsCount());
    assertThat(batch.valueCount).isEqualTo(columns.getValuesCount());
    for (int i = 0; i < batch.refCount; i++) {
      if (batch.refs[i] != columns.getRefs(i)) {
        throw new AssertionError("ref " + i + " of " + columns);
      }
    }
    for (int i = 0; i < batch.offsetCount; i++) {
      if (batch.offsets[i] != columns.getTimestampOffsetsMs(i)) {
        throw new AssertionError("offset " + i + " of " + columns);
      }
    }
    for (int i = 0; i < batch.valueCount; i++) {
      if (Double.doubleToRawLongBits(batch.values[i])
          != Double.doubleToRawLongBits(columns.getValues(i))) {
        throw new AssertionError("value " + i + " of " + columns);
      }
    }
  }

  @Test
  void readsWhatGeneratedCodeWrites() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 20_000; i++) {
      SampleColumns columns = random(random);
      assertSame(decode(columns.toByteArray()), columns);
    }
  }

  @Test
  void readsRepeatedFieldsUnpackedAndInPieces() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < 40; i++) {
      out.writeUInt32(SampleColumns.REFS_FIELD_NUMBER, i * 1000);
      out.writeSInt64(SampleColumns.TIMESTAMP_OFFSETS_MS_FIELD_NUMBER, -i);
      out.writeDouble(SampleColumns.VALUES_FIELD_NUMBER, i / 7.0);
    }
    out.flush();
    SampleColumns packed = SampleColumns.newBuilder().addRefs(5).addValues(5).build();
    packed.writeTo(bytes);
    packed.writeTo(bytes);
    assertSame(decode(bytes.toByteArray()), SampleColumns.parseFrom(bytes.toByteArray()));
  }

  @Test
  void everyTruncationIsRefusedOrAPrefixOfFields() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      byte[] whole = random(random).toByteArray();
      for (int length = 0; length < whole.length; length++) {
        assertNoHarm(Arrays.copyOf(whole, length));
      }
    }
  }

  /** A million mutated messages: refused with a sentence, or decoded as the generated code does. */
  @Test
  void mutatedMessagesAreDecodedAsByGeneratedCodeOrRefused() {
    SplittableRandom random = new SplittableRandom(2026);
    byte[][] seeds = new byte[64][];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = random(random).toByteArray();
    }
    int decoded = 0;
    for (int i = 0; i < 1_000_000; i++) {
      byte[] message = seeds[random.nextInt(seeds.length)].clone();
      for (int flips = 1 + random.nextInt(4); flips > 0 && message.length > 0; flips--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      if (random.nextInt(4) == 0) {
        message = Arrays.copyOf(message, random.nextInt(message.length + 1));
      }
      decoded += assertNoHarm(message) ? 1 : 0;
    }
    assertThat(decoded).isBetween(10_000, 990_000);
  }

  private boolean assertNoHarm(byte[] message) {
    DecodedBatch batch;
    try {
      batch = decode(message);
    } catch (MalformedBatchException e) {
      assertThat(e.getMessage()).startsWith("batch cannot be decoded at byte ");
      return false;
    }
    SampleColumns columns;
    try {
      columns = SampleColumns.parseFrom(message);
    } catch (IOException e) {
      // Ours looks into definitions later, so it may take here what the other refuses.
      return true;
    }
    assertThat(batch.valueCount).isEqualTo(columns.getValuesCount());
    assertThat(batch.refCount).isEqualTo(columns.getRefsCount());
    assertThat(batch.offsetCount).isEqualTo(columns.getTimestampOffsetsMsCount());
    assertThat(batch.baseTimestamp).isEqualTo(columns.getBaseTimestampMs());
    return true;
  }

  @Test
  void mutatedDefinitionsAreRefusedOrKeepTheTableWhole() {
    SplittableRandom random = new SplittableRandom(99);
    byte[] seed =
        SampleColumns.newBuilder()
            .addDefine(OpenDoor.definition(0, "__name__", "a", "host", "web-1"))
            .addDefine(OpenDoor.definition(1, "__name__", "b", "host", "web-1"))
            .addDescribe(MetricDescription.newBuilder().setMetric("a").setHelp("h"))
            .build()
            .toByteArray();
    for (int i = 0; i < 100_000; i++) {
      byte[] message = seed.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      SeriesTable table = new SeriesTable(new SeriesRoom(1L << 30).share(), 1_000_000);
      DefinitionReader reader =
          new DefinitionReader(new LabelSetBuilder(LabelLimits.DEFAULTS), table);
      try {
        DecodedBatch batch = decode(message);
        reader.define(message, batch.definitions, new RefusalSummary());
        DefinitionReader.describe(message, batch.descriptions);
      } catch (MalformedBatchException e) {
        assertThat(e.getMessage()).startsWith("batch cannot be decoded at byte ");
      }
      assertThat(table.resolvable(0, table.size())).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void refusesWrongTypesOfKnownFieldsWithTheirPlace() {
    // Field 6 (values) as a varint; field 1 (batch) as bytes; field 0; a group.
    for (byte[] message :
        List.of(
            new byte[] {0x30, 1}, new byte[] {0x0a, 0}, new byte[] {0x00, 0}, new byte[] {0x7b})) {
      assertThatThrownBy(() -> decode(message)).isInstanceOf(MalformedBatchException.class);
    }
    assertThatThrownBy(() -> decode(new byte[] {0x08, 1, 0x30, 1}))
        .hasMessage("batch cannot be decoded at byte 3: wire type 0 in field 6");
    assertThatThrownBy(() -> decode(new byte[] {0x32, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        .hasMessageContaining("values take 9 bytes, which is no multiple of 8");
  }

  @Test
  void refusesMoreSamplesThanTheLimitBeforeAllocating() {
    SampleColumns.Builder columns = SampleColumns.newBuilder();
    for (int i = 0; i < 1001; i++) {
      columns.addValues(i);
    }
    assertThatThrownBy(() -> decode(columns.build().toByteArray()))
        .hasMessageContaining("1001 samples, limit is 1000; send smaller batches");
    byte[] refs = new byte[2000];
    refs[0] = 0x1a;
    refs[1] = (byte) 0xcd;
    refs[2] = 0x0f;
    assertThatThrownBy(() -> decode(refs)).hasMessageContaining("limit is 1000");
  }
}
