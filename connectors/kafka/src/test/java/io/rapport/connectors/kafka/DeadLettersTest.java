package io.rapport.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.avro.DeadLetter;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  @Test
  void keepEverythingThatIsNeededToReplay() {
    DeadLetter letter = DeadLetters.of(Samples.failed(DecodeFailure.Reason.UNKNOWN_SCHEMA_ID));

    assertThat(letter.getOrigin()).isEqualTo("rapport.clicks-2-17");
    assertThat(letter.getTopic()).isEqualTo("rapport.clicks");
    assertThat(letter.getPartition()).isEqualTo(2);
    assertThat(letter.getOffset()).isEqualTo(17);
    assertThat(letter.getEventTime()).isEqualTo(Instant.ofEpochMilli(Samples.ORIGIN.timestamp()));
    assertThat(letter.getStage()).isEqualTo("decode");
    assertThat(letter.getReason()).isEqualTo("unknown-schema-id");
    assertThat(letter.getDetail()).isEqualTo("why");
    assertThat(letter.getKey()).isNull();
    assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(new byte[] {9}));
    assertThat(letter.getHeaders()).isEqualTo(Map.of("h", ByteBuffer.wrap(new byte[] {7})));
  }

  @Test
  void canBeMadeOfWhatWasDecoded() {
    Decoded<Click> record = Samples.decoded(Samples.click("v"));
    DeadLetter letter = DeadLetters.of(record, "clean", "missing-item", null);

    assertThat(letter.getStage()).isEqualTo("clean");
    assertThat(letter.getReason()).isEqualTo("missing-item");
    assertThat(letter.getDetail()).isNull();
    assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(record.key()));
    assertThat(letter.getPayload()).isEqualTo(ByteBuffer.wrap(record.raw()));
  }

  @Test
  void leaveOutAPayloadThatNoBrokerWouldTake() {
    byte[] huge = new byte[DeadLetters.MAX_PAYLOAD_BYTES + 1];
    DeadLetter letter =
        DeadLetters.of(
            Decoded.failure(
                Samples.ORIGIN,
                null,
                huge,
                Map.of(),
                new DecodeFailure(DecodeFailure.Reason.MALFORMED, "why")));

    assertThat(letter.getPayload()).isNull();
    assertThat(letter.getHeaders().get(DeadLetters.OMITTED_HEADER))
        .isEqualTo(ByteBuffer.wrap(Topic.bytes(Integer.toString(huge.length))));
    assertThat(DeadLetters.isWithoutPayload(letter)).isTrue();
  }

  @Test
  void areFilteredByAnyOfTheirTraits() {
    DeadLetter letter = DeadLetters.of(Samples.failed(DecodeFailure.Reason.TRUNCATED));

    assertThat(DeadLetterFilter.ALL.matches(letter)).isTrue();
    assertThat(new DeadLetterFilter("rapport.clicks", "decode", "truncated").matches(letter))
        .isTrue();
    assertThat(new DeadLetterFilter("rapport.purchases", null, null).matches(letter)).isFalse();
    assertThat(new DeadLetterFilter(null, "clean", null).matches(letter)).isFalse();
    assertThat(new DeadLetterFilter(null, null, "malformed").matches(letter)).isFalse();
  }
}
