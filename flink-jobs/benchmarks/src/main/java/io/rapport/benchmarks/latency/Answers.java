package io.rapport.benchmarks.latency;

import io.rapport.benchmarks.stack.MeasuredJob;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Tells which events a job's answers answer. One thread sends events, another reads answers. */
interface Answers {

  /** Field of the answers that tells what is answered. */
  String idField();

  /**
   * Takes note of an event that is about to be sent.
   *
   * @param index number of the event
   * @param eventTime milliseconds since the epoch
   * @return whether an answer to it is to come at once, so that its latency can be measured
   */
  boolean expect(long index, SpecificRecord event, long eventTime);

  /** Tells the numbers of those expected events that an answer is the first to answer. */
  void read(Answer answer, LongConsumer answered);

  /**
   * The answers of a job.
   *
   * @param publishInterval shortest time between two profiles of a customer
   */
  static Answers of(MeasuredJob job, Duration publishInterval) {
    return switch (job) {
      case RECOMMENDATION -> new TriggeredAnswers();
      case CUSTOMER -> new PublishedProfiles(publishInterval.toMillis());
    };
  }

  /** Reads answers of a contract. */
  default Deserializer<Answer> deserializer(Class<? extends SpecificRecord> contract) {
    Schema schema = SpecificData.get().getSchema(contract);
    return new AnswerDeserializer(schema, idField());
  }
}
