package io.rapport.command.terminal;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * The progress of a long task on standard error: a bar on a terminal; elsewhere a plain line every
 * ten seconds and one at the end. Not for several threads.
 */
public interface Progress extends AutoCloseable {

  /** The total of a task of unknown length. */
  long UNKNOWN = -1;

  /**
   * Starts to show a task.
   *
   * @param unit the steps' noun, in the plural
   * @param total steps, or {@link #UNKNOWN}
   */
  static Progress of(String task, String unit, long total) {
    return Terminal.isError()
        ? new ProgressOnTerminal(task, unit, total)
        : new ProgressInLog(
            task,
            unit,
            total,
            new PrintWriter(System.err, true, Charset.defaultCharset()),
            System::nanoTime);
  }

  /** One more step is done. */
  void step();

  /** So many steps are done altogether. */
  void stepTo(long steps);

  /** Names the part of the task that begins now. */
  void phase(String name);

  @Override
  void close();
}
