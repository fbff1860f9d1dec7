package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.state.PackedReader;

/** Reads what {@link ReplyWriter} packed, candidate by candidate. */
public final class ReplyReader {

  private final byte[] bytes;
  private final PackedReader in;
  private final double count;
  private final int followed; // -1 when the reply knows no sessions
  private int left;
  private int position;
  private int id; // where its bytes begin
  private int length;
  private int sums; // where they begin
  private float score;
  private float popularity;

  public ReplyReader(byte[] reply) {
    this.bytes = reply;
    this.in = new PackedReader(reply);
    this.count = in.readFloat();
    this.followed = in.readVarint() - 1;
    this.left = in.readVarint();
  }

  /** Goes on to the next candidate; false when there is none. */
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
   * Goes to what reads like the item or, the second time, to what is bought with it; after the
   * candidates. False when there is nothing more.
   */
  public boolean nextPart() {
    if (!in.hasRemaining()) {
      return false;
    }
    left = in.readVarint();
    return true;
  }

  /** Goes on to the next item of a part: its hash, position and score. */
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

  /** Decayed number of visits of the item that replied. */
  double count() {
    return count;
  }

  /** How many of the item's sessions went on to another one. */
  int followed() {
    return Math.max(0, followed);
  }

  public long hash() {
    return Hash64.of(bytes, id, length);
  }

  /** Where the candidate's identifier stands, as a block. */
  int position() {
    return position;
  }

  /**
   * Similarity by co-occurrence, 0 where there is none; of what reads like the item the cosine; of
   * what is bought with it the share of its orders.
   */
  public float score() {
    return Math.abs(score);
  }

  /** Whether what reads like the item is a newcomer, which the sign of its score says. */
  public boolean newcomer() {
    return score < 0;
  }

  /** Decayed number of visits of the candidate, as far as the item knows; 0 where it does not. */
  float popularity() {
    return popularity;
  }

  /** One of the sums of {@link SessionMatch}; read only when asked for, because most are not. */
  float sum(int which) {
    return followed < 0 ? 0 : in.shortFloatAt(sums + 2 * which);
  }
}
