package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.quality.DataQuality;
import io.rapport.core.quality.FieldSample;
import io.rapport.core.quality.Report;
import io.rapport.jobs.testing.Collected;
import io.rapport.jobs.testing.RocksDbJobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DataQualityTopologyIT {

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  private static final DataQuality.Settings SETTINGS =
      new DataQuality.Settings(10_000, 1_000, 0.02, 100);

  private static final long COUNTRY = 1L << 8;

  private final StreamExecutionEnvironment environment = RocksDbJobs.environment(2);

  @Test
  void everyRecordIsReportedOnceWhateverTaskReadIt() throws Exception {
    List<FieldSample> orders = new ArrayList<>();
    for (int time = 0; time < 60_000; time += 20) {
      boolean present = time < 30_000 || time % 100 == 0;
      orders.add(
          new FieldSample(
              "PURCHASE", "shop", time, 5, present ? COUNTRY : 0, 0, new long[] {time + 1, 7}));
    }
    List<Report> reports = run(reports(orders));

    List<Report> country = of(reports, "data.completeness", "country");
    assertThat(country).hasSize(6);
    assertThat(country.stream().mapToLong(report -> report.measurement().count()).sum())
        .isEqualTo(orders.size());
    for (Report report : country) {
      assertThat(report.measurement().mean())
          .isCloseTo(report.end() <= 30_000 ? 1 : 0.2, within(1e-9));
    }
    assertThat(of(reports, "data.uniqueness", "eventId"))
        .allSatisfy(report -> assertThat(report.measurement().mean()).isEqualTo(1));
    assertThat(of(reports, DataQuality.DRIFT, "country"))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.end()).isEqualTo(40_000);
              assertThat(alarm.dimensions()).containsEntry("measure", "completeness");
            });
  }

  @Test
  void everyOperatorHasAUid() {
    FieldSample sample = new FieldSample("TICKET", "shop", 1, 5, 1, 0, new long[] {1});
    RocksDbJobs.assertUids(environment, List.of(reports(List.of(sample))));
  }

  @Test
  void aFeedHasToBeMeasured() {
    assertThatThrownBy(() -> DataQualityTopology.build(Map.of(), SETTINGS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private DataStream<Report> reports(List<FieldSample> samples) {
    DataStream<FieldSample> stream =
        RocksDbJobs.stream(environment, samples, FieldSample.class, FieldSample::eventTime)
            .rebalance()
            .map(sample -> sample)
            .returns(FieldSample.class)
            .uid("spread");
    return DataQualityTopology.build(Map.of("test", stream), SETTINGS);
  }

  private List<Report> run(DataStream<Report> reports) throws Exception {
    Collected<Report> collected = Collected.of(reports);
    environment.executeAsync("data quality topology");
    return collected.all();
  }

  private static List<Report> of(List<Report> reports, String metric, String field) {
    return reports.stream()
        .filter(report -> report.measurement().metric().equals(metric))
        .filter(report -> field.equals(report.dimensions().get("field")))
        .toList();
  }
}
