package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.Refusal;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceReader;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Passes records through their adapter, in order, and accounts for each. Rows of one order wait
 * until a record of something else comes, or somebody says that they are all.
 */
final class ImportRun {

  private final ImportPlan plan;
  private final ImportSink sink;
  private final SourceReader reader = new SourceReader(new ContractReader());
  private final StrictJson json = new StrictJson(FileShape.MAX_DEPTH);
  private final ImportAccount account;

  /** The order whose rows are being read; null for none. */
  private OrderRows order;

  ImportRun(ImportPlan plan, ImportSink sink) {
    this(plan, sink, new ImportAccount());
  }

  /**
   * @param account that others add to as well
   */
  ImportRun(ImportPlan plan, ImportSink sink, ImportAccount account) {
    this.plan = plan;
    this.sink = sink;
    this.account = account;
  }

  /**
   * Reads a file from top to bottom. The limit cuts no order.
   *
   * @throws IOException when it cannot be read, as when a gzip file is cut off
   */
  static ImportAccount of(Path file, FileShape shape, ImportPlan plan, ImportSink sink)
      throws IOException {
    ImportRun run = new ImportRun(plan, sink);
    try (FileRecords records = FileRecords.open(file, shape)) {
      Line line = records.next();
      while (line != null && run.account.records() < plan.limit()) {
        run.use(line);
        sink.progress(records.lines());
        line = records.next();
      }
      if (line == null) {
        run.endOrder();
      }
      run.account.lines(records.lines());
    }
    return run.account;
  }

  /** Uses a record, or a line that is none. */
  void use(Line line) throws IOException {
    if (line.json() == null) {
      account.read(1);
      refuse(line, line.bad().reason(), line.bad().detail());
    } else if (plan.ordered()) {
      collect(line);
    } else if (plan.json()) {
      split(line);
    } else {
      finish(
          List.of(line),
          reader.read(plan.adapter(), line.json(), plan.reception(line.number(), 0)));
    }
  }

  /** Uses a line of JSON, which may hold several records. */
  private void split(Line line) throws IOException {
    byte[] body = line.text().getBytes(StandardCharsets.UTF_8);
    List<JsonNode> records;
    try {
      records = plan.adapter().split(new Payload(body, "application/json", json));
    } catch (RefusalException e) {
      account.read(1);
      refuse(line, e.refusal().reason(), e.refusal().detail());
      return;
    }
    for (int i = 0; i < records.size(); i++) {
      Reception reception = plan.reception(line.number(), i);
      finish(List.of(line), reader.read(plan.adapter(), records.get(i), reception));
    }
  }

  /** Adds a row to the order before it, if it is a line of that. */
  private void collect(Line line) throws IOException {
    Reception reception = plan.reception(line.number(), 0);
    List<Draft> drafts;
    try {
      drafts = plan.adapter().adapt(line.json(), reception);
    } catch (RefusalException e) {
      finish(List.of(line), e.refusal()); // The order of the rows around it may go on.
      return;
    }
    Draft draft = drafts.size() == 1 ? drafts.get(0) : null;
    if (draft != null && order != null && order.include(draft)) {
      if (!order.add(draft, line)) {
        tellOrder();
      }
      return;
    }
    endOrder();
    if (draft != null && OrderRows.isPart(draft)) {
      order = new OrderRows(draft, reception, line);
    } else {
      finish(List.of(line), reader.check(drafts, reception));
    }
  }

  /**
   * Tells of the order whose rows were read last, as it is so far. Further rows of it make a
   * further version, with those told before.
   */
  void tellOrder() throws IOException {
    List<Line> untold = order == null ? List.of() : order.tell();
    if (untold.isEmpty()) {
      return;
    }
    if (order.isTooLong()) {
      String most = "More than %,d rows next to each other are of one order.";
      finish(untold, new Refusal("order-too-long", most.formatted(OrderRows.MOST), List.of()));
    } else {
      Draft whole = order.draft(plan.adapter().name());
      finish(untold, reader.check(List.of(whole), order.reception()));
    }
  }

  /** Ends the order whose rows were read last. */
  void endOrder() throws IOException {
    tellOrder();
    order = null;
  }

  /** The number of the first row of the order that may go on; -1 without one. */
  long openSince() {
    return order == null ? -1 : order.first();
  }

  private void finish(List<Line> lines, Outcome outcome) throws IOException {
    if (outcome.refusal().isPresent()) {
      finish(lines, outcome.refusal().get());
      return;
    }
    account.read(lines.size());
    if (outcome.isIgnored()) {
      account.ignored(lines.size());
    } else {
      account.sent(lines.size());
      for (SpecificRecord event : outcome.events()) {
        account.event(event.getClass().getSimpleName());
        sink.event(event);
      }
    }
  }

  private void finish(List<Line> lines, Refusal refusal) throws IOException {
    account.read(lines.size());
    for (Line line : lines) {
      refuse(line, refusal.reason(), refusal.detail());
    }
  }

  private void refuse(Line line, String reason, String detail) throws IOException {
    account.refused(reason);
    sink.refused(new RefusedRecord(line.number(), line.text(), reason, detail));
  }
}
