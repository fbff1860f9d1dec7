package io.rapport.jobs.customer.identity;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTypesTest {

  @ParameterizedTest
  @ValueSource(classes = {IdentityInput.class, IdentityUpdate.class, ReviewUpdate.class})
  void travelsAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }
}
