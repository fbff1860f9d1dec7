package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.state.PackedReader;

/** Reads a reply of {@link ReplyWriter}, candidate by candidate. */
public final class ReplyReader {

  private final byte[] bytes;
  private final PackedReader in;
  private final double count;
  private final int followed; // -1 when the reply knows no sessions
  private int left;
  private int position;
  private int id; // start of its bytes
  private int length;
  private int sums; // start of its sums
  private float score;
  private float popularity;

  public ReplyReader(byte[] reply) {
    this.bytes = reply;
    this.in = new PackedReader(reply);
    this.count = in.readFloat();
    this.followed = in.readVarint() - 1;
    this.left = in.readVarint();
  }

  /** Moves to the next candidate; false when there is none. */
  public boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    position = in.position();
    length = in.readVarint();
    id = in.position();
    in.skip(length);
    score = in.readFloat();
    popularity = in.readShortFloat();
    sums = in.position();
    in.skip(followed >= 0 ? 2 * SessionMatch.SUMS : 0);
    return true;
  }

  /**
   * Moves past the candidates to the items with similar texts and, on the second call, to the items
   * bought with the item; false when there is no further part.
   */
  public boolean nextPart() {
    if (!in.hasRemaining()) {
      return false;
    }
    left = in.readVarint();
    return true;
  }

  /** Moves to the next item of a part; false when there is none. */
  public boolean nextOfPart() {
    if (left == 0) {
      return false;
    }
    left--;
    position = in.position();
    length = in.readVarint();
    id = in.position();
    in.skip(length);
    score = in.readShortFloat();
    return true;
  }

  /** The decayed number of visits of the item that replied. */
  double count() {
    return count;
  }

  /** The number of the item's sessions that continued after it. */
  int followed() {
    return Math.max(0, followed);
  }

  public long hash() {
    return Hash64.of(bytes, id, length);
  }

  /** The position of the block that holds the candidate's identifier. */
  int position() {
    return position;
  }

  /**
   * The score: for a candidate the similarity by co-occurrence, or 0; for an item with a similar
   * text the cosine; for an item bought together the share of orders.
   */
  public float score() {
    return Math.abs(score);
  }

  /** Whether an item with a similar text is a newcomer; the sign of its score tells. */
  public boolean newcomer() {
    return score < 0;
  }

  /** The decayed number of visits of the candidate as known to the item; 0 where unknown. */
  float popularity() {
    return popularity;
  }

  /** One of the sums of {@link SessionMatch}; decoded on demand, because most are not used. */
  float sum(int which) {
    return followed < 0 ? 0 : in.shortFloatAt(sums + 2 * which);
  }
}
