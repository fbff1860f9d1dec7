package io.rapport.jobs.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;

/** Collects a stream of a bounded job. Create it before the job starts. */
public final class Collected<T> {

  private final CloseableIterator<T> elements;

  private Collected(CloseableIterator<T> elements) {
    this.elements = elements;
  }

  public static <T> Collected<T> of(DataStream<T> stream) {
    return new Collected<>(stream.collectAsync());
  }

  /** All elements, after the job has ended. Call it once. */
  public List<T> all() throws Exception {
    List<T> all = new ArrayList<>();
    try (elements) {
      elements.forEachRemaining(all::add);
    }
    return all;
  }
}
