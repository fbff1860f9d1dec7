package io.rapport.benchmarks.latency;

import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecord;

/** Answers that name the event that they answer. */
final class TriggeredAnswers implements Answers {

  @Override
  public String idField() {
    return "triggerEventId";
  }

  @Override
  public boolean expect(long index, SpecificRecord event, long eventTime) {
    return true;
  }

  @Override
  public void read(Answer answer, LongConsumer answered) {
    if (answer.id().startsWith(LatencyRun.PREFIX)) {
      answered.accept(Long.parseLong(answer.id().substring(LatencyRun.PREFIX.length())));
    }
  }
}
