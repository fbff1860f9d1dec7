package io.rapport.cli.replay;

import io.rapport.cli.lines.BadLine;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Csv;
import io.rapport.cli.lines.LineReader;
import io.rapport.cli.lines.Parsed;
import io.rapport.cli.lines.Row;
import io.rapport.cli.lines.RowReader;
import io.rapport.cli.lines.SourceLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one file of a format from top to bottom.
 *
 * <p>Lines are counted as they are read, used and bad ones as they are classified, so that {@link
 * FileAccount#balanced} checks one count against the other.
 */
final class FileReplay {

  private final ReplayFormat format;
  private final EventSource source;
  private final long limit;
  private final ReplaySink sink;
  private final Map<String, Long> bad = new TreeMap<>();
  private final Map<String, Long> events = new TreeMap<>();
  private long used;
  private long lastTime = Long.MIN_VALUE;

  private FileReplay(ReplayFormat format, EventSource source, long limit, ReplaySink sink) {
    this.format = format;
    this.source = source;
    this.limit = limit;
    this.sink = sink;
  }

  /**
   * Reads a file.
   *
   * @param limit lines after the header that are read at most; a record of several lines is read to
   *     its end
   * @throws IOException when it cannot be read, as when a gzip file is cut off
   * @throws UnknownHeaderException when the format does not understand its header
   */
  static FileAccount read(ReplayFormat format, Path file, String site, long limit, ReplaySink sink)
      throws IOException {
    try (LineReader lines = LineReader.open(file)) {
      return read(format, lines, EventSource.of(file, site), limit, sink);
    }
  }

  static FileAccount read(
      ReplayFormat format, LineReader lines, EventSource source, long limit, ReplaySink sink)
      throws IOException {
    return new FileReplay(format, source, limit, sink).read(lines);
  }

  private FileAccount read(LineReader lines) throws IOException {
    long header = format.headers().isEmpty() ? 0 : 1;
    Csv csv = null;
    Columns columns = Columns.NONE;
    if (header == 1) {
      SourceLine line = lines.next();
      String text = line == null || line.cut() ? "" : line.text();
      csv = Csv.ofHeader(text);
      List<String> names = csv.parse(text);
      columns = new Columns(names == null ? List.of() : names, format.aliases());
    }
    ReplayFormat.RowMapper mapper = format.mapper(columns, source);
    if (mapper == null) {
      throw new UnknownHeaderException(source.fileName(), format);
    }
    RowReader rows = new RowReader(lines, csv, columns);
    Parsed parsed = next(rows, lines, header);
    while (parsed != null) {
      use(parsed, mapper);
      sink.progress(lines.consumed());
      parsed = next(rows, lines, header);
    }
    mapper.end(this::give);
    return new FileAccount(lines.consumed(), header, used, bad, events, lastTime);
  }

  private Parsed next(RowReader rows, LineReader lines, long header) throws IOException {
    return lines.consumed() - header < limit ? rows.next() : null;
  }

  private void use(Parsed parsed, ReplayFormat.RowMapper mapper) {
    if (parsed instanceof Row row) {
      try {
        mapper.map(row, this::give);
        used += row.lines();
        return;
      } catch (BadLineException e) {
        putAside(new BadLine(row.line(), row.lines(), row.raw(), e.reason(), e.getMessage()));
        return;
      }
    }
    putAside((BadLine) parsed);
  }

  private void putAside(BadLine line) {
    bad.merge(line.reason(), (long) line.lines(), Long::sum);
    sink.bad(line);
  }

  private void give(SpecificRecord event) {
    events.merge(event.getClass().getSimpleName(), 1L, Long::sum);
    lastTime = Math.max(lastTime, EventTimes.time(event));
    sink.event(event);
  }
}
