package io.rapport.connectors.kafka;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import io.rapport.connectors.kafka.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Sample records. */
public final class Samples {

  public static final Origin ORIGIN = new Origin("rapport.clicks", 2, 17, 1_700_000_000_000L);

  private Samples() {}

  public static Click click(String visitor) {
    return Click.newBuilder()
        .setEventId("e-" + visitor)
        .setEventTime(Instant.ofEpochMilli(1_700_000_000_123L))
        .setVisitorId(visitor)
        .setAction(ClickAction.VIEW)
        .setItemId("tea-cosy")
        .setPrice(new BigDecimal("12.3400"))
        .setCurrency("EUR")
        .build();
  }

  public static byte[] wire(int id, Click click) {
    var writer =
        new SpecificDatumWriter<Click>(
            Click.getClassSchema(), SpecificData.getForClass(Click.class));
    return wire(
        id, out -> writer.write(click, EncoderFactory.get().directBinaryEncoder(out, null)));
  }

  public static byte[] wire(int id, Schema schema, GenericRecord record) {
    var writer = new GenericDatumWriter<GenericRecord>(schema);
    return wire(
        id, out -> writer.write(record, EncoderFactory.get().directBinaryEncoder(out, null)));
  }

  private interface Body {
    void write(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] wire(int id, Body body) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(WireFormat.header(id));
      body.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Decoded<Click> decoded(Click click) {
    return Decoded.value(ORIGIN, new byte[] {1}, wire(1, click), Map.of(), click);
  }

  public static Decoded<Click> failed(DecodeFailure.Reason reason) {
    return Decoded.failure(
        ORIGIN,
        null,
        new byte[] {9},
        Map.of("h", new byte[] {7}),
        new DecodeFailure(reason, "why"));
  }
}
