package io.rapport.cli.importing;

import io.rapport.command.terminal.Progress;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;

/** Shows the progress of a file on its way to another sink. */
record ProgressSink(ImportSink sink, Progress bar) implements ImportSink {

  @Override
  public void event(SpecificRecord event) throws IOException {
    sink.event(event);
  }

  @Override
  public void refused(RefusedRecord record) throws IOException {
    sink.refused(record);
  }

  @Override
  public void progress(long lines) {
    bar.stepTo(lines);
  }
}
