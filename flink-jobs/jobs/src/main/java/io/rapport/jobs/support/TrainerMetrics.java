package io.rapport.jobs.support;

import io.rapport.core.support.training.SupportTrainer;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of a site's trainer, as of its last publication: {@code
 * rapport.support.site.<name>.*}. The task writes them, and metric reporters read them.
 */
final class TrainerMetrics {

  private volatile Shown shown = new Shown(0, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN);

  private record Shown(
      long examples,
      int intents,
      long refused,
      int weights,
      long version,
      double threshold,
      double accuracy,
      double calibrationError) {}

  /**
   * @param domain the metric group of the domain
   */
  TrainerMetrics(MetricGroup domain, String site) {
    MetricGroup group = domain.addGroup("site", site);
    group.gauge("examples", (Gauge<Long>) () -> shown.examples());
    group.gauge("intents", (Gauge<Integer>) () -> shown.intents());
    group.gauge("refused-intents", (Gauge<Long>) () -> shown.refused());
    group.gauge("weights", (Gauge<Integer>) () -> shown.weights());
    group.gauge("model-version", (Gauge<Long>) () -> shown.version());
    group.gauge("abstain-below", (Gauge<Double>) () -> shown.threshold());
    group.gauge("recent-accuracy", (Gauge<Double>) () -> shown.accuracy());
    group.gauge("recent-calibration-error", (Gauge<Double>) () -> shown.calibrationError());
  }

  void show(SupportTrainer trainer) {
    shown =
        new Shown(
            trainer.learned(),
            trainer.labelCount(),
            trainer.refused(),
            trainer.weights(),
            trainer.version(),
            trainer.threshold(),
            trainer.recentAccuracy(),
            trainer.recentCalibrationError());
  }
}
