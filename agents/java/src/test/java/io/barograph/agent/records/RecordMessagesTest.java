package io.barograph.agent.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.protocol.ProtocolLimits;
import io.barograph.protocol.v1.Event;
import io.barograph.protocol.v1.ExceptionRecord;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordMessagesTest {
  private final RecordMessages messages =
      new RecordMessages(OwnCode.inPackages(List.of("io.barograph")), new Random(1));

  private ExceptionRecord exception(Throwable error) {
    return messages.exception(5, error, "reported", "", "", Map.of());
  }

  @Test
  void anExceptionHasItsFramesAndWhichAreOurs() {
    ExceptionRecord record = exception(new IllegalStateException("no room"));
    assertThat(record.getType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(record.getMessage()).isEqualTo("no room");
    assertThat(record.getStack()).startsWith("java.lang.IllegalStateException: no room\n\tat ");
    assertThat(record.getFrames(0).getFunction()).isEqualTo(getClass().getName() + "." + own());
    assertThat(record.getFrames(0).getInApp()).isTrue();
    assertThat(record.getFramesList()).anyMatch(frame -> !frame.getInApp());
    assertThat(record.getTruncated()).isFalse();
  }

  private static String own() {
    return "anExceptionHasItsFramesAndWhichAreOurs";
  }

  @Test
  void everyRecordHasAnIdOfItsOwn() {
    Event one = messages.event(1, "sale", "", Map.of());
    Event other = messages.event(1, "sale", "", Map.of());
    assertThat(one.getId().size()).isEqualTo(16);
    assertThat(one.getId()).isNotEqualTo(other.getId());
  }

  @Test
  void aHugeStackIsCutAndMarked() {
    ExceptionRecord record = exception(new IllegalStateException("ü".repeat(10_000_000)));
    assertThat(record.getStack().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(32 << 10);
    assertThat(record.getStack()).endsWith("ü…").doesNotContain("\uFFFD");
    assertThat(record.getMessage().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4 << 10);
    assertThat(record.getTruncated()).isTrue();
    assertThat(record.getSerializedSize()).isLessThan(100_000);
  }

  @Test
  void aStackWithoutEndHasItsFirstFrames() {
    StackOverflowError error = new StackOverflowError();
    StackTraceElement[] frames = new StackTraceElement[5_000];
    java.util.Arrays.fill(frames, new StackTraceElement("Loop", "again", null, -2));
    error.setStackTrace(frames);
    assertThat(exception(error).getFramesCount()).isEqualTo(ProtocolLimits.STACK_FRAMES);
    assertThat(exception(error).getFrames(0).getLine()).isZero();
  }

  @Test
  void anExceptionThatCannotEvenSayItsMessageIsRecorded() {
    RuntimeException hostile =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new UnsupportedOperationException();
          }
        };
    ExceptionRecord record = exception(hostile);
    assertThat(record.getMessage()).contains("cannot be had");
    assertThat(record.getStack()).contains("cannot be printed");
  }

  @Test
  void aCauseThatIsItsOwnCauseEnds() {
    RuntimeException outer = new RuntimeException("outer");
    outer.initCause(new RuntimeException("inner", outer));
    assertThat(exception(outer).getStack()).contains("CIRCULAR REFERENCE");
  }

  @Test
  void keepsAsManyAttributesAsAServerDoes() {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      attributes.put("key-" + i, "v".repeat(10_000));
    }
    Event event = messages.event(1, "k".repeat(1_000), "", attributes);
    assertThat(event.getAttributesMap()).hasSize(32);
    assertThat(event.getAttributesMap().values()).allMatch(value -> value.length() < 4_096);
    assertThat(event.getKind().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(512);
    assertThat(event.getTruncated()).isTrue();
  }

  @Test
  void cutsBetweenCharactersOfFourBytes() {
    Event event = messages.event(1, "sale", "a" + "𝛑".repeat(2_000), Map.of());
    assertThat(event.getMessage()).endsWith("𝛑…").doesNotContain("\uFFFD").doesNotContain("?");
    assertThat(event.getMessage().getBytes(UTF_8)).hasSizeBetween(4_090, 4_096);
  }
}
