package io.rapport.cli.lines;

/** The result of reading the next lines of a file. */
public sealed interface Parsed permits Row, BadLine {

  /** The first physical line, from 1. */
  long line();

  /** The number of physical lines. */
  int lines();

  /** The text as it was read. */
  String raw();
}
