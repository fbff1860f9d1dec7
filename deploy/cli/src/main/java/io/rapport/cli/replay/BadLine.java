package io.rapport.cli.replay;

/**
 * A line that could not be used.
 *
 * @param reason code in lower-case words joined by '-'
 * @param detail a sentence that does not repeat the line's text
 */
record BadLine(long line, int lines, String raw, String reason, String detail) implements Parsed {}
