package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The accounts that an identifier belonged to, each from the time at which it was named together
 * with it. From a login of another account on it is that account's, and from a logout on nobody's.
 * An event before the first login is that account's too: the person who logs in is the one who
 * looked round before. Two claims at the same time: an account wins over a logout, and of two
 * accounts the greater key. The oldest claims beyond the cap are forgotten; their time then goes to
 * the oldest that is left.
 *
 * <p>The claims may come in any order. One that comes late between two claims of another account
 * divides that one's term.
 */
public final class Owners {

  private static final String NOBODY = "";

  private final int capacity;

  /** The time from its first claim on, in which nobody else claimed. */
  private final NavigableMap<Long, Term> terms = new TreeMap<>();

  /**
   * A time of one owner.
   *
   * @param owner an account's key, or {@link #NOBODY}
   * @param until the last claim in it
   */
  private record Term(String owner, long until) {}

  /** An identifier that nobody has claimed. */
  public Owners(int capacity) {
    this.capacity = capacity;
  }

  /** An independent copy. */
  public Owners copy() {
    Owners copy = new Owners(capacity);
    copy.terms.putAll(terms);
    return copy;
  }

  /** Claims the identifier for an account from a time on. */
  public void login(String account, long time) {
    claim(account, time);
  }

  /** Ends the time of whichever account the identifier belonged to. */
  public void logout(long time) {
    claim(NOBODY, time);
  }

  private void claim(String owner, long time) {
    Map.Entry<Long, Term> at = terms.floorEntry(time);
    if (at == null) {
      begin(owner, time, time);
      return;
    }
    Term term = at.getValue();
    if (term.owner.equals(owner)) {
      terms.put(at.getKey(), new Term(owner, Math.max(term.until, time)));
      return;
    }
    boolean claimedThen = at.getKey() == time || term.until == time;
    if (claimedThen && term.owner.compareTo(owner) > 0) {
      return;
    }
    if (term.until > time) { // The claim came late, and divides a term.
      terms.put(at.getKey(), new Term(term.owner, at.getKey()));
      terms.putIfAbsent(term.until, new Term(term.owner, term.until));
    }
    begin(owner, time, time);
  }

  private void begin(String owner, long time, long until) {
    Map.Entry<Long, Term> next = terms.higherEntry(time);
    if (next != null && next.getValue().owner.equals(owner)) {
      terms.remove(next.getKey());
      begin(owner, time, next.getValue().until);
      return;
    }
    terms.put(time, new Term(owner, until));
    if (terms.size() > capacity) {
      terms.pollFirstEntry();
    }
  }

  /** Withdraws all claims of an account; returns whether there were any. */
  boolean remove(String account) {
    return terms.values().removeIf(term -> term.owner.equals(account));
  }

  void clear() {
    terms.clear();
  }

  /** The account that an event of the given time belongs to; null for nobody. */
  public String at(long time) {
    Map.Entry<Long, Term> term = terms.floorEntry(time);
    if (term == null) {
      term = terms.firstEntry();
    }
    return term == null || term.getValue().owner.equals(NOBODY) ? null : term.getValue().owner;
  }

  /** The account that the identifier belongs to now; null for nobody. */
  public String current() {
    return at(Long.MAX_VALUE);
  }

  /** Whether somebody has claimed the identifier after a time, or it has become nobody's. */
  public boolean claimedAfter(long time) {
    return terms.values().stream().anyMatch(term -> term.until > time);
  }

  /** Whether nobody has ever claimed the identifier. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** The number of terms kept. */
  public int size() {
    return terms.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(terms.size());
    terms.forEach(
        (time, term) -> {
          out.writeLong(time);
          out.writeString(term.owner);
          out.writeLong(term.until);
        });
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      terms.put(in.readLong(), new Term(in.readString(), in.readLong()));
      if (terms.size() > capacity) {
        terms.pollFirstEntry();
      }
    }
  }
}
