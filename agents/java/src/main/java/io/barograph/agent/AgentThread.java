package io.barograph.agent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns all state of an agent's delivery. */
final class AgentThread implements Executor {
  private static final Logger logger = LoggerFactory.getLogger(BarographAgent.class);

  /**
   * What comes after the end is dropped, for nobody waits for it any more; to refuse it would block
   * the event loop that has it.
   */
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("barograph-agent").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  @Override
  public void execute(Runnable task) {
    thread.execute(guarded(task));
  }

  /** Runs a task once, unless the thread has ended by then. */
  void after(Duration wait, Runnable task) {
    var _ = thread.schedule(guarded(task), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs a task again and again. */
  void every(Duration interval, Runnable task) {
    long millis = Math.max(1, interval.toMillis());
    var _ = thread.scheduleAtFixedRate(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Ends after the tasks that were handed over before. */
  void shutdown() {
    thread.shutdown();
  }

  /** An error in one task must neither end the ticks nor pass unseen. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        logger.error("agent failed in its own thread", e);
      }
    };
  }
}
