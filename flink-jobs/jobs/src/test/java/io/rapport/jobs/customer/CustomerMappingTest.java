package io.rapport.jobs.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class CustomerMappingTest {

  private static final Subject SUBJECT = new Subject("shop", "c1", true);

  @Test
  void aProfileKeepsItsMeaningThroughTheContract() throws Exception {
    var profile = new io.rapport.core.customer.CustomerProfile(CustomerSettings.DEFAULT);
    profile.apply(Observation.of(Customers.order("v1", "c1", null, Events.NOON)));
    profile.apply(Observation.of(Customers.view("v1", "c1", "i7", Events.NOON + 1)));
    CustomerProfile avro = CustomerMapping.toAvro(profile.view(SUBJECT).withScores(5, 4, 0));
    CustomerProfile read = CustomerProfile.fromByteBuffer(avro.toByteBuffer());
    assertThat(read.getCustomerId()).isEqualTo("c1");
    assertThat(read.getSpend()).isEqualByComparingTo("39.98");
    assertThat(read.getCurrency()).isEqualTo("EUR");
    assertThat(read.getLastPurchase().toEpochMilli()).isEqualTo(Events.NOON);
    assertThat(read.getRecencyScore()).isEqualTo(5);
    assertThat(read.getMonetaryScore()).isNull();
    assertThat(read.getRecentItems()).containsExactly("i7", "i1");
    assertThat(read.getTopCategories().get(0).getCategory()).isEqualTo("category");
    assertThat(read.getQualityCodes()).containsEntry("country:standardised", 1);
  }

  @Test
  void aProfileThatIsGoneIsATombstone() {
    ProfileView gone = ProfileView.gone(SUBJECT, ProfileStatus.ERASED, null, Events.NOON);
    assertThat(CustomerMapping.upsert(gone).key()).isEqualTo("shop/c1");
    assertThat(CustomerMapping.upsert(gone).value()).isNull();
  }

  @Test
  void aReceiptSaysWhatWasRemoved() {
    assertThat(CustomerMapping.receipt(new Erasure("r", "shop", 1, 1, 2, 3)).removed())
        .containsEntry("profiles", 1L)
        .containsEntry("identities", 2L)
        .containsEntry("links", 3L)
        .containsEntry("records", 0L);
  }

  @Test
  void theOptionsDefaultToTheSettingsDefaults() {
    assertThat(CustomerOptions.settings(new Configuration())).isEqualTo(CustomerSettings.DEFAULT);
  }
}
