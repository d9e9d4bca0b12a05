package io.barograph.integration.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

final class Packages {
  private Packages() {}

  /** Classes of this project outside some of its packages. */
  static DescribedPredicate<JavaClass> ofBarographExcept(String... packages) {
    return JavaClass.Predicates.resideInAPackage("io.barograph..")
        .and(JavaClass.Predicates.resideOutsideOfPackages(packages))
        .as("another module than [%s]", String.join(", ", packages));
  }
}
