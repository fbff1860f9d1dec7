package io.rapport.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.Recommendation;
import io.rapport.benchmarks.stack.MeasuredJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class AnswerDeserializerTest {

  private static final Instant TIME = Instant.ofEpochMilli(1_764_000_000_123L);

  private static byte[] wire(SpecificRecord value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[5]); // Confluent's header
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<>(value.getSchema()).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Answer read(MeasuredJob job, SpecificRecord value) throws IOException {
    try (var deserializer = Answers.of(job, Duration.ofSeconds(1)).deserializer(job.output())) {
      return deserializer.deserialize("topic", wire(value));
    }
  }

  @Test
  void readsTheCustomerAndTheTimeOfAProfile() throws IOException {
    CustomerProfile profile =
        CustomerProfile.newBuilder()
            .setCustomerId("c1")
            .setIdentified(true)
            .setEventTime(TIME)
            .setFirstSeen(Instant.EPOCH)
            .setViews(1)
            .setCartAdds(0)
            .setWishes(0)
            .setSearches(0)
            .setOrders(0)
            .setReturns(0)
            .setSpend(new BigDecimal("0.0000"))
            .setTicketsOpen(0)
            .setTicketsTotal(0)
            .setTopCategories(List.of())
            .setRecentItems(List.of("i1"))
            .build();

    assertThat(read(MeasuredJob.CUSTOMER, profile))
        .isEqualTo(new Answer("c1", TIME.toEpochMilli()));
  }

  @Test
  void readsTheEventThatARecommendationAnswers() throws IOException {
    Recommendation recommendation =
        Recommendation.newBuilder()
            .setRecommendationId("r1")
            .setEventTime(TIME)
            .setTriggerTime(TIME)
            .setVisitorId("v1")
            .setTriggerEventId("timed-7")
            .setItems(List.of())
            .setModelVersion("m")
            .build();

    assertThat(read(MeasuredJob.RECOMMENDATION, recommendation))
        .isEqualTo(new Answer("timed-7", TIME.toEpochMilli()));
  }
}
