package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoriesTest {

  @Test
  void followXdgOnLinux() {
    assertThat(UserDirectories.stack(Map.of("XDG_DATA_HOME", "/data"), "/home/a", "linux"))
        .isEqualTo(Path.of("/data/rapport/stack"));
    assertThat(UserDirectories.cache(Map.of("XDG_CACHE_HOME", "/cache"), "/home/a", "linux"))
        .isEqualTo(Path.of("/cache/rapport"));
  }

  @Test
  void haveDefaultsBelowTheHomeDirectory() {
    Map<String, String> relative = Map.of("XDG_DATA_HOME", "data", "XDG_CACHE_HOME", "");
    assertThat(UserDirectories.stack(relative, "/home/a", "linux"))
        .isEqualTo(Path.of("/home/a/.local/share/rapport/stack"));
    assertThat(UserDirectories.cache(relative, "/home/a", "linux"))
        .isEqualTo(Path.of("/home/a/.cache/rapport"));
  }

  @Test
  void areWhereMacAndWindowsHaveThem() {
    assertThat(UserDirectories.stack(Map.of(), "/Users/a", "mac os x"))
        .isEqualTo(Path.of("/Users/a/Library/Application Support/rapport/stack"));
    Map<String, String> windows = Map.of("LOCALAPPDATA", "/local");
    assertThat(UserDirectories.stack(windows, "/a", "windows 11"))
        .isEqualTo(Path.of("/local/rapport/stack"));
    assertThat(UserDirectories.cache(windows, "/a", "windows 11"))
        .isEqualTo(Path.of("/local/rapport/cache"));
  }
}
