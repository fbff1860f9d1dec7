package io.rapport.core.support.redaction;

/** A text without the personal data that was found in it. */
public record RedactedText(String text, Redactions redactions) {}
