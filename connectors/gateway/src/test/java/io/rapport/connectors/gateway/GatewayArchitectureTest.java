package io.rapport.connectors.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.rapport.core.customer.Owners;
import io.rapport.core.intake.IdRule;
import java.util.stream.Collectors;

/** The packages of the gateway and the dependencies between them. */
@AnalyzeClasses(packages = "io.rapport.connectors.gateway", importOptions = DoNotIncludeTests.class)
class GatewayArchitectureTest {

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
  static final ArchRule theGatewayDoesNotKnowHowProductsAreMade =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.rapport.core..", "io.rapport.jobs..")
                  // What an identifier is, and whose a cookie is, are rules for all.
                  .and(not(type(IdRule.class)))
                  .and(not(type(IdRule.Kind.class)))
                  .and(not(type(Owners.class))));

  @ArchTest
  static final ArchRule memoryKnowsNeitherHttpNorKafka =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.connectors.gateway.memory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.undertow..",
              "org.apache.kafka..",
              "io.rapport.connectors.kafka..",
              "io.rapport.connectors.gateway.http..");

  @ArchTest
  static final ArchRule httpKnowsNoRecords =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.connectors.gateway.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rapport.avro..",
              "org.apache.avro..",
              "org.apache.kafka..",
              "io.rapport.connectors.kafka..");

  @ArchTest
  static final ArchRule noCatchAllPackages =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..");
}
