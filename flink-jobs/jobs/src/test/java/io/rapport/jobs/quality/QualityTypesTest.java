package io.rapport.jobs.quality;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;

import io.rapport.core.quality.FieldSample;
import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTypesTest {

  @ParameterizedTest
  @ValueSource(classes = {Measurement.class, Report.class, FieldSample.class, PartialQuality.class})
  void isSerializedAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }
}
