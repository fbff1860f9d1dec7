package io.rapport.jobs.recommendation.experiment;

import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.jobs.recommendation.site.BroadcastRules;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.state.Noted;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Attributes the outcomes of shown items to the variants of the site's current experiments.
 *
 * <pre>
 * in 1  {@link ShownOutcome}
 * in 2  {@link RulesPublication}, broadcast
 * out   {@link VariantOutcome} for each experiment that the visitor takes part in
 * </pre>
 */
public final class VariantFunction
    extends BroadcastProcessFunction<ShownOutcome, RulesPublication, VariantOutcome>
    implements CheckpointedFunction, Noted {

  private transient BroadcastRules rules;

  @Override
  public StateNote note() {
    return StateNote.per("task", "rules of all sites", "one a site").until("replaced or ended");
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    rules = new BroadcastRules(context.getOperatorStateStore());
  }

  @Override
  public void processElement(
      ShownOutcome shown, ReadOnlyContext context, Collector<VariantOutcome> out) {
    RuleBook book = rules.of(shown.site());
    if (book != null) {
      book.outcomes(shown).forEach(out::collect);
    }
  }

  @Override
  public void processBroadcastElement(
      RulesPublication publication, Context context, Collector<VariantOutcome> out)
      throws Exception {
    rules.apply(publication); // The rankers count those that cannot be applied.
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The broadcast state is always current.
  }
}
