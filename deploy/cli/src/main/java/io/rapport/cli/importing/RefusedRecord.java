package io.rapport.cli.importing;

/**
 * A record that was refused.
 *
 * @param line its first line in the file, from 1
 * @param reason code in lower-case words joined by '-'
 * @param detail a sentence that does not quote the record
 */
record RefusedRecord(long line, String text, String reason, String detail) {}
