package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final TopicPartition ANSWERED = new TopicPartition("t", 0);
  private static final TopicPartition SILENT = new TopicPartition("t", 1);
  private static final List<Position> BOTH =
      List.of(new Position(ANSWERED, 1), new Position(SILENT, 1));

  private final Map<String, Gauge<?>> gauges = new HashMap<>();
  private long seconds;
  private Map<TopicPartition, Exception> unanswered = Map.of();
  private final Pulse pulse =
      new Pulse(
          new PartitionEnds() {
            @Override
            public Found find(List<Position> positions) {
              return new Found(Set.of(ANSWERED), unanswered);
            }

            @Override
            public void close() {}
          },
          new UnregisteredMetricsGroup() {
            @Override
            public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
              gauges.put(name, gauge);
              return gauge;
            }
          },
          () -> Duration.ofSeconds(seconds).toNanos());

  private Set<TopicPartition> ask() throws InterruptedException {
    pulse.ask(0, BOTH);
    assertThat(pulse.serve(Duration.ZERO)).isTrue();
    return pulse.take().reached();
  }

  private Object secondsUnanswered() {
    return gauges.get("end-seconds-unanswered").getValue();
  }

  @Test
  void tellsForHowLongAPartitionGoesUnanswered() throws Exception {
    ask();
    seconds = 100;
    assertThat(secondsUnanswered()).isEqualTo(0L);
    unanswered = Map.of(SILENT, new IllegalStateException("no leader"));
    assertThat(ask()).containsExactly(ANSWERED);
    seconds = 130;
    ask();
    assertThat(secondsUnanswered()).isEqualTo(30L);
    unanswered = Map.of();
    ask();
    assertThat(secondsUnanswered()).isEqualTo(0L);
  }

  @Test
  void countsNoTimeInWhichNobodyAsks() throws Exception {
    unanswered = Map.of(SILENT, new IllegalStateException("no leader"));
    ask();
    seconds = 30;
    assertThat(secondsUnanswered()).isEqualTo(30L);
    assertThat(pulse.serve(Duration.ZERO)).isFalse();
    assertThat(secondsUnanswered()).isEqualTo(0L);
  }
}
