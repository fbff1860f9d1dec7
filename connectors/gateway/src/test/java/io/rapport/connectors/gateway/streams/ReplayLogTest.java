package io.rapport.connectors.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.gateway.access.Sites;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayLogTest {

  private static StreamMessage message(int partition, long offset) {
    return new StreamMessage(
        partition, offset, "default", null, 10, () -> partition + ":" + offset);
  }

  @Test
  void positionsAreWrittenAndRead() {
    StreamPosition position = new StreamPosition();
    assertThat(position).hasToString("");
    position.advance(1, 9);
    position.advance(0, 17);
    position.advance(0, 3);
    assertThat(position).hasToString("0:17,1:9");
    assertThat(StreamPosition.parse("0:17,1:9")).map(StreamPosition::toString).contains("0:17,1:9");
    for (String wrong : List.of("", "x", "1:", ":1", "1:2,", "1:99999999999999999999", "1,2")) {
      assertThat(StreamPosition.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void aPositionAheadOfTheLogOrOfAnotherTopicIsAGap() {
    ReplayLog log = new ReplayLog(1_000);
    log.add(message(0, 5));
    assertThat(log.since(StreamPosition.parse("0:5").orElseThrow()).gap()).isFalse();
    assertThat(log.since(StreamPosition.parse("0:4").orElseThrow()).gap()).isFalse();
    assertThat(log.since(StreamPosition.parse("0:3").orElseThrow()).gap()).isTrue();
    assertThat(log.since(StreamPosition.parse("0:6").orElseThrow()).gap()).isTrue();
    assertThat(log.since(StreamPosition.parse("0:5,1:1").orElseThrow()).gap()).isTrue();
  }

  /** A reader that resumes gets exactly the messages after its position, or is told of a gap. */
  @Property
  void nothingIsMissedInSilence(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2) Integer> partitions,
      @ForAll @IntRange(min = 0, max = 60) int leftAt,
      @ForAll @IntRange(min = 10, max = 400) int bytes) {
    ReplayLog log = new ReplayLog(bytes);
    long[] next = {100, 200, 300};
    List<String> after = new ArrayList<>();
    StreamPosition position = new StreamPosition();
    for (int i = 0; i < partitions.size(); i++) {
      int partition = partitions.get(i);
      StreamMessage message = message(partition, next[partition]++);
      log.add(message);
      if (i < leftAt) {
        position.advance(partition, message.offset());
      } else {
        after.add(message.json(Sites.ALL));
      }
    }
    ReplayLog.Missed missed = log.since(position);
    List<String> got = missed.messages().stream().map(message -> message.json(Sites.ALL)).toList();
    if (missed.gap()) {
      assertThat(after).endsWith(got.toArray(String[]::new));
    } else {
      assertThat(got).isEqualTo(after);
    }
  }
}
