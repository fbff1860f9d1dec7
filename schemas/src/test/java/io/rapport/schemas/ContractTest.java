package io.rapport.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties that every contract must have. */
class ContractTest {

  static Collection<Schema> contracts() {
    return SchemaFiles.schemas(SchemaFiles.CURRENT).values();
  }

  /** Calls back for every named type in a schema, and the place it was found at. */
  private static void visit(
      Schema schema, String place, Set<String> seen, BiConsumer<String, Schema> visitor) {
    switch (schema.getType()) {
      case ARRAY -> visit(schema.getElementType(), place, seen, visitor);
      case MAP -> visit(schema.getValueType(), place, seen, visitor);
      case UNION -> schema.getTypes().forEach(type -> visit(type, place, seen, visitor));
      case ENUM, FIXED, RECORD -> {
        if (seen.add(schema.getFullName())) {
          visitor.accept(place, schema);
          if (schema.getType() == Schema.Type.RECORD) {
            schema
                .getFields()
                .forEach(f -> visit(f.schema(), place + "." + f.name(), seen, visitor));
          }
        }
      }
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void documentsEveryTypeAndField(Schema contract) {
    List<String> silent = new ArrayList<>();
    visit(
        contract,
        contract.getName(),
        new HashSet<>(),
        (place, type) -> {
          if (type.getDoc() == null || type.getDoc().isBlank()) {
            silent.add(place + ": " + type.getName());
          }
          if (type.getType() == Schema.Type.RECORD) {
            type.getFields().stream()
                .filter(field -> field.doc() == null || field.doc().isBlank())
                .forEach(field -> silent.add(place + "." + field.name()));
          }
        });

    assertThat(silent).as("types and fields without a doc").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void opensTheDocOfEachTypeWithANoun(Schema contract) {
    visit(
        contract,
        contract.getName(),
        new HashSet<>(),
        (place, type) ->
            assertThat(type.getDoc())
                .as("doc of " + type.getName() + " at " + place)
                .doesNotContainPattern("^(What|Who|Whose|Which|Where|How)\\b"));
  }

  /** Without a default, a reader fails on the first symbol that was added after it was built. */
  @ParameterizedTest
  @MethodSource("contracts")
  void givesEveryEnumADefault(Schema contract) {
    visit(
        contract,
        contract.getName(),
        new HashSet<>(),
        (place, type) -> {
          if (type.getType() == Schema.Type.ENUM) {
            assertThat(type.getEnumDefault()).as("default of the enum at " + place).isNotNull();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void saysItsTopicAndHowItIsKept(Schema contract) {
    assertThat(contract.getNamespace()).isEqualTo("io.rapport.avro");
    assertThat(contract.getProp("topic")).matches("rapport(\\.[a-z]+(-[a-z]+)*)+");
    Object retention = contract.getObjectProp("retentionDays");
    switch (contract.getProp("cleanup")) {
      case "delete" -> assertThat((Integer) retention).as("retentionDays").isPositive();
      case "compact" -> assertThat(retention).as("retentionDays of a compacted topic").isNull();
      default -> throw new AssertionError("cleanup is neither delete nor compact");
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void isKeyedByTextsItHas(Schema contract) {
    for (String name : contract.getProp("key").split("/", -1)) {
      Schema.Field field = contract.getField(name);
      assertThat(field).as("key field " + name).isNotNull();
      List<Schema> types =
          field.schema().isUnion() ? field.schema().getTypes() : List.of(field.schema());
      assertThat(types)
          .as("types of the key field " + name)
          .extracting(Schema::getType)
          .contains(Schema.Type.STRING)
          .isSubsetOf(Schema.Type.STRING, Schema.Type.NULL);
    }
  }

  /** A compacted record without a key is refused by the broker. */
  @ParameterizedTest
  @MethodSource("contracts")
  void hasAKeyWhereItIsCompacted(Schema contract) {
    if (contract.getProp("cleanup").equals("compact")) {
      for (String name : contract.getProp("key").split("/", -1)) {
        assertThat(contract.getField(name).schema().isNullable()).as(name + " nullable").isFalse();
      }
    }
  }

  @Test
  void hasATopicOfItsOwn() {
    assertThat(contracts())
        .extracting(contract -> contract.getProp("topic"))
        .doesNotHaveDuplicates();
  }

  @Test
  void isListedAmongTheTypes() {
    assertThat(ContractTypes.ALL)
        .extracting(type -> SpecificData.get().getSchema(type).getFullName())
        .containsExactlyInAnyOrderElementsOf(
            contracts().stream().map(Schema::getFullName).toList());
  }
}
