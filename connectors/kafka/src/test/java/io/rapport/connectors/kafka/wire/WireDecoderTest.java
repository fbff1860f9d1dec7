package io.rapport.connectors.kafka.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.Samples;
import io.rapport.connectors.kafka.WireDeserializer;
import io.rapport.connectors.kafka.WireSerializer;
import io.rapport.connectors.kafka.registry.RegistryServer;
import io.rapport.connectors.kafka.wire.DecodeFailure.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireDecoderTest {

  private static final int ID = 7;

  private final RegistryServer registry = RegistryServer.started();
  private WireDecoder<Click> decoder;

  @BeforeEach
  void connect() {
    registry.put(ID, Click.getClassSchema());
    decoder = new WireDecoder<>(Click.class, registry.settings().openRegistry());
  }

  @AfterEach
  void disconnect() throws Exception {
    decoder.close();
    registry.close();
  }

  private Reason reason(byte[] bytes) throws InterruptedException {
    var result = decoder.decode(bytes);
    assertThat(result.value()).isNull();
    return result.failure().reason();
  }

  @Test
  void readsAValue() throws Exception {
    Click click = Samples.click("v");

    assertThat(decoder.decode(Samples.wire(ID, click)).value()).isEqualTo(click);
  }

  @Test
  void readsWhatAnOlderOrANewerWriterWrote() throws Exception {
    Schema writer =
        SchemaBuilder.record("Click")
            .namespace("io.rapport.avro")
            .fields()
            .requiredString("eventId")
            .requiredLong("eventTime")
            .requiredString("browserOfTheFuture")
            .name("action")
            .type()
            .enumeration("ClickAction")
            .symbols("HOVER", "VIEW")
            .noDefault()
            .endRecord();
    registry.put(8, writer);
    var record =
        new GenericRecordBuilder(writer)
            .set("eventId", "e1")
            .set("eventTime", 5L)
            .set("browserOfTheFuture", "x")
            .set("action", new GenericData.EnumSymbol(writer.getField("action").schema(), "HOVER"))
            .build();

    Click click = decoder.decode(Samples.wire(8, writer, record)).value();

    assertThat(click.getEventId()).isEqualTo("e1");
    assertThat(click.getSite()).isEqualTo("default");
    assertThat(click.getAction()).hasToString("UNKNOWN");
  }

  @Test
  void asksForEachIdOnce() throws Exception {
    byte[] bytes = Samples.wire(ID, Samples.click("v"));
    decoder.decode(bytes);
    int asked = registry.requests();
    decoder.decode(bytes);

    assertThat(registry.requests()).isEqualTo(asked);
  }

  /** Else a flood of garbage would become a flood of requests. */
  @Test
  void doesNotAskForAnUnknownIdAgainAtOnce() throws Exception {
    byte[] garbage = Samples.wire(404, Samples.click("v"));
    assertThat(reason(garbage)).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
    int asked = registry.requests();
    assertThat(reason(garbage)).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);

    assertThat(registry.requests()).isEqualTo(asked);
  }

  @Test
  void tellsWhatIsWrong() throws Exception {
    byte[] good = Samples.wire(ID, Samples.click("v"));
    registry.put(9, SchemaBuilder.record("Other").fields().requiredInt("x").endRecord());
    registry.put(10, "no schema at all");

    assertThat(reason(null)).isEqualTo(Reason.TOMBSTONE);
    assertThat(reason(new byte[0])).isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reason("{\"json\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reason(Samples.wire(404, Samples.click("v")))).isEqualTo(Reason.UNKNOWN_SCHEMA_ID);
    assertThat(reason(Samples.wire(9, Samples.click("v")))).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
    assertThat(reason(Arrays.copyOf(good, good.length - 3))).isEqualTo(Reason.TRUNCATED);
    assertThat(reason(Arrays.copyOf(good, good.length + 2))).isEqualTo(Reason.TRAILING_BYTES);
    byte[] negativeLength = good.clone();
    negativeLength[WireFormat.HEADER_BYTES] = 1;
    assertThat(reason(negativeLength)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void neverThrowsWhateverTheBytesAre() throws Exception {
    byte[] good = Samples.wire(ID, Samples.click("v"));
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = Arrays.copyOf(good, 6 + random.nextInt(good.length));
      for (int j = 0; j < 3; j++) {
        bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
      }
      var result = decoder.decode(bytes);
      assertThat(result.value() == null).isNotEqualTo(result.failure() == null);
    }
  }

  @Test
  void saysWhereASchemaDoesNotFit() throws Exception {
    registry.put(
        9,
        SchemaBuilder.record("Click")
            .namespace("io.rapport.avro")
            .fields()
            .requiredString("eventId")
            .requiredString("eventTime")
            .endRecord());

    assertThat(decoder.decode(Samples.wire(9, Samples.click("v"))).failure().detail())
        .contains("TYPE_MISMATCH at /fields/1/type")
        .hasSizeLessThan(600);
  }

  @Test
  void saysNothingOfTheRecordsContent() throws Exception {
    byte[] good = Samples.wire(ID, Samples.click("mrs-confidential"));

    assertThat(decoder.decode(Arrays.copyOf(good, good.length - 3)).failure().detail())
        .doesNotContain("confidential");
  }

  @Test
  void servesPlainConsumersAndProducers() {
    var serializer = new WireSerializer<>(registry.settings(), Click.class);
    var deserializer = new WireDeserializer<>(registry.settings(), Click.class);
    try (serializer;
        deserializer) {
      Click click = Samples.click("v");
      byte[] bytes = serializer.serialize("t", click);

      assertThat(bytes).isEqualTo(Samples.wire(ID, click));
      assertThat(deserializer.deserialize("t", bytes)).isEqualTo(click);
      assertThat(serializer.serialize("t", null)).isNull();
      assertThat(deserializer.deserialize("t", null)).isNull();
      assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {1}))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("not-wire-format");
    }
  }

  @Test
  void aValueThatCannotBeWrittenLeavesNoTraceInTheNext() throws Exception {
    Click click = Samples.click("v");
    Click broken = Click.newBuilder(click).build();
    broken.setAction(null);
    try (var serializer = new WireSerializer<>(registry.settings(), Click.class)) {
      assertThatThrownBy(() -> serializer.serialize("t", broken))
          .isInstanceOf(RuntimeException.class);
      assertThat(serializer.serialize("t", click)).isEqualTo(Samples.wire(ID, click));
    }
  }
}
