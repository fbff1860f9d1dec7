/**
 * Support tickets: redaction, an online intent classifier with calibrated confidence, and retrieval
 * of knowledge-base answers.
 */
package io.rapport.core.support;
