package io.rapport.benchmarks.cleaning;

/** Counts of the cells with one kind of dirt, and of alarms of the same rules in clean cells. */
final class Detection {

  private long dirty;
  private long found;
  private long restored;
  private long alarms;

  /** Counts a dirty cell. */
  void dirty(boolean flagged, boolean right) {
    dirty++;
    found += flagged ? 1 : 0;
    restored += right ? 1 : 0;
  }

  /** Counts an alarm in a clean cell. */
  void alarm() {
    alarms++;
  }

  long count() {
    return dirty;
  }

  long alarms() {
    return alarms;
  }

  long found() {
    return found;
  }

  /** The share of dirty cells that are found; NaN without any. */
  double recall() {
    return dirty == 0 ? Double.NaN : (double) found / dirty;
  }

  /** The share of dirty cells whose cleaned value is the original one; NaN without any. */
  double restored() {
    return dirty == 0 ? Double.NaN : (double) restored / dirty;
  }
}
