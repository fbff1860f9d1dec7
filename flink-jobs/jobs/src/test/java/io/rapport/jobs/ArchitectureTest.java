package io.rapport.jobs;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks the dependencies and packages that the design allows. */
@AnalyzeClasses(
    packages = {"io.rapport.core", "io.rapport.jobs", "io.rapport.connectors"},
    importOptions = ProductionCode.class)
class ArchitectureTest {

  /** Most files of a package, its package-info included. */
  private static final int MOST_FILES = 30;

  private static final String DOMAINS = "(customer|identity|recommendation|segment|support)";

  @ArchTest
  static final ArchRule coreIsPlainJava =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.rapport.avro..",
              "io.rapport.jobs..",
              "io.rapport.connectors..");

  @ArchTest
  static final ArchRule coreDomainsDoNotReachIntoEachOther =
      slices().matching("io.rapport.core." + DOMAINS + "..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule jobDomainsDoNotReachIntoEachOther =
      slices().matching("io.rapport.jobs." + DOMAINS + "..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule whatAllDomainsShareKnowsNone =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.rapport.core.intake..",
              "io.rapport.core.cleaning..",
              "io.rapport.core.hash..",
              "io.rapport.core.quality..",
              "io.rapport.core.settings..",
              "io.rapport.core.sketch..",
              "io.rapport.core.state..",
              "io.rapport.core.stats..",
              "io.rapport.core.text..",
              "io.rapport.jobs.frame..",
              "io.rapport.jobs.intake..",
              "io.rapport.jobs.options..",
              "io.rapport.jobs.state..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..core.customer..",
              "..core.recommendation..",
              "..core.segment..",
              "..core.support..",
              "..jobs.customer..",
              "..jobs.recommendation..",
              "..jobs.segment..",
              "..jobs.support..");

  @ArchTest
  static final ArchRule connectorsKnowNoCustomers =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.rapport.core..", "io.rapport.jobs..");

  @ArchTest
  static final ArchRule onlyMappingsAndMainsTouchContracts =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.jobs..")
          .and()
          .resideOutsideOfPackages("io.rapport.jobs.frame..", "io.rapport.jobs.intake..")
          .and()
          .haveSimpleNameNotEndingWith("Mapping")
          .and()
          .haveSimpleNameNotEndingWith("Job")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.rapport.avro..");

  @ArchTest
  static final ArchRule onlyMappingsMainsAndIntakeKnowKafka =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.jobs..")
          .and()
          .resideOutsideOfPackages("io.rapport.jobs.frame..", "io.rapport.jobs.intake..")
          .and()
          .haveSimpleNameNotEndingWith("Mapping")
          .and()
          .haveSimpleNameNotEndingWith("Job")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rapport.connectors.kafka..",
              "org.apache.kafka..",
              "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule logicReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage("io.rapport.core..", "io.rapport.jobs..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .dependOnClassesThat(resideInAPackage("java.time").and(simpleNameEndingWith("Clock")));

  /** A watermark alone is lost at a restart: the time of the stream is not. */
  @ArchTest
  static final ArchRule functionsAskForTheTimeOfTheStream =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.rapport.jobs.state.StreamTime")
          .should()
          .callMethodWhere(target(name("currentWatermark")));

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.rapport.core.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule jobPackagesAreFreeOfCycles =
      slices().matching("io.rapport.jobs.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noPackageIsLargerThanAScreen =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .resideInAnyPackage("io.rapport.core..", "io.rapport.jobs..")
          .should(new StayInSmallPackages(MOST_FILES));

  @ArchTest
  static final ArchRule functionsReachKeyedValuesThroughTheStateEngine =
      noClasses()
          .that()
          .areAssignableTo("org.apache.flink.api.common.functions.Function")
          .and()
          .resideInAPackage("io.rapport.jobs..")
          .and()
          .resideOutsideOfPackage("io.rapport.jobs.state..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.flink\\.api\\.common\\.state\\.ValueState.*");

  @ArchTest
  static final ArchRule noCatchAllPackages =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");

  @ArchTest
  static final ArchRule functionsAreNamedFunctions =
      classes()
          .that()
          .areAssignableTo("org.apache.flink.api.common.functions.Function")
          .and()
          .areTopLevelClasses()
          .and()
          .resideInAPackage("io.rapport.jobs..")
          .and()
          .areNotInterfaces()
          .should()
          .haveSimpleNameEndingWith("Function");
}
