package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;

/**
 * A filter on dead letters.
 *
 * @param topic those from this topic; null for any
 * @param stage those of this stage; null for any
 * @param reason those with this reason code; null for any
 */
public record DeadLetterFilter(String topic, String stage, String reason) {

  /** The filter that every dead letter passes. */
  public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null);

  /** Whether a dead letter passes. */
  public boolean matches(DeadLetter letter) {
    return (topic == null || topic.equals(letter.getTopic()))
        && (stage == null || stage.equals(letter.getStage()))
        && (reason == null || reason.equals(letter.getReason()));
  }
}
