package io.rapport.connectors.gateway.memory;

/** Estimates the heap that records take. */
public final class HeapEstimate {

  /**
   * Objects, references and strings of a decoded record, relative to its Avro binary: measured
   * between 3 and 5 for the records held here.
   */
  private static final int OBJECTS_PER_BYTE = 4;

  private HeapEstimate() {}

  /**
   * Bytes of a decoded record.
   *
   * @param serialised its size in Kafka, in bytes
   */
  public static long decoded(int serialised) {
    return (long) serialised * OBJECTS_PER_BYTE;
  }

  /** Bytes of a string's characters and header; 0 for null. */
  static long of(String text) {
    return text == null ? 0 : 48L + text.length();
  }
}
