/** A 64-bit hash of texts, and small tables keyed by it. */
package io.rapport.core.hash;
