package io.rapport.core.identity.resolve;

import io.rapport.core.identity.golden.GoldenRecord;
import io.rapport.core.identity.graph.Link;
import java.util.List;

/**
 * A person, or the pointer of a customer id to the person that it is part of.
 *
 * @param customerId of the person; of a pointer, the id that points
 * @param time event time of the newest change, in milliseconds
 * @param mergedInto the person's customer id that a pointer leads to; null for a person
 * @param members first seen first; empty for a pointer, as are all lists
 * @param links the strongest first
 * @param conflicts pairs of which one is a member
 */
public record Identity(
    String customerId,
    long time,
    String mergedInto,
    List<Member> members,
    List<Link> links,
    List<PairDecision> conflicts,
    GoldenRecord golden) {

  /**
   * A customer id that is of the person.
   *
   * @param source of its records, that of the newest first, separated by commas; null if there is
   *     no record of it
   * @param firstSeen event time in milliseconds
   */
  public record Member(String customerId, String source, long firstSeen) {}

  static Identity pointer(String id, String into, long time) {
    return new Identity(id, time, into, List.of(), List.of(), List.of(), GoldenRecord.NONE);
  }
}
