package io.rapport.connectors.sources;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of the adapters and the dependencies between them. */
@AnalyzeClasses(packages = "io.rapport.connectors.sources", importOptions = DoNotIncludeTests.class)
class SourcesArchitectureTest {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.rapport.connectors.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule anAdapterKnowsNeitherHttpNorKafka =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.undertow..",
              "org.apache.kafka..",
              "io.rapport.connectors.kafka..",
              "io.rapport.connectors.gateway..",
              "io.rapport.jobs..");

  @ArchTest
  static final ArchRule anAdapterKnowsNoOther =
      slices()
          .matching("io.rapport.connectors.sources.(web|shop|support|crm|mapping)..")
          .should()
          .notDependOnEachOther();
}
