package io.rapport.simulator.dirt;

import java.util.Locale;

/** A kind of fault in a record, with what a correct engine does with it. */
public enum Dirt {
  /** Nothing. */
  CLEAN(Fate.PROCESSED, 0),
  /** A field that is required is null or blank. */
  MISSING_FIELD(Fate.DEAD_LETTERED, 0.0020),
  /**
   * A field holds a value that it must not hold: it is marked or clipped, and the rest is usable.
   */
  MALFORMED_VALUE(Fate.PROCESSED, 0.0040),
  /** JSON text where Avro belongs. */
  NOT_AVRO(Fate.DEAD_LETTERED, 0.0010),
  /** Avro with a schema id that the registry does not know. */
  UNKNOWN_SCHEMA(Fate.DEAD_LETTERED, 0.0005),
  /** Avro that ends too soon. */
  TRUNCATED(Fate.DEAD_LETTERED, 0.0010),
  /** A sound record of another topic. */
  FOREIGN_RECORD(Fate.DEAD_LETTERED, 0.0005),
  /** The same event once more. */
  DUPLICATE(Fate.DUPLICATE, 0.0030),
  /** Event time hours before the event's neighbours. */
  LATE(Fate.PROCESSED_OR_LATE, 0.0020),
  /** Delivered seconds after it happened, behind younger events. */
  OUT_OF_ORDER(Fate.PROCESSED_OR_LATE, 0.0020),
  /** Event time a day ahead. */
  FUTURE_DATED(Fate.DEAD_LETTERED, 0.0005),
  /** A machine that clicks hundreds of times a minute. */
  BOT(Fate.PROCESSED, 0.0035);

  /** The outcome of a record in a correct engine. */
  public enum Fate {
    /** Accepted, repaired where needed. */
    PROCESSED,
    /** Accepted, or counted as late where order matters. */
    PROCESSED_OR_LATE,
    /** Put aside with a reason. */
    DEAD_LETTERED,
    /** Dropped by its event id. */
    DUPLICATE
  }

  private final Fate fate;
  private final double usualShare;

  Dirt(Fate fate, double usualShare) {
    this.fate = fate;
    this.usualShare = usualShare;
  }

  /** Its outcome in a correct engine. */
  public Fate fate() {
    return fate;
  }

  /** Its share of the live records unless configured; the shares add up to two percent. */
  public double usualShare() {
    return usualShare;
  }

  /** Lower-case words joined by '-'. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
