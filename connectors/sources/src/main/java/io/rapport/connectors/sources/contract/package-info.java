/** Events as JSON: read, put into standard form, and checked against their contracts. */
package io.rapport.connectors.sources.contract;
