package io.rapport.core.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.state.PackedFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataQualityTest {

  private static final long INTERVAL = 60_000;
  private static final long START = INTERVAL * 1_000_000;
  private static final DataQuality.Settings SETTINGS =
      new DataQuality.Settings(INTERVAL, 5_000, 0.02, 50);

  private final Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
  private final PackedFormat<SourceQuality> format = SourceQuality.format(SETTINGS.timelyMillis());

  @Test
  void measuresEachFieldOfARecord() throws RejectedEventException {
    SourceQuality quality = new SourceQuality(Source.PURCHASE, 5_000);
    quality.add(order("e1", "Germany", 1_000));
    quality.add(order("e2", "Atlantis", 2_000));
    quality.add(order("e2", null, 3_000));
    quality.add(order("e3", "FR", 60_000));
    Map<String, Double> measured = new HashMap<>();
    quality.measure((measure, field, value, count) -> measured.put(measure + " " + field, value));
    assertThat(measured)
        .containsEntry("COMPLETENESS country", 0.75)
        .containsEntry("VALIDITY country", 1 - 1 / 3.0)
        .containsEntry("COMPLETENESS email", 0.0)
        .containsEntry("UNIQUENESS eventId", 0.75)
        .containsEntry("TIMELINESS null", 0.75)
        .containsEntry("DELAY_P50 null", 2_000.0)
        .containsEntry("DELAY_P99 null", 60_000.0)
        .doesNotContainKeys("VALIDITY email", "COMPLETENESS eventId", "VALIDITY eventTime");
  }

  @Test
  void partsAddUpToTheWhole() throws RejectedEventException {
    SourceQuality whole = new SourceQuality(Source.PURCHASE, 5_000);
    SourceQuality left = new SourceQuality(Source.PURCHASE, 5_000);
    SourceQuality right = new SourceQuality(Source.PURCHASE, 5_000);
    for (int i = 0; i < 50; i++) {
      FieldSample sample = order("e" + i % 40, i % 3 == 0 ? null : "DE", i * 100L);
      whole.add(sample);
      (i % 2 == 0 ? left : right).add(sample);
    }
    SourceQuality read = format.unpack(format.pack(left));
    read.merge(format.unpack(format.pack(right)));
    assertThat(format.pack(read)).isEqualTo(format.pack(whole));
  }

  @Test
  void anIntervalIsReportedWhenItEnds() throws RejectedEventException {
    DataQuality quality = new DataQuality(SETTINGS);
    long end = quality.add(part("DE", 10), START, Long.MIN_VALUE);
    assertThat(end).isEqualTo(START + INTERVAL);
    assertThat(quality.close("shop", Source.PURCHASE, end - 1)).isEmpty();
    List<Report> reports = quality.close("shop", Source.PURCHASE, end);
    assertThat(reports)
        .contains(
            new Report(
                new Measurement("data.completeness", "shop", 10, 10),
                end,
                Map.of("source", "purchase", "field", "country")))
        .extracting(report -> report.measurement().metric())
        .contains("data.validity", "data.uniqueness", "data.timeliness", "data.delay-p95")
        .doesNotContain(DataQuality.DRIFT);
    assertThat(quality.close("shop", Source.PURCHASE, end)).isEmpty();
  }

  @Test
  void whatIsLateCountsInTheIntervalStillOpen() throws RejectedEventException {
    DataQuality quality = new DataQuality(SETTINGS);
    assertThat(quality.add(part("DE", 1), START - 10 * INTERVAL, START + 7))
        .isEqualTo(START + INTERVAL);
  }

  @Test
  void openIntervalsAreBounded() throws RejectedEventException {
    DataQuality quality = new DataQuality(SETTINGS);
    for (int i = 0; i < 100; i++) {
      quality.add(part("DE", 1), START + i * INTERVAL, Long.MIN_VALUE);
    }
    List<Report> reports = quality.close("shop", Source.PURCHASE, Long.MAX_VALUE);
    assertThat(reports.stream().filter(r -> r.measurement().metric().equals("data.timeliness")))
        .hasSize(DataQuality.OPEN)
        .extracting(report -> report.measurement().count())
        .startsWith(85L)
        .endsWith(1L);
  }

  @Test
  void aFieldThatIsMissingFromNowOnRaisesOneAlarmAlsoAfterARestore() throws RejectedEventException {
    PackedFormat<DataQuality> packed = DataQuality.format(SETTINGS);
    DataQuality quality = new DataQuality(SETTINGS);
    int alarms = 0;
    for (int i = 0; i < 40; i++) {
      long end = quality.add(part(i < 20 ? "DE" : null, 100), START + i * INTERVAL, 0);
      quality = packed.unpack(packed.pack(quality));
      for (Report report : quality.close("shop", Source.PURCHASE, end)) {
        if (report.measurement().metric().equals(DataQuality.DRIFT)) {
          alarms++;
          assertThat(i).isEqualTo(20);
          assertThat(report.dimensions())
              .isEqualTo(
                  Map.of("source", "purchase", "field", "country", "measure", "completeness"));
          assertThat(report.measurement().mean()).isGreaterThanOrEqualTo(1);
        }
      }
    }
    assertThat(alarms).isEqualTo(1);
  }

  private byte[] part(String country, int records) throws RejectedEventException {
    SourceQuality part = new SourceQuality(Source.PURCHASE, SETTINGS.timelyMillis());
    for (int i = 0; i < records; i++) {
      part.add(order("e" + i, country, 10));
    }
    return format.pack(part);
  }

  private FieldSample order(String eventId, String country, long delay)
      throws RejectedEventException {
    FieldValues order =
        cleaning
            .begin(Source.PURCHASE)
            .set(Source.PURCHASE.site(), "shop")
            .set(Source.PURCHASE.field("eventId"), eventId)
            .set(Source.PURCHASE.field("eventTime"), START)
            .set(Source.PURCHASE.field("country"), country);
    cleaning.clean(order, START);
    return FieldSample.of(order, START, START + delay);
  }
}
