package io.rapport.jobs.state;

import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Numbered byte arrays in broadcast state, a page of them in each entry.
 *
 * <p>Flink copies broadcast state entry by entry in the synchronous part of a checkpoint. Pages
 * leave some hundred entries to copy instead of one for each array. An array is never changed, only
 * replaced. A page changes in place, so a snapshot holds a copy of it, see {@link
 * BucketPageSerializer}.
 */
public final class BroadcastBuckets {

  /** The arrays of a page. Part of the format. */
  static final int PAGE = 1 << 7;

  /** A consumer of buckets. */
  public interface Visitor {
    void bucket(int number, byte[] table) throws Exception;
  }

  private final BroadcastState<Integer, byte[][]> pages;

  public BroadcastBuckets(OperatorStateStore store, String name) throws Exception {
    this.pages =
        store.getBroadcastState(
            new MapStateDescriptor<>(name, IntSerializer.INSTANCE, BucketPageSerializer.INSTANCE));
  }

  public void forEach(Visitor visitor) throws Exception {
    for (Map.Entry<Integer, byte[][]> page : pages.immutableEntries()) {
      for (int i = 0; i < PAGE; i++) {
        if (page.getValue()[i] != null) {
          visitor.bucket(page.getKey() * PAGE + i, page.getValue()[i]);
        }
      }
    }
  }

  /**
   * Replaces a bucket.
   *
   * @param number not negative
   * @param table must not be changed afterwards; empty for none
   */
  public void put(int number, byte[] table) {
    try {
      byte[][] page = pages.get(number / PAGE);
      if (page == null) {
        page = new byte[PAGE][];
        pages.put(number / PAGE, page);
      }
      page[number % PAGE] = table.length == 0 ? null : table;
    } catch (Exception e) {
      throw new FlinkRuntimeException("The broadcast state cannot be written.", e);
    }
  }

  /** Removes the whole page that holds a bucket. */
  public void removePageOf(int number) throws Exception {
    pages.remove(number / PAGE);
  }
}
