package io.rapport.jobs.intake;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.TicketEvent;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that events, and the one state type of this package, need no Kryo. */
class EventTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        ClickEvent.class,
        PurchaseEvent.class,
        PurchaseLine.class,
        TicketEvent.class,
        CatalogueEntry.class,
        CustomerEntry.class,
        IdentityEvent.class,
        KnowledgeEntry.class,
        PrivacyEvent.class,
        Tally.class
      })
  void isSerializedAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void theFieldsOfTheAccountingAreWhatSnapshotsHold() {
    assertThat(
            Arrays.stream(Tally.class.getRecordComponents())
                .collect(
                    Collectors.toMap(
                        RecordComponent::getName, component -> component.getType().getName())))
        .containsOnlyKeys("feed", "kind", "count")
        .containsEntry("feed", "java.lang.String")
        .containsEntry("kind", "java.lang.String")
        .containsEntry("count", "long");
  }
}
