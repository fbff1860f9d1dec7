package io.rapport.connectors.sources.support;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;

/** The text of an e-mail that its sender wrote: no markup, and nothing quoted. */
final class MailText {

  /** Characters kept of a text. */
  static final int LONGEST = 20_000;

  private static final int LONGEST_LINE = 300;
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\x0B\\f\\u00a0]+");
  private static final Pattern EMPTY_LINES = Pattern.compile("\\s*\\n\\s*\\n\\s*");
  private static final Pattern INTRODUCTION =
      Pattern.compile(".*(wrote|writes|schrieb|a écrit|escribió|ha scritto) ?:\\s*");
  private static final Pattern ORIGINAL =
      Pattern.compile("-{2,} ?(Original Message|Ursprüngliche Nachricht|Message d'origine) ?-{2,}");

  private MailText() {}

  static String ofPlain(String text) {
    StringBuilder own = new StringBuilder();
    for (String line : text.split("\\r?\\n", -1)) {
      if (ORIGINAL.matcher(line.strip()).matches() || own.length() > LONGEST) {
        break;
      }
      boolean quoted = line.startsWith(">");
      boolean introduces = line.length() <= LONGEST_LINE && INTRODUCTION.matcher(line).matches();
      if (!quoted && !introduces) {
        own.append(line).append('\n');
      }
    }
    return tidy(own.toString());
  }

  static String ofHtml(String html) {
    Document document = Jsoup.parse(html);
    document.select("script, style, head, title, blockquote, .gmail_quote").remove();
    document.select("br, p, div, li, tr").forEach(element -> element.before(new TextNode("\n")));
    return ofPlain(document.wholeText());
  }

  /** One blank between words, one empty line between paragraphs; null when nothing is left. */
  private static String tidy(String text) {
    String tidy = EMPTY_LINES.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("\n\n");
    String cut = tidy.strip();
    cut = cut.length() <= LONGEST ? cut : cut.substring(0, LONGEST);
    return cut.isEmpty() ? null : cut;
  }
}
