package io.rapport.local;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies configuration files that ship with the stack. */
final class Resources {
  private Resources() {}

  static Path copy(String name, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    return Files.writeString(target, read(name));
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
