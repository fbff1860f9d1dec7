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
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTopologyIT {

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

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
  void aHitRateThatFallsForGoodRaisesTheAlarm() throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    List<Measurement> measured = new ArrayList<>();
    Random random = new Random(7);
    long fall = 400_000;
    for (long time = 0; time < 600_000; time += 100) {
      boolean hit = random.nextDouble() < (time < fall ? 0.7 : 0.3);
      measured.add(Measurement.of("recommendation.hit-rate-20", Long.toString(time), hit));
    }
    DataStream<Measurement> stream =
        RocksDbJobs.stream(environment, measured, Measurement.class, QualityTopologyIT::time)
            .map(of -> new Measurement(of.metric(), "shop", of.sum(), of.count()))
            .returns(Measurement.class)
            .uid("site");
    DataStream<Report> reports =
        QualityTopology.build(List.of(new Measurements("test", stream)), INTERVAL);
    List<Report> drift = new ArrayList<>();
    QualityTopology.watched(reports, 0.02, 100)
        .executeAndCollect()
        .forEachRemaining(
            report -> {
              if (report.measurement().metric().equals(DriftFunction.METRIC)) {
                drift.add(report);
              }
            });
    assertThat(drift).hasSize(60);
    assertThat(drift.get(0).dimensions()).containsEntry("metric", "recommendation.hit-rate-20");
    List<Long> alarms =
        drift.stream().filter(r -> r.measurement().mean() >= 1).map(Report::end).toList();
    assertThat(alarms).isNotEmpty();
    assertThat(alarms.get(0)).isBetween(fall, fall + 60_000);
  }

  @Test
  void theWatchGoesOnAfterARestore() throws Exception {
    List<Double> whole = watch(List.of(0.8, 0.8, 0.5, 0.4), -1);
    assertThat(watch(List.of(0.8, 0.8, 0.5, 0.4), 2)).isEqualTo(whole);
    assertThat(whole.get(3)).isGreaterThan(whole.get(2)).isPositive();
  }

  private static List<Double> watch(List<Double> rates, int restart) throws Exception {
    List<Double> nearness = new ArrayList<>();
    var harness = drift(null);
    for (int i = 0; i < rates.size(); i++) {
      if (i == restart) {
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        nearness.addAll(values(harness.extractOutputValues()));
        harness.close();
        harness = drift(snapshot);
      }
      Measurement rate = new Measurement("hits", "shop", 100 * rates.get(i), 100);
      harness.processElement(new Report(rate, i), i);
    }
    nearness.addAll(values(harness.extractOutputValues()));
    harness.close();
    return nearness;
  }

  private static List<Double> values(List<Report> reports) {
    return reports.stream().map(report -> report.measurement().mean()).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Report, Report> drift(
      OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Report, Report>(
            new KeyedProcessOperator<>(new DriftFunction(0.02, 1_000)),
            report -> report.measurement().key(),
            Types.STRING);
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
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
