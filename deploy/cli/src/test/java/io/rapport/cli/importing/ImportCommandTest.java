package io.rapport.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

  private static final String PEOPLE =
      """
      Kundennummer;E-Mail;Vorname;Nachname;PLZ;Umsatz
      4711;anna@example.com;Anna;Müller;01099;"1.299,00"
      4712;jörg@example.com;Jörg;"Meier; Söhne";10115;
      ;nobody@example.com;;;;
      4713;short

      """;

  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = Main.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(err));
    return commands.execute(args);
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes).toString();
  }

  private String file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsShownBeforeAnythingIsSent() throws IOException {
    String path = file("kunden.csv", PEOPLE);
    assertThat(run("import", path, "--dry-run", "--source", "crm")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("values separated by ';', UTF-8, 6 columns")
        .contains("guessed from the columns' names; source crm, customer-record")
        .containsPattern("Kundennummer +\\(id\\) +4711")
        .containsPattern("Nachname +familyName +Müller")
        .containsPattern("Umsatz +attributes.Umsatz +1.299,00")
        .contains("customerId=crm:4711", "familyName=Meier; Söhne")
        .contains("line 4: missing-id: The record has no value in Kundennummer")
        .contains("line 5: wrong-column-count")
        .contains("4 records read = 2 sound + 0 of no use here + 2 refused");
  }

  @Test
  void encodingsAndSeparatorsAreFoundOut() throws IOException {
    for (String encoding : new String[] {"windows-1252", "UTF-16", "UTF-16LE", "UTF-8"}) {
      String text = (encoding.equals("UTF-8") ? "\uFEFF" : "") + PEOPLE.replace(';', '\t');
      String path = file("p.tsv", text.getBytes(Charset.forName(encoding)));
      assertThat(run("import", path, "--dry-run")).as(encoding).isZero();
      assertThat(out.toString())
          .as(encoding)
          .contains("separated by tabs", "givenName=Jörg")
          .contains(encoding.equals("UTF-16") ? "UTF-16BE with a byte order mark" : encoding);
    }
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("id|email\n1|a@b.example\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run("import", file("p.gz", packed.toByteArray()), "--dry-run")).isZero();
    assertThat(out.toString()).contains("separated by '|'", "1 sound");
    assertThat(run("import", file("excel.csv", "sep=;\nid;email\n1;a@b.example\n"), "--dry-run"))
        .isZero();
    assertThat(out.toString()).contains("';'", "1 records read = 1 sound");
    String wrong =
        file("wrong.csv", "id,email\n1,jörg@b.example\n".getBytes(Charset.forName("windows-1252")));
    assertThat(run("import", wrong, "--dry-run", "--encoding", "ISO-8859-2")).isZero();
    assertThat(out.toString()).contains("ISO-8859-2");
    assertThat(run("import", wrong, "--dry-run", "--separator", ";")).isEqualTo(2);
    assertThat(err.toString()).contains("no column looks like the id");
  }

  @Test
  void aMappingIsWrittenChangedAndUsed() throws IOException {
    String path = file("k.csv", PEOPLE);
    Path mapping = dir.resolve("mapping.yaml");
    assertThat(run("import", path, "--write-mapping", mapping.toString())).as("%s", err).isZero();
    assertThat(run("import", path, "--write-mapping", mapping.toString())).isEqualTo(2);
    Files.writeString(
        mapping, Files.readString(mapping).replace("attributes.Umsatz", "attributes.revenue"));
    assertThat(run("import", path, "--mapping", mapping.toString(), "--dry-run")).isZero();
    assertThat(out.toString()).contains("mapping.yaml; source k", "revenue=1.299,00");
    Files.writeString(mapping, Files.readString(mapping).replace("familyName", "surname"));
    assertThat(run("import", path, "--mapping", mapping.toString(), "--dry-run")).isEqualTo(2);
    assertThat(err.toString())
        .containsPattern("line \\d, column `Nachname`: there is no field surname")
        .contains("familyName");
  }

  @Test
  void rowsOfOneOrderAreItsLines() throws IOException {
    String mapping =
        file(
            "orders.yaml",
            """
            version: 1
            source: till
            record: purchase
            columns:
              order: orderId
              customer: customerId
              item: lines.itemId
              pieces: lines.quantity
              price: {field: lines.unitPrice, decimal: point}
            constants: {kind: ORDER, currency: EUR}
            """);
    String orders =
        file(
            "orders.csv",
            """
            order,customer,item,pieces,price
            o-1,c-1,a,1,10.00
            o-1,c-1,b,2,5
            o-2,c-2,a,1,1
            o-3,,a,1,1
            o-3,,b,1,1
            o-4,c-1,a,half,1
            """);
    assertThat(run("import", orders, "--mapping", mapping, "--dry-run")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("6 records read = 3 sound + 0 of no use here + 3 refused")
        .containsPattern("Purchase +2")
        .containsPattern("contract +2")
        .containsPattern("invalid-number +1");
  }

  @Test
  void linesOfJsonGoThroughTheAdaptersOfTheGateway() throws IOException {
    String calls =
        file(
            "segment.jsonl",
            """
            {"batch":[{"type":"track","anonymousId":"a","event":"Product Viewed","properties":{"sku":"s"}},{"type":"page","anonymousId":"a"}]}
            {"type":"track","event":"Product Viewed"}
            no json
            """);
    assertThat(run("import", calls, "--format", "segment", "--dry-run")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("lines of JSON")
        .contains("4 records read = 1 sound + 1 of no use here + 2 refused")
        .containsPattern("not-json +1");
  }

  @Test
  void changesOfATableAreRecognised() throws IOException {
    String changes =
        file(
            "contacts.jsonl",
            """
            {"payload":{"op":"c","ts_ms":1796036400000,"before":null,"after":{"id":1,"email":"a@b.example"}}}
            {"payload":{"op":"d","ts_ms":1796036500000,"before":{"id":1,"email":"a@b.example"},"after":null}}
            """);
    assertThat(run("import", changes, "--dry-run", "--source", "crm")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("changes of a table as lines of JSON")
        .containsPattern("email +email +a@b.example")
        .contains("customerId=crm:1", "deleted=true")
        .contains("2 sound");
  }

  @Test
  void aWrongCommandLineOrFileSaysWhatToDo() throws IOException {
    assertThat(run("import", dir.resolve("none").toString())).isEqualTo(2);
    String path = file("people.csv", PEOPLE);
    assertThat(run("import", path, "--format", "colours", "--dry-run")).isEqualTo(2);
    assertThat(err.toString()).contains("segment, ga4, shopify");
    assertThat(run("import", path, "--separator", "ab", "--dry-run")).isEqualTo(2);
    assertThat(run("import", path, "--limit", "0", "--dry-run")).isEqualTo(2);
    assertThat(run("import", file("array.json", "[\n{}\n]\n"), "--dry-run")).isEqualTo(1);
    assertThat(err.toString()).contains("jq -c");
    assertThat(run("import", file("empty.csv", "\n"), "--dry-run")).isEqualTo(1);
    assertThat(run("import", file("twice.csv", "id,id\n1,2\n"), "--dry-run")).isEqualTo(1);
    assertThat(err.toString()).contains("no header");
    assertThat(run("import", path, "--bootstrap", "127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1", "--bootstrap");
  }
}
