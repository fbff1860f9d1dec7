package io.rapport.core.support.ticket;

import io.rapport.core.stats.Softmax;
import io.rapport.core.support.training.Priority;
import java.util.List;

/**
 * The rules for a ticket's priority: the learned priority where it is clear, else medium; raised to
 * at least high by an urgent word, and by one step by an angry tone.
 */
final class PriorityRules {

  /** The least probability of a learned priority that counts. */
  private static final double CLEAR = 0.5;

  private static final double ANGRY = -0.6;

  private PriorityRules() {}

  /**
   * Decides a priority.
   *
   * @param learned probability of each priority, in their order
   * @param urgency the urgent word or null
   * @param reasons to which the rules that applied are added
   */
  static Priority decide(
      double[] learned, String urgency, double sentiment, List<TriageReason> reasons) {
    int likely = Softmax.argmax(learned, learned.length);
    Priority priority = learned[likely] >= CLEAR ? Priority.labelled(likely) : Priority.MEDIUM;
    if (urgency != null && priority.compareTo(Priority.HIGH) < 0) {
      priority = Priority.HIGH;
      reasons.add(new TriageReason("rule: priority raised by '" + urgency + "'", 1));
    }
    if (sentiment <= ANGRY && priority != Priority.URGENT) {
      priority = priority.raised();
      reasons.add(new TriageReason("rule: priority raised by an angry tone", 1));
    }
    return priority;
  }
}
