package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Trains one site's blend and publishes it at the publication's pace, once enough examples are
 * learned. Not thread-safe.
 */
public final class BlendTrainer {

  private static final long NEVER = Long.MIN_VALUE;

  private final BlendSettings settings;
  private final BlendLearner learner;
  private long newest = NEVER; // event time of the newest example
  private long published = NEVER; // event time of the last publication
  private long unpublished;

  public BlendTrainer(BlendSettings settings) {
    this(settings, new BlendLearner(settings));
  }

  private BlendTrainer(BlendSettings settings, BlendLearner learner) {
    this.settings = settings;
    this.learner = learner;
  }

  /**
   * Learns from an example.
   *
   * @return the publication that is due now, or null; see {@link #due}
   */
  public BlendPublication learn(BlendExample example) {
    learner.learn(example);
    newest = Math.max(newest, example.eventTime());
    unpublished++;
    // An absolute distance, so that one event with a far-off time cannot block publication for
    // long.
    boolean passed = published == NEVER || Math.abs(example.eventTime() - published) >= delay();
    return learner.ready() && passed ? publish(example.site(), example.eventTime()) : null;
  }

  /**
   * The publication due when time has passed without a further example.
   *
   * @return null when it is too early, or nothing new was learned
   */
  public BlendPublication passed(String site, long time) {
    return time >= due() ? publish(site, time) : null;
  }

  /** The time at which {@link #passed} has a publication, or {@link Long#MAX_VALUE}. */
  public long due() {
    return unpublished == 0 || !learner.ready() || published == NEVER
        ? Long.MAX_VALUE
        : published + delay();
  }

  private long delay() {
    return settings.publication().delay(unpublished, learner.learned());
  }

  private BlendPublication publish(String site, long time) {
    published = time;
    unpublished = 0;
    BlendModel model = learner.publish();
    return new BlendPublication(site, model.version(), newest, BlendModel.format().pack(model));
  }

  /** The number of examples learned. */
  public long learned() {
    return learner.learned();
  }

  /** The packed form of a trainer. */
  public static PackedFormat<BlendTrainer> format(BlendSettings settings) {
    return new PackedFormat<>(
        "The trainer of a blend",
        1,
        () -> new BlendTrainer(settings),
        BlendTrainer::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLong(published);
    out.writeLong(unpublished);
    out.writeBlock(BlendLearner.format(settings), learner);
  }

  private static BlendTrainer read(PackedReader in, BlendSettings settings) {
    long newest = in.readLong();
    long published = in.readLong();
    long unpublished = in.readLong();
    BlendTrainer trainer =
        new BlendTrainer(settings, BlendLearner.format(settings).unpack(in.readBlock()));
    trainer.newest = newest;
    trainer.published = published;
    trainer.unpublished = unpublished;
    return trainer;
  }
}
