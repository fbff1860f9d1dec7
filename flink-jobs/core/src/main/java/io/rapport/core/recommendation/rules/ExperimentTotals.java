package io.rapport.core.recommendation.rules;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Proportion;
import io.rapport.core.quality.Report;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of an experiment's variants since it began. Shares are of the items shown, with 95%
 * intervals as if all items shown were independent. One visitor sees several items, so the true
 * intervals are somewhat wider. Not thread-safe.
 */
public final class ExperimentTotals implements Expiring {

  private static final class Counts {
    private long shown;
    private long clicked;
    private long bought;
  }

  private final long expiryMillis;
  private final Map<String, Counts> variants = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;
  private long due = Long.MAX_VALUE; // end of the earliest interval that is not reported
  private String baseline;
  private Lease lease = new Lease();

  /**
   * Empty totals.
   *
   * @param expiryMillis time without an outcome after which an experiment is dropped
   */
  public ExperimentTotals(long expiryMillis) {
    this.expiryMillis = expiryMillis;
  }

  /**
   * Adds an outcome.
   *
   * @param time its event time, milliseconds since the epoch
   */
  public void add(VariantOutcome outcome, long time) {
    newest = Math.max(newest, time);
    if (variants.size() >= 2 * Experiment.MOST_VARIANTS
        && !variants.containsKey(outcome.variant())) {
      return;
    }
    if (outcome.baseline()) {
      baseline = outcome.variant();
    }
    Counts counts = variants.computeIfAbsent(outcome.variant(), any -> new Counts());
    counts.shown += outcome.shown();
    counts.clicked += outcome.clicked();
    counts.bought += outcome.bought();
  }

  /**
   * Notes that an interval is to be reported.
   *
   * @param end of the interval, milliseconds since the epoch
   * @return whether to set a timer for it; not while an earlier one is awaited: outcomes run ahead
   *     of the watermark, and each would put the report off
   */
  public boolean await(long end) {
    if (due <= end) {
      return false;
    }
    due = end;
    return true;
  }

  /** The end of the earliest interval that is not reported; {@link Long#MAX_VALUE} for none. */
  public long due() {
    return due;
  }

  /** The event time of the newest outcome. */
  @Override
  public long newest() {
    return newest;
  }

  /**
   * The reports of every variant as of the interval that is due, which then counts as reported:
   * {@code experiment.click-through-rate} and {@code experiment.conversion-rate}, each with {@code
   * -lower} and {@code -upper}; for every variant but the first also the {@code -difference} to the
   * first with its limits. Their counts are the items shown.
   */
  public List<Report> reports(String site, String experiment) {
    long end = due;
    due = Long.MAX_VALUE;
    List<Report> reports = new ArrayList<>();
    Counts first = baseline == null ? null : variants.get(baseline);
    variants.forEach(
        (variant, counts) -> {
          if (counts.shown == 0) {
            return;
          }
          Written to =
              new Written(reports, site, Map.of("experiment", experiment, "variant", variant), end);
          to.share("experiment.click-through-rate", clicked(counts));
          to.share("experiment.conversion-rate", bought(counts));
          if (first != null && first.shown > 0 && counts != first) {
            to.difference("experiment.click-through-rate", clicked(counts), clicked(first));
            to.difference("experiment.conversion-rate", bought(counts), bought(first));
          }
        });
    return reports;
  }

  private static Proportion clicked(Counts counts) {
    return new Proportion(counts.clicked, counts.shown);
  }

  private static Proportion bought(Counts counts) {
    return new Proportion(counts.bought, counts.shown);
  }

  /** The destination of one variant's reports. */
  private record Written(
      List<Report> reports, String site, Map<String, String> dimensions, long end) {

    void share(String metric, Proportion share) {
      limits(metric, share.value(), share.lower(), share.upper(), share.trials());
    }

    void difference(String metric, Proportion share, Proportion first) {
      limits(
          metric + "-difference",
          share.value() - first.value(),
          share.lessLower(first),
          share.lessUpper(first),
          share.trials());
    }

    private void limits(String metric, double value, double lower, double upper, long trials) {
      add(metric, value, trials);
      add(metric + "-lower", lower, trials);
      add(metric + "-upper", upper, trials);
    }

    private void add(String metric, double value, long trials) {
      reports.add(
          new Report(new Measurement(metric, site, value * trials, trials), end, dimensions));
    }
  }

  @Override
  public long expiry() {
    return newest + expiryMillis;
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /**
   * The packed form of totals.
   *
   * @param expiryMillis time without an outcome after which an experiment is dropped
   */
  public static PackedFormat<ExperimentTotals> format(long expiryMillis) {
    return new PackedFormat<>(
        "The totals of an experiment",
        1,
        () -> new ExperimentTotals(expiryMillis),
        ExperimentTotals::write,
        in -> read(in, expiryMillis));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLong(due);
    lease.write(out);
    out.writeNullableString(baseline);
    out.writeVarint(variants.size());
    variants.forEach(
        (name, counts) -> {
          out.writeString(name);
          out.writeLong(counts.shown);
          out.writeLong(counts.clicked);
          out.writeLong(counts.bought);
        });
  }

  private static ExperimentTotals read(PackedReader in, long expiryMillis) {
    ExperimentTotals totals = new ExperimentTotals(expiryMillis);
    totals.newest = in.readLong();
    totals.due = in.readLong();
    totals.lease = Lease.read(in);
    totals.baseline = in.readNullableString();
    for (int i = in.readVarint(); i > 0; i--) {
      Counts counts = new Counts();
      totals.variants.put(in.readString(), counts);
      counts.shown = in.readLong();
      counts.clicked = in.readLong();
      counts.bought = in.readLong();
    }
    return totals;
  }
}
