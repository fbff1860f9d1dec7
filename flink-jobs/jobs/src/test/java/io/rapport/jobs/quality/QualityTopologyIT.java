package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.jobs.testing.Collected;
import io.rapport.jobs.testing.RocksDbJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QualityTopologyIT {

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
  private final Random random = new Random(7);

  @Test
  void aHitRateThatFallsForGoodRaisesTheAlarm() throws Exception {
    List<Measurement> measured = new ArrayList<>();
    long fall = 400_000;
    for (long time = 0; time < 600_000; time += 100) {
      boolean hit = random.nextDouble() < (time < fall ? 0.7 : 0.3);
      measured.add(Measurement.of("recommendation.hit-rate-20", Long.toString(time), hit));
    }
    List<Report> drift =
        run(QualityTopology.watched(reports(measured), 0.02, 100)).stream()
            .filter(report -> report.measurement().metric().equals(DriftFunction.METRIC))
            .toList();
    assertThat(drift).hasSize(60);
    assertThat(drift.get(0).dimensions()).containsEntry("metric", "recommendation.hit-rate-20");
    List<Long> alarms =
        drift.stream().filter(r -> r.measurement().mean() >= 1).map(Report::end).toList();
    assertThat(alarms).isNotEmpty();
    assertThat(alarms.get(0)).isBetween(fall, fall + 60_000);
  }

  @Test
  void reportsTheMeanOfEachIntervalWhateverTaskMeasured() throws Exception {
    List<Measurement> measured = new ArrayList<>();
    for (long time = 0; time < 60_000; time += 20) {
      measured.add(
          Measurement.of("hits." + random.nextInt(2), Long.toString(time), random.nextBoolean()));
    }
    List<Report> reports = run(reports(measured));
    assertThat(reports).hasSize(12);
    for (Report report : reports) {
      List<Measurement> own =
          measured.stream()
              .filter(of -> of.metric().equals(report.measurement().metric()))
              .filter(of -> time(of) < report.end())
              .filter(of -> time(of) >= report.end() - INTERVAL.toMillis())
              .toList();
      assertThat(report.measurement().count()).isEqualTo(own.size());
      assertThat(report.measurement().sum())
          .isEqualTo(own.stream().mapToDouble(Measurement::sum).sum());
    }
  }

  @Test
  void anIntervalWithoutAnObservationIsNotReported() throws Exception {
    assertThat(run(reports(List.of(new Measurement("clicks", "1", 1, 0))))).isEmpty();
  }

  @Test
  void everyOperatorHasAUid() {
    DataStream<Report> reports = reports(List.of(Measurement.of("hits", "1", true)));
    RocksDbJobs.assertUids(environment, List.of(QualityTopology.watched(reports, 0.02, 100)));
  }

  @Test
  void somethingHasToBeMeasured() {
    assertThatThrownBy(() -> QualityTopology.build("test", List.of(), INTERVAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Reports of one site's measurements, which come with their time as site from any task. */
  private DataStream<Report> reports(List<Measurement> measured) {
    DataStream<Measurement> stream =
        RocksDbJobs.stream(environment, measured, Measurement.class, QualityTopologyIT::time)
            .map(of -> new Measurement(of.metric(), "shop", of.sum(), of.count()))
            .returns(Measurement.class)
            .uid("site")
            .rebalance();
    return QualityTopology.build("test", List.of(new Measurements("test", stream)), INTERVAL);
  }

  private List<Report> run(DataStream<Report> reports) throws Exception {
    Collected<Report> collected = Collected.of(reports);
    environment.executeAsync("quality topology");
    return collected.all();
  }

  private static long time(Measurement measurement) {
    return Long.parseLong(measurement.site());
  }
}
