package io.rapport.core.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartialSumsTest {

  private static final SegmentSettings SETTINGS = SegmentSettings.DEFAULT;

  @Property(tries = 100)
  void addingInPartsAndInAnyOrderGivesTheWhole(
      @ForAll @IntRange(min = 1, max = 120) int customers,
      @ForAll @IntRange(min = 1, max = 6) int parts,
      @ForAll long seed) {
    List<Shift> shifts = shifts(customers, seed);
    PartialSums whole = new PartialSums(SETTINGS);
    shifts.forEach(shift -> whole.add(shift, shift.time()));
    List<PartialSums> buckets = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      buckets.add(new PartialSums(SETTINGS));
    }
    for (Shift shift : shifts) {
      buckets.get(Math.floorMod(shift.customer(), parts)).add(shift, shift.time());
    }
    Collections.shuffle(buckets, new Random(seed));
    PackedFormat<PartialSums> format = PartialSums.format(SETTINGS);
    PartialSums merged = new PartialSums(SETTINGS);
    for (PartialSums bucket : buckets) {
      merged.merge(Repacked.of(format, bucket));
    }
    for (int segment : whole.sums().segments().keySet()) {
      assertClose(merged.sums().of(segment), whole.sums().of(segment));
    }
    assertThat(merged.sample().points().size()).isEqualTo(whole.sample().points().size());
    for (int i = 0; i < merged.sample().points().size(); i++) {
      assertThat(merged.sample().points().get(i)).containsExactly(whole.sample().points().get(i));
    }
  }

  @Property(tries = 100)
  void aPointTakenOutLeavesNothing(@ForAll long seed) {
    List<Shift> shifts = shifts(20, seed);
    PartialSums sums = new PartialSums(SETTINGS);
    shifts.forEach(shift -> sums.add(shift, shift.time()));
    for (Shift shift : shifts) {
      sums.add(
          new Shift(
              "shop",
              1,
              shift.customer(),
              shift.time(),
              shift.toSegment(),
              shift.time(),
              shift.to(),
              0,
              new double[0]),
          shift.time());
    }
    assertClose(sums.sums().all(), new Sums(Feature.count()));
    assertThat(sums.sample().points()).isEmpty();
  }

  @Property(tries = 100)
  void weightsHalveWithEachHalfLife(@ForAll @IntRange(max = 10) int halfLives) {
    PartialSums sums = new PartialSums(SETTINGS);
    double[] point = new double[Feature.count()];
    long later = Events.NOON + halfLives * SETTINGS.halfLife();
    sums.add(new Shift("shop", 1, 1, Events.NOON, 0, 0, new double[0], 1, point), Events.NOON);
    sums.add(new Shift("shop", 1, 2, later, 0, 0, new double[0], 2, point), later);
    assertThat(sums.sums().of(1).count()).isCloseTo(Math.pow(2, -halfLives), offset(1e-9));
    assertThat(sums.sums().of(2).count()).isEqualTo(1);
  }

  private static List<Shift> shifts(int customers, long seed) {
    Random random = new Random(seed);
    List<Shift> shifts = new ArrayList<>();
    for (int id = 0; id < customers; id++) {
      double[] point = Feature.point(Shop.customer(id, random.nextInt(10_000), random));
      long time = Events.NOON + random.nextInt(1_000_000_000);
      shifts.add(
          new Shift(
              "shop", 1, random.nextLong(), time, 0, 0, new double[0], random.nextInt(4), point));
    }
    return shifts;
  }

  private static void assertClose(Sums actual, Sums expected) {
    assertThat(actual.count()).isCloseTo(expected.count(), offset(1e-6));
    assertThat(actual.linear()).containsExactly(expected.linear(), offset(1e-6));
    assertThat(actual.squared()).containsExactly(expected.squared(), offset(1e-6));
  }
}
