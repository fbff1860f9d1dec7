/** A 64-bit hash of texts, and the small open-addressing tables that are keyed by it. */
package io.rapport.core.hash;
