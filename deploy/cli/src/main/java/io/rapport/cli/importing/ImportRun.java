package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rapport.avro.Purchase;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceReader;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Passes records through their adapter, in order, and accounts for each. */
final class ImportRun {

  /** The most lines of one order. */
  private static final int MOST_LINES = 1_000;

  private final ImportPlan plan;
  private final ImportSink sink;
  private final SourceReader reader = new SourceReader(new ContractReader());
  private final StrictJson json = new StrictJson(FileShape.MAX_DEPTH);
  private final ImportAccount account;

  /** The order whose lines are being read; null for none. */
  private Draft order;

  private Reception orderReception;
  private final List<Line> orderLines = new ArrayList<>();

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
   * Reads a file from top to bottom.
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
      run.endOrder();
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
      account.read(1);
      collect(line);
    } else if (plan.json()) {
      split(line);
    } else {
      account.read(1);
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
    account.read(records.size());
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
      endOrder();
      refuse(line, e.refusal().reason(), e.refusal().detail());
      return;
    }
    Draft draft = drafts.isEmpty() ? null : drafts.get(0);
    if (draft != null && order != null && isSame(draft) && orderLines.size() < MOST_LINES) {
      ((ArrayNode) order.fields().get("lines")).addAll((ArrayNode) draft.fields().get("lines"));
      orderLines.add(line);
      return;
    }
    endOrder();
    if (draft == null || !draft.fields().path("lines").isArray()) {
      finish(List.of(line), reader.check(drafts, reception));
    } else {
      order = draft;
      orderReception = reception;
      orderLines.add(line);
    }
  }

  private boolean isSame(Draft draft) {
    return draft.contract().equals(Purchase.class)
        && draft.fields().path("lines").isArray()
        && draft.fields().path("orderId").equals(order.fields().path("orderId"))
        && draft.fields().path("kind").equals(order.fields().path("kind"));
  }

  /** Ends the order whose lines were read last. */
  void endOrder() throws IOException {
    if (order != null) {
      Outcome outcome = reader.check(List.of(order), orderReception);
      order = null;
      List<Line> lines = List.copyOf(orderLines);
      orderLines.clear();
      finish(lines, outcome);
    }
  }

  private void finish(List<Line> lines, Outcome outcome) throws IOException {
    if (outcome.refusal().isPresent()) {
      for (Line line : lines) {
        refuse(line, outcome.refusal().get().reason(), outcome.refusal().get().detail());
      }
    } else if (outcome.isIgnored()) {
      account.ignored(lines.size());
    } else {
      account.sent(lines.size());
      for (SpecificRecord event : outcome.events()) {
        account.event(event.getClass().getSimpleName());
        sink.event(event);
      }
    }
  }

  private void refuse(Line line, String reason, String detail) throws IOException {
    account.refused(reason);
    sink.refused(new RefusedRecord(line.number(), line.text(), reason, detail));
  }
}
