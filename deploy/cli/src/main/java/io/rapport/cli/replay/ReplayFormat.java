package io.rapport.cli.replay;

import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** A kind of file: the headers by which it is recognised, and the events that its rows become. */
public interface ReplayFormat {

  /** The name on the command line. */
  String name();

  /** The headers that are understood, for people; empty for a format without a header. */
  List<String> headers();

  /** Standard column names by the lower-case names that files use. */
  default Map<String, String> aliases() {
    return Map.of();
  }

  /** The contract that a bad line was meant for. */
  Class<? extends SpecificRecord> contract();

  /** Whether the file says when its events happened. */
  boolean timed();

  /**
   * A reader of one file's rows, from top to bottom.
   *
   * @param columns of the file's header; none for a format without one
   * @return null when the columns are not enough
   */
  RowMapper mapper(Columns columns, EventSource source);

  /** Turns the rows of one file into events, in order. May remember earlier rows, within bounds. */
  interface RowMapper {

    /**
     * Uses a row: gives the events it completes.
     *
     * @throws BadLineException when the row cannot be used; then it gave nothing
     */
    void map(Row row, Consumer<SpecificRecord> out) throws BadLineException;

    /** Gives the events that only the end of the file completes. */
    default void end(Consumer<SpecificRecord> out) {}
  }
}
