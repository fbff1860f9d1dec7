package io.rapport.connectors.sources.support;

import static io.rapport.connectors.sources.adapter.Adapting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MailAdapterTest {

  private static final MailAdapter MAIL = new MailAdapter(Set.of("@shop.example"));

  private static final String FIRST =
      """
      From: =?utf-8?Q?J=C3=B6rg_Mei=C3=9Fner?= <joerg@mail.example>
      To: help@shop.example
      Subject: =?utf-8?B?V28gaXN0IG1laW4gUGFrZXQ/?=
      Date: Mon, 30 Nov 2026 12:30:00 +0100
      Message-ID: <CAF+1@mail.example>
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="b1"

      --b1
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Die Bestellung 4711 ist =FCberf=E4llig.
      --b1
      Content-Type: text/html; charset=utf-8

      <p>ignored</p>
      --b1--
      """;

  private static SupportEvent mail(String message) throws RefusalException {
    Outcome outcome = outcome(message);
    assertThat(outcome.refusal()).isEmpty();
    return (SupportEvent) outcome.events().get(0);
  }

  private static Outcome outcome(String message) throws RefusalException {
    return Adapting.outcomes(MAIL, message.replace("\n", "\r\n"), "message/rfc822", Map.of())
        .get(0);
  }

  @Test
  void aFirstMailOpensATicket() throws Exception {
    SupportEvent event = mail(FIRST);
    assertThat(event.getKind()).isEqualTo(SupportEventKind.OPENED);
    assertThat(event.getChannel()).isEqualTo("email");
    assertThat(event.getRequesterEmail()).isEqualTo("joerg@mail.example");
    assertThat(event.getSubject()).isEqualTo("Wo ist mein Paket?");
    assertThat(event.getBody()).isEqualTo("Die Bestellung 4711 ist überfällig.");
    assertThat(event.getEventTime()).isEqualTo(Instant.parse("2026-11-30T11:30:00Z"));
    assertThat(event.getTicketId()).startsWith("mail-").isEqualTo(event.getEventId());
    assertThat(mail(FIRST).getEventId()).as("sent again").isEqualTo(event.getEventId());
  }

  @Test
  void repliesOfBothSidesBelongToItsTicket() throws Exception {
    String ticket = mail(FIRST).getTicketId();
    SupportEvent answer =
        mail(
            """
            From: Help <help@shop.example>
            To: joerg@mail.example
            Subject: Re: Wo ist mein Paket?
            Message-ID: <a1@shop.example>
            In-Reply-To: <CAF+1@mail.example>
            References: <CAF+1@mail.example>

            It is on its way.
            """);
    assertThat(answer.getKind()).isEqualTo(SupportEventKind.AGENT_MESSAGE);
    assertThat(answer.getRequesterEmail()).isEqualTo("joerg@mail.example");
    assertThat(answer.getTicketId()).isEqualTo(ticket);
    SupportEvent reply =
        mail(
            """
            From: joerg@mail.example
            To: help@shop.example
            Subject: Re: Re: Wo ist mein Paket?
            Message-ID: <CAF+2@mail.example>
            In-Reply-To: <a1@shop.example>
            References: <CAF+1@mail.example>
             <a1@shop.example>

            Thank you.

            On Mon, 30 Nov 2026, Help wrote:
            > It is on its way.
            """);
    assertThat(reply.getKind()).isEqualTo(SupportEventKind.CUSTOMER_MESSAGE);
    assertThat(reply.getTicketId()).isEqualTo(ticket);
    assertThat(reply.getBody()).isEqualTo("Thank you.");
    assertThat(reply.getEventTime()).as("without a date").isEqualTo(NOW);
  }

  @Test
  void aMailOfMarkupAloneIsItsText() throws Exception {
    SupportEvent event =
        mail(
            """
            From: a@mail.example
            Message-ID: <m@mail.example>
            Content-Type: text/html; charset=utf-8

            <html><head><style>p {color: red}</style></head><body><p>Hello&nbsp;there,</p>
            <p>it is <b>broken</b>.<br>Anna</p><blockquote>old</blockquote></body></html>
            """);
    assertThat(event.getSubject()).isNull();
    assertThat(event.getBody().lines().map(String::strip).filter(line -> !line.isEmpty()))
        .containsExactly("Hello there,", "it is broken.", "Anna");
  }

  @Test
  void anAttachmentIsNoText() throws Exception {
    SupportEvent event =
        mail(
            """
            From: a@mail.example
            Message-ID: <m@mail.example>
            Subject: Photo
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/plain
            Content-Disposition: attachment; filename=log.txt

            a log
            --x
            Content-Type: text/plain; charset=unheard-of

            See the log.
            --x--
            """);
    assertThat(event.getBody()).isEqualTo("See the log.");
  }

  @Test
  void machinesAreNotAnswered() throws Exception {
    for (String header :
        new String[] {
          "Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <news.example>"
        }) {
      assertThat(outcome(FIRST.replaceFirst("To:", header + "\nTo:")).isIgnored())
          .as(header)
          .isTrue();
    }
    assertThat(outcome(FIRST.replaceFirst("To:", "Auto-Submitted: no\nTo:")).isIgnored()).isFalse();
  }

  @Test
  void aServicesJsonIsReadLikeTheMailItself() throws Exception {
    String ticket = mail(FIRST).getTicketId();
    SupportEvent postmark =
        Adapting.one(
            MAIL,
            "{'FromFull':{'Email':'joerg@mail.example','Name':'J'},'Subject':'Re: Paket',"
                + "'MessageID':'22c74902-a0c1','Date':'Mon, 30 Nov 2026 12:40:00 +0100',"
                + "'TextBody':'All of it','StrippedTextReply':'Only this','Headers':["
                + "{'Name':'Message-ID','Value':'<CAF+3@mail.example>'},"
                + "{'Name':'References','Value':'<CAF+1@mail.example> <a1@shop.example>'}]}",
            SupportEvent.class);
    assertThat(postmark.getTicketId()).isEqualTo(ticket);
    assertThat(postmark.getBody()).isEqualTo("Only this");
    SupportEvent mailgun =
        Adapting.one(
            MAIL,
            "{'sender':'joerg@mail.example','from':'J <joerg@mail.example>','subject':'Re: Paket',"
                + "'Message-Id':'<CAF+4@mail.example>','In-Reply-To':'<CAF+1@mail.example>',"
                + "'body-plain':'Hello','timestamp':1796036400}",
            SupportEvent.class);
    assertThat(mailgun.getTicketId()).isEqualTo(ticket);
    assertThat(mailgun.getRequesterEmail()).isEqualTo("joerg@mail.example");
    SupportEvent cloudmailin =
        Adapting.one(
            MAIL,
            "{'headers':{'from':'J <joerg@mail.example>','subject':'Hi',"
                + "'message_id':'<CAF+1@mail.example>'},'envelope':{},'html':'<p>Hello</p>'}",
            SupportEvent.class);
    assertThat(cloudmailin.getTicketId()).isEqualTo(ticket);
    assertThat(cloudmailin.getBody()).isEqualTo("Hello");
  }

  /** The fields of a Mailgun route, in both of the forms that it posts. */
  private static final Map<String, String> FORM = new LinkedHashMap<>();

  static {
    FORM.put("recipient", "help@shop.example");
    FORM.put("sender", "bounce+1@mail.example");
    FORM.put("from", "J\u00f6rg <joerg@mail.example>");
    FORM.put("subject", "Re: Paket & mehr");
    FORM.put("body-plain", "Danke sch\u00f6n!\n\n> It is on its way.");
    FORM.put("stripped-text", "Danke sch\u00f6n!");
    FORM.put("Message-Id", "<CAF+5@mail.example>");
    FORM.put("message-headers", "[[\"References\",\"<CAF+1@mail.example>\"],[\"X-A\",\"b\"]]");
    FORM.put("timestamp", "1796036400");
    FORM.put("token", "t");
    FORM.put("signature", "s");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String multipart(Map<String, String> form) {
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) ->
            body.append("--b1\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    return body
        + "--b1\r\nContent-Disposition: form-data; name=\"attachment-1\"; filename=\"a.txt\"\r\n"
        + "Content-Type: text/plain\r\n\r\na file\r\n--b1--\r\n";
  }

  private static Outcome form(String body, String type) throws RefusalException {
    return Adapting.outcomes(MAIL, body, type, Map.of()).get(0);
  }

  @Test
  void aFormIsReadLikeTheMailItself() throws Exception {
    Outcome encoded = form(encoded(FORM), "application/x-www-form-urlencoded");
    assertThat(encoded.refusal()).isEmpty();
    SupportEvent event = (SupportEvent) encoded.events().get(0);
    assertThat(event.getKind()).isEqualTo(SupportEventKind.CUSTOMER_MESSAGE);
    assertThat(event.getTicketId()).isEqualTo(mail(FIRST).getTicketId());
    assertThat(event.getRequesterEmail()).isEqualTo("joerg@mail.example");
    assertThat(event.getSubject()).isEqualTo("Re: Paket & mehr");
    assertThat(event.getBody()).isEqualTo("Danke sch\u00f6n!");
    assertThat(event.getEventTime()).isEqualTo(Instant.ofEpochSecond(1_796_036_400));
    Outcome parts = form(multipart(FORM), "multipart/form-data; boundary=b1");
    assertThat(parts.events()).containsExactly(event);
  }

  @Test
  void aFormMayHoldItsHeadersAsTheyStood() throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("headers", "Message-ID: <CAF+6@mail.example>\nIn-Reply-To: <CAF+1@mail.example>\n");
    form.put("from", "joerg@mail.example");
    form.put("text", "Hello");
    SupportEvent event =
        (SupportEvent)
            form(multipart(form), "multipart/form-data; boundary=\"b1\"").events().get(0);
    assertThat(event.getTicketId()).isEqualTo(mail(FIRST).getTicketId());
    form.put("headers", "Auto-Submitted: auto-replied\n");
    assertThat(form(multipart(form), "multipart/form-data; boundary=b1").isIgnored()).isTrue();
  }

  @Property(tries = 200)
  void anyBytesAreAFormOrNone(@ForAll String text, @ForAll boolean parts) {
    String type = parts ? "multipart/form-data; boundary=b1" : "application/x-www-form-urlencoded";
    try {
      Adapting.outcomes(MAIL, parts ? "--b1\r\n" + text + "--b1--" : text, type, Map.of());
    } catch (RefusalException e) {
      assertThat(e.refusal().reason()).isEqualTo("not-a-form");
    }
  }

  @Test
  void aFormIsBounded() throws Exception {
    String many = "a&".repeat(100_000) + "&x=1".repeat(100_000);
    assertThatThrownBy(() -> form(many, "application/x-www-form-urlencoded"))
        .isInstanceOf(RefusalException.class);
    assertThatThrownBy(() -> form(multipart(FORM), "multipart/form-data"))
        .as("without a boundary")
        .isInstanceOf(RefusalException.class);
    Map<String, String> long200 = new LinkedHashMap<>();
    for (int i = 0; i < MailForm.MOST_FIELDS; i++) {
      long200.put("f" + i, "x");
    }
    long200.putAll(FORM);
    assertThat(form(encoded(long200), "application/x-www-form-urlencoded").refusal())
        .as("the fields beyond the bound are not read")
        .isPresent();
  }

  @Test
  void whatIsNoMailSaysWhy() throws Exception {
    assertThat(Adapting.refusal(MAIL, "{'Subject':'x'}").reason()).isEqualTo("missing-sender");
    assertThat(Adapting.refusal(MAIL, "{'From':'a@b.example'}").reason()).isEqualTo("no-text");
  }

  @Property(tries = 200)
  void anyBytesAreReadOrRefused(@ForAll String text) {
    try {
      Adapting.outcomes(MAIL, text, "message/rfc822", Map.of());
    } catch (RefusalException e) {
      assertThat(e.refusal().reason()).isEqualTo("not-mail");
    }
  }

  /** Each took minutes or more while patterns went back and forth over the blanks. */
  @Test
  void amountsOfBlanksCostNoTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(MailText.ofPlain("a" + "\r".repeat(500_000) + "b")).startsWith("a");
          assertThat(MailText.ofPlain("a" + " \n".repeat(250_000) + "b")).startsWith("a");
          assertThat(MailText.ofHtml("a" + "<br>".repeat(250_000) + "b")).startsWith("a");
        });
    assertThat(MailText.ofPlain("one\r\n\r\n \n\ntwo \u00a0 three\n> four"))
        .isEqualTo("one\n\ntwo three");
  }
}
