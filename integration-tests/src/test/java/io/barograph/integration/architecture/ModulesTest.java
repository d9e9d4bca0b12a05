package io.barograph.integration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;

/** What must stay out of each module; the reasons are in docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.barograph",
    locations = ModulesOutsideTheServer.class,
    importOptions = DoNotIncludeTests.class)
final class ModulesTest {
  private static final String SPRING = "org.springframework..";
  private static final String REACTOR = "reactor..";
  private static final String[] DATABASE = {
    "java.sql..", "javax.sql..", "io.r2dbc..", "org.postgresql..", "org.flywaydb.."
  };
  private static final String[] HTTP = {"java.net.http..", "reactor.netty..", "io.netty.."};

  @ArchTest
  static final ArchRule modelIsTheJdkAndMatching =
      classes()
          .that()
          .resideInAPackage("io.barograph.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.barograph.model..", "java..", "com.google.re2j..", "org.jspecify..");

  @ArchTest
  static final ArchRule protocolStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.protocol..")
          .should()
          .dependOnClassesThat(Packages.ofBarographExcept("io.barograph.protocol.."))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING, REACTOR);

  @ArchTest
  static final ArchRule storageKnowsNoDatabase =
      classes()
          .that()
          .resideInAPackage("io.barograph.storage..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.barograph.storage..",
              "io.barograph.model..",
              "java.lang..",
              "java.util..",
              "java.time..",
              REACTOR,
              "org.reactivestreams..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule timescaleStandsOnStorageAlone =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.timescale..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.timescale..", "io.barograph.storage..", "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING);

  @ArchTest
  static final ArchRule onlyTimescaleKnowsSql =
      noClasses()
          .that()
          .resideInAPackage("io.barograph..")
          .and()
          .resideOutsideOfPackages("io.barograph.timescale..", "io.barograph.testdatabases..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(DATABASE)
                  // What a driver throws may be told apart where a start fails.
                  .and(not(assignableTo(SQLException.class))));

  @ArchTest
  static final ArchRule promqlIsPlainJava =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.promql..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.promql..", "io.barograph.storage..", "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP);

  @ArchTest
  static final ArchRule ingestAsksNoQueries =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.ingest..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.ingest..",
                  "io.barograph.protocol..",
                  "io.barograph.storage..",
                  "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.barograph.storage.SeriesQuerier");

  @ArchTest
  static final ArchRule queryApiWritesNothing =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.queryapi..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.queryapi..",
                  "io.barograph.promql..",
                  "io.barograph.storage..",
                  "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.barograph.storage.SampleAppender");

  @ArchTest
  static final ArchRule alertEngineAsksTheEngineAndNobodyElse =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.alertengine..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.alertengine..",
                  "io.barograph.promql..",
                  "io.barograph.storage..",
                  "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING);

  @ArchTest
  static final ArchRule agentKnowsOnlyTheProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.agent..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.agent..", "io.barograph.protocol..", "io.barograph.model.."))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(SPRING);

  @ArchTest
  static final ArchRule starterBringsTheAgentToSpringAndNothingElse =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.spring..")
          .should()
          .dependOnClassesThat(
              Packages.ofBarographExcept(
                  "io.barograph.spring..", "io.barograph.agent..", "io.barograph.model.."));

  @ArchTest
  static final ArchRule exampleKnowsNothingOfBarograph =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.example..")
          .should()
          .dependOnClassesThat(Packages.ofBarographExcept("io.barograph.example.."));
}
