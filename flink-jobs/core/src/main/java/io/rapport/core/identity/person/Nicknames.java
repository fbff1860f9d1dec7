package io.rapport.core.identity.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of English, German and French given names and their short forms. */
final class Nicknames {

  private static final int[] NONE = {};
  private static final Nicknames SHARED = read("/io/rapport/core/identity/nicknames.txt");

  private final Map<String, int[]> groups = new HashMap<>();
  private final List<String> roots = new ArrayList<>();

  private Nicknames() {}

  /** The table. */
  static Nicknames shared() {
    return SHARED;
  }

  /** The groups of a name; empty if it is in none. */
  int[] groups(String name) {
    return groups.getOrDefault(name, NONE);
  }

  /** Whether one name is a form of the other, or both are forms of a third. */
  boolean related(String a, String b) {
    return meet(groups(a), groups(b));
  }

  static boolean meet(int[] of, int[] with) {
    for (int one : of) {
      for (int other : with) {
        if (one == other) {
          return true;
        }
      }
    }
    return false;
  }

  /** The full form of a name; the name itself where none is known. */
  String root(String name) {
    int[] of = groups.get(name);
    return of == null ? name : roots.get(of[0]);
  }

  private static Nicknames read(String resource) {
    Nicknames table = new Nicknames();
    try (InputStream in = Nicknames.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> table.add(line.strip().split(" +", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private void add(String[] names) {
    int group = roots.size();
    roots.add(names[0]);
    for (String name : names) {
      int[] before = groups(name);
      int[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = group;
      groups.put(name, after);
    }
  }
}
