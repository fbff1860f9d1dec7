package io.rapport.benchmarks.throughput;

/**
 * Paces publications as the customer job does, without its timers: a change is published at once,
 * unless a publication came less than an interval before. Of the changes until the next interval
 * the job publishes one, when the interval is over; here the first of them is published in its
 * place.
 *
 * @param interval milliseconds of event time
 */
record PublicationPace(long interval) implements ReadAndWrite.Step<Appearance> {

  /**
   * @param published time of the newest publication; in the future while one is held back
   */
  @Override
  public long after(long published, Appearance event) {
    long since = event.eventTime() - published;
    if (since >= interval || since <= -2 * interval) {
      return event.eventTime();
    }
    return since >= 0 ? published + interval : published;
  }
}
