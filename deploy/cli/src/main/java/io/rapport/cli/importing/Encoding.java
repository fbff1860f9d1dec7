package io.rapport.cli.importing;

import io.rapport.cli.lines.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The encoding of a file: told by its byte order mark; by the zero bytes of UTF-16; else UTF-8 if
 * all of it is, and windows-1252 if it is not.
 *
 * @param marked whether the file begins with a byte order mark
 */
record Encoding(Charset charset, boolean marked) {

  private static final int SAMPLE = 1 << 16;
  private static final int BUFFER = 1 << 16;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** Finds the encoding of a file, which is read to its end unless its first bytes tell. */
  static Encoding of(Path file) throws IOException {
    byte[] sample;
    try (InputStream in = LineReader.bytes(file)) {
      sample = in.readNBytes(SAMPLE);
    }
    if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, true);
    }
    if (startsWith(sample, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, true);
    }
    if (startsWith(sample, 0xFE, 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, true);
    }
    Charset wide = wide(sample);
    if (wide != null) {
      return new Encoding(wide, false);
    }
    return new Encoding(isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS, false);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-16 where a third of the bytes at even or odd places are zero; null for none. */
  private static Charset wide(byte[] sample) {
    int[] zeros = new int[2];
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] == 0) {
        zeros[i & 1]++;
      }
    }
    int enough = Math.max(1, sample.length / 6);
    if (zeros[1] >= enough && zeros[1] > zeros[0]) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] >= enough && zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean isUtf8(Path file) throws IOException {
    try (Reader reader =
        new InputStreamReader(
            LineReader.bytes(file),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      char[] buffer = new char[BUFFER];
      while (reader.read(buffer) >= 0) {
        // Only its errors matter.
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return charset.name() + (marked ? " with a byte order mark" : "");
  }
}
