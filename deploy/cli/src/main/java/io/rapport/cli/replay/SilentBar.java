package io.rapport.cli.replay;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Shows no progress: for logs and pipes, where every redrawing would be a line. */
final class SilentBar implements ProgressBarConsumer {

  private static final int WIDTH = 80;

  @Override
  public int getMaxRenderedLength() {
    return WIDTH;
  }

  @Override
  public void accept(String rendered) {}

  @Override
  public void close() {}
}
