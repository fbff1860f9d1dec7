package io.rapport.core.recommendation;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A visitor's candidates and which of them was clicked next: what the blend of a site learns from.
 *
 * @param eventTime of the click that followed, milliseconds since the epoch
 * @param clicked place of the item clicked among the candidates
 * @param features of the candidates, packed
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record BlendExample(String site, long eventTime, int clicked, byte[] features) {

  static BlendExample of(Visit click, int clicked, Features features) {
    PackedWriter out = new PackedWriter(8 + 2 * Features.COUNT * features.size());
    out.writeVarint(Features.COUNT);
    out.writeVarint(features.size());
    for (int f = 0; f < Features.COUNT; f++) {
      float[] column = features.column(f);
      for (int i = 0; i < features.size(); i++) {
        out.writeShortFloat(column[i]);
      }
    }
    return new BlendExample(click.site(), click.eventTime(), clicked, out.toBytes());
  }

  /** How many candidates there are. */
  int candidates() {
    PackedReader in = new PackedReader(features);
    in.readVarint();
    return in.readVarint();
  }

  /**
   * Reads the features.
   *
   * @param into with room for {@link #candidates}
   */
  void read(Features into) {
    PackedReader in = new PackedReader(features);
    if (in.readVarint() != Features.COUNT) {
      throw new IllegalArgumentException("an example of other features");
    }
    into.resize(in.readVarint());
    for (int f = 0; f < Features.COUNT; f++) {
      float[] column = into.column(f);
      for (int i = 0; i < into.size(); i++) {
        column[i] = in.readShortFloat();
      }
    }
  }
}
