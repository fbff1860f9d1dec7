package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.lines.BadLine;
import io.rapport.cli.lines.LineReader;
import io.rapport.cli.lines.SourceLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {

  @TempDir Path dir;

  @Test
  void oneStrayQuoteCostsOneLine() {
    Recorded file = Recorded.of("tickets", "text,label\n\"oops,x\nb,x\nc,x\n");
    assertThat(file.reasons()).containsExactly("2 unclosed-quote");
    assertThat(file.account.used()).isEqualTo(2);
  }

  @Test
  void aStrayQuoteThatALaterOneClosesCostsOneLineToo() {
    Recorded file = Recorded.of("tickets", "text,label\n\"oops,x\nb,x\n\"c, d\",x\ne,x\n");
    assertThat(file.reasons()).containsExactly("2 malformed-csv");
    assertThat(file.account.used()).isEqualTo(3);
    assertThat(file.account.balanced()).isTrue();
  }

  @Test
  void quotesWithinAnUnquotedFieldAreText() {
    Recorded file = Recorded.of("tickets", "text,label\n12\" ruler \"\"x,size\nb,x\n");
    assertThat(file.bad).isEmpty();
    assertThat(file.account.used()).isEqualTo(2);
  }

  @Test
  void aLineBeyondTheBoundIsBadAndTheNextIsNot() throws IOException {
    var lines = new LineReader(new StringReader("aaaaaaaaaaaa\nbb\n"), 10);
    assertThat(lines.next()).isEqualTo(new SourceLine(1, "aaaaaaaaaa", true));
    assertThat(lines.next()).isEqualTo(new SourceLine(2, "bb", false));
    assertThat(lines.next()).isNull();
  }

  @Test
  void readsGzipAndPlainAndSkipsAByteOrderMark() throws IOException {
    byte[] text = "\uFEFFtext,label\r\nä,x\r\n".getBytes(StandardCharsets.UTF_8);
    Path plain = Files.write(dir.resolve("plain.csv"), text);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    Path gzip = Files.write(dir.resolve("packed"), packed.toByteArray());
    for (Path file : new Path[] {plain, gzip}) {
      Recorded recorded = new Recorded();
      FileAccount account =
          FileReplay.read(new TicketsFormat(), file, "shop", Long.MAX_VALUE, recorded);
      assertThat(account.used()).isEqualTo(1);
      assertThat(recorded.events).hasSize(2);
    }
  }

  @Test
  void anEmptyFileOfSessionsIsNothing() {
    assertThat(Recorded.of("sessions", "").account.lines()).isZero();
  }

  /** Lines of what formats are made of, so that nearly right ones come up too. */
  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "\"",
            ",",
            "\t",
            ";",
            "\n",
            "\r",
            "\r\n",
            " ",
            "1",
            "C5",
            "-3",
            "2.5",
            "NaN",
            "view",
            "buy",
            "pv",
            "1511658000",
            "2010-12-01 08:26:00",
            "text",
            "\\n",
            "\u0000",
            "ä",
            "😀",
            "\uD800",
            "1e999",
            "99999999999999999999",
            "\"\"",
            "a\"b");
    return piece.list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  @Property
  void garbageNeverThrowsAndEveryLineIsAccountedFor(@ForAll("garbage") String garbage) {
    account("sessions", "", garbage);
    account("session-clicks", "SessionId,ItemId,Time\n", garbage);
    account("behaviour", "timestamp,user_id,item_id,event\n", garbage);
    account(
        "online-retail",
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n",
        garbage);
    account("tickets", "subject,body,queue\n", garbage);
  }

  @Property(tries = 100)
  void anyTextNeverThrowsAndEveryLineIsAccountedFor(@ForAll String text) {
    account("sessions", "", text);
    account("tickets", "text,label\n", text);
    account("behaviour", "timestamp,user_id,item_id,event\n", text);
  }

  private static void account(String format, String header, String garbage) {
    Recorded file = Recorded.of(format, header + garbage);
    FileAccount account = file.account;
    long newlines = garbage.chars().filter(c -> c == '\n').count();
    boolean openEnd = !garbage.isEmpty() && !garbage.endsWith("\n");
    long expected = newlines + (openEnd ? 1 : 0) + (header.isEmpty() ? 0 : 1);
    assertThat(account.lines()).isEqualTo(expected);
    assertThat(account.balanced()).as("%s", account).isTrue();
    assertThat(file.bad.stream().mapToLong(BadLine::lines).sum()).isEqualTo(account.badLines());
    assertThat((long) file.events.size()).isEqualTo(account.allEvents());
  }
}
