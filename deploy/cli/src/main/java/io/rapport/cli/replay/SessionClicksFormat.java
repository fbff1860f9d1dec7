package io.rapport.cli.replay;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The format {@code session-clicks}: a click a line, with session, item and time. */
final class SessionClicksFormat implements ReplayFormat {

  @Override
  public String name() {
    return "session-clicks";
  }

  @Override
  public List<String> headers() {
    return List.of("SessionId,ItemId,Time (separated by tabs, commas or semicolons)");
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of(
        "session_id", "sessionid",
        "item_id", "itemid",
        "timestamp", "time");
  }

  @Override
  public Class<? extends SpecificRecord> contract() {
    return Click.class;
  }

  @Override
  public boolean timed() {
    return true;
  }

  @Override
  public RowMapper mapper(Columns columns, EventSource source) {
    return columns.hasAll("sessionid", "itemid", "time")
        ? (row, out) -> map(row, source, out)
        : null;
  }

  private static void map(Row row, EventSource source, Consumer<SpecificRecord> out)
      throws BadLineException {
    String session = row.identifier("sessionid");
    String item = row.identifier("itemid");
    long time = Timestamps.parse(row.identifier("time"));
    String visitor = "session-" + source.mark() + '-' + session;
    Click click = source.click(source.id(row.line()), time, visitor, ClickAction.VIEW, item);
    click.setSessionId(visitor);
    out.accept(click);
  }
}
