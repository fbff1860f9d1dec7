package io.rapport.jobs.quality;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.jobs.testing.RocksDbJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTopologyIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** A measurement with its time, in the site's name, which RocksDbJobs needs a field for. */
  private static long time(Measurement measurement) {
    return Long.parseLong(measurement.site());
  }

  @ParameterizedTest
  @ValueSource(classes = {Measurement.class, Report.class})
  void isSerializedAsPojo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void reportsTheMeanOfEachIntervalWhateverTaskMeasured() throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    List<Measurement> measured = new ArrayList<>();
    Random random = new Random(7);
    for (long time = 0; time < 60_000; time += 20) {
      measured.add(
          Measurement.of("hits." + random.nextInt(2), Long.toString(time), random.nextBoolean()));
    }
    DataStream<Measurement> stream =
        RocksDbJobs.stream(environment, measured, Measurement.class, QualityTopologyIT::time)
            .map(of -> new Measurement(of.metric(), "shop", of.sum(), of.count()))
            .returns(Measurement.class)
            .uid("site")
            .rebalance();
    List<Report> reports = new ArrayList<>();
    QualityTopology.build(List.of(new Measurements("test", stream)), INTERVAL)
        .executeAndCollect()
        .forEachRemaining(reports::add);
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
    StreamExecutionEnvironment environment = RocksDbJobs.environment(1);
    DataStream<Measurement> stream =
        RocksDbJobs.stream(
            environment,
            List.of(new Measurement("clicks", "1", 1, 0)),
            Measurement.class,
            QualityTopologyIT::time);
    Map<Long, Report> reports = new HashMap<>();
    QualityTopology.build(List.of(new Measurements("test", stream)), INTERVAL)
        .executeAndCollect()
        .forEachRemaining(report -> reports.put(report.end(), report));
    assertThat(reports).isEmpty();
  }

  @Test
  void everyOperatorHasAUid() {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(1);
    DataStream<Measurement> stream =
        RocksDbJobs.stream(
            environment,
            List.of(Measurement.of("hits", "1", true)),
            Measurement.class,
            QualityTopologyIT::time);
    RocksDbJobs.assertUids(
        environment,
        List.of(QualityTopology.build(List.of(new Measurements("test", stream)), INTERVAL)));
  }

  @Test
  void somethingHasToBeMeasured() {
    assertThatThrownBy(() -> QualityTopology.build(List.of(), INTERVAL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
