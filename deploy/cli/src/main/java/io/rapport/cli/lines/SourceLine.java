package io.rapport.cli.lines;

/**
 * A physical line.
 *
 * @param number from 1
 * @param text without its end; its beginning only when cut
 * @param cut whether it was longer than is kept
 */
public record SourceLine(long number, String text, boolean cut) {}
