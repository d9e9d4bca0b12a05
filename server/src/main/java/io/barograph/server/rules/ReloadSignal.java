package io.barograph.server.rules;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, by which people have servers read their files again. */
public final class ReloadSignal {
  private static final Logger logger = LoggerFactory.getLogger(ReloadSignal.class);

  private ReloadSignal() {}

  /** Has {@code action} run at each signal, on systems that have it. */
  public static void onHangUp(Runnable action) {
    try {
      // The only way to a signal; by reflection, because the compiler warns of it in any other.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object reload =
          Proxy.newProxyInstance(
              ReloadSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      var _ =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), reload);
    } catch (ReflectiveOperationException e) {
      logger.debug("this system has no SIGHUP, or the JVM keeps it for itself", e);
    }
  }
}
