package io.rapport.core.recommendation.visit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PackedTrailTest {

  @Provide
  Arbitrary<List<PackedTrail.Entry>> entries() {
    return Combinators.combine(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.oneOf(Arbitraries.longs().between(0, 1L << 45), Arbitraries.longs()),
            Arbitraries.of(true, false))
        .as(PackedTrail.Entry::new)
        .list()
        .ofMaxSize(40);
  }

  /**
   * The oracle is a list that drops its older half when it is full, packed and read again at any
   * time.
   */
  @Property
  void isAListThatForgetsItsOlderHalf(
      @ForAll("entries") List<PackedTrail.Entry> entries,
      @ForAll @IntRange(max = 12) int capacity) {
    PackedTrail trail = new PackedTrail(capacity);
    List<PackedTrail.Entry> plain = new ArrayList<>();
    for (PackedTrail.Entry entry : entries) {
      if (plain.size() == capacity) {
        plain = new ArrayList<>(plain.subList(capacity - capacity / 2, capacity));
      }
      if (capacity > 0) {
        plain.add(entry);
      }
      trail.add(entry.id(), entry.time(), entry.begins());
      if (entry.time() % 3 == 0) {
        trail = read(trail, capacity);
      }
      assertThat(trail.entries()).isEqualTo(plain);
      assertThat(trail.size()).isEqualTo(plain.size());
    }
    assertThat(read(trail, capacity / 2).size()).isLessThanOrEqualTo(capacity / 2);
  }

  private static PackedTrail read(PackedTrail trail, int capacity) {
    PackedWriter out = new PackedWriter(16);
    trail.write(out);
    return PackedTrail.read(new PackedReader(out.toBytes()), capacity);
  }
}
