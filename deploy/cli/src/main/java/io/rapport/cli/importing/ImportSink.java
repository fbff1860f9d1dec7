package io.rapport.cli.importing;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** A receiver of a file's events and of its refused records. */
interface ImportSink {

  void event(SpecificRecord event) throws IOException;

  void refused(RefusedRecord record) throws IOException;

  /** So many lines have been read altogether. */
  default void progress(long lines) {}
}
