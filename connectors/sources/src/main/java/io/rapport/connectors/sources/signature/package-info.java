/** Signatures by which other systems prove that a payload is theirs. */
package io.rapport.connectors.sources.signature;
