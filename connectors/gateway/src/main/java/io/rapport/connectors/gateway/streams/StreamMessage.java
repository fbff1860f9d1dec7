package io.rapport.connectors.gateway.streams;

import io.rapport.connectors.gateway.access.Sites;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A record of a product on its way to readers. It is written as JSON once, for the first reader
 * that wants it.
 */
public final class StreamMessage {

  private final int partition;
  private final long offset;
  private final String site;
  private final String subject;
  private final long bytes;
  private final Function<Sites, String> json;
  private String text;

  /**
   * @param site its site, for which its readers need to be allowed
   * @param subject the visitor, ticket or customer it is about, by which readers filter; may be
   *     null
   * @param bytes estimated heap
   */
  public StreamMessage(
      int partition, long offset, String site, String subject, long bytes, Supplier<String> json) {
    this(partition, offset, Objects.requireNonNull(site), subject, bytes, sites -> json.get());
  }

  /**
   * A message of no site, for all readers.
   *
   * @param json its text for a reader of these sites
   */
  public StreamMessage(int partition, long offset, long bytes, Function<Sites, String> json) {
    this(partition, offset, null, null, bytes, json);
  }

  private StreamMessage(
      int partition,
      long offset,
      String site,
      String subject,
      long bytes,
      Function<Sites, String> json) {
    this.partition = partition;
    this.offset = offset;
    this.site = site;
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

  boolean isFor(Sites sites) {
    return site == null || sites.include(site);
  }

  long bytes() {
    return bytes;
  }

  synchronized String json(Sites sites) {
    if (site == null && !sites.all()) {
      return json.apply(sites);
    }
    if (text == null) {
      text = json.apply(sites);
    }
    return text;
  }
}
