package io.rapport.core.support.redaction;

/** A redacted text, with the numbers of replacements. */
public record RedactedText(String text, Redactions redactions) {}
