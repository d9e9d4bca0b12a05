package io.barograph.integration.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;

/** Rules of CONTRIBUTING.md that a machine can hold. */
@AnalyzeClasses(
    packages = "io.barograph",
    locations = ModulesOutsideTheServer.class,
    importOptions = DoNotIncludeTests.class)
final class HouseRulesTest {
  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule packagesAreCutByConcept =
      noClasses().should().resideInAnyPackage("..util..", "..common..", "..misc..", "..helper..");

  @ArchTest
  static final ArchRule nowIsAParameter =
      noClasses()
          .that(areNotCompositionRoots())
          .should()
          .callMethodWhere(readsTheClock())
          .because("a decision that reads the clock cannot be tested at 23:59");

  @ArchTest
  static final ArchRule nobodyWaitsBySleeping =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.equivalentTo(Thread.class)))
                  .and(target(nameMatching("sleep")))
                  .forSubtype());

  private static DescribedPredicate<JavaClass> areNotCompositionRoots() {
    List<String> packages =
        List.of("io.barograph.server", "io.barograph.server.query", "io.barograph.agent.command");
    // Offers a store on the machine's clock beside one on a clock that is passed in.
    String store = "io.barograph.timescale.TimescaleStore";
    return DescribedPredicate.describe(
        "are not composition roots",
        type -> !packages.contains(type.getPackageName()) && !type.getName().equals(store));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock of the machine",
        access -> {
          JavaClass type = access.getTarget().getOwner();
          String method = access.getTarget().getName();
          return (type.getPackageName().equals("java.time")
                  && method.equals("now")
                  && access.getTarget() instanceof CodeUnitAccessTarget target
                  && target.getRawParameterTypes().stream()
                      .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class)))
              || (type.isEquivalentTo(Clock.class) && method.startsWith("system"))
              || (type.isEquivalentTo(System.class) && method.equals("currentTimeMillis"));
        });
  }
}
