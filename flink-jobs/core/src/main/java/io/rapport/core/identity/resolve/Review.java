package io.rapport.core.identity.resolve;

import java.util.Map;

/**
 * A pair of customer ids that may be one person, for somebody to decide.
 *
 * @param time event time of the newer record, in milliseconds
 * @param confidence probability that both are of one person
 * @param explanation one sentence
 */
public record Review(Side first, Side second, long time, double confidence, String explanation) {

  /**
   * One of the two; that of the id that comes first in the alphabet is the first.
   *
   * @param customer the person's customer id that it belongs to now
   * @param source of its records, that of the newest first, separated by commas
   * @param fields values of the one record of all its sources, by the label of their role
   */
  public record Side(String id, String customer, String source, Map<String, String> fields) {}
}
