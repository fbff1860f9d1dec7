package io.rapport.core.recommendation.visit;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The account that uses a cookie now. Until the first login it is unknown, and after a logout it is
 * nobody's. The status of an account that does not use the cookie waits for its login; one waits at
 * most.
 */
final class Owner {

  static final long UNKNOWN = 0;
  private static final long NOBODY = 1;

  private long account = UNKNOWN; // hash of the account, or one of the two above
  private long since = Long.MIN_VALUE; // event time of the newest login or logout
  private Waiting waiting;

  /**
   * The status of an account that does not use the cookie now.
   *
   * @param account hash of the account
   * @param segment null for none
   */
  record Waiting(long account, VisitorStatus status, String segment) {}

  /**
   * Applies a login or, with a null account, a logout. One older than the newest does not count.
   *
   * @return whether another person uses the cookie from now on
   */
  boolean change(String customerId, long time) {
    if (time < since) {
      return false;
    }
    since = time;
    long before = account;
    account = customerId == null ? NOBODY : Hash64.of(customerId);
    return before != UNKNOWN && before != account;
  }

  /** Whether an event of the account happened before another one took the cookie over. */
  boolean isBefore(String customerId, long time) {
    return time < since && account != UNKNOWN && account != Hash64.of(customerId);
  }

  /** Whether the cookie may be the account's: it is, or whose it is is unknown. */
  boolean mayBe(String customerId) {
    return account == UNKNOWN || is(customerId);
  }

  /** Whether the cookie is the account's, as far as is known. */
  boolean is(String customerId) {
    return account == Hash64.of(customerId);
  }

  /** Hash of the account; a number that is no account's while that is unknown or nobody. */
  long account() {
    return account;
  }

  /** Event time of the newest login or logout; {@link Long#MIN_VALUE} for none. */
  long since() {
    return since;
  }

  /** Keeps the status of another account for its login. */
  void keep(Waiting status) {
    waiting = status;
  }

  /** The status that waited for the present account, which waits no longer; null for none. */
  Waiting takeWaiting() {
    Waiting taken = waiting;
    if (taken == null || taken.account != account) {
      return null;
    }
    waiting = null;
    return taken;
  }

  /** Whether it is known whose the cookie is, or that it is nobody's. */
  boolean isKnown() {
    return account != UNKNOWN;
  }

  boolean isEmpty() {
    return account == UNKNOWN && waiting == null;
  }

  void clear() {
    account = UNKNOWN;
    since = Long.MIN_VALUE;
    waiting = null;
  }

  void write(PackedWriter out) {
    out.writeLong(account);
    out.writeLong(since);
    out.writeByte(waiting == null ? 0 : 1);
    if (waiting != null) {
      out.writeLong(waiting.account);
      out.writeByte(waiting.status.code());
      out.writeNullableString(waiting.segment);
    }
  }

  void read(PackedReader in) {
    account = in.readLong();
    since = in.readLong();
    if (in.readByte() == 1) {
      waiting =
          new Waiting(in.readLong(), VisitorStatus.of(in.readByte()), in.readNullableString());
    }
  }
}
