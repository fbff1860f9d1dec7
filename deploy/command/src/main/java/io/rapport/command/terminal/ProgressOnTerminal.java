package io.rapport.command.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar that grows in place. */
final class ProgressOnTerminal implements Progress {

  private static final int UPDATE_MILLIS = 500;

  private final ProgressBar bar;

  ProgressOnTerminal(String task, String unit, long total) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .showSpeed()
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .continuousUpdate()
            .build();
  }

  @Override
  public void step() {
    bar.step();
  }

  @Override
  public void stepTo(long steps) {
    bar.stepTo(steps);
  }

  @Override
  public void phase(String name) {
    bar.setExtraMessage(name);
  }

  @Override
  public void close() {
    bar.close();
  }
}
