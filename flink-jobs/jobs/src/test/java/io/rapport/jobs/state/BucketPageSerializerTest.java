package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class BucketPageSerializerTest {

  private static final BucketPageSerializer PAGES = BucketPageSerializer.INSTANCE;

  @Property(tries = 50)
  void readsWhatItWrites(
      @ForAll long seed, @ForAll @IntRange(max = BroadcastBuckets.PAGE) int buckets)
      throws IOException {
    Random random = new Random(seed);
    byte[][] page = PAGES.createInstance();
    for (int i = 0; i < buckets; i++) {
      int place = buckets == page.length ? i : random.nextInt(page.length);
      page[place] = new byte[1 + random.nextInt(500)];
      random.nextBytes(page[place]);
    }
    byte[] written = write(page);
    assertThat(PAGES.deserialize(new DataInputDeserializer(written))).isDeepEqualTo(page);
    DataOutputSerializer copy = new DataOutputSerializer(64);
    PAGES.copy(new DataInputDeserializer(written), copy);
    assertThat(copy.getCopyOfBuffer()).isEqualTo(written);
  }

  private static byte[] write(byte[][] page) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PAGES.serialize(page, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void aCopyStaysAsItWasAndSharesTheBuckets() {
    byte[][] page = PAGES.createInstance();
    page[3] = new byte[] {1, 2};
    byte[] before = page[3];
    byte[][] copy = PAGES.copy(page);
    page[3] = new byte[] {9};
    assertThat(copy[3]).isSameAs(before);
  }
}
