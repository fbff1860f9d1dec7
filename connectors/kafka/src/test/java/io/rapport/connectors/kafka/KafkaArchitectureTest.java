package io.rapport.connectors.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Collectors;

/** The packages of the Kafka connector and the dependencies between them. */
@AnalyzeClasses(packages = "io.rapport.connectors.kafka", importOptions = DoNotIncludeTests.class)
class KafkaArchitectureTest {

  private static final long MOST_TYPES = 29; // and the package's own description

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.rapport.connectors.(**)").should().beFreeOfCycles();

  @ArchTest
  static void noPackageIsTooLarge(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
        .isNotEmpty()
        .allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MOST_TYPES));
  }

  @ArchTest
  static final ArchRule theConnectorKnowsNoCustomers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rapport.core..", "io.rapport.jobs..", "io.rapport.connectors.gateway..");

  @ArchTest
  static final ArchRule plainProgramsNeedNoJob =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.rapport.connectors.kafka.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink.api..",
              "org.apache.flink.connector..",
              "org.apache.flink.core..",
              "org.apache.flink.metrics..",
              "org.apache.flink.streaming..");

  @ArchTest
  static final ArchRule noCatchAllPackages =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");
}
