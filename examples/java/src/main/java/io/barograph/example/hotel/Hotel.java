package io.barograph.example.hotel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service that knows nothing of Barograph but a dependency and two properties. */
@SpringBootApplication(proxyBeanMethods = false)
public class Hotel {
  /** Serves guests until it is stopped. */
  public static void main(String[] arguments) {
    SpringApplication.run(Hotel.class, arguments);
  }
}
