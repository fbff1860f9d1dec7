package io.rapport.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {

  @Property
  void whatIsWrittenIsRead(
      @ForAll byte small,
      @ForAll @IntRange(min = 0) int count,
      @ForAll int number,
      @ForAll long wide,
      @ForAll float single,
      @ForAll double fraction,
      @ForAll String text,
      @ForAll long[] numbers,
      @ForAll double[] fractions,
      @ForAll byte[] block) {
    PackedWriter out = new PackedWriter(16);
    out.writeByte(small);
    out.writeVarint(count);
    out.writeInt(number);
    out.writeLong(wide);
    out.writeFloat(single);
    out.writeDouble(fraction);
    out.writeNullableString(null);
    out.writeNullableString(text);
    out.writeLongs(numbers);
    out.writeDoubles(fractions);
    out.writeBlock(block);
    PackedReader in = new PackedReader(out.toBytes());
    assertThat(in.readByte()).isEqualTo(small);
    assertThat(in.readVarint()).isEqualTo(count);
    assertThat(in.readInt()).isEqualTo(number);
    assertThat(in.readLong()).isEqualTo(wide);
    assertThat(in.readFloat()).isEqualTo(single);
    assertThat(in.readDouble()).isEqualTo(fraction);
    assertThat(in.readNullableString()).isNull();
    assertThat(in.readNullableString()).isEqualTo(utf8(text));
    assertThat(in.readLongs()).isEqualTo(numbers);
    assertThat(in.readDoubles()).isEqualTo(fractions);
    assertThat(in.readBlock()).isEqualTo(block);
    assertThat(in.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 3_000_000})
  void aBlockPackedInPlaceIsAsOnePackedBefore(int length) {
    byte[] block = new byte[length];
    new Random(length).nextBytes(block);
    PackedWriter before = new PackedWriter(16);
    byte[] versioned = new byte[1 + length];
    versioned[0] = 7;
    System.arraycopy(block, 0, versioned, 1, length);
    before.writeBlock(versioned);
    before.writeInt(7);
    PackedWriter inPlace = new PackedWriter(16);
    PackedFormat<byte[]> format =
        new PackedFormat<>("a test's block", 7, (value, out) -> out.writeRaw(value), in -> block);
    inPlace.writeBlock(format, block);
    inPlace.writeInt(7);
    assertThat(inPlace.toBytes()).isEqualTo(before.toBytes());
    assertThat(inPlace.size()).isEqualTo(before.size());
  }

  /** A text as UTF-8 encodes it: a lone surrogate has no encoding and becomes a question mark. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void anotherVersionIsRefusedByName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> history(1).unpack(history(2).pack("a")))
        .withMessage(
            "A history has format version 2; this program reads version 1. Run the version of"
                + " Rapport that wrote it, or start without what it wrote.");
  }

  @Test
  void aValueIsReadAsItWasPackedOrMade() {
    assertThat(Repacked.of(history(1), "a, b")).isEqualTo("a, b");
    assertThat(history(1).pack("a")).startsWith(1);
    assertThat(history(1).unpackOrCreate(history(1).pack("a"))).isEqualTo("a");
    assertThat(history(1).unpackOrCreate(null)).isEmpty();
  }

  private static PackedFormat<String> history(int version) {
    return new PackedFormat<>(
        "A history",
        version,
        () -> "",
        (text, out) -> out.writeString(text),
        PackedReader::readString);
  }

  @Test
  void aVarintIsNotNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PackedWriter(8).writeVarint(-1));
  }
}
