package io.rapport.jobs.segment;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Reason;
import io.rapport.core.segment.Segment;
import io.rapport.core.segment.Shift;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Activity.class,
        Assignment.class,
        Centroids.class,
        Reason.class,
        Segment.class,
        Shift.class,
        SumReport.class
      })
  void travelsAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  /** Models are broadcast state: a field that changes needs a migration. */
  @Test
  void theFieldsOfTheStateTypesAreThese() {
    assertThat(((PojoTypeInfo<Centroids>) TypeInformation.of(Centroids.class)).getFieldNames())
        .containsExactly("deviations", "eventTime", "means", "segments", "site", "version");
    assertThat(((PojoTypeInfo<Segment>) TypeInformation.of(Segment.class)).getFieldNames())
        .containsExactly("id", "name", "position", "weight");
  }
}
