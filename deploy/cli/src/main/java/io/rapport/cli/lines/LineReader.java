package io.rapport.cli.lines;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A reader of the physical lines of a text, to which lines can be given back. Bytes that are none
 * of its encoding become replacement characters; of a line longer than the bound only its beginning
 * is kept.
 */
public final class LineReader implements Closeable {

  public static final int LONGEST_LINE = 1 << 20;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader reader;
  private final int longest;
  private final Deque<SourceLine> givenBack = new ArrayDeque<>();
  private long number;
  private long consumed;

  public LineReader(Reader reader, int longest) {
    this.reader = reader;
    this.longest = longest;
  }

  /** Opens a file of UTF-8, gzipped or plain: told by its first bytes, not by its name. */
  public static LineReader open(Path file) throws IOException {
    return open(file, StandardCharsets.UTF_8);
  }

  /** As {@link #open(Path)}, of another encoding. */
  public static LineReader open(Path file, Charset charset) throws IOException {
    return new LineReader(
        new BufferedReader(new InputStreamReader(bytes(file), charset), BUFFER), LONGEST_LINE);
  }

  /** The bytes of a file, unpacked when it is gzipped. */
  public static InputStream bytes(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      boolean gzip = ((in.read() << 8) | in.read()) == GZIP_MAGIC;
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** The next line; null at the end. */
  public SourceLine next() throws IOException {
    SourceLine line = givenBack.isEmpty() ? read() : givenBack.removeFirst();
    if (line != null) {
      consumed++;
    }
    return line;
  }

  /** Gives lines back, to be read again in the same order. */
  public void giveBack(List<SourceLine> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      givenBack.addFirst(lines.get(i));
      consumed--;
    }
  }

  /** Lines read and not given back. */
  public long consumed() {
    return consumed;
  }

  private SourceLine read() throws IOException {
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    number++;
    if (number == 1 && c == BYTE_ORDER_MARK) {
      c = reader.read();
    }
    StringBuilder text = new StringBuilder();
    boolean cut = false;
    while (c >= 0 && c != '\n') {
      if (text.length() < longest) {
        text.append((char) c);
      } else {
        cut = true;
      }
      c = reader.read();
    }
    if (!cut && !text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    return new SourceLine(number, text.toString(), cut);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
