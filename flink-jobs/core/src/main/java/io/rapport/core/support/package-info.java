/**
 * Support tickets: redaction, hashed n-grams, an online intent classifier with calibrated
 * confidence, and retrieval of knowledge-base answers. Plain Java; no clock.
 */
package io.rapport.core.support;
