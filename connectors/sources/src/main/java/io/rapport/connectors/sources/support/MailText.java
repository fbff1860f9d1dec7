package io.rapport.connectors.sources.support;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;

/** The text of an e-mail that its sender wrote: no markup, and nothing quoted. */
final class MailText {

  /** Characters kept of a text. */
  static final int LONGEST = 20_000;

  private static final int LONGEST_LINE = 300;

  /** Characters that are looked at, quoted ones among them. */
  private static final int MOST_READ = 10 * LONGEST;

  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\n|\\r");
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\x0B\\f\\u00a0]+");
  private static final Set<String> BREAKS = Set.of("br", "p", "div", "li", "tr");
  private static final Pattern INTRODUCTION =
      Pattern.compile(".*(wrote|writes|schrieb|a écrit|escribió|ha scritto) ?:\\s*");
  private static final Pattern ORIGINAL =
      Pattern.compile("-{2,} ?(Original Message|Ursprüngliche Nachricht|Message d'origine) ?-{2,}");

  private MailText() {}

  static String ofPlain(String text) {
    StringBuilder own = new StringBuilder();
    String start = text.substring(0, Math.min(text.length(), MOST_READ));
    for (String line : LINE_END.split(start, -1)) {
      if (ORIGINAL.matcher(line.strip()).matches() || own.length() > LONGEST) {
        break;
      }
      boolean quoted = line.startsWith(">");
      boolean introduces = line.length() <= LONGEST_LINE && INTRODUCTION.matcher(line).matches();
      if (!quoted && !introduces) {
        append(BLANKS.matcher(line).replaceAll(" ").strip(), own);
      }
    }
    String cut = own.substring(0, Math.min(own.length(), LONGEST)).strip();
    return cut.isEmpty() ? null : cut;
  }

  /** Appends a line; of empty ones that follow each other, the first. */
  private static void append(String line, StringBuilder to) {
    boolean second = to.length() > 1 && to.charAt(to.length() - 2) == '\n';
    if (!line.isEmpty() || !second) {
      to.append(line).append('\n');
    }
  }

  static String ofHtml(String html) {
    Document document = Jsoup.parse(html);
    document.select("script, style, head, title, blockquote, .gmail_quote").remove();
    StringBuilder text = new StringBuilder();
    document.traverse(
        (node, depth) -> {
          if (text.length() > MOST_READ) {
            return;
          }
          if (node instanceof TextNode words) {
            text.append(words.getWholeText());
          } else if (BREAKS.contains(node.nodeName())) {
            text.append('\n');
          }
        });
    return ofPlain(text.toString());
  }
}
