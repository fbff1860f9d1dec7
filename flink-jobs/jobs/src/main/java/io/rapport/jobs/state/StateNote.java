package io.rapport.jobs.state;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.util.TimeUtils;

/**
 * A note on what an operator keeps, for the description that Flink's dashboard shows. Every part
 * comes from the settings in force.
 *
 * @param keeps the state and its key
 * @param bound the most that a key can hold
 * @param life how long a key is kept
 */
public record StateNote(String keeps, String bound, String life) implements Serializable {

  /**
   * A note without an end of life yet.
   *
   * @param key of the state, such as {@code visitor}
   * @param content of the state
   * @param bound of one key, with the arguments of its format
   */
  @SuppressWarnings("AnnotateFormatMethod") // Its annotations are no dependency of the jobs.
  public static Unlimited per(String key, String content, String bound, Object... arguments) {
    return new Unlimited(content + " per " + key, bound.formatted(arguments));
  }

  /** A note that lacks its time-to-live. */
  public record Unlimited(String keeps, String bound) {

    /**
     * @param millis of event time
     * @param event after which they count
     */
    public StateNote until(long millis, String event) {
      return new StateNote(keeps, bound, time(millis) + " after the last " + event);
    }

    /** A note on a state whose end is an event, and not a time. */
    public StateNote until(String end) {
      return new StateNote(keeps, bound, "until " + end);
    }

    /** A note on a state of few keys that stay. */
    public StateNote unlimited() {
      return new StateNote(keeps, bound, "no end");
    }
  }

  /** The same note with another state of the operator. */
  public StateNote and(StateNote other) {
    return new StateNote(
        keeps + "; " + other.keeps, bound + "; " + other.bound, life + "; " + other.life);
  }

  /** A time as an operator would write it, in the greatest unit that divides it. */
  static String time(long millis) {
    return TimeUtils.formatWithHighestUnit(Duration.ofMillis(millis));
  }

  @Override
  public String toString() {
    return "state: %s | bound: %s | TTL: %s".formatted(keeps, bound, life);
  }
}
