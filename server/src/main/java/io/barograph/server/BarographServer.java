package io.barograph.server;

import io.barograph.server.settings.BarographSettings;
import io.barograph.server.settings.SettingsGuard;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The program that {@code bin/barograph serve} starts. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(BarographSettings.class)
public class BarographServer {
  /** How a server ends that cannot start: one sentence on standard error. */
  static final int START_FAILED = 1;

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    try {
      application().run(arguments);
    } catch (RuntimeException e) {
      if (e instanceof SpringApplication.AbandonedRunException) {
        throw e;
      }
      StartFailure.print(e, System.err);
      System.exit(START_FAILED);
    }
  }

  /** The application as it is, for tests that start it in their own process. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(BarographServer.class);
    application.addInitializers(new SettingsGuard());
    return application;
  }
}
