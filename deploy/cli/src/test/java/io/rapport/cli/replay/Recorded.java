package io.rapport.cli.replay;

import io.rapport.cli.lines.BadLine;
import io.rapport.cli.lines.LineReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The events and bad lines of a small file. */
final class Recorded implements ReplaySink {

  final List<SpecificRecord> events = new ArrayList<>();
  final List<BadLine> bad = new ArrayList<>();
  FileAccount account;

  static Recorded of(String format, String text) {
    return of(format, text, Long.MAX_VALUE);
  }

  static Recorded of(String format, String text, long limit) {
    Recorded recorded = new Recorded();
    try (LineReader lines = new LineReader(new StringReader(text), LineReader.LONGEST_LINE)) {
      recorded.account =
          FileReplay.read(
              Formats.named(format).orElseThrow(),
              lines,
              EventSource.of(Path.of("dir", "file.csv"), "shop"),
              limit,
              recorded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return recorded;
  }

  <A> List<A> events(Class<A> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<String> reasons() {
    return bad.stream().map(line -> line.line() + " " + line.reason()).toList();
  }

  @Override
  public void event(SpecificRecord event) {
    events.add(event);
  }

  @Override
  public void bad(BadLine line) {
    bad.add(line);
  }
}
