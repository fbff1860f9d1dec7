package io.rapport.jobs.customer;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.customer.rfm.RfmPoint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerTypesTest {

  @ParameterizedTest
  @ValueSource(classes = {Erasure.class, Quintiles.class, RfmPoint.class})
  void travelsAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  /** Quintiles are broadcast state: a field that changes needs a migration. */
  @Test
  void theFieldsOfTheStateTypeAreThese() {
    assertThat(((PojoTypeInfo<Quintiles>) TypeInformation.of(Quintiles.class)).getFieldNames())
        .containsExactly("customers", "eventTime", "frequency", "monetary", "recency", "site");
  }
}
