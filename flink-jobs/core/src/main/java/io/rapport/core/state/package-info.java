/**
 * Keyed state without an engine: packed formats, expiry, the write-behind cache, and the pace at
 * which models are published.
 */
package io.rapport.core.state;
