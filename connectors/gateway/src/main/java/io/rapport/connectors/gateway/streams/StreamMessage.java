package io.rapport.connectors.gateway.streams;

import java.util.function.Supplier;

/**
 * A record of a product on its way to readers. It is written as JSON once, for the first reader
 * that wants it.
 */
public final class StreamMessage {

  private final int partition;
  private final long offset;
  private final String subject;
  private final long bytes;
  private final Supplier<String> json;
  private String text;

  /**
   * @param subject the visitor, ticket or customer it is about, by which readers filter; may be
   *     null
   * @param bytes estimated heap
   */
  public StreamMessage(
      int partition, long offset, String subject, long bytes, Supplier<String> json) {
    this.partition = partition;
    this.offset = offset;
    this.subject = subject;
    this.bytes = bytes;
    this.json = json;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  String subject() {
    return subject;
  }

  long bytes() {
    return bytes;
  }

  synchronized String json() {
    if (text == null) {
      text = json.get();
    }
    return text;
  }
}
