package io.rapport.jobs.recommendation.item;

/**
 * The event time for which a change of an item settles before a timer publishes it: seconds or, in
 * a rush, the publish interval, so that more changes of an item share a publication. One of a task,
 * which counts the task's messages; it is no part of the state.
 */
public final class SettlingTime {

  /** Most event time from a change to its publication by a timer, in milliseconds. */
  private static final long USUAL = 3_000;

  /** Messages in a second of event time, in one task, above which there is a rush. */
  private static final int RUSH = 1_000;

  private final long inRush;
  private long second;
  private int messages; // in that second

  /**
   * @param publishInterval milliseconds between two publications of an item
   */
  public SettlingTime(long publishInterval) {
    this.inRush = Math.max(USUAL, publishInterval);
  }

  /**
   * Counts a message.
   *
   * @param time of the message, milliseconds since the epoch
   * @return the settling time of a change that it makes, in milliseconds
   */
  public long after(long time) {
    long of = Math.floorDiv(time, 1_000);
    messages = of > second ? 1 : messages + 1;
    second = Math.max(second, of);
    return messages > RUSH ? inRush : USUAL;
  }
}
