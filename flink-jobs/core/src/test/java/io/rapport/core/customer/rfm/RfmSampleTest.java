package io.rapport.core.customer.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.customer.Observations;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RfmSampleTest {

  private static final PackedFormat<RfmSample> FORMAT = RfmSample.format(50);

  @Property(tries = 100)
  void theOrderOfCustomersDoesNotMatterAndMergingIsTheUnion(
      @ForAll @IntRange(max = 200) int customers, @ForAll long seed) {
    List<RfmPoint> points = points(customers, seed);
    RfmSample whole = sample(points);
    Collections.shuffle(points, new Random(seed));
    RfmSample merged = sample(points.subList(0, customers / 2));
    merged.merge(sample(points.subList(customers / 2, customers)));
    assertThat(FORMAT.pack(merged)).isEqualTo(FORMAT.pack(whole));
    assertThat(whole.size()).isEqualTo(Math.min(customers, 50));
    assertThat(FORMAT.pack(Repacked.of(FORMAT, whole))).isEqualTo(FORMAT.pack(whole));
  }

  @Test
  void theFifthsOfALargePopulationAreFound() {
    RfmSample sample = new RfmSample(1_000);
    for (int customer = 1; customer <= 20_000; customer++) {
      sample.add(point(customer, 1, customer, 1, customer * 10_000L));
    }
    Quintiles quintiles = sample.quintiles("shop");
    assertThat(quintiles.customers()).isEqualTo(1_000);
    for (int i = 0; i < 4; i++) {
      // Four standard errors of a quantile of 1,000 customers, in customers.
      assertThat(quintiles.recency().get(i))
          .isBetween(4_000L * (i + 1) - 1_250, 4_000L * (i + 1) + 1_250);
    }
    assertThat(quintiles.frequency()).containsOnly(1L);
  }

  @Test
  void theNewestValuesOfACustomerCount() {
    RfmSample sample = new RfmSample(10);
    assertThat(sample.add(point(1, 2, 20, 2, 200))).isTrue();
    assertThat(sample.add(point(1, 1, 10, 1, 100))).isFalse();
    assertThat(sample.quintiles("shop").frequency()).containsOnly(2L);
    assertThat(sample.add(point(1, 3, 20, 0, 0))).isTrue();
    assertThat(sample.quintiles("shop")).isNull();
  }

  @Test
  void scoresAreOneToFive() {
    RfmSample sample = new RfmSample(10);
    for (int i = 1; i <= 5; i++) {
      sample.add(point(i, 1, i, i, i));
    }
    Quintiles quintiles = sample.quintiles("shop");
    for (int i = 1; i <= 5; i++) {
      ProfileView scored = quintiles.score(bought(i));
      assertThat(scored.recencyScore()).isEqualTo(i);
      assertThat(scored.frequencyScore()).isEqualTo(i);
    }
  }

  private static ProfileView bought(int orders) {
    CustomerProfile profile = new CustomerProfile(CustomerSettings.DEFAULT);
    for (int i = 1; i <= orders; i++) {
      profile.apply(Observations.at(ObservationKind.ORDER, i));
    }
    return profile.view(new Subject("shop", "c", true));
  }

  private static List<RfmPoint> points(int customers, long seed) {
    Random random = new Random(seed);
    List<RfmPoint> points = new ArrayList<>();
    for (int i = 0; i < customers; i++) {
      points.add(point(i, 1, random.nextInt(1_000), 1 + random.nextInt(5), random.nextInt(1_000)));
    }
    return points;
  }

  private static RfmSample sample(List<RfmPoint> points) {
    RfmSample sample = new RfmSample(50);
    points.forEach(sample::add);
    return sample;
  }

  private static RfmPoint point(int customer, long time, long last, long orders, long spend) {
    return new RfmPoint("shop", Hash64.of("shop/c" + customer), time, last, orders, spend);
  }
}
