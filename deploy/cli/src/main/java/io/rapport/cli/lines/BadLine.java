package io.rapport.cli.lines;

/**
 * A line that could not be used.
 *
 * @param reason code in lower-case words joined by '-'
 * @param detail a sentence that does not repeat the line's text
 */
public record BadLine(long line, int lines, String raw, String reason, String detail)
    implements Parsed {}
