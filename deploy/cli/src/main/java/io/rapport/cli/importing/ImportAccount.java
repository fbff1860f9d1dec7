package io.rapport.cli.importing;

import java.util.Map;
import java.util.TreeMap;

/** The account of a file's records: each was sent, ignored or refused. */
final class ImportAccount {

  private long lines;
  private long records;
  private long sent;
  private long ignored;
  private final Map<String, Long> refused = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();

  void read(int more) {
    records += more;
  }

  void lines(long all) {
    lines = all;
  }

  void sent(int more) {
    sent += more;
  }

  void ignored(int more) {
    ignored += more;
  }

  void refused(String reason) {
    refused.merge(reason, 1L, Long::sum);
  }

  void event(String contract) {
    events.merge(contract, 1L, Long::sum);
  }

  long lines() {
    return lines;
  }

  long records() {
    return records;
  }

  long sent() {
    return sent;
  }

  long ignored() {
    return ignored;
  }

  /** Records refused, by reason. */
  Map<String, Long> refused() {
    return refused;
  }

  long allRefused() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Events made, by the contract's simple name. */
  Map<String, Long> events() {
    return events;
  }

  /** Whether every record is accounted for. */
  boolean balanced() {
    return records == sent + ignored + allRefused();
  }
}
