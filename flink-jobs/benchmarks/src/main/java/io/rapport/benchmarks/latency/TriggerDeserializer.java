package io.rapport.benchmarks.latency;

import io.rapport.avro.Recommendation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads a recommendation only as far as the event that it answers, so that measuring takes little
 * of the processors that the measured job needs. The recommendation has to be written by this
 * version of the program.
 */
final class TriggerDeserializer implements Deserializer<String> {

  private static final int HEADER_BYTES = 5; // Confluent's wire format: a zero and the schema's id
  private static final String TRIGGER = "triggerEventId";

  private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(beginning());
  private BinaryDecoder decoder; // to be used again
  private GenericRecord record; // likewise

  /** A record is its fields one after the other, so that the first ones are a record, too. */
  private static Schema beginning() {
    Schema whole = Recommendation.getClassSchema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : whole.getFields()) {
      fields.add(new Schema.Field(field.name(), field.schema(), null));
      if (field.name().equals(TRIGGER)) {
        break;
      }
    }
    return Schema.createRecord(whole.getName(), null, whole.getNamespace(), false, fields);
  }

  @Override
  public String deserialize(String topic, byte[] bytes) {
    decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
    try {
      record = reader.read(record, decoder);
      return record.get(TRIGGER).toString();
    } catch (IOException e) {
      throw new SerializationException(topic + ": not a recommendation of this version", e);
    }
  }
}
