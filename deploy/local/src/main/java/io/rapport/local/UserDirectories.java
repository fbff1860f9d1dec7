package io.rapport.local;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The directories of this user in which programs keep data and caches. */
public final class UserDirectories {
  private static final String OWN = "rapport";

  private UserDirectories() {}

  /**
   * The directory of a stack that goes on where it ended: {@code rapport/stack} below {@code
   * XDG_DATA_HOME} or {@code ~/.local/share}, on macOS below {@code ~/Library/Application Support},
   * on Windows below {@code LOCALAPPDATA}.
   */
  public static Path stack() {
    return stack(System.getenv(), System.getProperty("user.home"), system());
  }

  /** The parent of directories that are removed at the end. */
  static Path cache() {
    return cache(System.getenv(), System.getProperty("user.home"), system());
  }

  static Path stack(Map<String, String> environment, String home, String system) {
    return base(environment, "XDG_DATA_HOME", home, system, ".local/share", "Application Support")
        .resolve(OWN)
        .resolve("stack");
  }

  static Path cache(Map<String, String> environment, String home, String system) {
    Path base = base(environment, "XDG_CACHE_HOME", home, system, ".cache", "Caches").resolve(OWN);
    return system.startsWith("windows") ? base.resolve("cache") : base;
  }

  private static Path base(
      Map<String, String> environment,
      String variable,
      String home,
      String system,
      String usual,
      String library) {
    String named = environment.getOrDefault(variable, "");
    // The specification has relative paths ignored.
    if (!named.isBlank() && Path.of(named).isAbsolute()) {
      return Path.of(named);
    }
    if (system.startsWith("mac")) {
      return Path.of(home, "Library", library);
    }
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (system.startsWith("windows") && !local.isBlank()) {
      return Path.of(local);
    }
    return Path.of(home, usual);
  }

  private static String system() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT);
  }
}
