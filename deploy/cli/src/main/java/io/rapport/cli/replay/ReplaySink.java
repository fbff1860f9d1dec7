package io.rapport.cli.replay;

import io.rapport.cli.lines.BadLine;
import org.apache.avro.specific.SpecificRecord;

/** A receiver of the events and the bad lines of a file. */
interface ReplaySink {

  /** An event of the file, its time as the file or the format says. */
  void event(SpecificRecord event);

  /** A line that could not be used. */
  void bad(BadLine line);

  /** So many lines have been read altogether. */
  default void progress(long lines) {}
}
