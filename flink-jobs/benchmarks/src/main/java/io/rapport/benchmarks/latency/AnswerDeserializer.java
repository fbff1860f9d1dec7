package io.rapport.benchmarks.latency;

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
 * Reads an answer only as far as tells which events it answers, so that measuring takes little of
 * the processors that the measured job needs. The answer has to be written by this version of the
 * program.
 */
final class AnswerDeserializer implements Deserializer<Answer> {

  private static final int HEADER_BYTES = 5; // Confluent's wire format: a zero and the schema's id
  private static final String TIME = "eventTime";

  private final String id;
  private final GenericDatumReader<GenericRecord> reader;
  private BinaryDecoder decoder; // to be used again
  private GenericRecord record; // likewise

  /**
   * @param contract the schema of the answers
   * @param id the field that tells what is answered
   */
  AnswerDeserializer(Schema contract, String id) {
    this.id = id;
    this.reader = new GenericDatumReader<>(beginning(contract, id));
  }

  /** A record is its fields one after the other, so that the first ones are a record, too. */
  private static Schema beginning(Schema contract, String id) {
    int last = Math.max(contract.getField(id).pos(), contract.getField(TIME).pos());
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : contract.getFields().subList(0, last + 1)) {
      fields.add(new Schema.Field(field.name(), field.schema(), null));
    }
    return Schema.createRecord(contract.getName(), null, contract.getNamespace(), false, fields);
  }

  @Override
  public Answer deserialize(String topic, byte[] bytes) {
    decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
    try {
      record = reader.read(record, decoder);
      return new Answer(record.get(id).toString(), (Long) record.get(TIME));
    } catch (IOException e) {
      throw new SerializationException(topic + ": not an answer of this version", e);
    }
  }
}
