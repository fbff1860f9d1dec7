package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ErasureReceipt;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SupportModel;
import io.rapport.avro.TriagedTicket;
import io.rapport.avro.VisitorErasure;
import io.rapport.local.FlinkRest;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs the four jobs apart and all of them as one on the same recorded input, each in topics of
 * their own at one broker: what comes out has to be the same.
 */
class FourJobsIT {

  private static final Path JOB_JAR = Path.of("..", "jobs", "target", "rapport-jobs-job.jar");
  private static final String ALL = "io.rapport.jobs.AllJobs";
  private static final String CUSTOMER = "io.rapport.jobs.customer.CustomerJob";
  private static final String RECOMMENDATION = "io.rapport.jobs.recommendation.RecommendationJob";
  private static final String SEGMENT = "io.rapport.jobs.segment.SegmentJob";
  private static final String SUPPORT = "io.rapport.jobs.support.SupportJob";

  /**
   * Options that switch off the candidates and models that reach the ranking asynchronously:
   * trending items, the learned blend and item vectors.
   */
  private static final String[] IN_STEP = {
    "--rapport.recommendation.sources",
    "CO_OCCURRENCE;SESSION_NEIGHBOURS;REVISIT;BOUGHT_TOGETHER",
    "--rapport.recommendation.trending.size",
    "0",
    "--rapport.recommendation.blend.units",
    "0",
    "--rapport.recommendation.embedding.dimensions",
    "0"
  };

  private static final Map<String, String> OPTIONS =
      Map.of("parallelism.default", "1", "execution.checkpointing.interval", "2 s");

  private static LocalStack stack;
  private static Installation one;
  private static Installation four;

  @BeforeAll
  static void run() {
    stack =
        LocalStack.builder()
            .compiler(JitMode.QUICK)
            .slots(5)
            .taskManagerMb(4096)
            .flinkSetting("taskmanager.memory.jvm-metaspace.size", "512m")
            .start();
    String jar = FlinkRest.at(stack.flinkUrl()).upload(JOB_JAR);
    Recording recording = new Recording(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    one = new Installation(stack, jar, "one.", OPTIONS);
    four = new Installation(stack, jar, "four.", OPTIONS);
    one.start(ALL, IN_STEP);
    // Readers of a topic before its writer: the order of starting may not matter.
    four.start(SUPPORT);
    four.start(RECOMMENDATION, IN_STEP);
    four.start(SEGMENT);
    four.start(CUSTOMER);
    send(recording.learning());
    recording.laterClicks(one.producers());
    four.disturb(
        RECOMMENDATION, Recommendation.class, recording::laterClicks, FourJobsIT::othersGoOn);
    Installation.settle(one, four);
    send(recording.using());
  }

  private static void send(List<Consumer<Producers>> stages) {
    for (var stage : stages) {
      for (Installation installation : List.of(one, four)) {
        stage.accept(installation.producers());
      }
      Installation.settle(one, four);
    }
  }

  /**
   * Waits until the later clicks are in the profiles, which another job writes. What the failing
   * job owes is asked by {@link #everyEventHasItsListAndMostListsAreTheSame}.
   */
  private static void othersGoOn() {
    Installation.await("the later views", () -> views() == 12L * Recording.VISITORS);
    assertThat(four.undisturbed()).containsOnlyKeys(CUSTOMER, SEGMENT, SUPPORT);
  }

  private static long views() {
    return four.topics().latest(CustomerProfile.class).values().stream()
        .mapToLong(CustomerProfile::getViews)
        .sum();
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable opened : new AutoCloseable[] {one, four, stack}) {
      if (opened != null) {
        try {
          opened.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void everyEventHasItsListAndMostListsAreTheSame() {
    var ofFour = byId(four, Recommendation.class, Recommendation::getRecommendationId);
    var ofOne = byId(one, Recommendation.class, Recommendation::getRecommendationId);
    assertThat(ofFour.keySet()).hasSize(12 * Recording.VISITORS + 1).isEqualTo(ofOne.keySet());
    // Purchases meet clicks in another order in every run, which moves the weights after them.
    assertThat(ofFour.keySet().stream().filter(id -> ofFour.get(id).equals(ofOne.get(id))).count())
        .isGreaterThan(ofOne.size() * 7L / 10);
    assertThat(latest(four, ItemNeighbours.class).keySet())
        .isNotEmpty()
        .isEqualTo(latest(one, ItemNeighbours.class).keySet());
  }

  @Test
  void profilesAreTheSame() {
    assertThat(profiles(four)).hasSizeGreaterThan(Recording.VISITORS / 2).isEqualTo(profiles(one));
  }

  /** Without those of the last events, which only move time on. */
  private static Map<String, String> profiles(Installation of) {
    Map<String, String> profiles = new TreeMap<>(latest(of, CustomerProfile.class));
    profiles.keySet().removeAll(List.of("default/clock", "default/clock-cookie"));
    return profiles;
  }

  /**
   * A model depends on how many of its changes a profile was read with, as clicks, purchases and
   * tickets meet in time. The sites and the customers do not.
   */
  @Test
  void theSameCustomersHaveSegments() {
    assertThat(latest(four, SegmentModel.class).keySet())
        .isNotEmpty()
        .isEqualTo(latest(one, SegmentModel.class).keySet());
    assertThat(latest(four, CustomerSegment.class).keySet())
        .isNotEmpty()
        .isEqualTo(latest(one, CustomerSegment.class).keySet());
  }

  @Test
  void triageIsTheSame() {
    assertThat(latest(four, SupportModel.class))
        .isNotEmpty()
        .isEqualTo(latest(one, SupportModel.class));
    assertThat(byId(four, TriagedTicket.class, TriagedTicket::getTriggerEventId))
        .isNotEmpty()
        .containsExactlyInAnyOrderEntriesOf(
            byId(one, TriagedTicket.class, TriagedTicket::getTriggerEventId));
    assertThat(latest(four, TriagedTicket.class))
        .containsExactlyInAnyOrderEntriesOf(latest(one, TriagedTicket.class));
  }

  @Test
  void eachBadRecordHasOneDeadLetter() {
    List<DeadLetter> letters = four.topics().read(DeadLetter.class);
    assertThat(letters).extracting(DeadLetter::getOrigin).doesNotHaveDuplicates();
    assertThat(letters(four)).hasSize(Recording.BAD_RECORDS).isEqualTo(letters(one));
  }

  /** Without places: how many profiles were published before the bad one is a matter of moments. */
  private static List<String> letters(Installation of) {
    return of.topics().read(DeadLetter.class).stream()
        .map(letter -> text(of, letter))
        .map(letter -> letter.replaceFirst("\"origin\": \"[^\"]*\", ", ""))
        .map(letter -> letter.replaceFirst("\"offset\": \\d+, ", ""))
        .sorted()
        .toList();
  }

  @Test
  void anErasureHasTheSameReceiptsOfAllJobs() {
    assertThat(sorted(four, VisitorErasure.class)).isEqualTo(sorted(one, VisitorErasure.class));
    assertThat(four.topics().read(ErasureReceipt.class))
        .extracting(ErasureReceipt::getComponent)
        .contains("customer", "recommendation", "support");
    assertThat(sorted(four, ErasureReceipt.class)).isEqualTo(sorted(one, ErasureReceipt.class));
  }

  /**
   * Intervals may be cut elsewhere, by where a watermark fell; what was measured may not differ.
   * The job that failed may repeat a report, but loses none.
   */
  @Test
  void theSameIsMeasuredAndReportedOnce() {
    List<QualityReport> reports = four.topics().read(QualityReport.class);
    List<QualityReport> ofOne = one.topics().read(QualityReport.class);
    assertThat(reports)
        .filteredOn(report -> report.getMetric().startsWith("support."))
        .extracting(FourJobsIT::reportId)
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(measured(reports, "support.")).isEqualTo(measured(ofOne, "support."));
    Map<String, Long> repeated = measured(reports, "recommendation.");
    assertThat(measured(ofOne, "recommendation."))
        .isNotEmpty()
        .allSatisfy(
            (metric, count) ->
                assertThat(repeated.getOrDefault(metric, 0L)).isGreaterThanOrEqualTo(count));
  }

  private static Map<String, Long> measured(List<QualityReport> reports, String domain) {
    return reports.stream()
        .filter(report -> report.getMetric().startsWith(domain))
        .filter(report -> report.getDimensions().isEmpty())
        .collect(
            Collectors.groupingBy(
                QualityReport::getMetric,
                TreeMap::new,
                Collectors.summingLong(QualityReport::getCount)));
  }

  private static String reportId(QualityReport report) {
    return report.getMetric() + report.getSite() + report.getEventTime() + report.getDimensions();
  }

  private static <A extends SpecificRecord> Map<String, String> byId(
      Installation of, Class<A> type, Function<A, String> id) {
    Map<String, String> found = new TreeMap<>();
    of.topics().read(type).forEach(value -> found.put(text(of, id.apply(value)), text(of, value)));
    return found;
  }

  private static <A extends SpecificRecord> Map<String, String> latest(
      Installation of, Class<A> type) {
    Map<String, String> found = new TreeMap<>();
    of.topics().latest(type).forEach((key, value) -> found.put(key, text(of, value)));
    return found;
  }

  private static <A extends SpecificRecord> List<String> sorted(Installation of, Class<A> type) {
    return of.topics().readable(type).stream().map(value -> text(of, value)).sorted().toList();
  }

  /** Without the prefix of the topics and the broker's times, by which alone the two may differ. */
  private static String text(Installation of, Object value) {
    String brokerTime = value instanceof DeadLetter ? "eventTime" : "triggerTime";
    return value
        .toString()
        .replace(of.settings().topicPrefix(), "")
        .replaceFirst("\\d+ ms ahead", "ms ahead")
        .replaceFirst("\"" + brokerTime + "\": \"[^\"]*\", ", "");
  }
}
