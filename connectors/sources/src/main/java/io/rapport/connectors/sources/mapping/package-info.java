/** Records of tables and files, mapped to contracts by a file that people write, or by guess. */
package io.rapport.connectors.sources.mapping;
