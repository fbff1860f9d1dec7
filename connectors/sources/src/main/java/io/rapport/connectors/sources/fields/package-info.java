/** Fields of foreign records: found by path, and read as texts, times, amounts and order lines. */
package io.rapport.connectors.sources.fields;
