package io.rapport.cli.replay;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The format {@code sessions}: a session a line, item ids separated by blanks. There are no times:
 * sessions start a second apart and their clicks are a second apart too. Each line is a visitor of
 * its own.
 */
final class SessionsFormat implements ReplayFormat {

  private static final long STEP_MILLIS = 1_000;
  private static final int LONGEST_SESSION = 10_000;
  private static final int LONGEST_ITEM = 200;

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public List<String> headers() {
    return List.of();
  }

  @Override
  public Class<? extends SpecificRecord> contract() {
    return Click.class;
  }

  @Override
  public boolean timed() {
    return false;
  }

  @Override
  public RowMapper mapper(Columns columns, EventSource source) {
    return (row, out) -> map(row, source, out);
  }

  private static void map(Row row, EventSource source, Consumer<SpecificRecord> out)
      throws BadLineException {
    List<String> items = List.of(row.raw().strip().split("\\s+", -1));
    if (items.size() > LONGEST_SESSION) {
      throw new BadLineException(
          "session-too-long", "%d items; at most %d".formatted(items.size(), LONGEST_SESSION));
    }
    for (String item : items) {
      if (item.length() > LONGEST_ITEM || item.chars().anyMatch(Character::isISOControl)) {
        throw new BadLineException(
            "invalid-item",
            "an item id is longer than 200 characters or holds a control character");
      }
    }
    String visitor = "session-" + source.mark() + '-' + row.line();
    for (int i = 0; i < items.size(); i++) {
      long time = (row.line() + i) * STEP_MILLIS;
      Click click =
          source.click(
              source.id(row.line(), Integer.toString(i)),
              time,
              visitor,
              ClickAction.VIEW,
              items.get(i));
      click.setSessionId(visitor);
      out.accept(click);
    }
  }
}
