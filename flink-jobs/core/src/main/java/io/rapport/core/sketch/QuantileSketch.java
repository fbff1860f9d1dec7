package io.rapport.core.sketch;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A summary of the distribution of numbers: exact up to {@value #EXACT} distinct values, a t-digest
 * (Dunning, Ertl, 2019) beyond. Most segments of a shop, such as the prices of an item, never hold
 * more, and cost a few bytes. Not thread-safe.
 */
public final class QuantileSketch implements Sketch<QuantileSketch> {

  /** Most distinct values that are kept exactly. */
  public static final int EXACT = 64;

  /**
   * Of the digest; its error is below a percent of rank in the middle, and far below at the ends.
   */
  private static final double COMPRESSION = 50;

  /** Halvings of the search for the deviation; beyond the digest's own accuracy. */
  private static final int BISECTIONS = 40;

  private double[] values = new double[4]; // ascending; unused once there is a digest
  private long[] counts = new long[4];
  private int distinct;
  private long total;
  private MergingDigest digest;

  /** Adds a value, which must be finite. */
  public void add(double value) {
    add(value, 1);
  }

  private void add(double value, long count) {
    total += count;
    if (digest != null) {
      addToDigest(value, count);
      return;
    }
    int place = Arrays.binarySearch(values, 0, distinct, value);
    if (place >= 0) {
      counts[place] += count;
    } else if (distinct < EXACT) {
      insert(-place - 1, value, count);
    } else {
      digest = new MergingDigest(COMPRESSION);
      for (int i = 0; i < distinct; i++) {
        addToDigest(values[i], counts[i]);
      }
      addToDigest(value, count);
      values = null;
      counts = null;
    }
  }

  private void insert(int place, double value, long count) {
    if (distinct == values.length) {
      values = Arrays.copyOf(values, 2 * distinct);
      counts = Arrays.copyOf(counts, 2 * distinct);
    }
    System.arraycopy(values, place, values, place + 1, distinct - place);
    System.arraycopy(counts, place, counts, place + 1, distinct - place);
    values[place] = value;
    counts[place] = count;
    distinct++;
  }

  private void addToDigest(double value, long count) {
    digest.add(value, (int) Math.min(count, Integer.MAX_VALUE));
  }

  @Override
  public void merge(QuantileSketch other) {
    if (other.digest == null) {
      for (int i = 0; i < other.distinct; i++) {
        add(other.values[i], other.counts[i]);
      }
    } else {
      // One by one and in order, because the digest's own merge shuffles.
      for (Centroid centroid : other.digest.centroids()) {
        add(centroid.mean(), centroid.count());
      }
    }
  }

  @Override
  public long count() {
    return total;
  }

  /** The value that a share of the values does not exceed; NaN without values. */
  public double quantile(double share) {
    if (total == 0) {
      return Double.NaN;
    }
    return digest != null ? digest.quantile(share) : weighted(values, counts, distinct, share);
  }

  /**
   * The median distance of the values from a centre; from the median it is the median absolute
   * deviation.
   */
  public double deviation(double centre) {
    if (total == 0) {
      return Double.NaN;
    }
    return digest != null ? digestDeviation(centre) : exactDeviation(centre);
  }

  private double exactDeviation(double centre) {
    double[] distances = new double[distinct];
    long[] weights = new long[distinct];
    // The values ascend, so their distances are two ascending runs, merged from the centre outward.
    int right = 0;
    while (right < distinct && values[right] < centre) {
      right++;
    }
    int left = right - 1;
    for (int i = 0; i < distinct; i++) {
      boolean takeLeft =
          right == distinct || (left >= 0 && centre - values[left] <= values[right] - centre);
      int taken = takeLeft ? left-- : right++;
      distances[i] = Math.abs(values[taken] - centre);
      weights[i] = counts[taken];
    }
    return weighted(distances, weights, distinct, 0.5);
  }

  private double digestDeviation(double centre) {
    double low = 0;
    double high = Math.max(digest.getMax() - centre, centre - digest.getMin());
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (digest.cdf(centre + middle) - digest.cdf(centre - middle) < 0.5) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private double weighted(double[] ascending, long[] weights, int size, double share) {
    double wanted = share * total;
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += weights[i];
      if (before >= wanted) {
        return ascending[i];
      }
    }
    return ascending[size - 1];
  }

  @Override
  public void write(PackedWriter out) {
    out.writeVarlong(total);
    out.writeByte(digest == null ? 0 : 1);
    if (digest == null) {
      out.writeVarint(distinct);
      for (int i = 0; i < distinct; i++) {
        out.writeDouble(values[i]);
        out.writeVarlong(counts[i]);
      }
    } else {
      // The small form rounds to floats, and a restored digest would answer differently.
      ByteBuffer bytes = ByteBuffer.allocate(digest.byteSize());
      digest.asBytes(bytes);
      out.writeBlock(bytes.array(), 0, bytes.position());
    }
  }

  /** Reads the output of {@link #write}. */
  public static QuantileSketch read(PackedReader in) {
    QuantileSketch sketch = new QuantileSketch();
    sketch.total = in.readVarlong();
    if (in.readByte() == 0) {
      int distinct = in.readVarint();
      sketch.values = new double[Math.max(4, distinct)];
      sketch.counts = new long[Math.max(4, distinct)];
      sketch.distinct = distinct;
      for (int i = 0; i < distinct; i++) {
        sketch.values[i] = in.readDouble();
        sketch.counts[i] = in.readVarlong();
      }
    } else {
      sketch.digest = MergingDigest.fromBytes(ByteBuffer.wrap(in.readBlock()));
      sketch.values = null;
      sketch.counts = null;
    }
    return sketch;
  }
}
