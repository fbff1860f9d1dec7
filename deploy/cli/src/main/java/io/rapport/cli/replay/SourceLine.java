package io.rapport.cli.replay;

/**
 * A physical line.
 *
 * @param number from 1
 * @param text without its end; its beginning only when cut
 * @param cut whether it was longer than is kept
 */
record SourceLine(long number, String text, boolean cut) {}
