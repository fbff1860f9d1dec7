/** Redaction of personal data, before a text is stored or classified. */
package io.rapport.core.support.redaction;
