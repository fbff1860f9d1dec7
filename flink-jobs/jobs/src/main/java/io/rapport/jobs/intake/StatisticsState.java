package io.rapport.jobs.intake;

import io.rapport.core.cleaning.Cleaning;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * The statistics of cleaning across restarts. Each subtask learns from the records it reads, and
 * writes what it learned under its number. They are sketches that can be merged, bounded by the
 * segments of each rule.
 *
 * <p>They stay with the subtask because one record may need several: an order the country of its
 * customer, and each of its lines the price of its item. One statistic for all would send every
 * record over the network once for each, before it is clean, in a step that every job begins with.
 * So two subtasks may impute different values, and a replay at another parallelism too: which is
 * why an imputed price is never money that was spent.
 *
 * <ul>
 *   <li>With the same parallelism a subtask goes on with its own statistics, so that a restart
 *       changes no answer.
 *   <li>With fewer subtasks each merges those of several.
 *   <li>With more subtasks the new ones begin with a copy of an old one's, so that none starts
 *       without knowledge. Merged again later, such values weigh twice until their windows end,
 *       which moves no median or mode that they alone make.
 * </ul>
 */
final class StatisticsState {

  static final String STATE_NAME = "rapport-cleaning-statistics";

  private final Cleaning cleaning;
  private final TaskInfo task;
  private final ListState<SubtaskStatistics> state;

  private StatisticsState(Cleaning cleaning, TaskInfo task, ListState<SubtaskStatistics> state) {
    this.cleaning = cleaning;
    this.task = task;
    this.state = state;
  }

  /** Restores the statistics of the last snapshot, if any. {@code initializeState} calls it. */
  static StatisticsState restore(
      Cleaning cleaning, TaskInfo task, FunctionInitializationContext context) throws Exception {
    ListState<SubtaskStatistics> state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(STATE_NAME, TypeInformation.of(SubtaskStatistics.class)));
    int mine = task.getIndexOfThisSubtask();
    int all = task.getNumberOfParallelSubtasks();
    for (SubtaskStatistics written : state.get()) {
      boolean merged = written.subtask() % all == mine;
      boolean copied =
          mine >= written.parallelism() && written.subtask() == mine % written.parallelism();
      if (merged || copied) {
        cleaning.merge(written.packed());
      }
    }
    return new StatisticsState(cleaning, task, state);
  }

  /** Writes the statistics. {@code snapshotState} calls it. */
  void snapshot() throws Exception {
    state.clear();
    if (cleaning.segments() > 0) {
      state.add(
          new SubtaskStatistics(
              task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), cleaning.pack()));
    }
  }
}
