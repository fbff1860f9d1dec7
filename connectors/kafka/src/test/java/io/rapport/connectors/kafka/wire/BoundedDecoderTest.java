package io.rapport.connectors.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecoderTest {

  private static final Schema EVERYTHING =
      SchemaBuilder.record("Everything")
          .fields()
          .requiredInt("i")
          .requiredLong("l")
          .requiredFloat("f")
          .requiredDouble("d")
          .requiredBoolean("b")
          .requiredString("s")
          .requiredBytes("y")
          .optionalLong("o")
          .name("x")
          .type()
          .fixed("X")
          .size(3)
          .noDefault()
          .name("a")
          .type()
          .array()
          .items()
          .stringType()
          .noDefault()
          .name("m")
          .type()
          .map()
          .values()
          .intType()
          .noDefault()
          .name("e")
          .type()
          .enumeration("E")
          .symbols("P", "Q")
          .noDefault()
          .endRecord();

  /** Fewer fields, so that the others are skipped. */
  private static final Schema LITTLE =
      SchemaBuilder.record("Everything").fields().requiredLong("l").requiredInt("i").endRecord();

  @Property
  void readsWhatAvrosOwnDecoderReads(
      @ForAll int i,
      @ForAll long l,
      @ForAll float f,
      @ForAll double d,
      @ForAll String s,
      @ForAll byte[] y,
      @ForAll List<String> a,
      @ForAll Map<String, Integer> m)
      throws IOException {
    byte[] bytes = encode(i, l, f, d, s, y, a, m);

    for (Schema reader : List.of(EVERYTHING, LITTLE)) {
      BoundedDecoder decoder = new BoundedDecoder().reset(bytes, 0, bytes.length);
      assertThat(new GenericDatumReader<GenericRecord>(EVERYTHING, reader).read(null, decoder))
          .isEqualTo(
              new GenericDatumReader<GenericRecord>(EVERYTHING, reader)
                  .read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
      assertThat(decoder.remaining()).isZero();
    }
  }

  private static byte[] encode(
      int i, long l, float f, double d, String s, byte[] y, List<String> a, Map<String, Integer> m)
      throws IOException {
    GenericRecord record =
        new GenericRecordBuilder(EVERYTHING)
            .set("i", i)
            .set("l", l)
            .set("f", f)
            .set("d", d)
            .set("b", i > 0)
            .set("s", s)
            .set("y", ByteBuffer.wrap(y))
            .set("o", i % 2 == 0 ? null : l)
            .set(
                "x", new GenericData.Fixed(EVERYTHING.getField("x").schema(), new byte[] {1, 2, 3}))
            .set("a", a)
            .set("m", m)
            .set(
                "e",
                new GenericData.EnumSymbol(EVERYTHING.getField("e").schema(), i > 0 ? "P" : "Q"))
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // Blocks with their sizes in bytes, which the plain encoder never writes, half of the time.
    BinaryEncoder encoder =
        i % 2 == 0
            ? EncoderFactory.get().binaryEncoder(out, null)
            : new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(EVERYTHING).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  @Property
  void neverDoesMoreThanRefuse(@ForAll byte[] bytes) throws IOException {
    BoundedDecoder decoder = new BoundedDecoder().reset(bytes, 0, bytes.length);
    try {
      new GenericDatumReader<GenericRecord>(EVERYTHING).read(null, decoder);
    } catch (EOFException | AvroRuntimeException | IndexOutOfBoundsException e) {
      assertThat(decoder.remaining()).isNotNegative();
    }
  }

  /** Bytes that announce 2,000,000,000 values and hold none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"string\"}",
        "{\"type\":\"bytes\"}",
        "{\"type\":\"array\",\"items\":\"long\"}",
        "{\"type\":\"array\",\"items\":\"null\"}",
        "{\"type\":\"map\",\"values\":\"long\"}"
      })
  void doesNotTrustALength(String schema) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncoderFactory.get().directBinaryEncoder(out, null).writeLong(2_000_000_000L);
    BoundedDecoder decoder = new BoundedDecoder().reset(out.toByteArray(), 0, out.size());

    assertThatThrownBy(
            () -> new GenericDatumReader<>(new Schema.Parser().parse(schema)).read(null, decoder))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void refusesNumbersThatNeverEnd() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xFF);

    assertThatThrownBy(() -> new BoundedDecoder().reset(endless, 0, 20).readLong())
        .isInstanceOf(AvroRuntimeException.class);
  }
}
