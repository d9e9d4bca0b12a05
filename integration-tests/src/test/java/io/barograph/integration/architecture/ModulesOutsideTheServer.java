package io.barograph.integration.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Modules that no test of this one needs on its class path; the build has made them before. */
final class ModulesOutsideTheServer implements LocationProvider {
  @Override
  public Set<Location> get(Class<?> testClass) {
    Set<Location> locations = new LinkedHashSet<>();
    for (String module : new String[] {"agents/spring-boot", "examples/java"}) {
      Path classes = Path.of("..", module, "target", "classes").toAbsolutePath().normalize();
      if (!Files.isDirectory(classes)) {
        throw new IllegalStateException(
            "no classes in \"%s\"; build the module \"%s\" first".formatted(classes, module));
      }
      locations.add(Location.of(classes));
    }
    return locations;
  }
}
