package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A training example of a site's blend: a visitor's candidates and the chosen one. Either all
 * candidates, of which one was clicked next, or the items of a recommendation that the visitor
 * examined.
 *
 * @param eventTime of the event behind the example, milliseconds since the epoch
 * @param clicked place of the chosen item among the candidates, or {@link #NONE}
 * @param features of the candidates, packed
 * @param slots slot of each candidate in the list, a byte each; null when they were not shown
 * @param weight of the example's gradient
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record BlendExample(
    String site, long eventTime, int clicked, byte[] features, byte[] slots, float weight) {

  /** The value of {@code clicked} when no item was chosen. */
  public static final int NONE = -1;

  /** An example of candidates that were not shown. */
  public BlendExample(String site, long eventTime, int clicked, byte[] features) {
    this(site, eventTime, clicked, features, null, 1);
  }

  public static BlendExample of(Visit click, int clicked, Features features) {
    return new BlendExample(click.site(), click.eventTime(), clicked, pack(features));
  }

  /**
   * An example of the items of a recommendation that the visitor examined.
   *
   * @param slots their slots; the first {@code n} count
   * @param chosen place of the chosen one among them, or {@link #NONE}
   */
  public static BlendExample of(
      LoggedRecommendation list, int[] slots, int n, int chosen, float weight) {
    Features all = new Features(list.items().size());
    read(list.features(), all);
    byte[] shown = new byte[n];
    for (int row = 0; row < n; row++) {
      shown[row] = (byte) slots[row];
      for (int f = 0; f < all.width(); f++) {
        // Slots ascend, so no row is read after it was overwritten.
        all.column(f)[row] = all.column(f)[slots[row]];
      }
    }
    all.resize(n);
    return new BlendExample(list.site(), list.time(), chosen, pack(all), shown, weight);
  }

  public static byte[] pack(Features features) {
    PackedWriter out = new PackedWriter(8 + 2 * features.width() * features.size());
    out.writeVarint(Feature.COUNT);
    out.writeVarint(features.width());
    out.writeVarint(features.size());
    for (int f = 0; f < features.width(); f++) {
      float[] column = features.column(f);
      for (int i = 0; i < features.size(); i++) {
        out.writeShortFloat(column[i]);
      }
    }
    return out.toBytes();
  }

  /** Whether packed features are those of this program. */
  public static boolean isReadable(byte[] packed) {
    return new PackedReader(packed).readVarint() == Feature.COUNT;
  }

  /** The number of candidates. */
  int candidates() {
    PackedReader in = new PackedReader(features);
    in.readVarint();
    in.readVarint();
    return in.readVarint();
  }

  /**
   * Reads the features.
   *
   * @param into with room for {@link #candidates}
   */
  public void read(Features into) {
    read(features, into);
  }

  private static void read(byte[] packed, Features into) {
    PackedReader in = new PackedReader(packed);
    in.readVarint();
    int width = in.readVarint();
    into.width(width);
    into.resize(in.readVarint());
    for (int f = 0; f < width; f++) {
      float[] column = into.column(f);
      for (int i = 0; i < into.size(); i++) {
        column[i] = in.readShortFloat();
      }
    }
  }
}
