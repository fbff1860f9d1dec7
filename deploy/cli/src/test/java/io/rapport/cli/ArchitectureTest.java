package io.rapport.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;

/** The packages of the command and of all it is made of: the modules of deploy and the benches. */
@AnalyzeClasses(
    packages = {
      "io.rapport.cli",
      "io.rapport.command",
      "io.rapport.benchmarks",
      "io.rapport.local",
      "io.rapport.simulator"
    },
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final int MOST_FILES = 30;

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.rapport.(**)").should().beFreeOfCycles();

  @ArchTest
  static void noPackageIsTooLargeToRead(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, counting()));

    assertThat(files)
        .containsKeys("io.rapport.cli", "io.rapport.benchmarks.stack")
        .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @ArchTest
  static final ArchRule aSubjectOfTheBenchesKnowsNoOther =
      slices()
          .matching(
              "io.rapport.benchmarks.(throughput|latency|newitem|memory|core|gateway|sessions"
                  + "|purchases|tickets|policy|identity)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule theLocalStackRunsWhateverIsOnIt =
      noClasses()
          .that()
          .resideInAPackage("io.rapport.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rapport.jobs..", "io.rapport.connectors..", "io.rapport.command..");
}
