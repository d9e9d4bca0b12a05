package io.barograph.integration.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.testguards.LeakGuard;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Every module's tests run with the same arguments and listeners, so one proof stands for all. */
final class GuardsTest {
  @Test
  void blockingANonBlockingThreadFails() {
    Mono<Void> blocks =
        Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1)).subscribeOn(Schedulers.parallel());

    assertThatThrownBy(blocks::block).hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @Test
  void blockingAThreadMadeForItIsAllowed() {
    Mono<Void> blocks =
        Mono.<Void>fromRunnable(() -> LockSupport.parkNanos(1))
            .subscribeOn(Schedulers.boundedElastic());

    assertThat(blocks.block()).isNull();
  }

  @Test
  void everyNettyBufferIsWatchedForLeaks() {
    assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void bufferThatIsNeverReleasedFails() {
    allocateAndForget();

    assertThatThrownBy(LeakGuard::requireNoLeaks)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 leaks")
        .hasMessageContaining("allocateAndForget");
  }

  private static void allocateAndForget() {
    ByteBufAllocator.DEFAULT.buffer();
  }

  @Test
  void bufferThatIsReleasedPasses() {
    ByteBufAllocator.DEFAULT.buffer().release();

    assertThatNoException().isThrownBy(LeakGuard::requireNoLeaks);
  }
}
