package io.rapport.core.support.training;

import io.rapport.core.intake.Keys;

/**
 * A published part of one site's ticket model.
 *
 * @param part the number of a shard of weights, {@link #META} or {@link #ANSWERS}
 * @param version grows by one with each publication of the site
 * @param eventTime event time up to which labels were learned, milliseconds since the epoch
 * @param payload packed by {@link SupportTrainer}, read by {@link TriageModel}
 */
// The array is the record's content and never changes.
@SuppressWarnings("ArrayRecordComponent")
public record ModelShard(String site, String part, long version, long eventTime, byte[] payload) {

  /** The part with labels, queues, biases and calibration. */
  public static final String META = "meta";

  /** The part with the verdicts on suggested answers. */
  public static final String ANSWERS = "answers";

  /** Site-qualified key of the part. */
  public String shardId() {
    return Keys.of(site, part);
  }
}
